"""The Undersong file: safetensors with public settings, a salt and four encrypted boxes (FORMAT.md)."""

"""The window: PySide6 around the engine's front door."""

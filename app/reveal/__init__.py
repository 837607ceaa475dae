"""The Reveal page."""

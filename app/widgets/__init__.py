"""The window's building blocks, one a file."""

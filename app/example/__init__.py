"""The example that comes with the program."""

"""The Safety page, which runs every known attack on a file."""

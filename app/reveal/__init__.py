"""The Reveal page, which shows a file's cover and, with the key, its secrets."""

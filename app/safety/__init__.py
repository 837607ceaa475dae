"""The page that attacks a file without its key."""

"""The queue: several hides in a row, each with a file and a key of its own."""

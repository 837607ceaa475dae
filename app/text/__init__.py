"""What the program says: messages, descriptions, formatting, translation."""

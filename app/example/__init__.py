"""The Example page, which hides and reveals the files that come with the program."""

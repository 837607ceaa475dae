"""The window around the pages, and the program around the window."""

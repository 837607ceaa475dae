"""Small parts of the look: buttons, labels, icons, theme, layout."""

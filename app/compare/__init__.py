"""The Compare page, and the comparisons that other pages show."""

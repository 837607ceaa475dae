"""The Hide page."""

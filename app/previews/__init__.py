"""Previews and thumbnails of media, and what they are drawn with."""

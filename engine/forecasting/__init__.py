"""Quality, seconds and bytes of a hide, before anything is fitted."""

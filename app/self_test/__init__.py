"""The self-test of an installed program, and the measurement of its start."""

"""The command line: python -m engine, also installed as undersong-cli."""

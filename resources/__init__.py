"""What the program shows besides its words: icons, style and examples; `ROOT` is where they lie."""

from pathlib import Path

ROOT = Path(__file__).parent

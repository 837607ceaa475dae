"""The packaged program's window: what `python -m app` is from source."""

import sys

from app.__main__ import main

sys.exit(main())

"""The version of Undersong."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def _version() -> str:
    """The installed version; the one in pyproject.toml where nothing is installed (a source tree, a frozen program)."""
    try:
        return version("undersong")
    except PackageNotFoundError:
        return str(tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"]) if _PROJECT.is_file() else "?"


__version__ = _version()

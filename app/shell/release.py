"""Which version of the program this is."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, version

from resources import ROOT


def release() -> str:
    """As it is installed, or as the source tree around it says."""
    try:
        return version("undersong")
    except PackageNotFoundError:
        project = ROOT.parent / "pyproject.toml"
        return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"]) if project.is_file() else "?"

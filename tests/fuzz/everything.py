"""All targets by name."""

from __future__ import annotations

from tests.fuzz.command_line import CommandLine
from tests.fuzz.media import Media
from tests.fuzz.targets import Files, Keys, Manifests, Target

TARGETS: dict[str, Target] = {target.name: target for target in (Files(), Manifests(), Keys(), Media(), CommandLine())}

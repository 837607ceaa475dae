"""The bill of materials of a package, in CycloneDX 1.6: every library inside with its version, licence and origin."""

from __future__ import annotations

import hashlib
import json
import platform
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from urllib.parse import quote

from licences import licence_name

NAME = "sbom.cdx.json"
PROGRAMS = ("ffmpeg*",)  # of others, in a file of their own


def write(names: Sequence[str], bundle: Path, target: Path, version: str, epoch: int) -> None:
    """Write the bill of a frozen program: of the distributions of these names, and the programs in its folder.

    The same program gives the same bytes: its time is that of the commit, its number comes from its content.
    """
    components = [library(name) for name in sorted(names, key=str.lower)]
    components.append(component("application", "python", platform.python_version(), "PSF-2.0"))
    for path in sorted(path for pattern in PROGRAMS for path in bundle.rglob(pattern) if is_program(path)):
        found = component("application", path.name, "", "GPL-3.0-or-later")
        components.append({**found, "hashes": [{"alg": "SHA-256", "content": digest(path)}]})
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([version, components]))
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).isoformat().replace("+00:00", "Z"),
            "component": component("application", "undersong", version, "Apache-2.0"),
        },
        "components": components,
    }
    target.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")


def library(name: str) -> dict[str, Any]:
    """A Python package that is installed here."""
    package = distribution(name)
    made = component("library", name, package.version, licence_name(package))
    return {**made, "purl": f"pkg:pypi/{name.lower().replace('_', '-')}@{quote(package.version, safe='')}"}


def component(kind: str, name: str, version: str, licence: str) -> dict[str, Any]:
    """A component as CycloneDX has it; its licence by name, since not all packages say it in SPDX's words."""
    versioned = {"version": version} if version else {}
    reference = f"{name}@{version}" if version else name
    return {
        "type": kind, "bom-ref": reference, "name": name, **versioned, "licenses": [{"license": {"name": licence}}],
    }  # fmt: skip


def is_program(path: Path) -> bool:
    """Whether the file is one that can be started, and not a text beside it."""
    return path.is_file() and path.stat().st_size > 1 << 20


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksums(files: Sequence[Path], target: Path) -> None:
    """Write the SHA-256 of each file as `sha256sum --check` reads it."""
    lines = [f"{digest(path)}  {path.name}\n" for path in sorted(files)]
    target.write_text("".join(lines), "utf-8", newline="\n")

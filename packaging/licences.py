"""Collects the licences of everything in the packaged program."""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

HERE = Path(__file__).resolve().parent / "licences"
LICENCE = re.compile(r"(^|[/\\])(LICEN[CS]E|COPYING|NOTICE|COPYRIGHT)", re.IGNORECASE)
MAX_NAME = 60  # characters: longer values of the field "License" are full texts


def gather(modules: set[str], folder: Path, bundle: Path) -> list[str]:
    """Write the licences of the top-level `modules` and of the system libraries of `bundle` into `folder`.

    Returns the names of the distributions.
    """
    shutil.copytree(HERE, folder, dirs_exist_ok=True)
    shutil.copy(Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", folder / "Python.txt")
    owners = packages_distributions()
    names = sorted({name for module in modules for name in owners.get(module, [])} - {"undersong"}, key=str.lower)
    lines = []
    for name in names:
        package = distribution(name)
        texts = licence_files(package)
        for text in texts:
            target = (
                folder / "libraries" / name / "-".join(Path(text).parts[-2:] if len(texts) > 1 else [Path(text).name])
            )
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(str(package.locate_file(text)), target)
        lines.append(f"{name} {package.version}: {licence_name(package)}")
    (folder / "index.txt").write_text("\n".join(lines) + "\n", "utf-8")
    system(bundle, folder / "system")
    return names


def licence_files(package: Distribution) -> list[str]:
    """The licence files of a distribution."""
    files = [str(path) for path in package.files or [] if path.suffix not in (".py", ".pyc", ".so", ".h", ".pyd")]
    return sorted(path for path in files if LICENCE.search(path) and Path(str(package.locate_file(path))).is_file())


def licence_name(package: Distribution) -> str:
    """The name of a distribution's licence, from its metadata."""
    for field in ("License-Expression", "License"):
        text = str(package.metadata[field] or "").strip() if field in package.metadata else ""
        if text and len(text) <= MAX_NAME and "\n" not in text:
            return text
    classifiers = [line for line in package.metadata.get_all("Classifier") or [] if line.startswith("License")]
    return ", ".join(line.split("::")[-1].strip() for line in classifiers) or "see its text"


def system(bundle: Path, folder: Path) -> None:
    """Copy Debian's copyright files of the system libraries; other systems add none."""
    if not shutil.which("dpkg-query"):
        return
    for library in sorted(bundle.glob("lib*.so*")):
        query = subprocess.run(
            ["dpkg-query", "--search", f"*/{library.name}"], capture_output=True, text=True, check=False
        )
        for line in query.stdout.splitlines():
            copyright_file = Path("/usr/share/doc") / line.split(":")[0] / "copyright"
            if copyright_file.is_file():
                folder.mkdir(exist_ok=True)
                shutil.copy(copyright_file, folder / f"{library.name.split('.so')[0]}.txt")

"""Collects the licences of everything in the packaged program, and lists those of everything that is installed.

python packaging/licences.py     writes packaging/licences/PACKAGES.md
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

HERE = Path(__file__).resolve().parent / "licences"
LICENCE = re.compile(r"(^|[/\\])(LICEN[CS]E|COPYING|NOTICE|COPYRIGHT)", re.IGNORECASE)
LOCKS = Path(__file__).resolve().parent / "locks"
LISTED = HERE / "PACKAGES.md"
# May go with Undersong's Apache-2.0; what is under the MPL and the LGPL stays in files of its own.
COMPATIBLE = re.compile(
    r"(Apache.*|(0|\w+ )?BSD.*|MIT( License|-0|-CMU)?|ISC.*|Zlib|CC0-1\.0|PSF-2\.0|Python Software Foundation License"
    r"|MPL-2\.0|Mozilla Public License 2\.0 \(MPL 2\.0\)|LGPL-3\.0-only)"
)
# What the metadata does not say in a few words, or says otherwise than its text.
SAID_BY_THEIR_TEXTS = {"torch": "BSD-3-Clause", "pyinstaller": "GPL-2.0-or-later, with an exception for what it packs"}
TOP = """\
# The licences of all packages that are installed

Made by `packaging/licences.py` from the locks and the packages' own words; do not edit. The column *in* says what the
package is for: to run the program, to test it, or to make its downloads. Only what is there to run it is passed on.

| package | licence | in |
|---|---|---|
"""
MAX_NAME = 60  # characters: longer values of the field "License" are full texts


def gather(modules: set[str], folder: Path, bundle: Path) -> list[str]:
    """Write the licences of the top-level `modules` and of the system libraries of `bundle` into `folder`.

    Returns the names of the distributions.
    """
    shutil.copytree(HERE, folder, dirs_exist_ok=True)
    shutil.copy(HERE.parents[1] / "LICENSE", folder / "Undersong.txt")
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


def locked() -> dict[str, str]:
    """The name of every package in the locks, and the first mode that needs it; without NVIDIA's, see NOTES.md."""
    modes: dict[str, str] = {}
    for mode in ("torch", "run", "test", "package"):
        for name in re.findall(r"^([A-Za-z0-9-]+)==", (LOCKS / f"{mode}.txt").read_text("utf-8"), re.MULTILINE):
            modes.setdefault(name, "run" if mode == "torch" else mode)
    return modes


def listed() -> dict[str, tuple[str, str]]:
    """The licence and the mode of each package in the list."""
    rows = re.findall(r"^\| ([a-z0-9-]+) \| (.+) \| (\w+) \|$", LISTED.read_text("utf-8"), re.MULTILINE)
    return {name: (licence, mode) for name, licence, mode in rows if name != "package"}


def compatible(licence: str) -> bool:
    """Whether one of the licences that a package offers may go with Apache-2.0."""
    return any(all(COMPATIBLE.fullmatch(part) for part in offer.split(" AND ")) for offer in licence.split(" OR "))


def make_list() -> None:
    """Write the list; a package that this system does not install keeps its row."""
    old = listed() if LISTED.exists() else {}
    rows = []
    for name, mode in sorted(locked().items()):
        try:
            licence = licence_name(distribution(name))
        except PackageNotFoundError:
            licence = old.get(name, ("look it up", ""))[0]
        rows.append(f"| {name} | {licence} | {mode} |\n")
    LISTED.write_text(TOP + "".join(rows), "utf-8", newline="\n")


def licence_name(package: Distribution) -> str:
    """The name of a distribution's licence, from its metadata."""
    if (name := package.name.lower()) in SAID_BY_THEIR_TEXTS:
        return SAID_BY_THEIR_TEXTS[name]
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


if __name__ == "__main__":
    make_list()

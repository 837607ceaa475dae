"""The licence of everything inside the packaged program, gathered beside it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

HERE = Path(__file__).resolve().parent / "licences"
PAPER = re.compile(r"(^|[/\\])(LICEN[CS]E|COPYING|NOTICE|COPYRIGHT)", re.IGNORECASE)
LONGEST = 60  # letters of a licence's name; longer ones are whole texts


def gather(modules: set[str], folder: Path, bundle: Path) -> list[str]:
    """Write the licences of the top-level `modules` and of the system libraries of `bundle` into `folder`.

    Returns the names of the distributions found inside.
    """
    shutil.copytree(HERE, folder, dirs_exist_ok=True)
    shutil.copy(Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", folder / "Python.txt")
    owners = packages_distributions()
    names = sorted({name for module in modules for name in owners.get(module, [])} - {"undersong"}, key=str.lower)
    lines = []
    for name in names:
        facts = distribution(name)
        texts = papers(facts)
        for text in texts:
            target = (
                folder / "libraries" / name / "-".join(Path(text).parts[-2:] if len(texts) > 1 else [Path(text).name])
            )
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(str(facts.locate_file(text)), target)
        lines.append(f"{name} {facts.version}: {named(facts)}")
    (folder / "index.txt").write_text("\n".join(lines) + "\n", "utf-8")
    system(bundle, folder / "system")
    return names


def papers(facts: Distribution) -> list[str]:
    """The files of a distribution that are licences."""
    files = [str(path) for path in facts.files or [] if path.suffix not in (".py", ".pyc", ".so", ".h", ".pyd")]
    return sorted(path for path in files if PAPER.search(path) and Path(str(facts.locate_file(path))).is_file())


def named(facts: Distribution) -> str:
    """What a distribution says its licence is."""
    for field in ("License-Expression", "License"):
        text = str(facts.metadata[field] or "").strip() if field in facts.metadata else ""
        if text and len(text) <= LONGEST and "\n" not in text:
            return text
    found = [line for line in facts.metadata.get_all("Classifier") or [] if line.startswith("License")]
    return ", ".join(line.split("::")[-1].strip() for line in found) or "see its text"


def system(bundle: Path, folder: Path) -> None:
    """Copy what Debian says of the libraries that came from the system; elsewhere there are none."""
    if not shutil.which("dpkg-query"):
        return
    for library in sorted(bundle.glob("lib*.so*")):
        asked = subprocess.run(
            ["dpkg-query", "--search", f"*/{library.name}"], capture_output=True, text=True, check=False
        )
        for line in asked.stdout.splitlines():
            paper = Path("/usr/share/doc") / line.split(":")[0] / "copyright"
            if paper.is_file():
                folder.mkdir(exist_ok=True)
                shutil.copy(paper, folder / f"{library.name.split('.so')[0]}.txt")

"""What packages are made of, as far as it can be looked at without making one."""

from __future__ import annotations

import configparser
import os
import plistlib
import py_compile
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import bootstrap
import budget
import build
import portable
import sizes
import smoke_test

ROOT = bootstrap.ROOT
PACKAGING = ROOT / "packaging"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MIME = "application/x-undersong"
INVALIDATION = py_compile.PycInvalidationMode
posix = pytest.mark.skipif(os.name == "nt", reason="links and rights are otherwise on Windows")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_path_a_workflow_names_is_there(workflow: Path) -> None:
    text = workflow.read_text("utf-8")
    named = set(re.findall(r"(?<![\w/.])((?:packaging|\.github|tests)/[\w./-]+\w)", text))
    assert "packaging/bootstrap.py" in named
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_plainly_written(workflow: Path) -> None:
    lines = workflow.read_text("utf-8").splitlines()
    assert not any("\t" in line for line in lines)
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    assert all(indent % 2 == 0 for indent in indents)
    tops = [line.split(":")[0] for line in lines if re.match(r"[a-z]", line)]
    assert tops == ["name", "on", "permissions", "jobs"]
    modes = re.findall(r"bootstrap\.py (\w+)", "\n".join(lines))
    assert modes
    assert set(modes) <= set(bootstrap.MODES)
    # A tag can be moved to other code; a commit cannot.
    assert all(re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line.strip()) for line in lines if "uses:" in line)
    assert "EXTRA_INDEX" not in "\n".join(lines)


def test_all_systems_know_the_file_by_the_same_name() -> None:
    entry = configparser.ConfigParser(interpolation=None, strict=True)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(PACKAGING / "linux" / "undersong.desktop", "utf-8")
    assert entry["Desktop Entry"]["MimeType"] == f"{MIME};"
    assert entry["Desktop Entry"]["Exec"].split() == ["undersong", "%F"]
    assert all(f"{name}[de]" in entry["Desktop Entry"] for name in ("GenericName", "Comment", "Keywords"))
    kind = ET.parse(PACKAGING / "linux" / "undersong.mime.xml").getroot()[0]
    assert kind.get("type") == MIME
    assert kind.find("{*}glob").get("pattern") == "*.undersong"  # type: ignore[union-attr]
    about = ET.parse(PACKAGING / "linux" / "undersong.metainfo.xml").getroot()
    assert about.findtext("provides/mediatype") == MIME
    assert about.find("releases/release").get("version") == PROJECT["version"]  # type: ignore[union-attr]
    installer = (PACKAGING / "windows" / "undersong.iss").read_text("utf-8")
    assert r"Software\Classes\.undersong\OpenWithProgids" in installer
    assert '["undersong"]' in (PACKAGING / "undersong.spec").read_text("utf-8")
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_kind_of_a_file_is_told_by_its_first_bytes() -> None:
    outer = ET.parse(PACKAGING / "linux" / "undersong.mime.xml").getroot().find("{*}mime-type/{*}magic/{*}match")
    assert outer is not None
    inner = outer[0]
    start, (first, last) = int(str(outer.get("offset"))), map(int, str(inner.get("offset")).split(":"))
    value, name = (str(match.get("value")).encode() for match in (outer, inner))
    for vector in (ROOT / "tests" / "vectors").glob("*.undersong"):
        assert vector.read_bytes()[start : start + len(value)] == value, vector.name
        assert name in vector.read_bytes()[first : last + len(name)], vector.name


def test_the_scripts_of_other_systems_can_be_read() -> None:
    rights = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert set(rights.values()) == {True}
    script = PACKAGING / "macos" / "make_dmg.sh"
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    assert "entitlements.plist" in script.read_text("utf-8")
    sections = re.findall(r"^\[(\w+)\]$", (PACKAGING / "windows" / "undersong.iss").read_text("utf-8"), re.MULTILINE)
    assert {"Setup", "Files", "Icons", "Registry"} <= set(sections)
    compile((PACKAGING / "undersong.spec").read_text("utf-8"), "undersong.spec", "exec")


def test_the_log_is_searched_for_trouble() -> None:
    log = (
        "passed image hidden in audio\nQPainter::begin: device\nTraceback (most recent\nPulseAudioService: could not\n"
    )
    assert smoke_test.trouble(log) == ["QPainter::begin: device", "Traceback (most recent"]
    assert smoke_test.trouble("self-test: all passed\nThis plugin does not support propagateSizeHints()") == []


def test_a_program_that_is_not_there_is_no_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert smoke_test.main([str(tmp_path / "undersong")]) == 2
    assert "does not exist" in capsys.readouterr().err


@posix
@pytest.mark.parametrize(("end", "code"), [("all passed", 0), ("2 failed", 0), ("all passed", 1)])
def test_a_self_test_passes_only_as_a_whole(tmp_path: Path, end: str, code: int) -> None:
    program = tmp_path / "undersong"
    program.write_text(f'#!/bin/sh\necho "self-test: {end}" > "$2"\nexit {code}\n')
    program.chmod(0o755)
    assert (smoke_test.run_self_test(program, tmp_path) == "") == (end == "all passed" and code == 0)


def test_what_costs_too_much_fails(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [budget.Line("folder", 10, "MB", 9.5), budget.Line("seconds", 3, "s")]
    monkeypatch.setattr(budget, "installed", lambda: iter(lines))
    assert budget.main([]) == 1
    said = capsys.readouterr()
    assert "| folder | 10.0 MB | 9.5 MB **over** |" in said.out
    assert "Over budget: folder" in said.err
    lines.pop(0)
    assert budget.main([]) == 0


def test_the_dependencies_counted_are_all_that_is_asked_for() -> None:
    found = budget.closure({"pyvista"})
    assert {"pyvista", "vtk", "numpy", "matplotlib"} <= set(found)
    assert "pytest" not in found
    assert budget.size_on_disk("vtk") > 10**8


@posix
def test_the_portable_archive_is_the_same_twice(tmp_path: Path) -> None:
    folder = tmp_path / "undersong"
    (folder / "inside").mkdir(parents=True)
    (folder / "inside" / "file").write_text("text")
    (folder / "link").symlink_to("inside/file")
    first = portable.archive(folder, tmp_path / "a", 1_700_000_000).read_bytes()
    (folder / "inside" / "file").touch()
    assert portable.archive(folder, tmp_path / "a", 1_700_000_000).read_bytes() == first
    with tarfile.open(tmp_path / "a.tar.xz", "r:xz") as tar:
        names = {entry.name: entry for entry in tar}
    assert sorted(names) == ["undersong", "undersong/inside", "undersong/inside/file", "undersong/link"]
    assert {entry.mtime for entry in names.values()} == {1_700_000_000}


def test_sizes_are_told_by_what_they_are_for(tmp_path: Path) -> None:
    for name, size in (("_internal/torch/lib/a.so", 3 << 20), ("_internal/PySide6/b", 2 << 20), ("undersong", 9)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(bytes(size))
    rows = sizes.table(tmp_path).splitlines()
    assert rows[2].startswith("| torch")
    assert rows[3].startswith("| Qt")
    assert "| 5.2 |" in rows[-1]
    assert sizes.of(tmp_path) == (5 << 20) + 9


def test_a_module_beside_its_source_is_not_compiled_at_every_start(tmp_path: Path) -> None:
    source = tmp_path / "inner" / "told.py"
    source.parent.mkdir()
    source.write_text("WHAT = 'the source'")
    for name in ("told", "alone"):
        written = tmp_path / f"{name}.txt"
        written.write_text("WHAT = 'compiled'")
        py_compile.compile(
            str(written), str(source.with_name(f"{name}.pyc")), invalidation_mode=INVALIDATION.UNCHECKED_HASH
        )
    build.beside_their_sources(tmp_path)
    assert not source.with_suffix(".pyc").exists()
    code = "import told, alone; print(told.WHAT, alone.WHAT, told.__file__.endswith('.py'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=source.parent, capture_output=True, text=True, check=True)
    assert done.stdout == "compiled compiled True\n"


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("strip"), reason="needs binutils")
def test_only_what_a_debugger_reads_is_taken_out_of_a_library(tmp_path: Path) -> None:
    library = tmp_path / "torch" / "lib" / "libshm.so"
    library.parent.mkdir(parents=True)
    import torch

    shutil.copy(Path(torch.__file__).parent / "lib" / "libshm.so", library)
    (library.parent / "link.so").symlink_to("libshm.so")

    def names(option: str) -> str:
        return subprocess.run(["nm", option, str(library)], capture_output=True, text=True, check=False).stdout

    asked, size = names("-D"), library.stat().st_size
    assert names("-a")
    build.strip(tmp_path)
    assert names("-D") == asked
    assert not names("-a")
    assert library.stat().st_size < size
    assert (library.parent / "link.so").is_symlink()

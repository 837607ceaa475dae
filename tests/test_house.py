"""The rules of the house that a machine can hold."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ["app", "engine", "packaging"]
MOST_LINES = 260
MACHINE_PATH = re.compile(r"""["'\s(=](/(?:home|root|work|Users)/\w|[A-Z]:\\Users\\)""")
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
TEXT = {".py", ".md", ".toml", ".sh", ".spec", ".json", ".qss", ".iss", ".desktop", ".yml", ""}


def files(*rooms: str, suffixes: set[str] | None = None) -> list[Path]:
    """Every file in `rooms` that a person wrote."""
    found = [path for room in rooms for path in sorted((ROOT / room).rglob("*")) if path.is_file()]
    return [
        path
        for path in found
        if "__pycache__" not in path.parts and path.suffix in (suffixes or {".py"}) and ".egg-info" not in str(path)
    ]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_is_a_god_file() -> None:
    long = {name(path): len(path.read_text("utf-8").splitlines()) for path in files(*ROOMS)}
    assert {path: lines for path, lines in long.items() if lines > MOST_LINES} == {}


def test_no_file_knows_a_machine_or_is_unfinished() -> None:
    written = [*files(*ROOMS, "tests", ".ci", suffixes=TEXT), *ROOT.glob("*.md"), ROOT / "pyproject.toml"]
    found = {}
    for path in written:
        text = path.read_text("utf-8")
        lines = [line.strip() for line in text.splitlines() if MACHINE_PATH.search(line) or UNFINISHED.search(line)]
        if lines:
            found[name(path)] = lines
    assert found == {}


def test_every_public_name_of_the_engine_is_explained() -> None:
    silent = []
    for path in files("engine"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
                continue
            if ast.get_docstring(node) is None:
                silent.append(f"{name(path)}: {node.name}")
    assert silent == []


def test_every_file_says_what_it_is() -> None:
    empty_is_fine = [path for path in files(*ROOMS) if path.read_text("utf-8").strip()]
    assert [name(path) for path in empty_is_fine if ast.get_docstring(ast.parse(path.read_text("utf-8"))) is None] == []


def test_the_front_door_exports_what_it_says() -> None:
    engine = import_module("engine")
    exported = list(engine.__all__)
    assert len(exported) == len(set(exported))
    assert [each for each in exported if not hasattr(engine, each)] == []


def test_every_modality_is_previewed_and_described() -> None:
    pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)
    modalities = set(import_module("engine").MODALITIES.values())
    assert set(import_module("app.previews.by_modality").PREVIEWS) == modalities
    assert set(import_module("app.text.describing").DESCRIPTIONS) == modalities


def test_no_tooltip_takes_the_name_of_a_file_for_markup() -> None:
    """Qt shows a tooltip with "<b>" in it as rich text, with the pictures that it names."""
    open_ones = []
    for path in files("app"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr not in ("setToolTip", "setWhatsThis", "setStatusTip"):
                continue
            [text] = node.args
            ways = [text.body, text.orelse] if isinstance(text, ast.IfExp) else [text]
            if not all(re.match(r"plain_tip\(|self\.tr\([^%]*\)$|''$", ast.unparse(way)) for way in ways):
                open_ones.append(f"{name(path)}:{node.lineno}: {ast.unparse(text)}")
    assert open_ones == []


def test_a_package_of_the_app_is_a_folder_with_a_sentence() -> None:
    inits = [path for path in files("app") if path.name == "__init__.py"]
    assert [name(path) for path in inits if len(ast.parse(path.read_text("utf-8")).body) != 1] == []


def test_only_the_worker_starts_threads() -> None:
    starters = {"QThread", "QThreadPool", "QRunnable", "QtConcurrent", "threading", "concurrent.futures", "_thread"}
    importing = [
        name(path)
        for path in files("app")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and starters & {getattr(node, "module", None), *(alias.name for alias in node.names)}
    ]
    assert set(importing) == {"app/worker.py", "app/shell/crash.py"}  # which names the hook for errors in threads


def test_packaging_is_no_package() -> None:
    # As one it would stand in front of the library of that name, which others import.
    assert not (ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize("command", ["run", "test"])
def test_the_readme_says_how_to_begin(command: str) -> None:
    assert f"python packaging/bootstrap.py {command}" in (ROOT / "README.md").read_text("utf-8")

"""`import engine`: what it offers, and that its types are to be had there too."""

from __future__ import annotations

import dataclasses
import inspect
import tomllib
import typing
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest

import engine
from engine import version

ROOT = Path(__file__).resolve().parents[2]
INTERNAL = {"DerivedKey", "Entry", "ExactEntry", "HideState"}  # what the engine hands on to itself
PUBLIC = {name: getattr(engine, name) for name in engine.__all__}


def classes_in(annotation: Any) -> Iterator[type]:
    """Every class that an annotation mentions, at any depth."""
    if isinstance(annotation, type):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from classes_in(argument)


def public_members(owner: type) -> Iterator[tuple[str, Any]]:
    """The functions and properties of a class that its users may call."""
    for name, member in vars(owner).items():
        if not name.startswith("_"):
            member = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
            if inspect.isfunction(member):
                yield name, member


def test_every_name_is_there_and_listed() -> None:
    assert dir(engine) == engine.__all__
    assert len(PUBLIC) == len(engine.__all__)
    with pytest.raises(AttributeError, match="no attribute 'sing'"):
        engine.sing  # noqa: B018


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_the_types_of_a_public_name_are_public(name: str) -> None:
    value = PUBLIC[name]
    annotated = [(name, value)] if inspect.isfunction(value) else []
    if isinstance(value, type):
        annotated = [(name, value)] if dataclasses.is_dataclass(value) else []
        annotated += public_members(value)
    for owner, item in annotated:
        hints = {k: v for k, v in typing.get_type_hints(item, localns=PUBLIC).items() if not k.startswith("_")}
        used = {cls for hint in hints.values() for cls in classes_in(hint) if cls.__module__.startswith("engine.")}
        missing = {cls.__name__ for cls in used if cls not in PUBLIC.values()}
        assert missing <= INTERNAL, f"{name}, {owner}"


def test_the_version_is_the_projects(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_installed(name: str) -> str:
        raise PackageNotFoundError(name)

    assert engine.__version__ == version._version()
    monkeypatch.setattr(version, "version", not_installed)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert version._version() == project["version"]

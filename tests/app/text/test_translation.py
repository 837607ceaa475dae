"""Every text of the window is there in every language, and what is committed is what the code says."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication

from app.text import translation
from app.text.describing import Counted
from app.text.messages import words

APP = Path(translation.__file__).parents[1]
TS = [translation.FOLDER / f"undersong_{code}.ts" for code in (*translation.PLURALS_ONLY, *translation.TRANSLATED)]
FIXED = ("Difference amplified %d times", "Save %d times as large")  # never once
PLACES = re.compile(r"%(?:%|\d|L?n|[sd])")


@pytest.fixture
def back_to_english(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    translation.install(qapp, "en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    QLocale.setDefault(QLocale.c())


def test_what_is_committed_is_what_the_code_says(tmp_path: Path) -> None:
    for path in TS:
        shutil.copy(path, tmp_path)
    translation.update(tmp_path)
    for path in TS:
        again = "run python -m app.text.translation, and translate what is new"
        assert (tmp_path / path.name).read_text("utf-8") == path.read_text("utf-8"), again
        assert (tmp_path / path.name).with_suffix(".qm").read_bytes() == path.with_suffix(".qm").read_bytes(), again


@pytest.mark.parametrize("path", TS, ids=lambda path: path.stem)
def test_every_text_is_translated_with_the_same_places(path: Path) -> None:
    for message in ElementTree.parse(path).getroot().iter("message"):
        source, said = message.findtext("source") or "", message.find("translation")
        assert said is not None
        assert said.get("type") is None, source
        forms = [form.text or "" for form in said.findall("numerusform")] or [said.text or ""]
        assert len(forms) == (2 if message.get("numerus") else 1), source
        for text in forms:
            assert text.strip() or not source.strip(), source
            assert PLACES.findall(source) == PLACES.findall(text), source


def test_every_text_has_a_context_of_its_own() -> None:
    # Some statements before a text lead the extraction to a context nobody asks for at run time.
    for path in TS:
        names = [name.text or "" for name in ElementTree.parse(path).getroot().iter("name")]
        assert [name for name in names if not name.isidentifier()] == [], path


def test_a_count_is_written_in_its_own_form() -> None:
    # "One secret" beside "%d secrets" is a plural that only some languages have.
    counted = [message.findtext("source") or "" for path in TS for message in ElementTree.parse(path).iter("message")]
    assert [text for text in counted if re.search(r"%d (?!is\b)\w+s\b", text) and text not in FIXED] == []


@pytest.mark.parametrize(("language", "one", "two"), [("en", "1 vertex", "2 vertices"), ("de", "1 Punkt", "2 Punkte")])
def test_one_and_two(back_to_english: QApplication, language: Literal["en", "de"], one: str, two: str) -> None:
    translation.install(back_to_english, language)
    assert [Counted().vertices(count) for count in (1, 2)] == [one, two]


def test_contexts_are_literals() -> None:
    # The extraction passes over a context that is a name, and says nothing.
    found = [
        f"{path.name}: {line.strip()}"
        for path in APP.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"(?:translate|say)\([A-Z_]+, \"", line)
    ]
    assert found == []


def test_the_program_speaks_what_it_is_told_to(back_to_english: QApplication) -> None:
    import engine

    translation.install(back_to_english, "de")
    assert QCoreApplication.translate("Window", "Hide") in ("Verstecken", "Hide")
    assert words(engine.NothingRevealedError()).what == "Nichts wurde aufgedeckt."
    assert QLocale().decimalPoint() == ","
    translation.install(back_to_english, "en")
    assert words(engine.NothingRevealedError()).what == "Nothing was revealed."


def test_every_language_offered_is_spoken() -> None:
    assert set(translation.LANGUAGES) - {"system"} == set(translation.NAMES)
    assert translation.language_code("de") == "de"
    assert translation.language_code("system") in translation.NAMES

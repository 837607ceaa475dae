"""The guide: drawn anew for its room, and never from within an event of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, QTranslator, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.shell.help_page import FOLDER, Guide, HelpPage, chapters
from app.text import messages, translation


def test_the_guide_is_drawn_anew_for_its_room_but_not_while_it_is_resized(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, opened, resize, opening = [], [], Guide.resizeEvent, Guide.open

    def resized(self: Guide, event: object) -> None:
        inside.append(True)
        resize(self, event)  # type: ignore[arg-type]
        inside.pop()

    def open_(self: Guide, chapter: object) -> None:
        assert not inside, "the document was emptied while its view was being resized"
        opened.append(self.viewport().width())
        opening(self, chapter)  # type: ignore[arg-type]

    monkeypatch.setattr(Guide, "resizeEvent", resized)
    monkeypatch.setattr(Guide, "open", open_)
    page = HelpPage("en")
    qtbot.addWidget(page)
    page.show()
    for width in (*range(420, 1300, 80), 420):
        page.resize(width, 500)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: len(opened) > 3)
    assert page.guide.document().characterCount() > 200


@pytest.mark.parametrize("size", [(1280, 800), (1000, 700), (800, 560)])
def test_a_long_chapter_lies_still_and_stays_where_it_is_read(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """The scroll bar that its text brought made the drawings narrower, without it they were wider: for ever."""
    opened, opening = [], Guide.open

    def open_(self: Guide, chapter: Path) -> None:
        opened.append(chapter)
        opening(self, chapter)

    monkeypatch.setattr(Guide, "open", open_)
    page = HelpPage("en")
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.open("8-trouble.md")
    bar = page.guide.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for _ in range(20):  # once, for the size it is shown in
        QApplication.processEvents()
    bar.setValue(bar.maximum())
    opened.clear()
    for _ in range(50):
        QApplication.processEvents()
    assert opened == []
    assert bar.value() == bar.maximum()
    QApplication.sendEvent(page.guide, QEvent(QEvent.Type.PaletteChange))  # other colours: drawn anew
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert bar.value() == bar.maximum() > 0


@pytest.mark.parametrize("code", ["en", "de"])
def test_every_picture_and_every_chapter_that_is_named_is_there(code: str) -> None:
    for chapter in chapters(code):
        for name in re.findall(r"\]\(([^)]+)\)", chapter.read_text(encoding="utf-8")):
            assert (chapter.parent / name).is_file() or (FOLDER / name).is_file(), f"{chapter.name}: {name}"


@pytest.mark.parametrize("code", ["en", "de"])
def test_every_message_has_its_place_in_the_guide(code: str) -> None:
    headings = [line for chapter in chapters(code) for line in chapter.read_text("utf-8").splitlines() if "##" in line]
    translator = QTranslator()
    assert code == "en" or translator.load(f"undersong_{code}", str(translation.FOLDER))
    for what, _ in messages.WORDS.values():
        told = translator.translate(messages.CONTEXT, what) or what
        assert any(told in heading for heading in headings), told


@pytest.fixture
def english(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    translation.install(qapp, "en")
    QLocale.setDefault(QLocale.c())


@pytest.mark.usefixtures("english")
def test_the_guide_is_in_both_languages(qtbot: QtBot) -> None:
    names = [chapter.name for chapter in chapters("en")]
    assert names
    assert [chapter.name for chapter in chapters("de")] == names
    for language in ("en", "de"):
        page = HelpPage(language)
        qtbot.addWidget(page)
        assert page.list.count() == len(names)
        page.guide.anchorClicked.emit(QUrl("2-first.md"))
        assert page.list.currentRow() == 1
    for chapter in [*chapters("en"), *chapters("de")]:
        for part in chapter.read_text("utf-8").split("](")[1:]:
            target = part.split(")")[0]
            assert (chapter.parent / target).is_file() or (chapter.parents[1] / target).is_file(), target


def test_the_guide_opens_nothing_from_elsewhere(qtbot: QtBot) -> None:
    page = HelpPage("en")
    qtbot.addWidget(page)
    for name in ("../style.qss", "http://example.org/x.svg", "missing.svg"):
        assert page.guide.loadResource(2, QUrl(name)) is None

"""An exact secret's card: its kind and size, a text, a picture, and whether it is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import engine
from app.kit import theme
from app.previews import background
from app.reveal.exact_card import MAX_SHOWN, ExactCard
from app.reveal.page import RevealPage
from app.reveal.session import RevealSession
from app.text.describing import describe_file
from app.worker import TaskQueue


def shown(qtbot: QtBot, tasks: TaskQueue, qapp: QApplication, *secrets: engine.Revealed) -> RevealPage:
    """The page with these secrets revealed."""
    theme.apply(qapp, "light")
    session = RevealSession(tasks)
    session.path, session.cover = Path("cat.undersong"), engine.load(next(Path("resources/examples").glob("*.jpg")))
    session.secrets = list(secrets)
    page = RevealPage(session)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def exact(name: str, content: bytes, *, intact: bool = True) -> engine.Revealed:
    return engine.Revealed(engine.ExactFile(name, content), intact, name=name)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (engine.ExactFile("letter.pdf", bytes(2_200_000)), "PDF file, 2.1 MB"),
        (engine.ExactFile("no suffix", b"ab"), "File, 2 bytes"),
        (engine.ExactFile("x.a<b>\u202eexe", b""), "ABEXE file, 0 bytes"),
        (engine.ExactFile("a.verylongsuffix", b""), "File, 0 bytes"),
        (engine.ExactFile.of_text("hello"), "Text, 5 bytes"),
        (engine.ExactFile("photos.zip", b"PK", "folder"), "Folder as a ZIP archive, 2 bytes"),
    ],
)
def test_kind_and_size_in_words(file: engine.ExactFile, words: str) -> None:
    assert describe_file(file) == words


def test_a_text_is_shown_and_copied(qtbot: QtBot, tasks: TaskQueue, qapp: QApplication) -> None:
    text = engine.ExactFile.of_text("Meet me at noon.\n<b>Grüße</b>")
    page = shown(qtbot, tasks, qapp, engine.Revealed(text, True, name=text.name))
    [card] = page.cards
    assert isinstance(card, ExactCard)
    assert card.text is not None
    assert card.text.toPlainText() == text.text
    card.copy_button.click()
    assert qapp.clipboard().text() == text.text
    assert not card.show_button.isVisible()
    assert card.state.text() == "The same, byte for byte."


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("a.txt", "Grüße".encode(), True),
        ("A.CSV", b"a,b", True),
        ("a.txt", b"\xff\xfe", False),
        ("a.txt", b"a\0b", False),
        ("a.pdf", b"%PDF", False),
    ],
)
def test_a_file_of_plain_text_is_shown_as_text(qtbot: QtBot, name: str, content: bytes, shown: bool) -> None:
    card = ExactCard(name, exact(name, content), engine.ExactFile(name, content))
    qtbot.addWidget(card)
    assert (card.text is not None) is shown
    assert card.show_button.isHidden() is shown


def test_of_a_very_long_text_the_beginning_is_shown_and_all_is_copied(qtbot: QtBot, qapp: QApplication) -> None:
    text = engine.ExactFile.of_text("x" * (MAX_SHOWN + 1))
    card = ExactCard("text.txt", engine.Revealed(text, True), text)
    qtbot.addWidget(card)
    assert card.text is not None
    assert len(card.text.toPlainText()) == MAX_SHOWN
    assert not card._note.isHidden()
    card.copy_button.click()
    assert qapp.clipboard().text() == text.text


def test_a_changed_file_is_marked_and_those_beside_it_are_not(
    qtbot: QtBot, tasks: TaskQueue, qapp: QApplication
) -> None:
    page = shown(qtbot, tasks, qapp, exact("a.bin", b"a", intact=False), exact("b.bin", b"b"))
    states = [card.state for card in page.cards if isinstance(card, ExactCard)]
    assert [state.text() for state in states] == ["Changed: this file may be damaged.", "The same, byte for byte."]
    assert [state.property("role") for state in states] == ["danger", "good"]
    assert page.secrets.changed_note.isVisible()


def test_a_picture_is_shown_when_it_is_asked_for_and_other_kinds_say_why_not(
    qtbot: QtBot, tasks: TaskQueue, qapp: QApplication, picture: Path
) -> None:
    page = shown(qtbot, tasks, qapp, exact("me.png", picture.read_bytes()), exact("a.zip", b"PK\x03\x04"))
    first, second = page.cards
    assert isinstance(first, ExactCard)
    assert isinstance(second, ExactCard)
    for index, card in enumerate((first, second)):
        page.secrets.show_secret(index)
        assert card.show_button.isVisible()
        card.show_button.click()
        assert not card.show_button.isVisible()
    qtbot.waitUntil(tasks.idle, timeout=60_000)
    page.secrets.show_secret(0)
    assert isinstance(first.medium, engine.Image)
    assert first.preview is not None
    assert first.preview.isVisible()
    assert first.header.accessibleName().startswith("me.png, 32 x 32, colour  ·  ")
    assert second.preview is None
    page.secrets.show_secret(1)
    assert second._note.isVisible()
    qtbot.waitUntil(background.idle, timeout=20_000)


def test_nothing_is_cut_in_the_smallest_window(qtbot: QtBot, tasks: TaskQueue, qapp: QApplication) -> None:
    text = engine.ExactFile.of_text("word " * 100)
    names = ["a name that is longer than any card is wide, and longer still " * 3 + ".pdf", "ünï.zip"]
    secrets = [exact(name, b"x") for name in names]
    page = shown(qtbot, tasks, qapp, *secrets, engine.Revealed(text, True, name=text.name))
    page.resize(800, 440)
    QApplication.processEvents()
    for index, card in enumerate(page.cards):
        page.secrets.show_secret(index)
        QApplication.processEvents()
        assert isinstance(card, ExactCard)
        for button in (card.save_button, card.copy_button, card.show_button):
            assert button.isHidden() or card.rect().contains(button.geometry())
            assert button.isHidden() or button.width() >= button.minimumSizeHint().width()
    qtbot.waitUntil(background.idle, timeout=20_000)

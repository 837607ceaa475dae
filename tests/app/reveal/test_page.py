"""The Reveal page: nothing is cut in the smallest window, and the key field gives way to the secrets."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea
from pytestqt.qtbot import QtBot

import engine
from app.kit import theme
from app.previews import background
from app.reveal.page import RevealPage
from app.reveal.secret_card import SecretCard
from app.reveal.session import RevealSession
from app.text import translation
from app.worker import TaskQueue
from tests.engine.tiny import WORDS

SMALLEST = (800, 440)  # what is left of the smallest window


@pytest.fixture
def page(qtbot: QtBot, tasks: TaskQueue, image: engine.Image, qapp: QApplication) -> RevealPage:
    """The page with a file open and one secret of every kind but a shape revealed."""
    theme.apply(qapp, "light")
    sound = engine.Audio(np.zeros((800, 1), np.float32), 8000)
    session = RevealSession(tasks)
    session.path, session.cover = Path("a file whose name is rather long and longer still " * 3 + ".undersong"), image
    film = engine.Video(np.zeros((3, 16, 16, 3), np.uint8), 10.0, sound)
    session.secrets = [engine.Revealed(medium, True) for medium in (image, sound, film)]
    result = RevealPage(session)
    qtbot.addWidget(result)
    result.resize(*SMALLEST)
    result.show()
    QApplication.processEvents()
    return result


def all_seen(page: RevealPage) -> None:
    """No button is cut at the side, none lies on another, and nothing has to be scrolled sideways."""
    for scroll in page.findChildren(QScrollArea):
        assert scroll.widget().width() <= scroll.viewport().width()
    buttons = [button for button in page.findChildren(QAbstractButton) if button.isVisible()]
    for button in buttons:
        parent = button.parentWidget()
        assert parent.rect().contains(button.geometry()), button.text()
        assert button.width() >= button.minimumSizeHint().width(), button.text()
        assert page.width() >= button.mapTo(page, QPoint(button.width(), 0)).x() > 0
    for index, card in enumerate(page.cards):
        page.secrets.show_secret(index)
        QApplication.processEvents()
        assert isinstance(card, SecretCard)
        places = [button.geometry() for button in (card.save_button, card.size_choice, card.compare_button)]
        assert not any(a.intersects(b) for i, a in enumerate(places) for b in places[:i])


def test_another_cover_changed_secrets_and_unsealed_ones_are_told_apart(
    page: RevealPage, image: engine.Image, qapp: QApplication
) -> None:
    session, notes = page.session, (page.secrets.changed_note, page.secrets.unsealed_note)

    def told(intact: bool, file_intact: bool | None) -> list[str]:
        session.secrets = [engine.Revealed(image, True, file_intact), engine.Revealed(image, intact, file_intact)]
        page.refresh()
        qapp.processEvents()
        return [note.text().split(".")[0] for note in notes if note.isVisible()]

    assert told(True, True) == told(True, None) == []
    assert told(True, False) == ["The secrets are whole, but the cover is not the one they were hidden in"]
    assert told(False, False) == ["The secrets were changed after hiding"]
    network = engine.Stego.__new__(engine.Stego)
    object.__setattr__(
        network, "settings", engine.Settings("image", image.grid, engine.Tiling((1, 1)), (1.0, 1.0), 0, 1.0, "exact")
    )
    session.stego = network
    assert told(True, True) == ["These secrets were never sealed, as in the paper: they can be read without the key"]


def test_what_was_saved_before_is_not_said_beside_what_fails_now(page: RevealPage, tmp_path: Path) -> None:
    page.saved.show_paths([tmp_path / "letter.png"])
    assert page.saved.isVisible()
    page.session.failed.emit(engine.NothingRevealedError(), "")
    assert page.notice.isVisible()
    assert not page.saved.isVisible()


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_is_cut_in_the_smallest_window(
    qapp: QApplication, request: pytest.FixtureRequest, qtbot: QtBot, language: str
) -> None:
    translation.install(qapp, language)
    try:
        page = request.getfixturevalue("page")
        all_seen(page)
        qtbot.waitUntil(background.idle, timeout=20_000)
    finally:
        translation.install(qapp, "en")


def test_nothing_is_cut_from_right_to_left(qapp: QApplication, page: RevealPage) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        QApplication.processEvents()
        all_seen(page)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_what_was_revealed_gets_the_room_of_the_key(qtbot: QtBot, page: RevealPage) -> None:
    page.session.secrets, found = [], page.session.secrets
    page.session.changed.emit()
    assert page.entry.isVisible()
    page.entry.field.setText("abandon " * 11 + "about")
    page.session.secrets = found
    page.session.revealed.emit()
    page.session.changed.emit()
    assert not page.entry.isVisible()
    assert page.entry.field.text() == ""  # the key is not left lying open
    assert page.other_key.isVisible()
    first = page.cards[0]
    assert isinstance(first, SecretCard)
    assert first.preview.width() > page.width() / 2  # the secret has the stage
    assert first.preview.height() > SMALLEST[1] / 3
    page.other_key.click()
    assert page.entry.isVisible()
    assert not page.other_key.isVisible()
    page.session.secrets = []
    page.session.changed.emit()
    assert page.entry.isVisible()
    qtbot.waitUntil(background.idle, timeout=20_000)


def test_the_focus_comes_back_after_saving(qtbot: QtBot, page: RevealPage, monkeypatch: pytest.MonkeyPatch) -> None:
    page.activateWindow()
    page.secrets.show_secret(1)
    button = page.cards[1].save_button
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    with monkeypatch.context() as saving:
        saving.setattr(RevealSession, "running", True)
        page.refresh()
        assert not button.hasFocus()  # it cannot be pressed
    page.refresh()
    assert button.hasFocus()
    qtbot.waitUntil(background.idle, timeout=20_000)


def dropped(page: RevealPage, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    page.dropEvent(
        QDropEvent(
            QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )


def test_a_key_file_dropped_later_opens_at_once(qtbot: QtBot, page: RevealPage, tmp_path: Path) -> None:
    (tmp_path / "key.txt").write_text(f"Undersong\n\n{WORDS}\n", encoding="utf-8")
    assert not page.entry.isVisible()
    with qtbot.waitSignal(page.entry.entered) as caught:
        dropped(page, tmp_path / "key.txt")
    assert caught.args == [engine.Key.from_words(WORDS)]
    qtbot.waitUntil(background.idle, timeout=20_000)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_what_is_no_key_file_is_refused_and_holds_nothing_up(qtbot: QtBot, page: RevealPage, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "key.txt")
    dropped(page, tmp_path / "key.txt")
    qtbot.waitUntil(lambda: "no key" in page.entry._state.text())
    (tmp_path / "large.txt").write_text(WORDS + " " * (1 << 16), encoding="utf-8")
    dropped(page, tmp_path / "large.txt")
    qtbot.waitUntil(lambda: page.session.tasks.idle() and "no key" in page.entry._state.text())
    assert page.entry.key() is None
    qtbot.waitUntil(background.idle, timeout=20_000)


def test_the_secret_chosen_in_the_list_takes_the_stage(qtbot: QtBot, page: RevealPage) -> None:
    assert [entry.item.name for entry in page.secrets.entries] == [card.item.name for card in page.cards]
    assert [card.isVisible() for card in page.cards] == [True, False, False]
    qtbot.mouseClick(page.secrets.entries[2], Qt.MouseButton.LeftButton)
    assert [card.isVisible() for card in page.cards] == [False, False, True]
    qtbot.waitUntil(background.idle, timeout=20_000)


def test_a_larger_size_is_a_choice_within_saving_and_promises_nothing(qtbot: QtBot, page: RevealPage) -> None:
    card, asked = page.cards[0], list[int]()
    assert isinstance(card, SecretCard)
    sizes = [card.size_choice.itemText(index) for index in range(card.size_choice.count())]
    assert sizes == ["32 × 32 (as kept)", "64 × 64 (adds no detail)", "128 × 128 (adds no detail)"]
    card.save.disconnect()
    card.save.connect(asked.append)
    card.save_button.click()
    card.size_choice.setCurrentIndex(2)
    card.save_button.click()
    assert asked == [1, 4]
    qtbot.waitUntil(background.idle, timeout=20_000)

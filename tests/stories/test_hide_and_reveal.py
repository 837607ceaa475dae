"""A person hides something, saves it, opens it again, reveals it and keeps it: for every kind of medium."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

import engine
from app.shell.window import Window

LONG = 60_000
ENOUGH = 25  # steps of a fit: a shape has a surface then
Drop = Callable[..., None]


def choose(qtbot: QtBot, window: Window, drop: Drop, cover: Path, *secrets: Path) -> None:
    drop(window.start.zone, *secrets) if secrets else window.show_page(window.hiding)
    assert window.pages.currentWidget() is window.hiding
    drop(window.hiding.choose.cover.zone, cover)
    qtbot.waitUntil(window.hiding.choose.hide_button.isEnabled, timeout=LONG)


def hide(qtbot: QtBot, window: Window) -> None:
    session = window.hiding.session
    session.progressed.connect(lambda p: session.finish_now(p.stage, p.index) if p.step > ENOUGH else None)
    qtbot.mouseClick(window.hiding.choose.hide_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.outcome is not None, timeout=LONG)
    qtbot.waitUntil(window.hiding.result.isVisible)


def save(qtbot: QtBot, window: Window, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    with qtbot.waitSignal(window.hiding.session.saved, timeout=LONG):
        qtbot.mouseClick(window.hiding.result.save, Qt.MouseButton.LeftButton)


def reopen(qtbot: QtBot, window: Window, path: Path) -> None:
    with qtbot.waitSignal(window.revealing.session.opened, timeout=LONG):
        window.open_files([path])
    assert window.pages.currentWidget() is window.revealing
    qtbot.waitUntil(lambda: window.tasks.idle(), timeout=LONG)


def alike(found: engine.Medium, given: engine.Medium) -> bool:
    """Whether it is of the same kind and size, and a film has its sound."""
    if isinstance(found, engine.Shape):
        return isinstance(given, engine.Shape) and len(found.faces) > 0
    if isinstance(found, engine.Video):
        both = isinstance(given, engine.Video) and found.sound is not None and given.sound is not None
        return both and found.frames.shape == given.frames.shape and abs(found.seconds - found.sound.seconds) < 0.7
    return type(found) is type(given) and found.grid.shape == given.grid.shape


@pytest.mark.parametrize(
    ("secret", "cover"), [("image", "audio"), ("audio", "shape"), ("video", "image"), ("shape", "video")]
)
def test_from_drop_to_export(
    qtbot: QtBot,
    window: Window,
    drop: Drop,
    files: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    secret: str,
    cover: str,
) -> None:
    window.hiding.session.choosing.tune(seconds=300.0)  # it is enough before
    choose(qtbot, window, drop, files[cover], files[secret])
    words = window.hiding.session.choosing.choices.key
    assert words is not None
    hide(qtbot, window)
    outcome = window.hiding.session.outcome
    assert outcome is not None
    assert [type(pair.after) for pair in outcome.secrets] == [engine.MODALITIES[secret]]
    window.hiding.result.show_pair(1)
    target = tmp_path / "result"
    save(qtbot, window, target, monkeypatch)
    saved = target.with_suffix(".undersong")
    assert engine.is_stego(saved)

    reopen(qtbot, window, saved)
    page = window.revealing
    assert type(page.session.cover) is engine.MODALITIES[cover]
    assert not page.cards
    page.entry.field.setText(words.words)
    with qtbot.waitSignal(page.session.revealed, timeout=LONG):
        qtbot.keyClick(page.entry.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    qtbot.waitUntil(page.cards[0].save_button.isEnabled, timeout=LONG)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "found"), ""))
    with qtbot.waitSignal(page.session.saved, timeout=LONG) as caught:
        qtbot.mouseClick(page.cards[0].save_button, Qt.MouseButton.LeftButton)
    assert alike(engine.load(caught.args[0][0]), engine.load(files[secret]))


def test_nothing_hidden_looks_the_same_and_reveals_nothing(
    qtbot: QtBot, window: Window, drop: Drop, files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(qtbot, window, drop, files["image"])
    hide(qtbot, window)
    path = tmp_path / "plain.undersong"
    save(qtbot, window, path, monkeypatch)
    reopen(qtbot, window, path)
    key = window.hiding.session.choosing.choices.key
    assert key is not None
    with qtbot.waitSignal(window.revealing.session.failed, timeout=LONG) as caught:
        window.revealing.session.reveal(key)
    assert isinstance(caught.args[0], engine.NothingRevealedError)
    assert window.revealing.notice.isVisible()


def test_a_passphrase_opens_what_it_closed(
    qtbot: QtBot, window: Window, drop: Drop, files: dict[str, Path], tmp_path: Path
) -> None:
    choose(qtbot, window, drop, files["image"], files["image"])
    panel = window.hiding.choose.key.panels[0].passphrase
    window.hiding.choose.key._modes[1].click()
    assert not window.hiding.choose.hide_button.isEnabled()
    panel.first.setText("four unrelated little words")
    panel.second.setText("four unrelated little wurds")
    assert not window.hiding.choose.hide_button.isEnabled()
    panel.second.setText("four unrelated little words")
    assert window.hiding.choose.hide_button.isEnabled()
    hide(qtbot, window)
    path = tmp_path / "phrase.undersong"
    with qtbot.waitSignal(window.hiding.session.saved, timeout=LONG):
        window.hiding.session.save(path)
    reopen(qtbot, window, path)
    window.revealing.entry.use_passphrase(True)
    window.revealing.entry.field.setText("four unrelated little words")
    with qtbot.waitSignal(window.revealing.session.revealed, timeout=LONG):
        window.revealing.entry.button.click()
    assert len(window.revealing.cards) == 1

"""A person pauses, has enough, thinks better of it, trims, and gives several people keys of their own."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

import engine
from app.hide.key_dialog import KeyDialog
from app.hide.trimmer import Trimmer
from app.kit.button import Button
from app.kit.question import DISCARD, STAY, YES
from app.shell.window import Window
from app.widgets.medium_card import MediumCard
from engine.budget import FitBudget
from engine.device import PROFILES

LONG = 60_000
AT_ONCE = 30_000  # milliseconds: far less than the fits would go on for, and no clock for a machine that is busy
Drop = Callable[..., None]


def chosen(qtbot: QtBot, window: Window, cover: Path, *secrets: Path, seconds: float = 2.0) -> None:
    window.show_page(window.hiding)
    session = window.hiding.session
    session.choosing.tune(seconds=seconds)
    for path in secrets:  # one after another, so that their order is known
        count = len(session.choosing.choices.secrets) + 1
        session.choosing.add_secrets([path])
        qtbot.waitUntil(lambda count=count: len(session.choosing.choices.secrets) == count, timeout=LONG)
    session.choosing.open_cover(cover)
    qtbot.waitUntil(window.hiding.choose.hide_button.isEnabled, timeout=LONG)


def press(qtbot: QtBot, button: Button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def begun(qtbot: QtBot, window: Window, stage: str) -> None:
    """Press Hide, and come back in the middle of a stage."""
    seen: list[str] = []
    window.hiding.session.progressed.connect(lambda progress: seen.append(progress.stage))
    press(qtbot, window.hiding.choose.hide_button)
    qtbot.waitUntil(lambda: stage in seen, timeout=LONG)


def done(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.hiding.session.outcome is not None, timeout=LONG)
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)


def test_secrets_learned_side_by_side_are_told_as_one_stage(
    qtbot: QtBot, window: Window, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    card = torch.device("meta")  # fits are batched as on a graphics card, and the processor does them
    monkeypatch.setattr("engine.inrsteg.FitBudget", lambda plan, _: FitBudget(plan, card))
    monkeypatch.setitem(PROFILES, "meta", PROFILES["cpu"])
    chosen(qtbot, window, files["image"], files["image"], files["image"])
    titles: list[str] = []
    window.hiding.session.progressed.connect(lambda _: titles.append(window.hiding.fit._title.text()))
    press(qtbot, window.hiding.choose.hide_button)
    done(qtbot, window)
    stages = ["Fitting secrets 1 to 2 of 2", "Fitting the cover around the secrets"]
    # While the page is still laid out a title may be cut short, and on a busy machine more than once.
    said = [next((stage for stage in stages if stage.startswith(title.rstrip("… "))), title) for title in titles]
    assert list(dict.fromkeys(said))[: len(stages)] == stages
    outcome = window.hiding.session.outcome
    assert outcome is not None
    assert outcome.intact


def hurry(window: Window, stage: str) -> None:
    """Whatever is learned before this stage is good enough at once."""
    session = window.hiding.session
    session.progressed.connect(lambda p: session.finish_now(p.stage, p.index) if p.stage != stage else None)


@pytest.mark.parametrize("stage", ["", "secret", "cover", "check"])
def test_cancel_is_over_at_once_in_every_stage(
    qtbot: QtBot, window: Window, files: dict[str, Path], stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(_: engine.Stego, *, report: Callable[[engine.Progress], None]) -> None:
        while True:  # a check of files so small is over before anybody could press a button
            report(engine.Progress(stage="check"))
            Event().wait(0.01)

    if stage == "check":
        monkeypatch.setattr(engine, "show", endless)
    chosen(qtbot, window, files["image"], files["image"], seconds=300.0)
    hurry(window, stage)
    begun(qtbot, window, stage) if stage else press(qtbot, window.hiding.choose.hide_button)
    press(qtbot, window.hiding.fit.cancel)
    qtbot.waitUntil(window.hiding.choose.isVisible, timeout=AT_ONCE)
    assert not window.hiding.session.running
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    assert window.hiding.session.outcome is None
    qtbot.waitUntil(window.hiding.choose.hide_button.isEnabled, timeout=LONG)


def test_a_pause_stands_still_and_goes_on(qtbot: QtBot, window: Window, files: dict[str, Path]) -> None:
    session, fit = window.hiding.session, window.hiding.fit
    chosen(qtbot, window, files["image"], files["image"])
    begun(qtbot, window, "secret")
    press(qtbot, fit.pause)
    assert session.paused
    qtbot.waitUntil(lambda: fit._time_left.text().startswith("Paused"))
    assert session.running
    press(qtbot, fit.pause)
    assert not session.paused
    done(qtbot, window)
    assert session.outcome is not None
    assert session.outcome.intact


@pytest.mark.parametrize("stage", ["secret", "cover"])
def test_cancel_and_closing_while_paused(
    qtbot: QtBot, window: Window, files: dict[str, Path], stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen(qtbot, window, files["image"], files["image"], seconds=300.0)
    hurry(window, stage)
    begun(qtbot, window, stage)
    press(qtbot, window.hiding.fit.pause)
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    assert not window.close()
    assert asked
    press(qtbot, window.hiding.fit.cancel)
    qtbot.waitUntil(window.hiding.choose.isVisible, timeout=AT_ONCE)
    qtbot.waitUntil(window.tasks.idle, timeout=AT_ONCE)


def test_good_enough_ends_each_stage_soon(qtbot: QtBot, window: Window, files: dict[str, Path]) -> None:
    fit = window.hiding.fit
    chosen(qtbot, window, files["image"], files["image"], seconds=300.0)
    begun(qtbot, window, "secret")
    assert fit.finish.text() == "On to the next step"
    press(qtbot, fit.finish)
    assert not fit.finish.isEnabled()
    qtbot.waitUntil(lambda: fit.finish.isEnabled() and fit._stage == ("cover", 0), timeout=LONG)
    press(qtbot, fit.finish)
    done(qtbot, window)
    assert window.hiding.result.isVisible()


def test_each_key_opens_its_own_and_a_decoy_nothing_of_the_rest(
    qtbot: QtBot, window: Window, files: dict[str, Path], tmp_path: Path
) -> None:
    session, choose = window.hiding.session, window.hiding.choose
    chosen(qtbot, window, files["image"], files["image"], files["audio"], files["image"])
    press(qtbot, choose.key_button)
    press(qtbot, choose.key.add)
    assert choose.key.panels[1].isVisible()
    press(qtbot, choose.key_sheet.close_button)
    choose.secrets.cards()[1].owner.menu().actions()[1].trigger()
    assert [secret.owner for secret in session.choosing.choices.secrets] == [0, 1, 0]
    qtbot.waitUntil(choose.hide_button.isEnabled, timeout=LONG)
    press(qtbot, choose.hide_button)
    done(qtbot, window)
    assert session.outcome is not None
    assert [pair.name for pair in session.outcome.secrets] == ["picture.png", "sound.wav", "picture.png"]
    assert [card.item.name for card in window.hiding.result.list.cards] == [
        "picture.png", "picture.png", "picture.png", "sound.wav",
    ]  # fmt: skip
    session.save(tmp_path / "several")
    qtbot.waitUntil(lambda: session.path is not None and window.tasks.idle(), timeout=LONG)
    assert session.path is not None
    stego = engine.Stego.load(session.path)
    first, second = session.choosing.choices.keys
    assert first is not None
    assert second is not None
    assert [one.medium.modality for one in engine.reveal(stego, first)] == ["image", "image"]
    assert [one.medium.modality for one in engine.reveal(stego, second)] == ["audio"]
    page = window.revealing
    with qtbot.waitSignal(page.session.opened, timeout=LONG):
        window.open_files([session.path])
    for key, kinds in ((second, [engine.Audio]), (first, [engine.Image, engine.Image])):
        qtbot.waitUntil(page.entry.isEnabled, timeout=LONG)
        page.entry.field.setText(key.words)
        with qtbot.waitSignal(page.session.revealed, timeout=LONG):
            press(qtbot, page.entry.button)
        qtbot.waitUntil(lambda kinds=kinds: [type(card.item.medium) for card in page.cards] == kinds, timeout=LONG)
        assert not page.notice.isVisible()
        assert not page.secrets.changed_note.isVisible()


@pytest.mark.parametrize("kind", ["audio", "video"])
def test_trimmed_is_what_is_hidden(
    qtbot: QtBot, window: Window, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    session = window.hiding.session
    chosen(qtbot, window, files["image"], files[kind])
    whole = session.choosing.choices.secrets[0].medium.seconds

    def half(trimmer: QDialog) -> int:
        assert isinstance(trimmer, Trimmer)
        trimmer.end.setValue(round(whole / 2, 2))
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(QDialog, "exec", half)
    action = window.hiding.choose.secrets.cards()[0].menu.findChild(QAction, "trim")
    assert isinstance(action, QAction)
    action.trigger()
    assert session.choosing.choices.secrets[0].medium.seconds == pytest.approx(whole / 2, abs=0.06)
    assert session.choosing.choices.secrets[0].full.seconds == whole
    qtbot.waitUntil(window.hiding.choose.hide_button.isEnabled, timeout=LONG)
    press(qtbot, window.hiding.choose.hide_button)
    done(qtbot, window)
    assert session.outcome is not None
    assert len(session.outcome.secrets) == 1  # a video with its sound is one
    assert session.outcome.secrets[0].after.seconds == pytest.approx(whole / 2, abs=0.06)


def test_a_full_disk_is_told_and_loses_nothing(
    qtbot: QtBot, window: Window, files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.hiding.session
    chosen(qtbot, window, files["image"], seconds=1.0)
    press(qtbot, window.hiding.choose.hide_button)
    done(qtbot, window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "full.undersong"), ""))
    with monkeypatch.context() as full:

        def no_room(*_: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        full.setattr("engine.saving.write", no_room)
        with qtbot.waitSignal(session.failed, timeout=LONG):
            press(qtbot, window.hiding.result.save)
    assert window.hiding.notice.isVisible()
    assert session.outcome is not None
    assert session.path is None
    qtbot.waitUntil(window.hiding.result.save.isEnabled, timeout=LONG)
    with qtbot.waitSignal(session.saved, timeout=LONG):
        press(qtbot, window.hiding.result.save)
    assert engine.is_stego(tmp_path / "full.undersong")


def test_a_finished_file_stays_while_the_choices_are_changed(
    qtbot: QtBot, window: Window, files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, result, choose, questions = window.hiding.session, window.hiding.result, window.hiding.choose, list[str]()
    role = STAY

    def answer(box: QMessageBox) -> None:
        questions.append(box.text())
        next(button for button in box.buttons() if box.buttonRole(button) is role).click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    chosen(qtbot, window, files["image"], files["image"], seconds=1.0)
    press(qtbot, choose.hide_button)
    done(qtbot, window)
    outcome, key = session.outcome, session.choosing.choices.key
    press(qtbot, result.back)
    assert choose.isVisible()
    press(qtbot, choose.key_button)
    press(qtbot, choose.key.panels[0].regenerate)
    press(qtbot, choose.key_sheet.close_button)
    session.choosing.add_secrets([files["audio"]])
    qtbot.waitUntil(lambda: len(session.choosing.choices.secrets) == 2, timeout=LONG)
    press(qtbot, choose.back)
    assert result.isVisible()
    assert session.outcome is outcome
    assert session.choosing.choices.key == key  # the one that opens the file
    press(qtbot, result.back)
    assert len(session.choosing.choices.secrets) == 2  # what was changed is there again
    qtbot.waitUntil(choose.hide_button.isEnabled, timeout=LONG)
    assert questions == []  # nothing could have been lost so far
    press(qtbot, choose.hide_button)
    assert questions == ["The finished file would be lost."]
    assert session.outcome is outcome
    role = YES
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "first.undersong"), ""))
    press(qtbot, choose.hide_button)
    # Saved, it is asked about its key, which the new words have replaced.
    qtbot.waitUntil(lambda: session.outcome is not None and session.outcome is not outcome, timeout=LONG)
    assert questions[1:] == ["The finished file would be lost.", "The key would be lost."]
    assert engine.is_stego(tmp_path / "first.undersong")
    assert session.outcome is not None
    assert len(session.outcome.secrets) == 2
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    press(qtbot, result.back)
    qtbot.waitUntil(choose.hide_button.isEnabled, timeout=LONG)
    role = DISCARD
    press(qtbot, choose.hide_button)
    assert session.outcome is None
    assert session.running
    done(qtbot, window)


def test_the_key_is_not_lost_by_closing(
    qtbot: QtBot, window: Window, files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, result = window.hiding.session, window.hiding.result
    chosen(qtbot, window, files["image"], files["image"], seconds=1.0)
    press(qtbot, window.hiding.choose.hide_button)
    assert window.hiding.fit.focusWidget() is window.hiding.fit.pause  # where a second Enter loses nothing
    done(qtbot, window)
    with qtbot.waitSignal(session.saved, timeout=LONG):
        session.save(tmp_path / "kept.undersong")
    qtbot.waitUntil(lambda: "save the key" in result._state.text())
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    assert not window.close()
    assert asked == ["The key would be lost."]
    words: list[str] = []

    def copied(dialog: QDialog) -> int:
        assert isinstance(dialog, KeyDialog)
        dialog.panels[0].copy.click()
        words.append(QApplication.clipboard().text())
        assert session.unnoted  # a copy is not kept
        dialog.written.click()
        return 0

    monkeypatch.setattr(QDialog, "exec", copied)
    press(qtbot, result.key)
    assert session.choosing.choices.key is not None
    assert words == [session.choosing.choices.key.words]
    assert "separate channels" in result._state.text()
    assert window.close()
    assert len(asked) == 1


def test_as_many_secrets_as_there_may_be_come_back_and_one_more_is_told(
    qtbot: QtBot, window: Window, files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, choose = window.hiding.session, window.hiding.choose
    chosen(qtbot, window, files["image"], *[files["image"]] * engine.MAX_SECRETS, seconds=4.0)
    session.choosing.add_secrets([files["audio"]])
    qtbot.waitUntil(
        lambda: session.choosing.preview is not None and session.choosing.preview.error is not None, timeout=LONG
    )
    assert not choose.hide_button.isEnabled()
    assert str(engine.MAX_SECRETS) in choose._summary.text()
    press(qtbot, choose.secrets.cards()[-1].remove)
    qtbot.waitUntil(choose.hide_button.isEnabled, timeout=LONG)
    press(qtbot, choose.hide_button)
    done(qtbot, window)
    assert session.outcome is not None
    assert len(session.outcome.secrets) == engine.MAX_SECRETS
    assert len(window.hiding.result.findChildren(MediumCard)) > engine.MAX_SECRETS
    page, key = window.revealing, session.choosing.choices.key
    assert key is not None
    with qtbot.waitSignal(session.saved, timeout=LONG):
        session.save(tmp_path / "many")
    with qtbot.waitSignal(page.session.opened, timeout=LONG):
        window.open_files([tmp_path / "many.undersong"])
    qtbot.waitUntil(page.entry.isEnabled, timeout=LONG)
    with qtbot.waitSignal(page.session.revealed, timeout=LONG):
        page.session.reveal(key)
    qtbot.waitUntil(page.secrets.save_all.isEnabled, timeout=LONG)
    (tmp_path / "all").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(tmp_path / "all"))
    with qtbot.waitSignal(page.session.saved, timeout=LONG):
        press(qtbot, page.secrets.save_all)
    assert len(list((tmp_path / "all").glob("*.png"))) == engine.MAX_SECRETS
    assert page.saved.isVisible()

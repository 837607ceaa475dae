"""The power goes off in the middle of a hide, or somebody closes the window: with its key the hide goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

import engine
from app.hide.key_dialog import KeyDialog
from app.hide.resume_dialog import ResumeDialog
from app.kit.question import DISCARD, STAY, YES
from app.shell.window import Window
from engine import checkpoint as checkpoints
from tests.stories.questions import answers

LONG = 60_000
PASSPHRASE = "four unrelated little words"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the checkpoints are."""
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept"


def kept(folder: Path) -> list[Path]:
    """The first file of every checkpoint in the folder."""
    return [path for path in folder.iterdir() if path.suffix not in (".2", ".lock")]


def begin(qtbot: QtBot, window: Window, folder: Path, files: dict[str, Path], seconds: float, passphrase: str) -> None:
    """Hide a picture and a film in a sound, up to the first report of the cover's fit."""
    session = window.hiding.session
    window.keep_in(folder)
    window.show_page(window.hiding)
    session.choosing.tune(seconds=seconds)
    for kind in ("image", "video"):
        session.choosing.add_secrets([files[kind]])
    session.choosing.open_cover(files["audio"])
    qtbot.waitUntil(lambda: session.ready and len(session.choosing.choices.secrets) == 2, timeout=LONG)
    if passphrase:
        window.hiding.choose.key._modes[1].click()
        field = window.hiding.choose.key.panels[0].passphrase
        field.first.setText(passphrase)
        field.second.setText(passphrase)
    session.progressed.connect(lambda p: session.finish_now("secret", p.index) if p.stage == "secret" else None)
    with qtbot.waitSignal(session.progressed, check_params_cb=lambda p: p.stage == "cover", timeout=LONG):
        session.start()


@pytest.fixture(params=["", PASSPHRASE], ids=["words", "passphrase"])
def left_behind(
    qtbot: QtBot,
    window: Window,
    files: dict[str, Path],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> engine.Key:
    """The key of a hide that was gone in the middle of the cover's fit; its checkpoint is in the folder."""
    session = window.hiding.session
    monkeypatch.setattr(checkpoints, "SAVE_SECONDS", 0.0)
    begin(qtbot, window, folder, files, 3.0, request.param)
    key, [path] = session.choosing.choices.key, kept(folder)
    assert key is not None
    data = path.read_bytes()
    session.cancel()
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    assert not list(folder.iterdir())  # a cancelled hide leaves nothing behind
    path.write_bytes(data)
    session.clear()
    return key


def asked(window: Window, folder: Path) -> ResumeDialog:
    window.keep_in(folder)
    found = window.findChildren(ResumeDialog)
    assert found
    assert found[-1].isVisible()
    return found[-1]


def enter(qtbot: QtBot, dialog: ResumeDialog, key: str, *, passphrase: bool) -> None:
    dialog.entry.use_passphrase(passphrase)
    dialog.entry.field.setText(key)
    qtbot.mouseClick(dialog.entry.button, Qt.MouseButton.LeftButton)


def copies_the_key(monkeypatch: pytest.MonkeyPatch) -> list[KeyDialog]:
    """Whenever the key is shown it is copied; the dialogs that showed it."""
    shown: list[KeyDialog] = []

    def copy(dialog: QDialog) -> int:
        assert isinstance(dialog, KeyDialog)
        shown.append(dialog)
        dialog.panels[0].copy.click()
        dialog.written.click()
        return 0

    monkeypatch.setattr(QDialog, "exec", copy)
    return shown


def test_with_its_key_it_goes_on(
    qtbot: QtBot, window: Window, folder: Path, left_behind: engine.Key, tmp_path: Path
) -> None:
    dialog, session = asked(window, folder), window.hiding.session
    words = left_behind.has_words
    enter(qtbot, dialog, left_behind.words if words else PASSPHRASE, passphrase=not words)
    qtbot.waitUntil(lambda: session.outcome is not None, timeout=LONG)
    assert window.pages.currentWidget() is window.hiding
    assert window.hiding.result.isVisible()
    assert session.outcome is not None
    assert session.outcome.intact
    assert [pair.after.modality for pair in session.outcome.secrets] == ["image", "video"]
    assert session.outcome.cover.after.modality == "audio"
    assert len(kept(folder)) == 1  # until it is saved
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    with qtbot.waitSignal(session.saved, timeout=LONG):
        session.save(tmp_path / "resumed")
    assert not list(folder.iterdir())
    assert len(engine.reveal(engine.Stego.load(tmp_path / "resumed.undersong"), left_behind)) == 2
    session.again()
    assert window.hiding.choose.key.panels[0].typed is not words
    qtbot.waitUntil(lambda: session.ready, timeout=LONG)


@pytest.mark.usefixtures("left_behind")
@pytest.mark.parametrize("left_behind", [PASSPHRASE], indirect=True)
def test_a_wrong_key_is_told_where_it_was_entered_and_the_right_one_still_works(
    qtbot: QtBot, window: Window, folder: Path
) -> None:
    dialog, session = asked(window, folder), window.hiding.session
    for key, passphrase in ((PASSPHRASE[:-1], True), (engine.Key.generate().words, False)):
        enter(qtbot, dialog, key, passphrase=passphrase)
        qtbot.waitUntil(dialog.isEnabled, timeout=LONG)
        assert dialog.isVisible()
        said = dialog.entry._state.text()
        assert "not the key" in said
        assert "twelve words" not in said
        state = dialog.entry._state
        qtbot.waitUntil(lambda state=state: state.height() >= state.heightForWidth(state.width()), timeout=5_000)
        assert not window.hiding.notice.isVisible()
    enter(qtbot, dialog, PASSPHRASE, passphrase=True)
    qtbot.waitUntil(lambda: session.outcome is not None, timeout=LONG)
    assert not window.findChildren(ResumeDialog)


@pytest.mark.usefixtures("left_behind")
@pytest.mark.parametrize("left_behind", [""], indirect=True)
def test_each_unfinished_hide_waits_or_is_deleted_on_its_own(
    qtbot: QtBot, window: Window, folder: Path, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    [older] = kept(folder)
    session = window.hiding.session
    dialog = asked(window, folder)
    qtbot.mouseClick(dialog.later, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    session.choosing.tune(seconds=1.0)
    session.choosing.open_cover(files["image"])
    qtbot.waitUntil(lambda: session.ready, timeout=LONG)
    with qtbot.waitSignal(session.finished, timeout=LONG):
        session.start()
    [newer] = set(kept(folder)) - {older}  # another hide has a checkpoint of its own
    data = newer.read_bytes()
    session.clear()
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    assert list(folder.iterdir()) == [older]
    newer.write_bytes(data)
    dialog = asked(window, folder)
    assert dialog.path == newer
    assert dialog.files.count() == 2
    assert "cover: image, 32 x 32" in dialog.files.itemText(0)
    assert "cover: sound" in dialog.files.itemText(1)
    questions = answers(monkeypatch, STAY)
    qtbot.mouseClick(dialog.delete_button, Qt.MouseButton.LeftButton)
    assert questions == ["Delete this unfinished hide?"]
    assert dialog.files.count() == 2
    answers(monkeypatch, YES)
    qtbot.mouseClick(dialog.delete_button, Qt.MouseButton.LeftButton)
    assert dialog.path == older
    assert dialog.isVisible()
    qtbot.mouseClick(dialog.delete_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert not list(folder.iterdir())


@pytest.mark.parametrize("paused", [False, True])
def test_closing_keeps_the_work_for_the_next_start(
    qtbot: QtBot,
    window: Window,
    folder: Path,
    files: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    paused: bool,
) -> None:
    begin(qtbot, window, folder, files, 300.0, "")
    session, key = window.hiding.session, window.hiding.session.choosing.choices.key
    assert key is not None
    session.pause(paused)
    questions = answers(monkeypatch, STAY)
    assert not window.close()
    assert session.running
    shown = copies_the_key(monkeypatch)
    answers(monkeypatch, YES)
    assert window.close()
    assert not window.isVisible()
    assert questions == ["The unfinished file would be lost."]
    assert len(shown) == 1  # without the key the work would be lost all the same
    assert len(kept(folder)) == 1
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    again = Window(window.settings)
    qtbot.addWidget(again, before_close_func=lambda _: again.hiding.session.clear())
    again.show()
    enter(qtbot, asked(again, folder), key.words, passphrase=False)
    follower = again.hiding.session
    follower.progressed.connect(lambda p: follower.finish_now(p.stage, p.index))
    qtbot.waitUntil(lambda: follower.outcome is not None, timeout=LONG)
    assert follower.outcome is not None
    assert follower.outcome.intact
    qtbot.waitUntil(again.tasks.idle, timeout=LONG)


def test_a_hide_that_is_discarded_at_closing_leaves_nothing(
    qtbot: QtBot, window: Window, folder: Path, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "SAVE_SECONDS", 0.0)
    begin(qtbot, window, folder, files, 300.0, "")
    assert list(folder.iterdir())
    answers(monkeypatch, DISCARD)
    assert window.close()
    assert not window.isVisible()
    assert not list(folder.iterdir())
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)


def test_long_work_is_cancelled_only_by_somebody_who_says_so(
    qtbot: QtBot, window: Window, folder: Path, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, cancel = window.hiding.session, window.hiding.fit.cancel
    begin(qtbot, window, folder, files, 300.0, "")
    monkeypatch.setattr("app.hide.runner.VALUABLE", 0.0)
    questions = answers(monkeypatch, STAY)
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert questions == ["The unfinished file would be lost."]
    assert session.running
    answers(monkeypatch, DISCARD)
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert not session.running
    session.clear()  # nobody waits for forecasts
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    assert not list(folder.iterdir())
    assert not window.hiding.choose.unfinished.isVisible()


def test_long_work_can_be_kept_for_later_and_goes_on_without_a_restart(
    qtbot: QtBot, window: Window, folder: Path, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, choose = window.hiding.session, window.hiding.choose
    begin(qtbot, window, folder, files, 300.0, "")
    key = session.choosing.choices.key
    assert key is not None
    monkeypatch.setattr("app.hide.runner.VALUABLE", 0.0)
    answers(monkeypatch, YES)
    shown = copies_the_key(monkeypatch)
    qtbot.mouseClick(window.hiding.fit.cancel, Qt.MouseButton.LeftButton)
    assert len(shown) == 1
    assert choose.isVisible()
    assert len(session.choosing.choices.secrets) == 2
    qtbot.waitUntil(choose.unfinished.isVisible, timeout=LONG)
    assert choose.unfinished.text().startswith("1 unfinished")
    qtbot.mouseClick(choose.unfinished, Qt.MouseButton.LeftButton)
    [dialog] = window.findChildren(ResumeDialog)
    session.progressed.connect(lambda p: session.finish_now(p.stage, p.index))
    enter(qtbot, dialog, key.words, passphrase=False)
    qtbot.waitUntil(lambda: session.outcome is not None, timeout=LONG)
    assert session.outcome is not None
    assert session.outcome.intact
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)


class EndOfSession:
    """What the desktop's session manager says; there is none where the tests run."""

    def __init__(self, *, asks: bool) -> None:
        self.asks, self.released, self.cancelled = asks, False, False

    def allowsInteraction(self) -> bool:
        return self.asks

    def release(self) -> None:
        self.released = True

    def cancel(self) -> None:
        self.cancelled = True


@pytest.mark.parametrize("asks", [False, True])
def test_the_end_of_the_desktop_session_keeps_the_work(
    qtbot: QtBot,
    window: Window,
    folder: Path,
    files: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    asks: bool,
) -> None:
    begin(qtbot, window, folder, files, 300.0, "")
    session, key = window.hiding.session, window.hiding.session.choosing.choices.key
    assert key is not None
    manager, questions = EndOfSession(asks=asks), answers(monkeypatch, STAY)
    monkeypatch.setattr(QDialog, "exec", lambda _: 0)
    window.hiding.end_session(manager)  # type: ignore[arg-type]
    assert manager.released is manager.cancelled is asks  # the key, without which the work is lost, was not noted
    assert questions == (["The key would be lost."] if asks else [])
    assert session.running is asks
    if asks:
        answers(monkeypatch, YES)
        window.hiding.end_session(manager)  # type: ignore[arg-type]
    assert not session.running
    [path] = kept(folder)
    assert engine.Checkpoint.load(path, key).plan.cover.modality == "audio"
    session.clear()
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)

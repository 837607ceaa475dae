"""While a file is being made, everything else in the window goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

import engine
from app.session import Item
from app.shell.window import Window

LONG = 60_000
STEGO = Path(__file__).resolve().parents[1] / "vectors" / "exact.undersong"


@pytest.fixture
def making(qtbot: QtBot, window: Window, files: dict[str, Path]) -> Window:
    """The window, with a fit under way that takes minutes."""
    session = window.hiding.session
    window.show_page(window.hiding)
    session.choosing.tune(seconds=300.0)
    session.choosing.add_secrets([files["image"]])
    session.choosing.open_cover(files["image"])
    qtbot.waitUntil(lambda: session.ready and len(session.choosing.choices.secrets) == 1, timeout=LONG)
    with qtbot.waitSignal(session.progressed, timeout=LONG):
        session.start()
    return window


def answers(monkeypatch: pytest.MonkeyPatch, place: int) -> list[str]:
    """Whatever is asked gets the first answer (0) or the second; what was asked."""
    asked: list[str] = []

    def answer(box: QMessageBox) -> None:
        asked.append(box.text())
        box.buttons()[place].click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return asked


def test_another_file_is_opened_revealed_and_checked(qtbot: QtBot, making: Window) -> None:
    with qtbot.waitSignal(making.revealing.session.opened, timeout=LONG):
        making.open_files([STEGO])
    with qtbot.waitSignal(making.revealing.session.failed, timeout=LONG) as told:
        making.revealing.session.reveal(engine.Key.generate())
    assert isinstance(told.args[0], engine.NothingRevealedError)
    with qtbot.waitSignal(making.safety.session.examined, timeout=LONG):
        making.check(STEGO)
    assert making.hiding.session.running


def test_the_next_file_is_chosen_meanwhile_and_every_button_says_which_one_it_leads_to(
    qtbot: QtBot, making: Window
) -> None:
    session, page = making.hiding.session, making.hiding
    made = session.choosing.choices
    page.fit.another.click()
    assert page.choose.isVisible()
    page.choose.back.click()
    assert "meanwhile" in page.fit.another.text()  # nothing of it is chosen
    page.fit.another.click()
    session.choosing.add_text("for the next one")
    page.choose.back.click()
    assert page.fit.another.text() == "Go on with the next file"
    page.fit.another.click()
    assert not session.cover_used
    assert made.cover is not None
    session.choosing.set_cover(Item("the same.png", made.cover.medium))
    assert page.choose.cover._sentence.text().startswith("used before")
    page.choose.back.click()
    session.progressed.connect(lambda p: session.finish_now(p.stage, p.index))
    qtbot.waitUntil(lambda: session.outcome is not None and making.tasks.idle(), timeout=LONG)
    assert page.result.back.text() == "Go on with the next file"
    page.result.back.click()
    assert [secret.name for secret in session.choosing.choices.secrets] != [secret.name for secret in made.secrets]
    session.choosing.clear()
    page.choose.back.click()
    assert page.result.back.text() == "Change the choices"
    page.result.back.click()
    assert [secret.name for secret in session.choosing.choices.secrets] == [secret.name for secret in made.secrets]


def test_two_files_are_compared(
    qtbot: QtBot, making: Window, drop: Callable[..., None], files: dict[str, Path]
) -> None:
    making.show_page(making.comparing)
    drop(making.comparing, files["image"], files["image"])
    qtbot.waitUntil(lambda: making.comparing.session.measures is not None, timeout=LONG)
    assert making.hiding.session.running


def test_what_is_dropped_waits_for_an_answer(
    qtbot: QtBot, making: Window, drop: Callable[..., None], files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = making.hiding.session
    asked = answers(monkeypatch, 1)
    drop(making, files["audio"])
    qtbot.waitUntil(lambda: asked == ["The file is still being made."], timeout=LONG)
    assert session.running
    QGuiApplication.clipboard().setImage(QImage(4, 4, QImage.Format.Format_RGB888))
    making.paste()
    assert len(asked) == 2
    assert session.running
    assert len(session.choosing.choices.secrets) == 1
    answers(monkeypatch, 0)
    drop(making, files["audio"])
    qtbot.waitUntil(lambda: not session.running, timeout=LONG)
    assert making.hiding.choose.isVisible()
    qtbot.waitUntil(lambda: len(session.choosing.choices.secrets) == 2, timeout=LONG)


def test_what_is_dropped_beside_a_finished_file_joins_the_choices_and_the_file_stays(
    qtbot: QtBot,
    window: Window,
    drop: Callable[..., None],
    files: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = window.hiding.session
    session.choosing.tune(seconds=1.0)
    session.choosing.open_cover(files["image"])
    qtbot.waitUntil(lambda: session.ready, timeout=LONG)
    with qtbot.waitSignal(session.finished, timeout=LONG):
        session.start()
    asked = answers(monkeypatch, 1)
    broken, outcome = tmp_path / "broken.png", session.outcome
    broken.write_bytes(b"no picture")  # is hidden as its bytes
    drop(window, broken)
    qtbot.waitUntil(lambda: len(session.choosing.choices.secrets) == 1, timeout=LONG)
    assert (asked, session.outcome) == ([], outcome)
    drop(window, files["image"])
    qtbot.waitUntil(lambda: len(session.choosing.choices.secrets) == 2, timeout=LONG)
    assert window.hiding.choose.isVisible()
    window.hiding.choose.back.click()
    assert window.hiding.result.isVisible()
    assert session.choosing.choices.secrets == []
    with qtbot.waitSignal(session.saved, timeout=LONG):
        session.save(tmp_path / "saved")
    drop(window, files["image"])
    qtbot.waitUntil(lambda: len(session.choosing.choices.secrets) == 3, timeout=LONG)
    assert session.outcome is outcome
    assert asked == []


def test_who_hides_something_does_not_wait_for_the_example(
    qtbot: QtBot, window: Window, files: dict[str, Path]
) -> None:
    example, session = window.example.session, window.hiding.session
    with qtbot.waitSignal(example.progressed, check_params_cb=lambda p: p.stage == "secret", timeout=LONG):
        window.show_example()
    session.choosing.open_cover(files["image"])
    qtbot.waitUntil(lambda: session.ready, timeout=LONG)
    assert example.running
    with qtbot.waitSignal(session.finished, timeout=LONG):
        session.start()
    assert not example.running
    assert example.outcome is None


def test_the_file_dropped_last_is_the_one_that_is_opened(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    session, other = window.revealing.session, tmp_path / "other.undersong"
    other.write_bytes(STEGO.read_bytes())
    with qtbot.waitSignal(session.opened, timeout=LONG):
        window.open_files([STEGO])
        window.open_files([other])
    assert session.path == other

"""Run by test_nothing_remembered: the real program is used from the first file dialog to a crash, in a home of its own.

    python remembered.py STICK     STICK: a folder with the files to hide, into which everything is saved

It writes the key's words and a few of the secrets' weights into the file STICK/report, and then crashes on purpose.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit

from app import __main__ as program
from app.shell.program import Program

STICK = Path(sys.argv[1])
WRITTEN: set[str] = set()
Story = Iterator[Callable[[], bool]]
typed: list[str] = []  # what the person types in the next file dialog


def note_opening(event: str, arguments: tuple[object, ...]) -> None:
    """Note every path that is opened for writing, also of files that are deleted again."""
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        WRITTEN.add(str(arguments[0]))


def use_dialog() -> None:
    """Type a name in Qt's own file dialog, and press its button."""
    dialog = QApplication.activeModalWidget()
    if typed and isinstance(dialog, QFileDialog):
        field, buttons = dialog.findChild(QLineEdit, "fileNameEdit"), dialog.findChild(QDialogButtonBox)
        assert field is not None
        assert buttons is not None
        field.setText(typed.pop())
        buttons.buttons()[0].click()


def type_in_dialog(name: str, open_it: Callable[[], object]) -> None:
    typed.append(str(STICK / name))
    open_it()


def story(running: Program) -> Story:
    """What the person does; each step is taken when the one before is done."""
    from engine import checkpoint

    checkpoint.SAVE_SECONDS = 0.0  # type: ignore[misc]
    window = running.window
    assert window is not None
    session, choose, page = window.hiding.session, window.hiding.choose, window.revealing
    window.show_page(window.hiding)
    session.choosing.choose("draft")
    session.choosing.tune(seconds=60.0)
    session.progressed.connect(lambda p: session.finish_now(p.stage, p.index) if p.step > 3 else None)
    for count, name in enumerate(("anna-in-paris.png", "voice-of-anna.wav", "diary-of-anna.txt"), 1):
        type_in_dialog(name, choose.secrets.zone.browse)
        yield lambda count=count: len(session.choosing.choices.secrets) == count
    type_in_dialog("cover.png", choose.cover.zone.browse)
    yield lambda: session.ready
    [panel] = choose.key.panels
    panel.copy.click()
    type_in_dialog("key.txt", panel.save.click)
    choose.hide_button.click()
    yield lambda: session.outcome is not None
    type_in_dialog("out.undersong", window.hiding.result.save.click)
    yield lambda: session.path is not None and window.tasks.idle()
    key = session.choosing.choices.key
    assert key is not None
    window.open_files([STICK / "out.undersong"])
    yield lambda: page.session.cover is not None and window.tasks.idle()
    page.entry.load(STICK / "key.txt")
    yield lambda: page.entry.key() is not None
    page.entry.button.click()
    yield lambda: len(page.cards) == 3 and window.tasks.idle()
    type_in_dialog("found.png", page.cards[0].save_button.click)
    yield lambda: (STICK / "found.png").exists() and window.tasks.idle()
    dragged: list[Path] = []
    for index in range(3):
        page.session.hand_out(index, dragged.append)
        yield lambda index=index: len(dragged) > index
    weights = [network.weights[layer].numpy().tobytes()[:4096] for s in page.session.secrets for network in s.networks
               for layer in (0, 1)]  # fmt: skip
    report = {"words": key.words, "weights": [w.hex() for w in weights], "dragged": [str(path) for path in dragged]}
    window.show_page(window.hiding)
    session.again()
    yield lambda: session.ready
    session.progressed.disconnect()
    saved: list[bool] = []
    session.progressed.connect(lambda p: saved.append(p.stage == "secret" and p.step > 2))
    choose.hide_button.click()
    yield lambda: any(saved)
    (STICK / "report").write_text(json.dumps({**report, "written": sorted(WRITTEN)}))
    os.abort()


def run(running: Program) -> int:
    steps, ready = story(running), [lambda: True]

    def go_on() -> None:
        if QApplication.activeModalWidget() is None and ready[0]():
            ready[0] = next(steps)

    chosen = QCoreApplication.instance()
    for call in (use_dialog, go_on):
        timer = QTimer(chosen, interval=20)
        timer.timeout.connect(call)
        timer.start()
    return real_run(running)


sys.addaudithook(note_opening)
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
real_run, Program.run = Program.run, run  # type: ignore[method-assign]
sys.argv = sys.argv[:1]
sys.exit(program.main())

"""Kill -9 at random moments of the window: while it hides, on the result page, while it saves, exports and resumes.

    python -m tests.benchmarks.window_kills [NUMBER] [SEED] [PLACE]...

Every trial is a story in the real window, without a screen: a picture and a text are hidden in a picture with a tiny
recipe, checked and shown as a result, saved, revealed and exported; before it saves and before it exports the window
waits a moment, as a person does. The dice choose a place, and in it a random moment or a random one of the calls that
bring files to the disk. Moments are in processor time, as is the time between two saves of what is kept, so that
it does not matter how busy the machine is. A timer ends the process there and then, as `kill -9` does. What is killed
before its file is saved goes on in a new window from what is kept, and is killed again three times out of four,
also in the resumed fit, which is the place "again". Where places are named they are the only ones.
Children are forked from a process that has torch and the window's code in memory.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import IO

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import torch
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

import engine
from app.hide.unfinished import unfinished
from app.session import Item
from app.shell.settings import Settings
from app.shell.window import Window
from app.worker import FITS
from engine import checkpoint as checkpoints
from tests.benchmarks.kills import MARK, TEXT, count_calls
from tests.engine.tiny import WORDS, picture, tiny

PLACES = ("hide", "fit", "again", "check", "result", "save", "export")  # as the child names them when it is there
STEPS = 400  # of each fit, in which a state is kept several times
AGAIN = 0.75  # how often what was killed is killed again
WAIT = 0.3  # seconds on the result page, and before the export
LENGTHS = {
    "hide": 1.5,
    "fit": 0.8,
    "again": 0.8,
    "check": 0.2,
    "result": WAIT,
    "save": 0.03,
    "export": 0.05,
}  # how long each place is
OLD, KEY = b"an older file", engine.Key.from_words(WORDS)


class Story:
    """What a person does in the window, in a child process; it writes the first letter of each place that it is in."""

    def __init__(self, folder: Path, places: IO[bytes], kill_in: str, call: int, moment: float) -> None:
        self.out, self.places, self.kill_in = folder / "out.undersong", places, kill_in
        self.call, self.moment = call, moment  # in that place, at which it is killed; 0: at none
        self.found, self.resumed = folder / "found", False
        store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self.window = Window(Settings(store))
        self.hiding, self.revealing = self.window.hiding.session, self.window.revealing.session
        self.hiding.checkpoints = folder / "kept"
        self.window.show()
        for session in (self.hiding, self.revealing):
            session.failed.connect(lambda error, _: self.end(f"it failed: {error}"))
        self.hiding.progressed.connect(self.progress)
        self.hiding.finished.connect(lambda _: self.after_a_moment("result", self.save))
        self.hiding.saved.connect(lambda path: self.revealing.open(path))
        self.revealing.opened.connect(lambda: self.revealing.reveal(KEY))
        self.revealing.revealed.connect(lambda: self.after_a_moment("result", self.export))
        self.revealing.saved.connect(lambda _: self.end())

    def begin(self) -> None:
        """Choose, hide, or go on with what is kept, or reveal what is saved."""
        self.at("hide")
        if kept := self.hiding.unfinished():
            self.resumed = True
            self.hiding.resume(kept[0], KEY, lambda error: self.end(f"it was not resumed: {error}"))
        elif saved(self.out):
            self.revealing.open(self.out)
        else:
            choosing = self.hiding.choosing
            choosing.choose("draft")
            choosing.use_key(KEY)
            choosing.add_medium(Item("secret", picture(16, phase=7)))
            choosing.add_text(TEXT.decode())
            choosing.set_cover(Item("cover", picture(24)))
            choosing.changed.connect(self.start)
            self.start()

    def progress(self, progress: engine.Progress) -> None:
        if progress.stage == "check":
            self.at("check")
        elif progress.stage in FITS:
            self.at("again" if self.resumed else "fit")

    def start(self) -> None:
        if self.hiding.ready and self.hiding.task is None:
            self.hiding.start()

    def save(self) -> None:
        self.at("save")
        self.hiding.save(self.out)

    def export(self) -> None:
        self.at("export")
        self.found.mkdir(exist_ok=True)
        self.revealing.save_all(self.found)

    def at(self, place: str) -> None:
        if place == self.kill_in and self.call:
            count_calls(self.call)
        elif place == self.kill_in and self.moment:
            signal.setitimer(signal.ITIMER_REAL if place == "result" else signal.ITIMER_PROF, self.moment)
        if place == self.kill_in:
            self.call = self.moment = 0
        self.places.write(place[0].encode())
        self.places.flush()

    def after_a_moment(self, place: str, then: object) -> None:
        self.at(place)
        QTimer.singleShot(int(1000 * WAIT), then)  # type: ignore[call-overload]

    def end(self, problem: str = "") -> None:
        if problem:
            self.places.write(f"!{problem}".encode())
            self.places.flush()
        os._exit(1 if problem else 0)


def child(folder: Path, write_end: int, kill_in: str, call: int, moment: float) -> None:
    """Run the story and end the process."""
    try:
        torch.set_num_threads(1)
        engine.RECIPES["draft"] = tiny(STEPS)
        checkpoints.SAVE_SECONDS, checkpoints.awake_seconds = 0.2, time.process_time
        application = QApplication([])
        story = Story(folder, os.fdopen(write_end, "wb"), kill_in, call, moment)
        QTimer.singleShot(0, story.begin)
        application.exec()
    finally:
        os._exit(99)


def saved(out: Path) -> bool:
    return out.exists() and out.read_bytes() != OLD


def start(folder: Path, dice: random.Random, found: Counter[str], places: Sequence[str], *, kill: bool) -> bool:
    """Run the story, and perhaps kill it in a place of the dice; whether it was killed."""
    what = "resume" if unfinished(folder / "kept") else "hide"
    elsewhere = ("hide", "fit") if what == "resume" else ("again",)
    place = dice.choice([place for place in places if place not in elsewhere] or places)
    call, moment = dice.randrange(1, 8), 1e-4 + dice.random() * LENGTHS[place]
    aimed = kill and place in ("hide", "fit", "again", "save", "export") and dice.random() < 0.5
    read_end, write_end = os.pipe()
    process = os.fork()
    if not process:
        os.close(read_end)
        child(folder, write_end, place, call if aimed else 0, moment if kill and not aimed else 0.0)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        heard = pipe.read()
    _, status = os.waitpid(process, 0)
    killed = os.WIFSIGNALED(status)
    letters = heard.partition(b"!")[0].decode()
    names = {name[0]: name for name in PLACES}
    where = names[letters[-1]] if letters else "start"
    if where == "result":
        where = "result page" if "e" not in letters and not saved(folder / "out.undersong") else "reveal page"
    found[f"{what if where == 'hide' else where}, killed" if killed else "to its end"] += 1
    if not killed and os.waitstatus_to_exitcode(status):
        found[f"FAILED: exit code {os.waitstatus_to_exitcode(status)}, {heard.partition(b'!')[2].decode()}"] += 1
    return killed


def trial(folder: Path, dice: random.Random, found: Counter[str], places: Sequence[str]) -> None:
    (folder / "kept").mkdir()
    out, old = folder / "out.undersong", dice.random() < 0.5
    if old:
        out.write_bytes(OLD)
    begun, killed, chance = False, True, 1.0
    while killed:
        killed = start(folder, dice, found, places, kill=dice.random() < chance)
        chance = AGAIN
        kept = unfinished(folder / "kept")
        found["FAILED: a job was lost"] += begun and not kept and not saved(out)
        begun = begun or bool(kept)
        if not begun and not saved(out):
            found["killed before anything was kept"] += 1
        check_files(folder, out, found, old=old)
    stego = engine.Stego.load(out)
    secrets = engine.reveal(stego, KEY)
    good = len(secrets) == 2 and all(s.intact for s in secrets) and secrets[1].file is not None
    found["ended well" if good and secrets[1].what.content == TEXT else "FAILED: a wrong file"] += 1  # type: ignore[union-attr]
    exported = [path.read_bytes() for path in (folder / "found").iterdir() if not path.name.startswith(".")]
    found["FAILED: a damaged export"] += exported.count(TEXT) < 1
    for path in [*folder.rglob(".undersong-*"), *(folder / "kept").iterdir()]:
        found[f"FAILED: {path.name} was left behind"] += 1


def check_files(folder: Path, out: Path, found: Counter[str], *, old: bool) -> None:
    """No file is damaged, and nothing that is no export shows the text."""
    if saved(out):
        try:
            engine.Stego.load(out)
        except engine.EngineError:
            found["FAILED: a damaged file"] += 1
    elif old and not out.exists():
        found["FAILED: the older file is gone"] += 1
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        whole = path.parent.name != "found" or path.name.startswith(".") or path.suffix != ".txt" or data == TEXT
        found["FAILED: a damaged export"] += not whole
        if path.parent.name != "found" and not path.name.startswith(".undersong-"):
            found["FAILED: the text can be read"] += MARK in data


def run(number: int, seed: int, places: Sequence[str] = PLACES) -> Counter[str]:
    """So many trials; what was found, with FAILED before what must not be."""
    dice, found = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        for index in range(number):
            (folder := Path(name) / str(index)).mkdir()
            trial(folder, dice, found, places)
            shutil.rmtree(folder)
            found = +found
            print(index + 1, dict(found), file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    torch.set_num_threads(1)
    trials, dice_seed = (int(given) for given in (sys.argv[1:3] + ["30", "0"][len(sys.argv) - 1 :])[:2])
    counts = run(trials, dice_seed, sys.argv[3:] or PLACES)
    for what, count in sorted(counts.items()):
        print(f"{count:6} {what}")
    sys.exit(any(what.startswith("FAILED") for what in counts))

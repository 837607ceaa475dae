"""Kill -9 at random moments of hide, resume, save and export on the command line: what is damaged, lost or left behind.

    python -m tests.benchmarks.kills [NUMBER] [SEED]

Every trial hides a picture and a text in a picture with a tiny recipe whose state is kept five times a second, and is
killed at a random moment, or at a random one of the calls that bring a file to the disk. Then the kept hide is resumed,
killed again with a chance of one half, until its file is there; then the file is revealed into a folder, and that is
killed, too. A child is forked from a process that has torch in memory, which spares five seconds a trial.
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
from pathlib import Path

import torch

from engine import checkpoint as checkpoints
from engine.__main__ import main as command_line
from engine.checkpoint_file import files_of
from engine.errors import EngineError
from engine.file.stego import Stego
from engine.inrsteg import reveal
from engine.key import Key
from engine.recipe import RECIPES
from tests.engine.tiny import WORDS, picture, tiny

MARK = b"the words that nobody may find "
TEXT = MARK * 40
STEPS = 300


class Trial:
    """One folder with a hide that is killed, and what was found there."""

    def __init__(self, folder: Path, dice: random.Random, seconds: float, found: Counter[str]) -> None:
        self.folder, self.dice, self.seconds, self.found = folder, dice, seconds, found
        self.out, self.job, self.key = folder / "out.undersong", folder / "job", Key.from_words(WORDS)
        (folder / "input").mkdir()
        picture(24).write(folder / "input" / "cover.png")
        picture(16, phase=7).write(folder / "input" / "secret.png")
        (folder / "input" / "text.txt").write_bytes(TEXT)
        self.key.save(folder / "input" / "key")
        self.old = dice.random() < 0.5
        if self.old:
            self.out.write_bytes(b"an older file")

    def run(self) -> None:
        files = self.folder / "input"
        hide = ["hide", files / "cover.png", "--secret", files / "secret.png", "--text", files / "text.txt"]
        common = ["-o", self.out, "--force", "--key-file", files / "key"]
        killed = self.start([*hide, *common, "--job", self.job, "--recipe", "draft"], "hide", kill=True)
        while self.kept():
            killed = self.start(["resume", self.job, *common], "resume", kill=self.dice.random() < 0.5)
        if killed and not self.saved():
            self.found["killed before anything was kept"] += 1
            self.start([*hide, *common, "--job", self.job, "--recipe", "draft"], "hide", kill=False)
        self.check_file()
        reveals = ["reveal", self.out, "--key-file", files / "key", "-d", self.folder / "found", "--force"]
        self.start(reveals, "reveal", kill=True)
        self.check_exports(whole=False)
        self.start(reveals, "reveal", kill=False)
        self.check_exports(whole=True)
        self.check_leftovers()

    def kept(self) -> bool:
        return any(file.exists() for file in files_of(self.job))

    def saved(self) -> bool:
        return self.out.exists() and self.out.read_bytes() != b"an older file"

    def start(self, arguments: list[object], what: str, *, kill: bool) -> bool:
        """Run a command in a child, and perhaps kill it; whether it was killed.  Left alone it has to end well."""
        aimed = kill and self.dice.random() < 0.5
        call, moment = self.dice.randrange(1, 8), self.dice.uniform(0, self.seconds)
        child = os.fork()
        if not child:
            run_child([str(argument) for argument in arguments], call if aimed else 0)
        if kill and not aimed:
            time.sleep(moment)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status)
        self.found[f"{what}, {'killed' if killed else 'to its end'}"] += 1
        if not killed and os.waitstatus_to_exitcode(status):
            self.found[f"FAILED: {what}, exit code {os.waitstatus_to_exitcode(status)}"] += 1
        if self.out.exists() and self.out.read_bytes() != b"an older file":
            try:
                Stego.load(self.out)
            except EngineError:
                self.found["FAILED: a damaged file"] += 1
        elif self.old and not self.out.exists():
            self.found["FAILED: the older file is gone"] += 1
        for path in self.folder.rglob("*"):
            readable = path.is_file() and path.parent.name not in ("input", "found") and MARK in path.read_bytes()
            if readable and not path.name.startswith(".undersong-"):
                self.found["FAILED: the text can be read"] += 1
        return killed

    def check_file(self) -> None:
        secrets = reveal(Stego.load(self.out), self.key) if self.saved() else []
        good = len(secrets) == 2 and all(secret.intact for secret in secrets) and secrets[1].what.content == TEXT  # type: ignore[union-attr]
        self.found["ended well" if good else "FAILED: a job was lost"] += 1

    def check_exports(self, *, whole: bool) -> None:
        text = self.folder / "found" / "text.txt"
        if (whole and not text.exists()) or (text.exists() and text.read_bytes() != TEXT):
            self.found["FAILED: a damaged export"] += 1

    def check_leftovers(self) -> None:
        for path in self.folder.rglob("*"):
            if path.name.startswith(".undersong-") or path.suffix == ".lock" or path.name.startswith("job"):
                self.found[f"FAILED: {path.name} was left behind"] += 1


def count_calls(kill_at: int) -> None:
    """From now on, be killed at the given call of those that bring files to the disk."""
    calls = 0

    def counted(name: str) -> None:
        original = getattr(os, name)

        def call(*values: object, **options: object) -> object:
            nonlocal calls
            calls += 1
            if calls == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*values, **options)

        setattr(os, name, call)

    for name in ("fsync", "link", "replace"):
        counted(name)


def run_child(arguments: list[str], kill_at: int) -> None:
    """Run a command and end the process; at the given call, be killed."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    if kill_at:
        count_calls(kill_at)
    torch.set_num_threads(1)
    RECIPES["draft"] = tiny(STEPS)
    checkpoints.SAVE_SECONDS, checkpoints.awake_seconds = 0.2, time.process_time  # however busy the machine is
    code = 99
    try:
        code = command_line(arguments)
    finally:
        os._exit(code)


def run(number: int, seed: int) -> Counter[str]:
    """So many trials; what was found, with FAILED before what must not be."""
    dice, found = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        (folder := Path(name) / "first").mkdir()
        begun = time.monotonic()
        Trial(folder, random.Random(0), 1e9, Counter()).start(
            ["hide", folder / "input" / "cover.png", "-o", folder / "x.undersong", "--recipe", "draft"], "", kill=False
        )
        seconds = 1.5 * (time.monotonic() - begun)
        for index in range(number):
            (folder := Path(name) / str(index)).mkdir()
            Trial(folder, dice, seconds, found).run()
            shutil.rmtree(folder)
            print(index + 1, dict(found), file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    torch.set_num_threads(1)
    counts = run(*(int(given) for given in (sys.argv[1:] + ["50", "0"][len(sys.argv) - 1 :])[:2]))
    for what, count in sorted(counts.items()):
        print(f"{count:6} {what}")
    sys.exit(any(what.startswith("FAILED") for what in counts))

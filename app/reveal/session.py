"""Revealing, without widgets: the file, its cover, the key, and the secrets it opens."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import engine
from app.reveal.upscaling import seconds_for
from app.session import Session
from app.text.safe_names import plain
from app.worker import TaskQueue

COVER = -1  # in the place of a secret's number


class RevealSession(Session):
    """From an Undersong file to exported secrets."""

    opened = Signal()
    revealed = Signal()
    saved = Signal(object)

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.path: Path | None = None
        self.stego: engine.Stego | None = None
        self.cover: engine.Medium | None = None
        self.secrets: list[engine.Medium] = []
        self.intact = True  # whether the file is as it was when the secrets were hidden in it
        self.seconds = [0.0, 0.0]  # how long it took to show the cover, and to reveal all secrets
        self._key: engine.Key | None = None  # for as long as the file is open: larger pictures are made with it
        self._scratch: tempfile.TemporaryDirectory[str] | None = None  # what is dragged out; gone at the latest at exit

    def open(self, path: Path) -> None:
        """Read a file and show its cover, which takes no key; whatever is under way is given up for it."""
        self.cancel()

        def call(report: engine.Report) -> tuple[engine.Stego, engine.Medium, float]:
            stego, began = engine.Stego.load(path), time.monotonic()
            return stego, engine.show(stego, report=report), time.monotonic() - began

        def done(result: tuple[engine.Stego, engine.Medium, float]) -> None:
            self._forget()
            self.stego, self.cover, self.seconds[0] = result
            self.path = path
            self.opened.emit()

        self.run(call, done, path.name)

    def reveal(self, key: engine.Key) -> None:
        """Take out what the key opens."""
        stego = self.stego
        if stego is None:
            return
        self.secrets = []  # what another key opened must not look as if this one had

        def call(report: engine.Report) -> tuple[list[engine.Revealed], float]:
            began = time.monotonic()
            return engine.reveal(stego, key, report=report), time.monotonic() - began

        def done(result: tuple[list[engine.Revealed], float]) -> None:
            found, self.seconds[1] = result
            self._drop_scratch()
            self._key = key
            self.secrets = [one.medium for one in found]
            self.intact = all(one.intact for one in found)
            self.revealed.emit()

        self.run(call, done)

    def medium(self, index: int) -> engine.Medium | None:
        """A secret, or the cover (-1)."""
        return self.cover if index == COVER else self.secrets[index]

    def seconds_larger(self, index: int, scale: float) -> float:
        """About how long it takes to render the cover (-1) or a secret so many times as fine."""
        medium = self.medium(index)
        taken = self.seconds[0] if index == COVER else self.seconds[1]
        return seconds_for(medium, scale, taken) if medium is not None else 0.0

    def save_larger(self, index: int, scale: float, path: Path) -> None:
        """Render the cover (-1) or a secret anew on a finer lattice, and write that."""
        stego, key, medium = self.stego, self._key, self.medium(index)
        if stego is None or medium is None:
            return
        target = suffixed(path, medium)

        def call(report: engine.Report) -> list[Path]:
            if index == COVER:
                finer = engine.show(stego, scale=scale, report=report)
            else:
                assert key is not None
                finer = engine.reveal(stego, key, scale=scale, report=report)[index].medium
            report(engine.Progress(stage="show", fraction=1.0))  # the last moment to stop: nothing is written then
            finer.write(target)
            return [target]

        self.run(call, self.saved.emit, target.name)

    def hand_out(self, index: int, done: Callable[[Path], None]) -> None:
        """A file of the secret in a folder of its own, for whoever it is dragged to; it is deleted with the program."""
        if self._scratch is None:
            self._scratch = tempfile.TemporaryDirectory(prefix="undersong-", ignore_cleanup_errors=True)
        medium = self.secrets[index]
        path = Path(self._scratch.name) / (self.name(index) + medium.exports[0])

        def call(_: object) -> Path:
            if not path.exists():
                medium.write(path)
            return path

        self.run(call, done)

    def save(self, index: int, path: Path) -> None:
        """Write one secret, or the cover (-1), in the format the suffix names."""
        medium = self.medium(index)
        if medium is not None:
            self._write([(medium, suffixed(path, medium))])

    def save_all(self, folder: Path) -> None:
        """Write every secret into a folder, beside whatever lies there."""
        taken = {found.name for found in folder.iterdir()} if folder.is_dir() else set()
        targets = []
        for index, medium in enumerate(self.secrets):
            name, turn = self.name(index) + medium.exports[0], 2
            while name in taken:
                name, turn = f"{self.name(index)} ({turn}){medium.exports[0]}", turn + 1
            taken.add(name)
            targets.append((medium, folder / name))
        self._write(targets)

    def name(self, index: int) -> str:
        """What a secret's file, or the cover's (-1), is called before the person says otherwise."""
        stem = plain(self.path.stem if self.path is not None else "", "undersong")
        if index == COVER:
            return stem
        return f"{stem} {index + 1}" if len(self.secrets) > 1 else f"{stem} secret"

    def close(self) -> None:
        """Forget the file and what it held."""
        self._forget()
        self.changed.emit()

    def _forget(self) -> None:
        self._drop_scratch()
        self.path = self.stego = self.cover = self._key = None
        self.secrets, self.intact = [], True

    def _drop_scratch(self) -> None:
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None

    def _write(self, targets: list[tuple[engine.Medium, Path]]) -> None:
        def call(_: object) -> list[Path]:
            for medium, path in targets:
                medium.write(path)
            return [path for _, path in targets]

        self.run(call, self.saved.emit, targets[0][1].name if len(targets) == 1 else "")


def suffixed(path: Path, medium: engine.Medium) -> Path:
    """The path with a suffix the medium can be written as."""
    return path if path.suffix.lower() in medium.exports else path.with_name(path.name + medium.exports[0])

"""RevealSession: an Undersong file, its cover, and the secrets a key reveals.  No widgets."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import engine
from app.reveal.scratch import Scratch
from app.reveal.upscaling import seconds_for
from app.session import Session
from app.text.safe_names import safe_stem
from app.worker import TaskQueue

COVER = -1  # the index of the cover


class RevealSession(Session):
    """From an Undersong file to exported secrets.  The key is not kept: finer renderings need only the networks."""

    opened = Signal()
    revealed = Signal()
    saved = Signal(object)

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.path: Path | None = None
        self.stego: engine.Stego | None = None
        self.cover: engine.Medium | None = None
        self.secrets: list[engine.Medium] = []
        self.intact = True  # False where the file was changed after hiding
        self.seconds = [0.0, 0.0]  # that it took to show the cover, and to reveal all secrets
        self._revealed: list[engine.Revealed] = []
        self._scratch: Scratch | None = None  # of files that were dragged out

    def open(self, path: Path) -> None:
        """Read a file and render its cover, without a key; a call under way is cancelled."""
        self.cancel()

        def call(report: engine.Report) -> tuple[engine.Stego, engine.Medium, float]:
            stego, started = engine.Stego.load(path), time.monotonic()
            return stego, engine.show(stego, report=report), time.monotonic() - started

        def done(result: tuple[engine.Stego, engine.Medium, float]) -> None:
            self._forget()
            self.stego, self.cover, self.seconds[0] = result
            self.path = path
            self.opened.emit()

        self.run(call, done, path.name)

    def reveal(self, key: engine.Key) -> None:
        """Reveal the secrets of a key."""
        stego = self.stego
        if stego is None:
            return
        self.secrets = []  # of an earlier key: they must not be taken for those of this one

        def call(report: engine.Report) -> tuple[list[engine.Revealed], float]:
            started = time.monotonic()
            return engine.reveal(stego, key, report=report), time.monotonic() - started

        def done(result: tuple[list[engine.Revealed], float]) -> None:
            self._revealed, self.seconds[1] = result
            self._delete_scratch()
            self.secrets = [revealed.medium for revealed in self._revealed]
            self.intact = all(revealed.intact for revealed in self._revealed)
            self.revealed.emit()

        self.run(call, done)

    def medium(self, index: int) -> engine.Medium | None:
        """A secret, or the cover (-1)."""
        return self.cover if index == COVER else self.secrets[index]

    def seconds_larger(self, index: int, scale: float) -> float:
        """Estimated time to render the cover (-1) or a secret on a grid `scale` times as fine."""
        medium = self.medium(index)
        if medium is None:
            return 0.0
        if index == COVER:
            return seconds_for(medium, scale, self.seconds[0])
        share = medium.grid.points / sum(secret.grid.points for secret in self.secrets)
        return seconds_for(medium, scale, self.seconds[1] * share)

    def save_larger(self, index: int, scale: float, path: Path) -> None:
        """Render the cover (-1) or a secret on a grid `scale` times as fine, and write it."""
        stego, medium = self.stego, self.medium(index)
        if stego is None or medium is None:
            return
        target = suffixed(path, medium)

        def call(report: engine.Report) -> list[Path]:
            if index == COVER:
                finer = engine.show(stego, scale=scale, report=report)
            else:
                finer = self._revealed[index].finer(scale, report=report)
            report(engine.Progress(stage="show", fraction=1.0))  # the last chance to cancel: nothing is written then
            finer.write(target)
            return [target]

        self.run(call, self.saved.emit, target.name)

    def hand_out(self, index: int, done: Callable[[Path], None]) -> None:
        """Write a secret to a temporary file to be dragged out of the window; it is deleted at exit."""
        if self._scratch is None:
            self._scratch = Scratch()
        medium = self.secrets[index]
        path = self._scratch.path / (self.name(index) + medium.exports[0])

        def call(_: engine.Report) -> Path:
            if not path.exists():
                medium.write(path)
            return path

        self.run(call, done)

    def save(self, index: int, path: Path) -> None:
        """Write a secret, or the cover (-1), in the format of the suffix."""
        medium = self.medium(index)
        if medium is not None:
            self._write([(medium, suffixed(path, medium))])

    def save_all(self, folder: Path) -> None:
        """Write every secret into a folder; no file there is replaced."""
        taken = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        targets = []
        for index, medium in enumerate(self.secrets):
            name, copy = self.name(index) + medium.exports[0], 2
            while name in taken:
                name, copy = f"{self.name(index)} ({copy}){medium.exports[0]}", copy + 1
            taken.add(name)
            targets.append((medium, folder / name))
        self._write(targets)

    def name(self, index: int) -> str:
        """The default file name of a secret, or of the cover (-1), without a suffix."""
        stem = safe_stem(self.path.stem if self.path is not None else "", "undersong")
        if index == COVER:
            return stem
        return f"{stem} {index + 1}" if len(self.secrets) > 1 else f"{stem} secret"

    def close(self) -> None:
        """Forget the file and its secrets."""
        self._forget()
        self.changed.emit()

    def _forget(self) -> None:
        self._delete_scratch()
        self.path = self.stego = self.cover = None
        self.secrets, self._revealed, self.intact = [], [], True

    def _delete_scratch(self) -> None:
        if self._scratch is not None:
            self._scratch.delete()
            self._scratch = None

    def _write(self, targets: list[tuple[engine.Medium, Path]]) -> None:
        def call(_: engine.Report) -> list[Path]:
            for medium, path in targets:
                medium.write(path)
            return [path for _, path in targets]

        self.run(call, self.saved.emit, targets[0][1].name if len(targets) == 1 else "")


def suffixed(path: Path, medium: engine.Medium) -> Path:
    """The path with a suffix that the medium can be written as."""
    return path if path.suffix.lower() in medium.exports else path.with_name(path.name + medium.exports[0])

"""RevealSession: an Undersong file, its cover, and the secrets a key reveals.  No widgets."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import engine
from app.reveal.decoding import can_decode, decode
from app.reveal.upscaling import seconds_for
from app.scratch import Scratch, in_memory
from app.session import Session
from app.worker import TaskQueue

COVER = -1  # the index of the cover


@dataclass(frozen=True, slots=True)
class DecodeSlot:
    """The slot of an exact secret's file being decoded."""

    index: int


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
        self.secrets: list[engine.Revealed] = []
        self.decoded: dict[int, engine.Medium | None] = {}  # of exact secrets: the medium in the file, None: no medium
        self.seconds = [0.0, 0.0]  # that it took to show the cover, and to reveal all secrets
        self._scratch: Scratch | None = None  # of files that were dragged out

    @property
    def what_changed(self) -> engine.Change | None:
        """What was changed in the file since the revealed secrets were hidden; None if nothing was."""
        return engine.what_changed(self.secrets)

    @property
    def sealed(self) -> bool:
        """Whether the secrets of the file are sealed; those of the paper's layout can be read without the key."""
        return self.stego is None or self.stego.settings.vault > 0

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
        self._forget_secrets()  # of an earlier key: they must not be taken for those of this one

        def call(report: engine.Report) -> tuple[list[engine.Revealed], float]:
            started = time.monotonic()
            return engine.reveal(stego, key, report=report), time.monotonic() - started

        def done(result: tuple[list[engine.Revealed], float]) -> None:
            self.secrets, self.seconds[1] = result
            self.revealed.emit()
            if in_memory():
                for index in range(len(self.secrets)):
                    self.decode(index)

        self.run(call, done)

    def decode(self, index: int) -> None:
        """Find out whether the file of an exact secret is a medium that can be shown; `decoded` will say so."""
        file = self.secrets[index].file
        if file is not None and can_decode(file) and index not in self.decoded:

            def done(medium: engine.Medium | None) -> None:
                self.decoded[index] = medium

            self.ask(DecodeSlot(index), partial(decode, file), done)

    def decoding(self, index: int) -> bool:
        """Whether the file of this secret is being decoded."""
        return DecodeSlot(index) in self._calls

    def what(self, index: int) -> engine.Medium | engine.ExactFile | None:
        """A secret, or the cover (-1)."""
        return self.cover if index == COVER else self.secrets[index].what

    def medium(self, index: int) -> engine.Medium | None:
        """A learned secret, or the cover (-1); None where the secret is an exact file."""
        what = self.what(index)
        return what if isinstance(what, engine.Medium) else None

    def seconds_larger(self, index: int, scale: float) -> float:
        """Estimated time to render the cover (-1) or a learned secret on a grid `scale` times as fine."""
        medium = self.medium(index)
        if medium is None:
            return 0.0
        if index == COVER:
            return seconds_for(medium, scale, self.seconds[0])
        learned = [secret.medium for secret in self.secrets if secret.file is None]
        share = medium.grid.points / sum(secret.grid.points for secret in learned)
        return seconds_for(medium, scale, self.seconds[1] * share)

    def save_larger(self, index: int, scale: float, path: Path) -> None:
        """Render the cover (-1) or a learned secret on a grid `scale` times as fine, and write it."""
        stego, medium = self.stego, self.medium(index)
        if stego is None or medium is None:
            return
        target = suffixed(path, medium)
        secret = None if index == COVER else self.secrets[index]

        def call(report: engine.Report) -> list[Path]:
            if secret is None:
                finer = engine.show(stego, scale=scale, report=report)
            else:
                finer = secret.finer(scale, report=report)
            report(engine.Progress(stage="show", fraction=1.0))  # the last chance to cancel: nothing is written then
            finer.write(target)
            return [target]

        self.run(call, self.saved.emit, target.name)

    def hand_out(self, index: int, done: Callable[[Path], None]) -> None:
        """Write a secret to a temporary file to be dragged out of the window; it is deleted at exit."""
        if self._scratch is None:
            self._scratch = Scratch()
        what, folder = self.secrets[index].what, self._scratch.path / str(index)  # two secrets may have one name
        path = folder / self.file_name(index)

        def call(_: engine.Report) -> Path:
            folder.mkdir(exist_ok=True)
            if not path.exists():
                what.write(path)
            return path

        self.run(call, done)

    def save(self, index: int, path: Path) -> None:
        """Write a secret, or the cover (-1): a medium in the format of the suffix, an exact file as it is."""
        what = self.what(index)
        if what is not None:
            target = path if isinstance(what, engine.ExactFile) else suffixed(path, what)

            def call(_: engine.Report) -> list[Path]:
                what.write(target)
                return [target]

            self.run(call, self.saved.emit, target.name)

    def save_all(self, folder: Path) -> None:
        """Write every secret into a folder; no file there is replaced."""
        targets = [(secret.what, folder / self.file_name(index)) for index, secret in enumerate(self.secrets)]

        def call(_: engine.Report) -> list[Path]:
            return [engine.save_new(path, what.write) for what, path in targets]

        self.run(call, self.saved.emit, targets[0][1].name if len(targets) == 1 else "")

    def name(self, index: int) -> str:
        """The name on the screen of a secret: that of its file, made safe; else, and of the cover (-1), a made one."""
        stem = engine.safe_stem(self.path.stem if self.path is not None else "", "undersong")
        if index == COVER:
            return stem
        made = f"{stem} {index + 1}" if len(self.secrets) > 1 else f"{stem} secret"
        return engine.safe_name(self.secrets[index].name, made)

    def file_name(self, index: int) -> str:
        """The name that a secret, or the cover (-1), is saved under unless the person chooses another one."""
        what, name = self.what(index), self.name(index)
        if not isinstance(what, engine.Medium):
            return name
        named = index != COVER and self.secrets[index].name
        return engine.with_suffix(name, what.exports[0]) if named else name + what.exports[0]

    def close(self) -> None:
        """Forget the file and its secrets."""
        self._forget()
        self.changed.emit()

    def _forget(self) -> None:
        self._forget_secrets()
        self.path = self.stego = self.cover = None

    def _forget_secrets(self) -> None:
        for slot in [slot for slot in self._calls if isinstance(slot, DecodeSlot)]:
            self.silence(slot)
        self.secrets, self.decoded = [], {}
        if self._scratch is not None:
            self._scratch.delete()
            self._scratch = None


def suffixed(path: Path, medium: engine.Medium) -> Path:
    """The path with a suffix that the medium can be written as."""
    return path if path.suffix.lower() in medium.exports else path.with_name(path.name + medium.exports[0])

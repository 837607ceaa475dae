"""Revealing, without widgets: the file, its cover, the key, and the secrets it opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import engine
from app.session import Session
from app.worker import Bench


class RevealSession(Session):
    """From an Undersong file to exported secrets."""

    opened = Signal()
    revealed = Signal()
    saved = Signal(object)

    def __init__(self, bench: Bench, parent: QObject | None = None) -> None:
        super().__init__(bench, parent)
        self.path: Path | None = None
        self.stego: engine.Stego | None = None
        self.cover: engine.Medium | None = None
        self.secrets: list[engine.Medium] = []

    def open(self, path: Path) -> None:
        """Read a file and show its cover, which takes no key."""

        def call(report: Callable[[engine.Progress], None]) -> tuple[engine.Stego, engine.Medium]:
            stego = engine.Stego.load(path)
            return stego, engine.show(stego, report=report)

        def done(result: tuple[engine.Stego, engine.Medium]) -> None:
            self.stego, self.cover = result
            self.path, self.secrets = path, []
            self.opened.emit()

        self.run(call, done)

    def reveal(self, key: engine.Key) -> None:
        """Take out what the key opens."""
        stego = self.stego
        if stego is None:
            return

        def done(found: list[engine.Revealed]) -> None:
            self.secrets = [one.medium for one in found]
            self.revealed.emit()

        self.run(lambda report: engine.reveal(stego, key, report=report), done)

    def save(self, index: int, path: Path) -> None:
        """Write one secret in the format the suffix names."""
        medium = self.secrets[index]
        target = path if path.suffix.lower() in medium.exports else path.with_name(path.name + medium.exports[0])
        self._write([(medium, target)])

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
        """What a secret's file is called before the person says otherwise."""
        stem = self.path.stem if self.path is not None else "undersong"
        return f"{stem} {index + 1}" if len(self.secrets) > 1 else f"{stem} secret"

    def close(self) -> None:
        """Forget the file and what it held."""
        self.path = self.stego = self.cover = None
        self.secrets = []
        self.changed.emit()

    def _write(self, targets: list[tuple[engine.Medium, Path]]) -> None:
        def call(_: object) -> list[Path]:
            for medium, path in targets:
                medium.write(path)
            return [path for _, path in targets]

        self.run(call, self.saved.emit)


def key_from(text: str, *, passphrase: bool) -> engine.Key:
    """The key in what was typed, pasted, or read from a key file (its last line); raises InvalidKeyError."""
    if passphrase:
        return engine.Key.from_passphrase(text)
    lines = [line for line in text.splitlines() if line.strip()]
    try:
        return engine.Key.from_words(" ".join(text.split()))
    except engine.InvalidKeyError:
        if len(lines) < 2:
            raise
        return engine.Key.from_words(lines[-1])

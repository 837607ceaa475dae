"""Settings: theme and language, which are remembered, and what is stored on disk only if the person wants that."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

from app.kit.theme import Theme
from app.text.translation import LANGUAGES, Language

THEMES: tuple[Theme, ...] = ("system", "light", "dark")
DEVICES = ("auto", "cpu", "cuda", "mps")
MAX_THREADS = 64
MAX_RECENT = 6


class Settings(QObject):
    """Theme and language are always written to disk, device and threads while `remember` is on.

    The recent files have a switch of their own, `remember_recent`. What is turned off is deleted from the disk. Emits
    `changed` after every change.
    """

    changed = Signal()

    def __init__(self, store: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store if store is not None else QSettings("Undersong", "Undersong")
        self._remember = self._store.value("remember") in (True, "true")
        self._theme: Theme = next((value for value in THEMES if value == self._store.value("theme")), "system")
        self._language: Language = next(
            (value for value in LANGUAGES if value == self._store.value("language")), "system"
        )
        self._device = next((value for value in DEVICES if value == self._store.value("device")), "auto")
        threads = str(self._store.value("threads"))
        self._threads = min(int(threads), MAX_THREADS) if threads.isascii() and threads.isdigit() else 0
        self._remember_recent = self._store.value("remember_recent") in (True, "true")
        self._recent = str(self._store.value("recent") or "").split("\n") if self._remember_recent else []
        self._stored = True

    @property
    def stored(self) -> bool:
        """Whether the last change is on the disk; else it holds until the program ends, and the older file is whole."""
        return self._stored

    @property
    def theme(self) -> Theme:
        """The system's theme, light, or dark."""
        return self._theme

    @theme.setter
    def theme(self, value: Theme) -> None:
        self._theme = value
        self._save()

    @property
    def language(self) -> Language:
        """The system's language, or one by its code."""
        return self._language

    @language.setter
    def language(self, value: Language) -> None:
        self._language = value
        self._save()

    @property
    def device(self) -> str:
        """The torch device of all computations, or "auto"."""
        return self._device

    @device.setter
    def device(self, value: str) -> None:
        self._device = value
        self._save()

    @property
    def threads(self) -> int:
        """The number of processor threads; 0 is automatic."""
        return self._threads

    @threads.setter
    def threads(self, count: int) -> None:
        self._threads = count
        self._save()

    @property
    def remember(self) -> bool:
        """Whether device and threads are stored on disk."""
        return self._remember

    @remember.setter
    def remember(self, on: bool) -> None:
        self._remember = on
        self._save()

    @property
    def remember_recent(self) -> bool:
        """Whether recent files are stored; turning it off deletes the list."""
        return self._remember_recent

    @remember_recent.setter
    def remember_recent(self, on: bool) -> None:
        self._remember_recent = on
        self._recent = self._recent if on else []
        self._save()

    @property
    def recent(self) -> list[Path]:
        """The Undersong files opened or saved last that still exist, the newest first."""
        return [Path(name) for name in self._recent if name and Path(name).is_file()]

    def add_recent(self, path: Path) -> None:
        """Put an Undersong file first in the recent files; does nothing unless `remember_recent` is on."""
        if self._remember_recent:
            name = str(path.absolute())
            self._recent = [name, *(other for other in self._recent if other != name)][:MAX_RECENT]
            self._save()

    def _save(self) -> None:
        store = QSettings(self._store.fileName(), self._store.format())  # an older one's status keeps its first error
        store.clear()
        for name in ("theme", "language"):
            if getattr(self, name) != "system":
                store.setValue(name, getattr(self, name))
        if self._remember:
            for name in ("device", "threads"):
                store.setValue(name, getattr(self, name))
            store.setValue("remember", True)
        if self._remember_recent:
            store.setValue("remember_recent", True)
            store.setValue("recent", "\n".join(self._recent))
        store.sync()
        self._stored = store.status() == QSettings.Status.NoError
        self.changed.emit()

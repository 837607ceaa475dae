"""The few choices that outlive a start, and only if the person asked for that."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

from app.kit.theme import Theme
from app.text.translation import LANGUAGES, Language

CHOICES: tuple[Theme, ...] = ("system", "light", "dark")
DEVICES = ("auto", "cpu", "cuda", "mps")
MOST_THREADS = 64
MOST_RECENT = 6


class Settings(QObject):
    """Looks, language and device; on disk only while `remember` is on, and wiped when it is turned off.

    The names of Undersong files opened last are kept apart from that, while `remember_recent` is on.
    """

    changed = Signal()

    def __init__(self, store: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store if store is not None else QSettings("Undersong", "Undersong")
        self._remember = self._store.value("remember") in (True, "true")
        self._theme: Theme = next((c for c in CHOICES if c == self._store.value("theme")), "system")
        self._language: Language = next((c for c in LANGUAGES if c == self._store.value("language")), "system")
        self._device = next((c for c in DEVICES if c == self._store.value("device")), "auto")
        kept = str(self._store.value("threads"))
        self._threads = min(int(kept), MOST_THREADS) if kept.isascii() and kept.isdigit() else 0
        self._remember_recent = self._store.value("remember_recent") in (True, "true")
        self._recent = str(self._store.value("recent") or "").split("\n") if self._remember_recent else []

    @property
    def theme(self) -> Theme:
        """Which colours: the system's, light, or dark."""
        return self._theme

    @theme.setter
    def theme(self, choice: Theme) -> None:
        self._theme = choice
        self._keep()

    @property
    def language(self) -> Language:
        """Which language: the system's, where the program speaks it, or one by name."""
        return self._language

    @language.setter
    def language(self, choice: Language) -> None:
        self._language = choice
        self._keep()

    @property
    def device(self) -> str:
        """What computes, where the person does not leave it to the program."""
        return self._device

    @device.setter
    def device(self, choice: str) -> None:
        self._device = choice
        self._keep()

    @property
    def threads(self) -> int:
        """How many threads compute; 0 leaves it to the program."""
        return self._threads

    @threads.setter
    def threads(self, count: int) -> None:
        self._threads = count
        self._keep()

    @property
    def remember(self) -> bool:
        """Whether the choices are kept on disk."""
        return self._remember

    @remember.setter
    def remember(self, on: bool) -> None:
        self._remember = on
        self._keep()

    @property
    def remember_recent(self) -> bool:
        """Whether the names of the Undersong files opened last are kept; turning it off forgets them."""
        return self._remember_recent

    @remember_recent.setter
    def remember_recent(self, on: bool) -> None:
        self._remember_recent = on
        self._recent = self._recent if on else []
        self._keep()

    @property
    def recent(self) -> list[Path]:
        """The Undersong files opened or saved last that are still there, the newest first."""
        return [Path(name) for name in self._recent if name and Path(name).is_file()]

    def opened(self, path: Path) -> None:
        """An Undersong file was opened or saved: its name is kept if the person asked for that, and nothing else."""
        if self._remember_recent:
            name = str(path.absolute())
            self._recent = [name, *(kept for kept in self._recent if kept != name)][:MOST_RECENT]
            self._keep()

    def _keep(self) -> None:
        self._store.clear()
        if self._remember:
            for name in ("theme", "language", "device", "threads"):
                self._store.setValue(name, getattr(self, name))
            self._store.setValue("remember", True)
        if self._remember_recent:
            self._store.setValue("remember_recent", True)
            self._store.setValue("recent", "\n".join(self._recent))
        self.changed.emit()

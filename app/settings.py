"""The few choices that outlive a start, and only if the person asked for that."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Signal

from app.theme import Choice

CHOICES: tuple[Choice, ...] = ("system", "light", "dark")


class Settings(QObject):
    """The look of the program; kept on disk only while `remember` is on, and wiped when it is turned off."""

    changed = Signal()

    def __init__(self, store: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store if store is not None else QSettings("Undersong", "Undersong")
        self._remember = self._store.value("remember") in (True, "true")
        kept = self._store.value("theme")
        self._theme: Choice = next((c for c in CHOICES if c == kept), "system")

    @property
    def theme(self) -> Choice:
        """Which colours: the system's, light, or dark."""
        return self._theme

    @theme.setter
    def theme(self, choice: Choice) -> None:
        self._theme = choice
        self._keep()

    @property
    def remember(self) -> bool:
        """Whether the choices are kept on disk."""
        return self._remember

    @remember.setter
    def remember(self, on: bool) -> None:
        self._remember = on
        self._keep()

    def _keep(self) -> None:
        if self._remember:
            self._store.setValue("remember", True)
            self._store.setValue("theme", self._theme)
        else:
            self._store.clear()
        self.changed.emit()

"""Playing: a widget that plays or animates only while it is visible."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import QWidget


class Playing(QWidget):
    """Base class that calls `release` when the widget is hidden or closed."""

    def release(self) -> None:
        """Stop timers, sound and rendering; they start again on demand."""

    def hideEvent(self, event: QHideEvent) -> None:
        self.release()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.release()
        super().closeEvent(event)

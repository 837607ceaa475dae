"""CapacityMeter: how much of the room the secrets take."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.widgets.text import label, set_role


class CapacityMeter(QWidget):
    """A bar of used against available, and the same in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 1000)
        self._left, self._right = label(self.tr("Room for secrets"), "muted"), label("", "muted")
        row = QHBoxLayout()
        row.addWidget(self._left)
        row.addStretch(1)
        row.addWidget(self._right)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        layout.addLayout(row)
        layout.addWidget(self._bar)

    def show_room(self, used: int, available: int) -> None:
        """Show stored numbers used and available; nothing known yet where both are zero."""
        locale, over = QLocale(), used > available
        percent = round(100 * used / available) if available else 0
        self._bar.setValue(min(1000, round(1000 * used / available) if available else 0))
        set_role(self._bar, "over", over)
        set_role(self._right, "role", "danger" if over else "muted")
        if not available:
            text = "–"
        elif over:
            text = self.tr("%s %% too much") % locale.toString(max(1, percent - 100))
        else:
            text = self.tr("%s %% used") % locale.toString(percent)
        self._right.setText(text)
        self._bar.setAccessibleName(f"{self._left.text()}: {text}")

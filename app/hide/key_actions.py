"""KeyActions: one row with which keys are copied, saved, printed or scanned, without their words being shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

import engine
from app.hide.key_panel import KeyPanel
from app.kit.flow import Flow
from app.kit.tabs import Tabs
from app.kit.text import ElidedLabel


@dataclass(frozen=True, slots=True, eq=False)
class HeldKey:
    """A key of twelve words, its name on the screen, and what it opens, in words."""

    name: str
    key: engine.Key = field(repr=False)
    opens: str = ""


class KeyActions(QWidget):
    """One key at a time; `note` is called with a key that was saved, printed or scanned, `copied` with one copied."""

    failed = Signal(object, str)

    def __init__(
        self,
        held: Sequence[HeldKey],
        note: Callable[[engine.Key], object],
        copied: Callable[[engine.Key], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.panels = [KeyPanel(one.key, one.name, self) for one in held]
        self._tabs, self._stack = Tabs([one.name for one in held]), QStackedWidget()
        self._tabs.setVisible(len(held) > 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._tabs)
        layout.addWidget(self._stack)
        for one, panel in zip(held, self.panels, strict=True):
            panel.hide()  # of its twelve words; its buttons move here
            panel.noted.connect(note)
            panel.copied.connect(copied)
            panel.failed.connect(self.failed)
            row, column = QWidget(), QVBoxLayout()
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
            if one.opens:
                column.addWidget(ElidedLabel(one.opens, "muted"))
            buttons = (panel.copy, panel.save, panel.print, panel.qr)
            for button in buttons:
                button.setAccessibleName(f"{button.text()} {one.name}")
            column.addWidget(Flow(*buttons))
            row.setLayout(column)
            self._stack.addWidget(row)
        self._tabs.chosen.connect(self._stack.setCurrentIndex)

    def compact(self, on: bool) -> None:
        """Leave out what the dialog with the words has too."""
        for panel in self.panels:
            panel.print.setHidden(on)
            panel.qr.setHidden(on)

"""CompareDialog: what was revealed beside the original, in a window of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.compare.page import ComparePage
from app.compare.session import CompareSession
from app.session import Item
from app.worker import TaskQueue


class CompareDialog(QDialog):
    """The page with the second place filled; the person gives the original.  Closes with Escape."""

    def __init__(self, item: Item, tasks: TaskQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare with the original"))
        self.resize(1080, 760)
        self.page = ComparePage(CompareSession(tasks, self), self)
        self.page.session.put(1, item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)

    def done(self, result: int) -> None:
        """Free what is drawn."""
        self.page.close()
        super().done(result)
        self.deleteLater()

"""CompareDialog: compares a revealed secret with its original in a window of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.compare.page import ComparePage
from app.compare.session import CompareSession
from app.session import Item
from app.worker import TaskQueue


class CompareDialog(QDialog):
    """The Compare page with the secret in its second slot; the person adds the original."""

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
        self.page.close()
        super().done(result)
        self.deleteLater()

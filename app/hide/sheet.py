"""Sheet: settings of the Hide page that come on demand, in a dialog of their own; what is changed holds at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.kit.button import Button

WIDTH = 660  # pixels


class Sheet(QDialog):
    """Escape closes it."""

    def __init__(self, title: str, content: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.close_button = Button(self.tr("Done"), "primary", "check")
        self.close_button.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(content)
        layout.addStretch(1)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTrailing)
        self.resize(WIDTH, 1)

    def event(self, event: QEvent) -> bool:
        """Grow with what is shown: a layout with wrapped texts asks for its height too late."""
        done = super().event(event)
        layout = self.layout()
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Resize) and layout is not None:
            self.setMinimumHeight(max(layout.minimumHeightForWidth(self.width()), layout.totalMinimumSize().height()))
        return done

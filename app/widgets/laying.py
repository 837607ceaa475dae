"""What layouts lack: taking everything out again."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def widgets_in(layout: QLayout) -> list[QWidget]:
    """The widgets of a layout, in order."""
    items = [layout.itemAt(index) for index in range(layout.count())]
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]


def empty(layout: QLayout) -> None:
    """Take everything out of a layout, and delete the widgets."""
    for widget in widgets_in(layout):
        widget.hide()
        widget.deleteLater()
    while layout.count():
        layout.takeAt(0)

"""What layouts lack: taking everything out again, scrolling, and tabbing through widgets as they lie."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QWidget


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


def scrolled(page: QWidget) -> QScrollArea:
    """The page, to be scrolled up and down; the focus goes to what is inside, which is scrolled to."""
    scroll = QScrollArea(widgetResizable=True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(page)
    return scroll


def order_tabs(root: QWidget) -> None:
    """Let Tab go through all that can have the focus in the order in which it is laid out, not made."""
    stops = _stops(root)
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> list[QWidget]:
    own = [widget] if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None else []
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        return own + (_stops(inner) if inner is not None else [])
    if isinstance(widget, QStackedWidget):
        return own + [
            stop for index in range(widget.count()) if (page := widget.widget(index)) for stop in _stops(page)
        ]
    layout = widget.layout()
    return own + (_stops_in(layout) if layout is not None else [])


def _stops_in(layout: QLayout) -> list[QWidget]:
    result: list[QWidget] = []
    for index in range(layout.count()):
        item = layout.itemAt(index)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if widget is not None:
            result += _stops(widget)
        elif inner is not None:
            result += _stops_in(inner)
    return result

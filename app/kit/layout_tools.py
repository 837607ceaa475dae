"""Helpers for layouts: clearing them, scrolling a page, and a tab order that follows the layout."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QWidget

from app.kit.flow import Flow


def widgets_in(layout: QLayout) -> list[QWidget]:
    """The widgets of a layout, in its order."""
    items = [layout.itemAt(index) for index in range(layout.count())]
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]


def clear_layout(layout: QLayout) -> None:
    """Remove everything from a layout and delete its widgets."""
    for widget in widgets_in(layout):
        widget.hide()
        widget.deleteLater()
    while layout.count():
        layout.takeAt(0)


def scrollable(page: QWidget) -> QScrollArea:
    """The page in a vertical scroll area, which takes no focus itself and scrolls to the widget that has it."""
    scroll = QScrollArea(widgetResizable=True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(page)
    return scroll


def order_tabs(root: QWidget) -> None:
    """Let Tab visit the widgets in the order of the layout instead of the order in which they were created."""
    widgets = _focusable(root)
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def _focusable(widget: QWidget) -> list[QWidget]:
    own = [widget] if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None else []
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        return own + (_focusable(inner) if inner is not None else [])
    if isinstance(widget, QStackedWidget):
        return own + [
            inside for index in range(widget.count()) if (page := widget.widget(index)) for inside in _focusable(page)
        ]
    if isinstance(widget, Flow):
        return own + [inside for each in widget.widgets() for inside in _focusable(each)]
    layout = widget.layout()
    return own + (_focusable_in(layout) if layout is not None else [])


def _focusable_in(layout: QLayout) -> list[QWidget]:
    result: list[QWidget] = []
    for index in range(layout.count()):
        item = layout.itemAt(index)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if widget is not None:
            result += _focusable(widget)
        elif inner is not None:
            result += _focusable_in(inner)
    return result

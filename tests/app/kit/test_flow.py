"""A row that continues in the next line, whatever comes and goes in it."""

from __future__ import annotations

import gc
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.kit.button import Button
from app.kit.flow import GAP, Flow
from app.kit.layout_tools import order_tabs


@pytest.fixture
def flow(qtbot: QtBot) -> Flow:
    result = Flow(*(Button(text) for text in ("One of them", "Another of them", "The third")))
    qtbot.addWidget(result)
    result.resize(result.sizeHint())
    result.show()
    QApplication.processEvents()
    return result


def test_a_row_goes_on_in_the_next_line(flow: Flow) -> None:
    buttons = flow.widgets()
    high = buttons[0].sizeHint().height()
    assert flow.sizeHint().height() == high
    assert flow.heightForWidth(buttons[1].sizeHint().width()) == 3 * high + 2 * GAP
    assert [button.x() for button in buttons] == sorted(button.x() for button in buttons)
    flow.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    assert buttons[0].geometry().right() == flow.width() - 1
    buttons[1].hide()
    assert flow.heightForWidth(buttons[0].sizeHint().width()) == 2 * high + GAP


def test_what_is_as_high_as_its_lines_is_given_their_height(qtbot: QtBot) -> None:
    page, flow = QWidget(), Flow(*(Button(text) for text in ("One of them", "Another of them", "The third")))
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(flow)
    column.addStretch(1)
    page.resize(flow.widgets()[1].sizeHint().width(), 400)
    page.show()
    QApplication.processEvents()
    assert flow.height() == flow.heightForWidth(page.width())
    assert all(flow.rect().contains(button.geometry()) for button in flow.widgets())
    page.resize(2000, 400)
    QApplication.processEvents()
    assert flow.height() == flow.widgets()[0].sizeHint().height()


def test_widgets_come_and_go_at_any_time(flow: Flow) -> None:
    for number in range(200):
        first = flow.widgets()[0]
        if number % 3:
            first.deleteLater()
        else:
            first.setParent(None)
        flow.add(Button(f"Number {number}"))
        del first
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if number % 50 == 0:
            gc.collect()
        QApplication.processEvents()
        flow.resize(flow.sizeHint())
    names = [button.accessibleName() for button in flow.widgets()]
    assert names == ["Number 197", "Number 198", "Number 199"]
    places = [button.geometry() for button in flow.widgets()]
    assert places[0].left() == 0
    assert all(a.right() + GAP + 1 == b.left() for a, b in pairwise(places))


def test_what_was_hidden_before_stays_hidden(flow: Flow) -> None:
    hidden = Button("Not now")
    hidden.hide()
    width = flow.sizeHint().width()
    flow.add(hidden)
    assert hidden.isHidden()
    assert flow.sizeHint().width() == width
    hidden.show()
    QApplication.processEvents()
    assert flow.sizeHint().width() > width


def test_tab_visits_them_in_their_order(qtbot: QtBot) -> None:
    late = Button("Late")  # made first, and shown last
    flow = Flow(Button("Early"), late)
    qtbot.addWidget(flow)
    flow.show()
    order_tabs(flow)
    early = flow.widgets()[0]
    early.setFocus()
    qtbot.waitUntil(early.hasFocus)
    qtbot.keyClick(early, Qt.Key.Key_Tab)
    assert flow.focusWidget() is late

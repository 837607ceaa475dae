"""A row that continues in the next line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.kit.button import Button
from app.kit.flow import FlowLayout


def test_a_row_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    buttons = [Button(text, "plain") for text in ("One of them", "Another of them", "The third")]
    flow = FlowLayout(*buttons, spacing=6)
    row.setLayout(flow)
    high = buttons[0].sizeHint().height()
    assert flow.heightForWidth(flow.sizeHint().width()) == high
    assert flow.heightForWidth(buttons[1].sizeHint().width()) == 3 * high + 12
    row.resize(flow.sizeHint().width(), high)
    row.show()
    assert [button.x() for button in buttons] == sorted(button.x() for button in buttons)
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    assert buttons[0].geometry().right() == row.width() - 1
    buttons[1].hide()
    assert flow.heightForWidth(buttons[0].sizeHint().width()) == 2 * high + 6
    assert flow.takeAt(5) is None
    assert flow.takeAt(0).widget() is buttons[0]

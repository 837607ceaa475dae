"""Modal questions, answered by one of two or three buttons."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QLabel, QMessageBox, QWidget

Answer = QMessageBox.ButtonRole
YES, DISCARD, STAY, AGAIN = Answer.AcceptRole, Answer.DestructiveRole, Answer.RejectRole, Answer.ActionRole


def choose(
    parent: QWidget, question: str, explanation: str, answers: Mapping[Answer, str], extra: QWidget | None = None
) -> Answer:
    """The role of the button that was clicked; Enter and Escape mean STAY.  `extra` stands above the buttons."""
    box = QMessageBox(parent)
    box.setWindowTitle("Undersong")
    box.setText(question)
    box.setInformativeText(explanation)
    for label in box.findChildren(QLabel):  # a file may be called "<b>x"
        label.setTextFormat(Qt.TextFormat.PlainText)
    buttons = {role: box.addButton(text, role) for role, text in answers.items()}
    box.setDefaultButton(buttons[STAY])
    box.setEscapeButton(buttons[STAY])
    layout, row = box.layout(), box.findChild(QDialogButtonBox)
    if extra is not None and isinstance(layout, QGridLayout) and row is not None:
        layout.removeWidget(row)
        layout.addWidget(extra, layout.rowCount(), 0, 1, -1)
        layout.addWidget(row, layout.rowCount(), 0, 1, -1)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((role for role, button in buttons.items() if button is clicked), STAY)


def ask(
    parent: QWidget, question: str, explanation: str, yes: str, no: str, extra: QWidget | None = None
) -> bool:  # fmt: skip
    """Whether the person answered yes; Enter and Escape mean no."""
    return choose(parent, question, explanation, {YES: yes, STAY: no}, extra) is YES

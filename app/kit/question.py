"""Modal questions, answered by one of two or three buttons."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

Answer = QMessageBox.ButtonRole
YES, DISCARD, STAY = Answer.AcceptRole, Answer.DestructiveRole, Answer.RejectRole


def choose(parent: QWidget, question: str, explanation: str, answers: Mapping[Answer, str]) -> Answer:
    """The role of the button that was clicked; Enter and Escape mean STAY."""
    box = QMessageBox(parent)
    box.setWindowTitle("Undersong")
    box.setText(question)
    box.setInformativeText(explanation)
    for label in box.findChildren(QLabel):  # a file may be called "<b>x"
        label.setTextFormat(Qt.TextFormat.PlainText)
    buttons = {role: box.addButton(text, role) for role, text in answers.items()}
    box.setDefaultButton(buttons[STAY])
    box.setEscapeButton(buttons[STAY])
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((role for role, button in buttons.items() if button is clicked), STAY)


def ask(parent: QWidget, question: str, explanation: str, yes: str, no: str) -> bool:
    """Whether the person answered yes; Enter and Escape mean no."""
    return choose(parent, question, explanation, {YES: yes, STAY: no}) is YES

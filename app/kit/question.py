"""A modal question with two answers."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget, question: str, explanation: str, yes: str, no: str) -> bool:
    """Whether the person answered yes; Enter and Escape mean no."""
    box = QMessageBox(parent)
    box.setWindowTitle("Undersong")
    box.setText(question)
    box.setInformativeText(explanation)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(no, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    answer = box.clickedButton() is accept
    box.deleteLater()
    return answer

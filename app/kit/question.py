"""One question with two answers, in a window of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget, text: str, more: str, yes: str, no: str) -> bool:
    """Whether the person said yes; Enter and Escape say no."""
    box = QMessageBox(parent)
    box.setWindowTitle("Undersong")
    box.setText(text)
    box.setInformativeText(more)
    first = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(no, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    answer = box.clickedButton() is first
    box.deleteLater()
    return answer

"""Answers to the questions that the program asks, in place of the person."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox

from app.kit.question import Answer


def answers(monkeypatch: pytest.MonkeyPatch, role: Answer) -> list[str]:
    """Every question gets the answer of this role; what was asked."""
    questions: list[str] = []

    def answer(box: QMessageBox) -> None:
        questions.append(box.text())
        next(button for button in box.buttons() if box.buttonRole(button) is role).click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return questions

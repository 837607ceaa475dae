"""WordCells: the twelve words of a key, one cell each, completed while they are typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QWidget

import engine
from app.kit.icons import pixmap
from app.kit.text import set_style_property

COUNT, COLUMNS = 12, 3
COMPLETED = 3  # letters after which a word is completed, if only one begins with them
MAX_SUGGESTED = 4
NUMBER, TICK, MARGIN = 20, 14, 10  # pixels: of the number before a word, the tick behind it, the padding
SEPARATORS = " \t\r\n,;"


class WordCell(QLineEdit):
    """One word, with its number before it and a tick behind it when it is a word of keys."""

    moved = Signal(int)  # to the next cell (1), or to the one before (-1)
    pasted = Signal(str)
    left = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self.typed = str(number), 0  # `typed`: letters that the person has typed, without the completion
        self.setProperty("kind", "cell")
        self.setTextMargins(NUMBER, 0, 0, 0)
        self.setAcceptDrops(False)  # the whole entry takes drops
        self.setInputMethodHints(Qt.InputMethodHint.ImhLowercaseOnly | Qt.InputMethodHint.ImhNoPredictiveText)
        self.setAccessibleName(self.tr("Word %d") % number)

    @property
    def word(self) -> str:
        """What is in it, as keys are read: in lower case."""
        return next(iter(engine.words_in(self.text())), "")

    def show_state(self, state: str) -> None:
        """Show that it is a word of keys ("good"), none ("bad"), or neither yet ("")."""
        set_style_property(self, "state", state)
        self.setAccessibleDescription(self.tr("This is not a word that keys use.") if state == "bad" else "")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = QApplication.clipboard().text() if event.matches(QKeySequence.StandardKey.Paste) else ""
        if len(text.split()) > 1:
            self.pasted.emit(text)
        elif event.key() == Qt.Key.Key_Space:
            if self.text():
                self.moved.emit(1)
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.moved.emit(-1)
        else:
            super().keyPressEvent(event)  # Return is left to the cells

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, area = QPainter(self), self.rect().adjusted(MARGIN, 0, -MARGIN, 0)
        painter.setPen(self.palette().placeholderText().color())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._number)
        needed = NUMBER + self.fontMetrics().horizontalAdvance(self.text()) + TICK
        if self.property("state") == "good" and needed <= area.width():
            place = QRect(area.right() - TICK, area.center().y() - TICK // 2, TICK, TICK)
            colour = self.palette().highlight().color()
            painter.drawPixmap(place, pixmap("check", colour, TICK, self.devicePixelRatioF()))


class WordCells(QWidget):
    """Emits `changed` after every change, and `returned` when Return is pressed."""

    changed = Signal()
    returned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the words are English in every language
        self.cells = [WordCell(number) for number in range(1, COUNT + 1)]
        self.surplus = 0  # words of a text with more than twelve, of which the first are shown
        self._current: WordCell | None = None  # is being typed into
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for index, cell in enumerate(self.cells):
            grid.addWidget(cell, index // COLUMNS, index % COLUMNS)
            cell.textEdited.connect(lambda text, index=index: self._edited(index, text))
            cell.pasted.connect(lambda text, index=index: self._fill(index, text))
            cell.moved.connect(lambda by, index=index: self._move(index + by))
            cell.left.connect(lambda cell=cell: self._leave(cell))
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self.setFocusProxy(self.cells[0])

    def text(self) -> str:
        """The words, with spaces."""
        return " ".join(cell.word for cell in self.cells if cell.word)

    def setText(self, text: str) -> None:
        """Show the words of a text instead of those that are there."""
        self.clear()
        if text:
            self._fill(0, text)

    def clear(self) -> None:
        """Empty all cells."""
        for cell in self.cells:
            cell.clear()
            cell.typed = 0
        self._current, self.surplus = None, 0
        self._refresh()

    def paste(self) -> None:
        """Show the words on the clipboard."""
        self.setText(QApplication.clipboard().text())

    def focus_next(self) -> None:
        """Focus the first cell that is not right yet, or the last."""
        unfinished = (cell for cell in self.cells if not engine.is_word(cell.word))
        next(unfinished, self.cells[-1]).setFocus()

    @property
    def right(self) -> int:
        """How many words are words of keys."""
        return sum(engine.is_word(cell.word) for cell in self.cells)

    @property
    def wrong(self) -> int:
        """The number, from 1 on, of the first word that is none of keys and will not become one; 0 if there is none."""
        return next((number for number, cell in enumerate(self.cells, 1) if cell.property("state") == "bad"), 0)

    def suggestions(self) -> list[tuple[int, str]]:
        """Words, with their cells' numbers, that a wrong one may have been meant as, or that can be typed on."""
        if wrong := self.wrong:
            found = engine.nearest_words(self.cells[wrong - 1].word)
            return [(wrong, word) for word in found[:MAX_SUGGESTED]]
        if self._current is None or len(self._current.word) < COMPLETED or self.right == COUNT:
            return []  # after twelve words they would look like what is meant instead
        begun = engine.words_beginning(self._current.word)
        number = self.cells.index(self._current) + 1
        return [(number, word) for word in begun] if 1 < len(begun) <= MAX_SUGGESTED else []

    def put(self, number: int, word: str) -> None:
        """Take a suggestion, and go on."""
        self.cells[number - 1].setText(word)
        self._current, self.surplus = None, 0
        self._refresh()
        self.focus_next()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return, which no cell takes; it does not reach the default button of a dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._leave()
            self.returned.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "cells"):
            self._refresh()
        super().changeEvent(event)

    def _edited(self, index: int, text: str) -> None:
        cell, words = self.cells[index], engine.words_in(text)
        self.surplus = 0
        if len(words) > 1 or (words and text[-1] in SEPARATORS):
            self._fill(index, text)
            return
        self._current = cell
        grown, cell.typed = len(text) > cell.typed, len(text)
        if grown and words and len(words[0]) >= COMPLETED and cell.cursorPosition() == len(text):
            begun = engine.words_beginning(words[0])
            if len(begun) == 1 and begun[0] != words[0]:
                cell.setText(begun[0])
                cell.setSelection(len(words[0]), len(begun[0]))  # typing on replaces what was added
        self._refresh()

    def _fill(self, index: int, text: str) -> None:
        """Put the words of a text into the cells from one on; a whole key, or more than twelve words, into all."""
        try:
            words = engine.Key.from_text(text).words.split()
        except engine.InvalidKeyError:
            words = engine.words_in(text)
        self.surplus = len(words) if len(words) > COUNT else 0
        if len(words) >= COUNT:
            index = 0
        for cell, word in zip(self.cells[index:], words, strict=False):
            cell.setText(word)
            cell.typed = len(word)
        last = min(index + max(1, len(words)), COUNT) - 1
        ended = not text or text[-1] in SEPARATORS or last == COUNT - 1
        self._current = None if ended else self.cells[last]
        self._refresh()
        if any(cell.hasFocus() for cell in self.cells):
            self.cells[min(last + ended, COUNT - 1)].setFocus()

    def _move(self, index: int) -> None:
        self._leave()
        self.cells[min(max(index, 0), COUNT - 1)].setFocus()

    def _leave(self, cell: WordCell | None = None) -> None:
        """What is in the cell that was being typed into is judged as a whole word from now on."""
        if self._current is not None and cell in (None, self._current):
            self._current.deselect()
            self._current = None
            self._refresh()

    def _refresh(self) -> None:
        for cell in self.cells:
            word, ends = cell.word, cell is not self._current
            if engine.is_word(word):
                cell.show_state("good")
            else:
                bad = bool(cell.text()) and (ends or not engine.words_beginning(word))
                cell.show_state("bad" if bad else "")
        self.changed.emit()

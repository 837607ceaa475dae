"""Trimmer: which seconds of a sound or a video are kept: two handles on a strip, two numbers, and a preview."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.hide.choices import ChosenMedium
from app.kit.button import Button
from app.kit.text import label
from app.previews import preview_of, thumbnail_of

SHORTEST = 0.05  # seconds
REACH = 14  # pixels from a handle at which the mouse still takes it
EDGE = 9  # pixels left and right of the strip, so that a handle at its end is seen whole


class Strip(QWidget):
    """The whole medium in a strip and two handles; the arrows move the one touched last, Up and Down change it."""

    moved = Signal(float, float)

    def __init__(self, medium: engine.Medium, span: tuple[float, float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._medium, self._span = medium, span
        self._handle = 0
        self._picture: QImage | None = None
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs this way everywhere
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 96)
        self.setAccessibleName(self.tr("The part that is kept"))

    def place(self, span: tuple[float, float]) -> None:
        """Put the handles somewhere."""
        self._span = span
        self.setAccessibleDescription(f"{span[0]:.2f} – {span[1]:.2f} s")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The strip, what falls away dimmed, and the handles."""
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, palette = self._area(), self.palette()
        painter.fillRect(area, palette.base())
        painter.drawImage(area, self._drawn(area.size().toSize()))
        dim = QColor(palette.color(QPalette.ColorRole.Window))
        dim.setAlpha(200)
        left, right = (self._x(seconds) for seconds in self._span)
        painter.fillRect(QRectF(area.left(), area.top(), left - area.left(), area.height()), dim)
        painter.fillRect(QRectF(right, area.top(), area.right() - right, area.height()), dim)
        painter.setPen(QPen(palette.highlight().color(), 2))
        painter.drawRect(QRectF(left, area.top(), right - left, area.height()))
        for number, x in enumerate((left, right)):
            chosen = number == self._handle and self.hasFocus()
            painter.setBrush(palette.highlight() if not chosen else palette.text())
            painter.setPen(QPen(palette.base().color(), 1.5))
            painter.drawRoundedRect(QRectF(x - 5, area.center().y() - 20, 10, 40), 5, 5)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the nearer handle."""
        near = [abs(event.position().x() - self._x(seconds)) for seconds in self._span]
        self._handle = 0 if near[0] < near[1] else 1
        if min(near) > REACH:
            self._to(self._seconds(event.position().x()))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        self._to(self._seconds(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move a handle by a hundredth of the whole, Home and End as far as it goes."""
        total, key = self._medium.seconds, event.key()
        steps = {Qt.Key.Key_Left: -0.01, Qt.Key.Key_Right: 0.01, Qt.Key.Key_Home: -1.0, Qt.Key.Key_End: 1.0}
        if Qt.Key(key) in steps:
            self._to(self._span[self._handle] + steps[Qt.Key(key)] * total)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._handle = 1 - self._handle
            self.update()
        else:
            super().keyPressEvent(event)

    def _to(self, seconds: float) -> None:
        start, end = self._span
        if self._handle == 0:
            start = min(max(0.0, seconds), end - SHORTEST)
        else:
            end = max(min(self._medium.seconds, seconds), start + SHORTEST)
        self.place((max(0.0, start), end))
        self.moved.emit(*self._span)

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(EDGE, 4, -EDGE, -4)

    def _x(self, seconds: float) -> float:
        area = self._area()
        return area.left() + area.width() * seconds / self._medium.seconds

    def _seconds(self, x: float) -> float:
        area = self._area()
        return (x - area.left()) / max(1.0, area.width()) * self._medium.seconds

    def _drawn(self, size: QSize) -> QImage:
        """A sound in one piece, a video as frames side by side."""
        if self._picture is not None and self._picture.size() == size:
            return self._picture
        ink = self.palette().highlight().color()
        count = max(1, round(size.width() / (size.height() * 4 / 3))) if isinstance(self._medium, engine.Video) else 1
        self._picture = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        total, width = self._medium.seconds, size.width() / count
        for cell in range(count):
            part = (
                self._medium if count == 1 else self._medium.trimmed(cell / count * total, (cell + 1) / count * total)
            )
            painter.drawImage(QPointF(cell * width, 0), thumbnail_of(part, QSize(int(width) + 1, size.height()), ink))
        painter.end()
        return self._picture


class Trimmer(QDialog):
    """Asks which seconds of a medium are kept; `span` is None for all of it."""

    def __init__(self, item: ChosenMedium, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._total = item.whole.seconds
        self.setWindowTitle(self.tr("Trim %s") % item.name)
        self.resize(820, 620)
        start, end = item.span or (0.0, self._total)
        self.preview = preview_of(item.medium, self)
        self.strip = Strip(item.whole, (start, end))
        self.start, self.end = self._number(self.tr("From"), start), self._number(self.tr("To"), end)
        self._length = label("", "strong")
        self._later = QTimer(self, interval=250, singleShot=True)
        self.keep = Button(self.tr("Keep this part"), "primary", "trim")
        whole, cancel = Button(self.tr("Keep all of it"), "quiet", "refresh"), Button(self.tr("Cancel"), "plain")
        numbers = QHBoxLayout()
        numbers.setSpacing(8)
        for text, field in ((self.tr("From"), self.start), (self.tr("To"), self.end)):
            numbers.addWidget(label(text, "muted"))
            numbers.addWidget(field)
            numbers.addSpacing(8)
        numbers.addWidget(self._length, 1)
        foot = QHBoxLayout()
        foot.addWidget(whole)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(self.preview, 1)
        self._place = layout
        layout.addWidget(self.strip)
        layout.addLayout(numbers)
        layout.addLayout(foot)
        self.strip.moved.connect(self._moved)
        self.start.valueChanged.connect(lambda value: self._moved(min(value, self.end.value() - SHORTEST), None))
        self.end.valueChanged.connect(lambda value: self._moved(None, max(value, self.start.value() + SHORTEST)))
        self._later.timeout.connect(self._preview)
        self.keep.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        whole.clicked.connect(lambda: self._moved(0.0, self._total))
        self._moved(start, end)

    @property
    def span(self) -> tuple[float, float] | None:
        """What was chosen."""
        start, end = self._chosen
        all_of_it = start < SHORTEST / 10 and end > self._total - SHORTEST / 10
        return None if all_of_it else (start, end)

    def done(self, result: int) -> None:
        """Free what the preview holds."""
        self.preview.close()
        super().done(result)

    def _moved(self, start: float | None, end: float | None) -> None:
        old = getattr(self, "_chosen", (0.0, self._total))
        self._chosen = (max(0.0, old[0] if start is None else start), min(self._total, old[1] if end is None else end))
        for field, value in zip((self.start, self.end), self._chosen, strict=True):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        self.strip.place(self._chosen)
        locale = QLocale()
        kept, total = (locale.toString(s, "f", 2) for s in (self._chosen[1] - self._chosen[0], self._total))
        self._length.setText(self.tr("%s of %s s are kept") % (kept, total))
        self._later.start()

    def _preview(self) -> None:
        old, self.preview = self.preview, preview_of(self._item.whole.trimmed(*self._chosen), self)
        self._place.replaceWidget(old, self.preview)
        old.close()
        old.deleteLater()

    def _number(self, name: str, value: float) -> QDoubleSpinBox:
        field = QDoubleSpinBox(decimals=2, singleStep=0.1, suffix=self.tr(" s"))
        field.setKeyboardTracking(False)
        field.setRange(0.0, self._total)
        field.setAccessibleName(name)
        field.setMinimumHeight(34)
        field.setValue(value)
        return field


def trim(item: ChosenMedium, parent: QWidget) -> tuple[float, float] | None:
    """Ask which part is kept; what it was before where the person thinks better of it."""
    trimmer = Trimmer(item, parent)
    kept = trimmer.exec() == QDialog.DialogCode.Accepted
    trimmer.deleteLater()
    return trimmer.span if kept else item.span

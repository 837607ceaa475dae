"""Trimmer: chooses which seconds of a sound or a video are kept, with two handles, two number fields and a preview."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.hide.choices import ChosenMedium
from app.kit.button import Button
from app.kit.text import label
from app.previews.by_modality import preview_of, thumbnail_of

MIN_LENGTH = 0.05  # seconds
GRAB = 14  # pixels around a handle where the mouse takes it
MARGIN = 9  # pixels at both ends of the strip, so that a handle is never cut off


class TrimStrip(QWidget):
    """The full medium with a handle at each end of the kept span; emits `moved` with start and end in seconds."""

    moved = Signal(float, float)

    def __init__(self, medium: engine.Medium, span: tuple[float, float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._medium, self._span = medium, span
        self._handle = 0
        self._picture: QImage | None = None
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs from left to right in every language
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 96)
        self.setAccessibleName(self.tr("Part to keep"))

    def set_span(self, span: tuple[float, float]) -> None:
        """Move the handles to the start and end of the kept span, in seconds."""
        self._span = span
        self.setAccessibleDescription(f"{span[0]:.2f} – {span[1]:.2f} s")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, palette = self._area(), self.palette()
        painter.fillRect(area, palette.base())
        painter.drawImage(area, self._thumbnails(area.size().toSize()))
        dim = QColor(palette.color(QPalette.ColorRole.Window))
        dim.setAlpha(200)
        left, right = (self._x(seconds) for seconds in self._span)
        painter.fillRect(QRectF(area.left(), area.top(), left - area.left(), area.height()), dim)
        painter.fillRect(QRectF(right, area.top(), area.right() - right, area.height()), dim)
        painter.setPen(QPen(palette.highlight().color(), 2))
        painter.drawRect(QRectF(left, area.top(), right - left, area.height()))
        for handle, x in enumerate((left, right)):
            active = handle == self._handle and self.hasFocus()
            painter.setBrush(palette.text() if active else palette.highlight())
            painter.setPen(QPen(palette.base().color(), 1.5))
            painter.drawRoundedRect(QRectF(x - 5, area.center().y() - 20, 10, 40), 5, 5)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        distances = [abs(event.position().x() - self._x(seconds)) for seconds in self._span]
        self._handle = 0 if distances[0] < distances[1] else 1
        if min(distances) > GRAB:
            self._move_handle(self._seconds(event.position().x()))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move_handle(self._seconds(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move a handle by 1 %, Home and End to its limit; Up and Down switch to the other handle."""
        total, key = self._medium.seconds, event.key()
        steps = {Qt.Key.Key_Left: -0.01, Qt.Key.Key_Right: 0.01, Qt.Key.Key_Home: -1.0, Qt.Key.Key_End: 1.0}
        if Qt.Key(key) in steps:
            self._move_handle(self._span[self._handle] + steps[Qt.Key(key)] * total)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._handle = 1 - self._handle
            self.update()
        else:
            super().keyPressEvent(event)

    def _move_handle(self, seconds: float) -> None:
        start, end = self._span
        if self._handle == 0:
            start = min(max(0.0, seconds), end - MIN_LENGTH)
        else:
            end = max(min(self._medium.seconds, seconds), start + MIN_LENGTH)
        self.set_span((max(0.0, start), end))
        self.moved.emit(*self._span)

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(MARGIN, 4, -MARGIN, -4)

    def _x(self, seconds: float) -> float:
        area = self._area()
        return area.left() + area.width() * seconds / self._medium.seconds

    def _seconds(self, x: float) -> float:
        area = self._area()
        return (x - area.left()) / max(1.0, area.width()) * self._medium.seconds

    def _thumbnails(self, size: QSize) -> QImage:
        """One waveform of a sound, or frames of a video side by side; kept until the size changes."""
        if self._picture is not None and self._picture.size() == size:
            return self._picture
        ink = self.palette().highlight().color()
        count = max(1, round(size.width() / (size.height() * 4 / 3))) if isinstance(self._medium, engine.Video) else 1
        self._picture = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        seconds, width = self._medium.seconds / count, size.width() / count
        for index in range(count):
            part = self._medium if count == 1 else self._medium.trimmed(index * seconds, (index + 1) * seconds)
            painter.drawImage(QPointF(index * width, 0), thumbnail_of(part, QSize(int(width) + 1, size.height()), ink))
        painter.end()
        return self._picture


class Trimmer(QDialog):
    """A dialog that asks which seconds of a medium are kept."""

    def __init__(self, item: ChosenMedium, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._duration = item.full.seconds
        self.setWindowTitle(self.tr("Trim %s") % item.name)
        self.resize(820, 620)
        self._span = start, end = item.span or (0.0, self._duration)
        self.preview = preview_of(item.medium, self)
        self.strip = TrimStrip(item.full, (start, end))
        self.start, self.end = self._field(self.tr("From"), start), self._field(self.tr("To"), end)
        self._length = label("", "strong")
        self._timer = QTimer(self, interval=250, singleShot=True)  # the preview follows when the handles rest
        self.keep = Button(self.tr("Keep this part"), "primary", "trim")
        keep_all, cancel = Button(self.tr("Keep everything"), "quiet", "refresh"), Button(self.tr("Cancel"), "plain")
        numbers = QHBoxLayout()
        numbers.setSpacing(8)
        for text, field in ((self.tr("From"), self.start), (self.tr("To"), self.end)):
            numbers.addWidget(label(text, "muted"))
            numbers.addWidget(field)
            numbers.addSpacing(8)
        numbers.addWidget(self._length, 1)
        foot = QHBoxLayout()
        foot.addWidget(keep_all)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.keep)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self.strip)
        layout.addLayout(numbers)
        layout.addLayout(foot)
        self.strip.moved.connect(self._set_span)
        self.start.valueChanged.connect(lambda value: self._set_span(min(value, self.end.value() - MIN_LENGTH), None))
        self.end.valueChanged.connect(lambda value: self._set_span(None, max(value, self.start.value() + MIN_LENGTH)))
        self._timer.timeout.connect(self._show_preview)
        self.keep.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        keep_all.clicked.connect(lambda: self._set_span(0.0, self._duration))
        self._set_span(start, end)

    @property
    def span(self) -> tuple[float, float] | None:
        """Start and end in seconds; None to keep everything."""
        start, end = self._span
        everything = start < MIN_LENGTH / 10 and end > self._duration - MIN_LENGTH / 10
        return None if everything else (start, end)

    def done(self, result: int) -> None:
        self.preview.close()
        super().done(result)

    def _set_span(self, start: float | None, end: float | None) -> None:
        start = self._span[0] if start is None else max(0.0, start)
        end = self._span[1] if end is None else min(self._duration, end)
        self._span = (start, end)
        for field, value in zip((self.start, self.end), self._span, strict=True):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        self.strip.set_span(self._span)
        locale = QLocale()
        kept, duration = (locale.toString(s, "f", 2) for s in (end - start, self._duration))
        self._length.setText(self.tr("Keeps %s of %s s") % (kept, duration))
        self._timer.start()

    def _show_preview(self) -> None:
        old, self.preview = self.preview, preview_of(self._item.full.trimmed(*self._span), self)
        self._layout.replaceWidget(old, self.preview)
        old.close()
        old.deleteLater()

    def _field(self, name: str, value: float) -> QDoubleSpinBox:
        field = QDoubleSpinBox(decimals=2, singleStep=0.1, suffix=self.tr(" s"))
        field.setKeyboardTracking(False)
        field.setRange(0.0, self._duration)
        field.setAccessibleName(name)
        field.setMinimumHeight(34)
        field.setValue(value)
        return field


def trim(item: ChosenMedium, parent: QWidget) -> tuple[float, float] | None:
    """Ask which span to keep; the previous one if the dialog is cancelled, None for everything."""
    trimmer = Trimmer(item, parent)
    accepted = trimmer.exec() == QDialog.DialogCode.Accepted
    trimmer.deleteLater()
    return trimmer.span if accepted else item.span

"""SoundBoard: two sounds on one time axis, wave and spectrogram of each, a playhead and a marked part."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

import engine
from app.previews.waves import Peaks

SIDE, NAME, AXIS = 8, 20, 18  # pixels beside, above each sound for its name, and under both for the time
WAVE = 0.4  # of a sound's height; its spectrogram has the rest
LEAST, LOW = 130, 200  # pixels of the board, and under which there is no room for spectrograms
DRAG = 5  # pixels from which on a click is a mark


class SoundBoard(QWidget):
    """Emits `sought` with seconds, `marked` when a part was chosen, `toggled` to play, `switched` to hear another."""

    sought = Signal(float)
    marked = Signal()
    toggled = Signal()
    switched = Signal(int)

    def __init__(
        self, sounds: tuple[engine.Audio, engine.Audio], names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sounds, self._names = sounds, names
        self.peaks = [Peaks.quick(sound.signal) for sound in sounds]
        self.pictures: list[QImage | None] = [None, None]
        self.total = max(sound.seconds for sound in sounds)
        self.head = 0.0
        self.heard = 0
        self.mark: tuple[float, float] | None = None
        self._grip: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(260, LEAST)
        self.setAccessibleName(f"{names[0]}, {names[1]}")
        self.setToolTip(self.tr("Click to go there, drag to mark a part; Space plays, A and B switch between the two"))

    @property
    def low(self) -> bool:
        """Whether only the waves can be seen."""
        return self.height() < LOW

    def move_head(self, seconds: float) -> None:
        """Put the playhead somewhere."""
        self.head = min(max(seconds, 0.0), self.total)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the names, the waves, the spectrograms, the axis, the mark and the playhead."""
        painter = QPainter(self)
        peak = max(each.peak for each in self.peaks)
        height = (self.height() - AXIS) / 2
        for index, sound in enumerate(self._sounds):
            top = index * height
            width = self._x(sound.seconds) - SIDE
            wave = QRectF(SIDE, top + NAME, width, (height - NAME) * (1 if self.low else WAVE) - 4)
            spectrum = QRectF(SIDE, wave.bottom() + 4, width, height - NAME - wave.height() - 10)
            self._name(painter, index, top)
            accent = self.palette().highlight().color()
            if index != self.heard:
                accent = self.palette().color(self.palette().ColorRole.Dark)
            self.peaks[index].draw(painter, wave, accent, peak)
            if self.low:
                continue
            painter.fillRect(spectrum, QColor(10, 16, 22))
            picture = self.pictures[index]
            if picture is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(spectrum, picture)
                self._pitch(painter, spectrum, sound.rate)
        self._axis(painter)
        self._heads(painter)
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click moves the playhead; a drag will mark a part."""
        self._grip = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what was dragged over."""
        if self._grip is not None and abs(event.position().x() - self._grip) > DRAG:
            a, b = sorted((self._seconds(self._grip), self._seconds(event.position().x())))
            self.mark = (a, b)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go there, or take the mark."""
        if self._grip is not None and abs(event.position().x() - self._grip) > DRAG:
            self.marked.emit()
        elif self._grip is not None:
            self.mark = None
            self._seek(self._seconds(event.position().x()))
        self._grip = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move the playhead, Space plays, A and B choose what is heard."""
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Left: -0.02, Qt.Key.Key_Right: 0.02, Qt.Key.Key_Home: -1.0, Qt.Key.Key_End: 1.0}.get(key)
        if step is not None:
            self._seek(self.head + step * self.total)
        elif key == Qt.Key.Key_Space:
            self.toggled.emit()
        elif key in (Qt.Key.Key_A, Qt.Key.Key_B):
            self.switched.emit(int(key == Qt.Key.Key_B))
        else:
            super().keyPressEvent(event)

    def _seek(self, seconds: float) -> None:
        self.move_head(seconds)
        self.sought.emit(self.head)

    def _x(self, seconds: float) -> float:
        return SIDE + seconds / self.total * (self.width() - 2 * SIDE)

    def _seconds(self, x: float) -> float:
        return min(max((x - SIDE) / max(1, self.width() - 2 * SIDE), 0.0), 1.0) * self.total

    def _name(self, painter: QPainter, index: int, top: float) -> None:
        font = QFont(self.font())
        font.setBold(index == self.heard)
        painter.setFont(font)
        painter.setPen(self.palette().text().color())
        box = QRectF(
            SIDE + 6, top, self.width() - 2 * SIDE - 6, NAME
        )  # beside the head where it stands at the beginning
        name = painter.fontMetrics().elidedText(self._names[index], Qt.TextElideMode.ElideMiddle, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(self.font())

    def _pitch(self, painter: QPainter, area: QRectF, rate: int) -> None:
        """How high the pitches are at the upper edge, and how low at the lower."""
        painter.setPen(QColor(255, 255, 255, 210))
        for kilohertz, edge in ((rate / 2000, Qt.AlignmentFlag.AlignTop), (0.0, Qt.AlignmentFlag.AlignBottom)):
            text = self.tr("%s kHz") % QLocale().toString(kilohertz, "g", 3)
            painter.drawText(area.adjusted(6, 2, -6, -2), Qt.AlignmentFlag.AlignLeft | edge, text)

    def _axis(self, painter: QPainter) -> None:
        painter.setPen(self.palette().placeholderText().color())
        step = next((s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 300, 1200) if self.total / s <= 10), self.total)
        for tick in range(int(self.total / step) + 1):
            x = self._x(tick * step)
            text = QLocale().toString(float(tick * step), "g", 4)
            text = self.tr("%s s") % text if tick == 0 else text
            width = painter.fontMetrics().horizontalAdvance(text)
            left = min(max(x - width / 2, SIDE), self.width() - SIDE - width)
            painter.drawText(QPointF(left, self.height() - 4), text)

    def _heads(self, painter: QPainter) -> None:
        bottom = self.height() - AXIS
        if self.mark is not None:
            left, right = (self._x(second) for second in self.mark)
            ink = QColor(self.palette().highlight().color())
            ink.setAlpha(60)
            painter.fillRect(QRectF(left, NAME, right - left, bottom - NAME), ink)
        painter.setPen(QPen(self.palette().highlightedText().color(), 3.5))
        x = self._x(self.head)
        painter.drawLine(QPointF(x, NAME), QPointF(x, bottom))
        painter.setPen(QPen(self.palette().highlight().color(), 1.8))
        painter.drawLine(QPointF(x, NAME), QPointF(x, bottom))

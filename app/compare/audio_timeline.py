"""AudioTimeline: waveform and spectrogram of two sounds on one time axis, with a playhead and a selection."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

import engine
from app.previews.waves import Peaks

MARGIN, NAME, AXIS = 8, 20, 18  # pixels at the sides, above each track for its name, and at the bottom for the times
WAVE = 0.4  # of a track's height; its spectrogram takes the rest
MIN_HEIGHT, COMPACT = 130, 200  # pixels of the widget; below COMPACT only waveforms are drawn
DRAG = 5  # pixels after which a click becomes a selection


class AudioTimeline(QWidget):
    """Emits `seeked` with seconds, `selected`, `toggled` (play or pause), and `switched` with the track to play."""

    seeked = Signal(float)
    selected = Signal()
    toggled = Signal()
    switched = Signal(int)

    def __init__(
        self, sounds: tuple[engine.Audio, engine.Audio], names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sounds, self._names = sounds, names
        self.peaks = [Peaks.coarse(sound.signal) for sound in sounds]
        self.spectrograms: list[QImage | None] = [None, None]
        self.duration = max(sound.seconds for sound in sounds)
        self.playhead = 0.0
        self.track = 0  # index of the audible sound
        self.selection: tuple[float, float] | None = None
        self._press_x: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(260, MIN_HEIGHT)
        self.setAccessibleName(f"{names[0]}, {names[1]}")
        self.setToolTip(self.tr("Click: go to a position. Drag: select a part. Space: play. A and B: switch sounds."))

    @property
    def compact(self) -> bool:
        """Whether only the waveforms fit."""
        return self.height() < COMPACT

    def move_playhead(self, seconds: float) -> None:
        """Set the playhead, limited to the timeline."""
        self.playhead = min(max(seconds, 0.0), self.duration)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        peak = max(peaks.peak for peaks in self.peaks)
        height = (self.height() - AXIS) / 2
        highest = max(sound.rate for sound in self._sounds)
        for index, sound in enumerate(self._sounds):
            top = index * height
            width = self._x(sound.seconds) - MARGIN
            wave = QRectF(MARGIN, top + NAME, width, (height - NAME) * (1 if self.compact else WAVE) - 4)
            spectrum = QRectF(MARGIN, wave.bottom() + 4, width, height - NAME - wave.height() - 10)
            self._draw_name(painter, index, top)
            ink = self.palette().highlight().color()
            if index != self.track:
                ink = self.palette().color(self.palette().ColorRole.Dark)
            self.peaks[index].draw(painter, wave, ink, peak)
            if self.compact:
                continue
            painter.fillRect(spectrum, QColor(10, 16, 22))
            picture = self.spectrograms[index]
            if picture is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                # On one scale of frequency: what a lower rate lacks stays dark.
                above = spectrum.height() * (1 - sound.rate / highest)
                painter.drawImage(spectrum.adjusted(0, above, 0, 0), picture)
                self._draw_frequencies(painter, spectrum, highest)
        self._draw_axis(painter)
        self._draw_selection(painter)
        self._draw_playhead(painter)
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press_x = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press_x is not None and abs(event.position().x() - self._press_x) > DRAG:
            start, end = sorted((self._seconds(self._press_x), self._seconds(event.position().x())))
            self.selection = (start, end)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press_x is not None and abs(event.position().x() - self._press_x) > DRAG:
            self.selected.emit()
        elif self._press_x is not None:
            self.selection = None
            self._seek(self._seconds(event.position().x()))
        self._press_x = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys, Home and End move the playhead, Space plays, A and B switch sounds."""
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Left: -0.02, Qt.Key.Key_Right: 0.02, Qt.Key.Key_Home: -1.0, Qt.Key.Key_End: 1.0}.get(key)
        if step is not None:
            self._seek(self.playhead + step * self.duration)
        elif key == Qt.Key.Key_Space:
            self.toggled.emit()
        elif key in (Qt.Key.Key_A, Qt.Key.Key_B):
            self.switched.emit(int(key == Qt.Key.Key_B))
        else:
            super().keyPressEvent(event)

    def _seek(self, seconds: float) -> None:
        self.move_playhead(seconds)
        self.seeked.emit(self.playhead)

    def _x(self, seconds: float) -> float:
        return MARGIN + seconds / self.duration * (self.width() - 2 * MARGIN)

    def _seconds(self, x: float) -> float:
        return min(max((x - MARGIN) / max(1, self.width() - 2 * MARGIN), 0.0), 1.0) * self.duration

    def _draw_name(self, painter: QPainter, index: int, top: float) -> None:
        font = QFont(self.font())
        font.setBold(index == self.track)
        painter.setFont(font)
        painter.setPen(self.palette().text().color())
        left = MARGIN + 6  # clear of the playhead at 0 s
        box = QRectF(left, top, self.width() - left - MARGIN, NAME)
        name = painter.fontMetrics().elidedText(self._names[index], Qt.TextElideMode.ElideMiddle, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(self.font())

    def _draw_frequencies(self, painter: QPainter, area: QRectF, rate: int) -> None:
        """Label the upper edge of a spectrogram with the Nyquist frequency and the lower edge with 0 kHz."""
        painter.setPen(QColor(255, 255, 255, 210))
        for kilohertz, edge in ((rate / 2000, Qt.AlignmentFlag.AlignTop), (0.0, Qt.AlignmentFlag.AlignBottom)):
            text = self.tr("%s kHz") % QLocale().toString(kilohertz, "g", 3)
            painter.drawText(area.adjusted(6, 2, -6, -2), Qt.AlignmentFlag.AlignLeft | edge, text)

    def _draw_axis(self, painter: QPainter) -> None:
        painter.setPen(self.palette().placeholderText().color())
        steps = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 300, 1200)
        step = next((step for step in steps if self.duration / step <= 10), self.duration)
        for tick in range(int(self.duration / step) + 1):
            x = self._x(tick * step)
            text = QLocale().toString(float(tick * step), "g", 4)
            text = self.tr("%s s") % text if tick == 0 else text
            width = painter.fontMetrics().horizontalAdvance(text)
            left = min(max(x - width / 2, MARGIN), self.width() - MARGIN - width)
            painter.drawText(QPointF(left, self.height() - 4), text)

    def _draw_selection(self, painter: QPainter) -> None:
        if self.selection is not None:
            left, right = (self._x(seconds) for seconds in self.selection)
            ink = QColor(self.palette().highlight().color())
            ink.setAlpha(60)
            painter.fillRect(QRectF(left, NAME, right - left, self.height() - AXIS - NAME), ink)

    def _draw_playhead(self, painter: QPainter) -> None:
        x, bottom = self._x(self.playhead), self.height() - AXIS
        for brush, width in ((self.palette().highlightedText(), 3.5), (self.palette().highlight(), 1.8)):
            painter.setPen(QPen(brush.color(), width))
            painter.drawLine(QPointF(x, NAME), QPointF(x, bottom))

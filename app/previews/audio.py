"""Sounds on the screen: a waveform with a playhead; a click moves it, the button plays."""

from __future__ import annotations

from typing import cast

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.previews.preview import Preview
from app.previews.sound import Sound
from app.widgets.button import Button
from app.widgets.text import label


def envelope(signal: npt.NDArray[np.float32], bins: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """The lowest and the highest value in each of `bins` equal parts of a signal (N, channels)."""
    mono = signal.mean(axis=1, dtype=np.float32)
    bins = max(1, min(bins, len(mono)))
    starts = np.linspace(0, len(mono), bins, endpoint=False).astype(int)
    return np.minimum.reduceat(mono, starts), np.maximum.reduceat(mono, starts)


def draw_wave(painter: QPainter, signal: npt.NDArray[np.float32], area: QRectF, ink: QColor, peak: float) -> None:
    """Draw the waveform so that `peak` reaches the edges of the area."""
    low, high = envelope(signal, max(2, int(area.width())))
    x = area.left() + (np.arange(len(low)) + 0.5) * area.width() / len(low)
    scale = area.height() / 2 / max(peak, 1e-6)
    top = area.center().y() - np.maximum(high * scale, 0.5)
    bottom = area.center().y() - np.minimum(low * scale, -0.5)
    outline = [QPointF(a, b) for a, b in zip(x, top, strict=True)]
    outline += [QPointF(a, b) for a, b in zip(x[::-1], bottom[::-1], strict=True)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF(outline))


class Waveform(QWidget):
    """The waveform and the playhead; emits `sought` with seconds."""

    sought = Signal(float)

    def __init__(self, medium: engine.Audio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.medium = medium
        self.head = 0.0
        self.peak = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(48)

    @property
    def seconds(self) -> float:
        """How long the sound is."""
        return len(self.medium.signal) / self.medium.rate

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the middle line, the wave and the playhead."""
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        area = QRectF(self.rect()).adjusted(8, 6, -8, -6)
        painter.setPen(self.palette().midlight().color())
        painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()))
        peak = self.peak or float(np.abs(self.medium.signal).max(initial=0.0)) or 1.0
        draw_wave(painter, self.medium.signal, area, self.palette().highlight().color(), peak)
        x = area.left() + area.width() * min(1.0, self.head / max(self.seconds, 1e-9))
        painter.setPen(QPen(self.palette().text().color(), 1.5))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the playhead to the pointer."""
        self._seek((event.position().x() - 8) / max(1, self.width() - 16) * self.seconds)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move the playhead."""
        step = {Qt.Key.Key_Left: -0.05, Qt.Key.Key_Right: 0.05}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._seek(self.head + step * self.seconds)

    def _seek(self, seconds: float) -> None:
        self.head = min(max(seconds, 0.0), self.seconds)
        self.update()
        self.sought.emit(self.head)


class AudioPreview(Preview):
    """A sound that can be seen and heard."""

    icon = "audio"

    def __init__(self, medium: engine.Medium, parent: QWidget | None = None) -> None:
        super().__init__(medium, parent)
        audio = cast(engine.Audio, medium)
        self._sound = Sound(audio.signal, audio.rate, self)
        self._wave = Waveform(audio, self)
        self._wave.setAccessibleName(self.tr("Waveform: %s") % medium.describe())
        self._play = Button(self.tr("Play"), "quiet", "play")
        self._time = label("", "small")
        self._clock = QTimer(self, interval=33)
        row = QHBoxLayout()
        row.addWidget(self._play)
        row.addWidget(self._time, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._wave, 1)
        layout.addLayout(row)
        self._play.clicked.connect(self._toggle)
        self._wave.sought.connect(self._sought)
        self._clock.timeout.connect(self._tick)
        self._sound.stopped.connect(self._stopped)
        self._tell()

    def show_medium(self, medium: engine.Medium) -> None:
        """Show another sound on the same axis."""
        self._sound.stop()
        audio = cast(engine.Audio, medium)
        self._wave.medium = audio
        self._sound = Sound(audio.signal, audio.rate, self)
        self._sound.stopped.connect(self._stopped)
        self._wave.update()

    def follow(self, other: Preview) -> None:
        """Draw both waves to one scale."""
        if isinstance(other, AudioPreview):
            peak = max(float(np.abs(p._wave.medium.signal).max(initial=0.0)) for p in (self, other)) or 1.0
            self._wave.peak = other._wave.peak = peak

    def release(self) -> None:
        """Be silent."""
        self._sound.stop()

    def _toggle(self) -> None:
        if self._sound.playing:
            self._sound.stop()
            return
        start = self._wave.head if self._wave.head < self._wave.seconds - 0.05 else 0.0
        problem = self._sound.play(start)
        if problem:
            self._time.setText(problem)
            self._play.setEnabled(False)
            return
        self._playing()

    def _sought(self, seconds: float) -> None:
        if self._sound.playing:
            self._sound.play(seconds)
            self._playing()
        self._tell()

    def _playing(self) -> None:
        self._play.show_icon("pause")
        self._play.setText(self.tr("Pause"))
        self._clock.start()

    def _tick(self) -> None:
        self._wave.head = min(self._sound.position, self._wave.seconds)
        self._wave.update()
        self._tell()

    def _stopped(self) -> None:
        self._clock.stop()
        self._play.show_icon("play")
        self._play.setText(self.tr("Play"))

    def _tell(self) -> None:
        locale = QLocale()
        head, total = (locale.toString(s, "f", 1) for s in (self._wave.head, self._wave.seconds))
        self._time.setText(self.tr("%s of %s s") % (head, total))

    @staticmethod
    def thumbnail(medium: engine.Medium, size: QSize, ink: QColor) -> QImage:
        """The waveform."""
        audio = cast(engine.Audio, medium)
        return wave_image(audio.signal, size, ink)


def wave_image(signal: npt.NDArray[np.float32], size: QSize, ink: QColor) -> QImage:
    """A waveform alone on transparent ground."""
    result = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    area = QRectF(result.rect()).adjusted(4, size.height() * 0.15, -4, -size.height() * 0.15)
    draw_wave(painter, signal, area, ink, float(np.abs(signal).max(initial=0.0)) or 1.0)
    painter.end()
    return result

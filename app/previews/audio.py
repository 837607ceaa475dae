"""Sounds on the screen: a waveform with a playhead; a click moves it, the button plays."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.text import label
from app.previews.background import in_background, silence
from app.previews.preview import Preview
from app.previews.sound import Sound
from app.previews.summaries import loudness
from app.previews.waves import AT_ONCE, Peaks
from app.text.formatting import decimals


class Waveform(QWidget):
    """The waveform and the playhead; emits `sought` with seconds, and `toggled` when it shall play or stop."""

    sought = Signal(float)
    toggled = Signal()

    def __init__(self, medium: engine.Audio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = 0.0
        self.peak = 0.0
        self.show_sound(medium)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(48)

    def show_sound(self, medium: engine.Audio) -> None:
        """Draw another sound; a long one is looked through in the background and meanwhile drawn roughly."""
        self.medium = medium
        self.peaks = Peaks.quick(medium.signal)
        silence(self, "peaks")
        if len(medium.signal) > AT_ONCE:
            in_background(self, lambda: Peaks.of(medium.signal), self._show_peaks, "peaks")
        self.update()

    @property
    def seconds(self) -> float:
        """How long the sound is."""
        return self.medium.seconds

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the middle line, the wave and the playhead."""
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        area = QRectF(self.rect()).adjusted(8, 6, -8, -6)
        painter.setPen(self.palette().midlight().color())
        painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()))
        self.peaks.draw(painter, area, self.palette().highlight().color(), self.peak or self.peaks.peak)
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
        """The arrows move the playhead, Space plays."""
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
            return
        step = {Qt.Key.Key_Left: -0.05, Qt.Key.Key_Right: 0.05}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._seek(self.head + step * self.seconds)

    def _show_peaks(self, peaks: Peaks) -> None:
        self.peaks = peaks
        self.update()

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
        self.tell(self._wave, medium, loudness(self._wave.peaks, audio.seconds))
        self._play = Button(self.tr("Play"), "quiet", "play")
        self._time = label("", "small", wrap=True)  # or why nothing is heard, which takes two lines
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
        self._wave.toggled.connect(self._toggle)
        self._clock.timeout.connect(self._tick)
        self._sound.stopped.connect(self._stopped)
        self._tell()

    def show_medium(self, medium: engine.Medium) -> None:
        """Show another sound on the same axis."""
        self._sound.stop()
        audio = cast(engine.Audio, medium)
        self._wave.show_sound(audio)
        self._sound.deleteLater()
        self._sound = Sound(audio.signal, audio.rate, self)
        self._sound.stopped.connect(self._stopped)
        self.tell(self._wave, medium, loudness(self._wave.peaks, audio.seconds))

    def follow(self, other: Preview) -> None:
        """Draw both waves to one scale."""
        if isinstance(other, AudioPreview):
            peak = max(self._wave.peaks.peak, other._wave.peaks.peak)
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
        locale, places = QLocale(), decimals(self._wave.seconds)
        head, total = (locale.toString(s, "f", places) for s in (self._wave.head, self._wave.seconds))
        self._time.setText(self.tr("%s of %s s") % (head, total))

    @staticmethod
    def thumbnail(medium: engine.Medium, size: QSize, ink: QColor) -> QImage:
        """The waveform."""
        return Peaks.quick(cast(engine.Audio, medium).signal).image(size, ink)

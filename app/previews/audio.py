"""AudioPreview: a waveform with a playhead that a click moves, and a button that plays."""

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
from app.previews.waves import IMMEDIATE_FRAMES, Peaks
from app.text.formatting import decimals


class Waveform(QWidget):
    """The waveform and the playhead; emits `seeked` with seconds, and `toggled` to start or stop playback."""

    seeked = Signal(float)
    toggled = Signal()

    def __init__(self, medium: engine.Audio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.playhead = 0.0
        self.peak = 0.0
        self.show_sound(medium)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(48)

    def show_sound(self, medium: engine.Audio) -> None:
        """Draw another sound; the peaks of a long one are coarse until the background call is done."""
        self.medium = medium
        self.peaks = Peaks.coarse(medium.signal)
        silence(self, "peaks")
        if len(medium.signal) > IMMEDIATE_FRAMES:
            in_background(self, lambda: Peaks.of(medium.signal), self._show_peaks, "peaks")
        self.update()

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.medium.seconds

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        area = QRectF(self.rect()).adjusted(8, 6, -8, -6)
        painter.setPen(self.palette().midlight().color())
        painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()))
        self.peaks.draw(painter, area, self.palette().highlight().color(), self.peak or self.peaks.peak)
        x = area.left() + area.width() * min(1.0, self.playhead / max(self.duration, 1e-9))
        painter.setPen(QPen(self.palette().text().color(), 1.5))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._seek((event.position().x() - 8) / max(1, self.width() - 16) * self.duration)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys move the playhead, Space plays."""
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
            return
        step = {Qt.Key.Key_Left: -0.05, Qt.Key.Key_Right: 0.05}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._seek(self.playhead + step * self.duration)

    def _show_peaks(self, peaks: Peaks) -> None:
        self.peaks = peaks
        self.update()

    def _seek(self, seconds: float) -> None:
        self.playhead = min(max(seconds, 0.0), self.duration)
        self.update()
        self.seeked.emit(self.playhead)


class AudioPreview(Preview):
    icon = "audio"

    def __init__(self, medium: engine.Medium, parent: QWidget | None = None) -> None:
        super().__init__(medium, parent)
        audio = cast(engine.Audio, medium)
        self._sound = Sound(audio.signal, audio.rate, self)
        self._waveform = Waveform(audio, self)
        self.set_description(self._waveform, medium, loudness(self._waveform.peaks, audio.seconds))
        self._play = Button(self.tr("Play"), "quiet", "play")
        self._time = label("", "small", wrap=True)  # or why it cannot be played, which takes two lines
        self._clock = QTimer(self, interval=33)
        row = QHBoxLayout()
        row.addWidget(self._play)
        row.addWidget(self._time, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._waveform, 1)
        layout.addLayout(row)
        self._play.clicked.connect(self._toggle)
        self._waveform.seeked.connect(self._seeked)
        self._waveform.toggled.connect(self._toggle)
        self._clock.timeout.connect(self._tick)
        self._sound.stopped.connect(self._stopped)
        self._show_time()

    def show_medium(self, medium: engine.Medium) -> None:
        self._sound.stop()
        audio = cast(engine.Audio, medium)
        self._waveform.show_sound(audio)
        self._sound.deleteLater()
        self._sound = Sound(audio.signal, audio.rate, self)
        self._sound.stopped.connect(self._stopped)
        self.set_description(self._waveform, medium, loudness(self._waveform.peaks, audio.seconds))

    def link(self, other: Preview) -> None:
        """Draw both waveforms to one scale."""
        if isinstance(other, AudioPreview):
            peak = max(self._waveform.peaks.peak, other._waveform.peaks.peak)
            self._waveform.peak = other._waveform.peak = peak

    def release(self) -> None:
        self._sound.stop()

    def _toggle(self) -> None:
        if self._sound.playing:
            self._sound.stop()
            return
        start = self._waveform.playhead if self._waveform.playhead < self._waveform.duration - 0.05 else 0.0
        problem = self._sound.play(start)
        if problem:
            self._time.setText(problem)
            self._play.setEnabled(False)
            return
        self._playing()

    def _seeked(self, seconds: float) -> None:
        if self._sound.playing:
            self._sound.play(seconds)
            self._playing()
        self._show_time()

    def _playing(self) -> None:
        self._play.show_icon("pause")
        self._play.setText(self.tr("Pause"))
        self._clock.start()

    def _tick(self) -> None:
        self._waveform.playhead = min(self._sound.position, self._waveform.duration)
        self._waveform.update()
        self._show_time()

    def _stopped(self) -> None:
        self._clock.stop()
        self._play.show_icon("play")
        self._play.setText(self.tr("Play"))

    def _show_time(self) -> None:
        locale, digits = QLocale(), decimals(self._waveform.duration)
        seconds = self._waveform.playhead, self._waveform.duration
        position, duration = (locale.toString(value, "f", digits) for value in seconds)
        self._time.setText(self.tr("%s of %s s") % (position, duration))

    @staticmethod
    def thumbnail(medium: engine.Medium, size: QSize, ink: QColor) -> QImage:
        return Peaks.coarse(cast(engine.Audio, medium).signal).image(size, ink)

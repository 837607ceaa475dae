"""VideoPreview: the frames of a video with a slider and a play button, and its sound."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QElapsedTimer, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.text import label
from app.previews.canvas import PictureCanvas
from app.previews.image import image_thumbnail
from app.previews.pixels import Pyramid
from app.previews.preview import Preview
from app.previews.sound import Sound
from app.previews.summaries import brightness
from app.text.formatting import decimals


class VideoPreview(Preview):
    """Emits `frame_changed` with the index of the frame."""

    icon = "video"
    frame_changed = Signal(int)

    def __init__(self, medium: engine.Medium, parent: QWidget | None = None) -> None:
        super().__init__(medium, parent)
        self._video = cast(engine.Video, medium)
        self._canvas = PictureCanvas(Pyramid.of(self._video.frames[0]), self)
        self.set_description(self._canvas, medium, brightness(self._video.frames[len(self._video.frames) // 2]))
        self._play = Button(self.tr("Play"), "quiet", "play")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setMinimumHeight(24)
        self._slider.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as time runs in every language
        self._slider.setAccessibleName(self.tr("Position in the video"))
        self._slider.setRange(0, len(self._video.frames) - 1)
        self._time, self._problem = label("", "small"), label("", "small", wrap=True)
        self._clock = QTimer(self, interval=max(15, round(1000 / max(1.0, self._video.fps))))
        self._elapsed = QElapsedTimer()
        self._start_frame = 0
        self._sound: Sound | None = None
        row = QHBoxLayout()
        for widget in (self._play, self._slider, self._time):
            row.addWidget(widget, 1 if widget is self._slider else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._canvas, 1)
        layout.addLayout(row)
        layout.addWidget(self._problem)
        self._problem.hide()
        self._play.clicked.connect(self._toggle)
        self._slider.valueChanged.connect(self._show)
        self._slider.sliderPressed.connect(self.release)
        self._clock.timeout.connect(self._tick)
        self._show(0)

    def show_medium(self, medium: engine.Medium) -> None:
        """Show another video at the same frame."""
        self.release()
        self._video = cast(engine.Video, medium)
        self._slider.setMaximum(len(self._video.frames) - 1)
        self._show(self._slider.value())

    def link(self, other: Preview) -> None:
        """Share the position with another video; only the one that is started is heard."""
        if isinstance(other, VideoPreview):
            other.frame_changed.connect(self._slider.setValue)
            self.frame_changed.connect(other._slider.setValue)

    def release(self) -> None:
        """Pause, and close the audio device."""
        self._clock.stop()
        if self._sound is not None:
            self._sound.stop()
            self._sound.deleteLater()
            self._sound = None
        self._play.show_icon("play")
        self._play.setText(self.tr("Play"))

    def _toggle(self) -> None:
        if self._clock.isActive():
            self.release()
            return
        self._start_frame = self._slider.value() if self._slider.value() < self._slider.maximum() else 0
        self._elapsed.start()
        if isinstance(self._video.sound, engine.Audio):
            self._sound = Sound(self._video.sound.signal, self._video.sound.rate, self)
            problem = self._sound.play(self._start_frame / self._video.fps)
            self._problem.setText(problem)
            self._problem.setVisible(bool(problem))
        self._clock.start()
        self._play.show_icon("pause")
        self._play.setText(self.tr("Pause"))

    def _tick(self) -> None:
        frame = self._start_frame + int(self._elapsed.elapsed() / 1000 * self._video.fps)
        self._slider.setValue(min(frame, self._slider.maximum()))
        if frame >= self._slider.maximum():
            self.release()

    def _show(self, frame: int) -> None:
        frame = min(frame, len(self._video.frames) - 1)
        self._canvas.show_pyramid(Pyramid.of(self._video.frames[frame]))
        locale, total = QLocale(), self._video.seconds
        position, duration = (locale.toString(s, "f", decimals(total)) for s in (frame / self._video.fps, total))
        self._time.setText(self.tr("%s of %s s") % (position, duration))
        self.frame_changed.emit(frame)

    @staticmethod
    def thumbnail(medium: engine.Medium, size: QSize, ink: QColor) -> QImage:
        """The frame in the middle of the video."""
        frames = cast(engine.Video, medium).frames
        return image_thumbnail(frames[len(frames) // 2], size)

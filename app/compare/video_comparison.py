"""VideoComparison: two videos at the same time position, drawn in every PictureMode, with their sound."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

import engine
from app.compare.comparison_canvas import ComparisonCanvas
from app.compare.differences import absolute_difference, amplified
from app.compare.picture_modes import PictureMode, picture_mode_bar
from app.compare.transport import Transport
from app.kit.playing import Playing
from app.previews.arrays import Bytes
from app.previews.pixels import Pyramid
from app.previews.sound import Sound
from app.previews.summaries import brightness, together


class VideoComparison(Playing):
    """One slider scrubs both videos, in the frames of the first."""

    def __init__(
        self, before: engine.Video, after: engine.Video, names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._videos = (before, after)
        self._sounds = [
            Sound(video.sound.signal, video.sound.rate, self) if isinstance(video.sound, engine.Audio) else None
            for video in self._videos
        ]
        self.canvas = ComparisonCanvas(Pyramid.of(before.frames[0]), Pyramid.of(after.frames[0]), names)
        words = brightness(before.frames[len(before.frames) // 2]), brightness(after.frames[len(after.frames) // 2])
        self.canvas.setAccessibleDescription(together(names, words))
        self.bar = picture_mode_bar()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setMinimumHeight(24)
        self.slider.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs from left to right in every language
        self.slider.setAccessibleName(self.tr("Position in both videos"))
        self.slider.setRange(0, len(before.frames) - 1)
        self.transport = Transport(names)
        self.transport.loop.setToolTip(self.tr("Start again at the end"))
        self.transport.tracks.setVisible(any(sound is not None for sound in self._sounds))
        self._timer = QTimer(self, interval=max(15, round(1000 / max(1.0, before.fps))))
        self._elapsed, self._start_frame = QElapsedTimer(), 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.bar)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.slider)
        layout.addWidget(self.transport)
        self.bar.chosen.connect(self._show_mode)
        self.bar.factor_changed.connect(self._show_frame)
        self.slider.valueChanged.connect(self._show_frame)
        self.slider.sliderPressed.connect(self.release)
        self.transport.toggled.connect(self._toggle)
        self.transport.switched.connect(self._switch)
        self._timer.timeout.connect(self._tick)
        self._show_frame()

    def release(self) -> None:
        self._timer.stop()
        self._stop_sound()
        self.transport.show_playing(False)

    def frames(self) -> tuple[Bytes, Bytes]:
        """The frame (H, W, C) of each video at the slider's time position."""
        first, second = self._videos
        seconds = (self.slider.value() + 0.5) / first.fps
        index = min(int(seconds * second.fps), len(second.frames) - 1)
        return first.frames[self.slider.value()], second.frames[index]

    def _show_mode(self, index: int) -> None:
        self.canvas.show_mode(list(PictureMode)[index])
        self._show_frame()

    def _show_frame(self) -> None:
        before, after = self.frames()
        difference = None
        if self.canvas.mode is PictureMode.DIFFERENCE:
            difference = Pyramid.of(amplified(absolute_difference(before, after), self.bar.factor))
            self.canvas.difference_name = self.tr("Difference × %d") % self.bar.factor
        self.canvas.show_pictures(Pyramid.of(before), Pyramid.of(after), difference)
        video = self._videos[0]
        self.transport.show_time(self.slider.value() / video.fps, video.seconds)

    def _toggle(self) -> None:
        if self._timer.isActive():
            self.release()
        else:
            self._play(self.slider.value() if self.slider.value() < self.slider.maximum() else 0)

    def _play(self, frame: int) -> None:
        self._start_frame = frame
        self.slider.setValue(frame)
        self._elapsed.start()
        self._play_sound()
        self._timer.start()
        self.transport.show_playing(True)

    def _play_sound(self) -> None:
        self._stop_sound()
        sound = self._sounds[self.transport.tracks.index]
        if sound is not None:
            self.transport.show_problem(sound.play(self.slider.value() / self._videos[0].fps))

    def _stop_sound(self) -> None:
        for sound in self._sounds:
            if sound is not None:
                sound.stop()

    def _switch(self) -> None:
        if self._timer.isActive():
            self._play_sound()

    def _tick(self) -> None:
        frame = self._start_frame + int(self._elapsed.elapsed() / 1000 * self._videos[0].fps)
        self.slider.setValue(min(frame, self.slider.maximum()))
        if frame > self.slider.maximum():
            if self.transport.loop.isChecked():
                self._play(0)
            else:
                self.release()

"""VideoComparison: two videos at the same moment, in all the ways two pictures are compared, with their sound."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

import engine
from app.compare.differences import apart, enlarged
from app.compare.image_comparison import mode_bar
from app.compare.transport import Transport
from app.compare.two_pictures import Mode, TwoPictures
from app.previews.pixels import Bytes, Pyramid
from app.previews.sound import Sound
from app.previews.summaries import brightness, together


class VideoComparison(QWidget):
    """Scrubbed and played together; of the second the frame of the same moment is shown."""

    def __init__(
        self, before: engine.Video, after: engine.Video, names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._videos = (before, after)
        self._sounds = [
            Sound(video.sound.signal, video.sound.rate, self) if isinstance(video.sound, engine.Audio) else None
            for video in self._videos
        ]
        self.canvas = TwoPictures(Pyramid.of(before.frames[0]), Pyramid.of(after.frames[0]), names)
        words = brightness(before.frames[len(before.frames) // 2]), brightness(after.frames[len(after.frames) // 2])
        self.canvas.setAccessibleDescription(together(names, words))
        self.bar = mode_bar()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setMinimumHeight(24)
        self.slider.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs this way everywhere
        self.slider.setAccessibleName(self.tr("Position in both videos"))
        self.slider.setRange(0, len(before.frames) - 1)
        self.transport = Transport(names, loop=True)
        self.transport.loop.setToolTip(self.tr("Start again at the end"))
        self.transport.heard.setVisible(any(sound is not None for sound in self._sounds))
        self._clock = QTimer(self, interval=max(15, round(1000 / max(1.0, before.fps))))
        self._elapsed, self._began = QElapsedTimer(), 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.bar)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.slider)
        layout.addWidget(self.transport)
        self.bar.chosen.connect(self._choose)
        self.bar.enlarged.connect(self._show)
        self.slider.valueChanged.connect(self._show)
        self.slider.sliderPressed.connect(self.release)
        self.transport.toggled.connect(self._toggle)
        self.transport.switched.connect(self._switch)
        self._clock.timeout.connect(self._tick)
        self._show()

    def release(self) -> None:
        """Stand still and be silent."""
        self._clock.stop()
        self._silence()
        self.transport.show_playing(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing plays unseen."""
        self.release()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stand still for good."""
        self.release()
        super().closeEvent(event)

    def frames(self) -> tuple[Bytes, Bytes]:
        """What is shown of the two."""
        first, second = self._videos
        moment = (self.slider.value() + 0.5) / first.fps
        other = min(int(moment * second.fps), len(second.frames) - 1)
        return first.frames[self.slider.value()], second.frames[other]

    def _choose(self, place: int) -> None:
        self.canvas.show_mode(list(Mode)[place])
        self._show()

    def _show(self) -> None:
        before, after = self.frames()
        difference = None
        if self.canvas.mode is Mode.DIFFERENCE:
            difference = Pyramid.of(enlarged(apart(before, after), self.bar.factor))
            self.canvas.difference_name = self.tr("Difference × %d") % self.bar.factor
        self.canvas.show_pictures(Pyramid.of(before), Pyramid.of(after), difference)
        video = self._videos[0]
        self.transport.tell_time(self.slider.value() / video.fps, video.seconds)

    def _toggle(self) -> None:
        if self._clock.isActive():
            self.release()
        else:
            self._play(self.slider.value() if self.slider.value() < self.slider.maximum() else 0)

    def _play(self, frame: int) -> None:
        self._began = frame
        self.slider.setValue(frame)
        self._elapsed.start()
        self._sing()
        self._clock.start()
        self.transport.show_playing(True)

    def _sing(self) -> None:
        self._silence()
        sound = self._sounds[self.transport.heard.place]
        if sound is not None:
            self.transport.tell_silence(sound.play(self.slider.value() / self._videos[0].fps))

    def _silence(self) -> None:
        for sound in self._sounds:
            if sound is not None:
                sound.stop()

    def _switch(self) -> None:
        if self._clock.isActive():
            self._sing()

    def _tick(self) -> None:
        frame = self._began + int(self._elapsed.elapsed() / 1000 * self._videos[0].fps)
        self.slider.setValue(min(frame, self.slider.maximum()))
        if frame > self.slider.maximum():
            if self.transport.loop.isChecked():
                self._play(0)
            else:
                self.release()

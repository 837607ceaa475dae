"""AudioComparison: two sounds on one timeline: play, switch between them, seek, loop."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

import engine
from app.compare.audio_timeline import AudioTimeline
from app.compare.spectrogram import spectrograms
from app.compare.transport import Transport
from app.kit.playing import Playing
from app.previews.arrays import Bytes
from app.previews.background import in_background
from app.previews.pixels import qimage
from app.previews.sound import Sound
from app.previews.summaries import loudness, together
from app.previews.waves import Peaks


class AudioComparison(Playing):
    """Both sounds share one playhead; switching continues at the same position."""

    def __init__(
        self, before: engine.Audio, after: engine.Audio, names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sounds = (before, after)
        self._players = [Sound(sound.signal, sound.rate, self) for sound in self._sounds]
        self.timeline = AudioTimeline(self._sounds, names)
        self.transport = Transport(names)
        self._timer = QTimer(self, interval=33)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.timeline, 1)
        layout.addWidget(self.transport)
        first, second = self.timeline.peaks
        words = loudness(first, before.seconds), loudness(second, after.seconds)
        self.timeline.setAccessibleDescription(together(names, words))
        self.timeline.seeked.connect(self._seek)
        self.timeline.selected.connect(self._loop_selection)
        self.timeline.toggled.connect(self._toggle)
        self.timeline.switched.connect(self.transport.tracks.choose)
        self.transport.toggled.connect(self._toggle)
        self.transport.switched.connect(self._switch)
        self.transport.loop.toggled.connect(self._restart)
        self._timer.timeout.connect(self._tick)
        self._show_time()
        in_background(self, self._analyze, self._show_analysis)

    @property
    def playing(self) -> bool:
        """Whether either sound is playing."""
        return any(player.playing for player in self._players)

    def release(self) -> None:
        self._timer.stop()
        for player in self._players:
            player.stop()
        self.transport.show_playing(False)

    def _analyze(self) -> tuple[list[Peaks], tuple[Bytes, Bytes]]:
        return [Peaks.of(sound.signal) for sound in self._sounds], spectrograms(*self._sounds)

    def _show_analysis(self, result: tuple[list[Peaks], tuple[Bytes, Bytes]]) -> None:
        self.timeline.peaks = result[0]
        self.timeline.spectrograms = [qimage(picture) for picture in result[1]]
        self.timeline.update()

    def _toggle(self) -> None:
        if self.playing:
            self.release()
        else:
            at_end = self.timeline.playhead >= self.timeline.duration - 0.05
            self._play(0.0 if at_end else self.timeline.playhead)

    def _play(self, start: float) -> None:
        for player in self._players:
            player.stop()
        seconds = self._sounds[self.timeline.track].seconds
        loop = (self.timeline.selection or (0.0, seconds)) if self.transport.loop.isChecked() else None
        if loop is not None and not loop[0] <= start < loop[1]:
            start = loop[0]
        problem = self._players[self.timeline.track].play(min(start, seconds), loop)
        if problem:
            self.transport.show_problem(problem)
            self.transport.time.hide()
            self.transport.loop.hide()
            self.transport.play.setEnabled(False)
        else:
            self.transport.show_playing(True)
            self._timer.start()

    def _restart(self) -> None:
        if self.playing:
            self._play(self.timeline.playhead)

    def _switch(self, track: int) -> None:
        self.timeline.track = track
        self.timeline.update()
        self._restart()

    def _seek(self, seconds: float) -> None:
        self._show_time()
        if self.playing:
            self._play(seconds)

    def _loop_selection(self) -> None:
        if self.timeline.selection is not None:
            self.transport.loop.setChecked(True)
            self.timeline.move_playhead(self.timeline.selection[0])
            self._show_time()
            self._restart()

    def _tick(self) -> None:
        player = self._players[self.timeline.track]
        if player.playing:
            self.timeline.move_playhead(player.position)
            self._show_time()
        else:
            self.release()

    def _show_time(self) -> None:
        self.transport.show_time(self.timeline.playhead, self.timeline.duration)

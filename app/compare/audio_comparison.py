"""AudioComparison: two sounds seen and heard at the same moment: switch, seek, loop."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

import engine
from app.compare.sound_board import SoundBoard
from app.compare.spectrogram import spectrograms
from app.compare.transport import Transport
from app.previews.background import in_background
from app.previews.pixels import Bytes, qimage
from app.previews.sound import Sound
from app.previews.summaries import loudness, together
from app.previews.waves import Peaks


class AudioComparison(QWidget):
    """One playhead for both; a switch goes on at the very place."""

    def __init__(
        self, before: engine.Audio, after: engine.Audio, names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sounds = (before, after)
        self._players = [Sound(sound.signal, sound.rate, self) for sound in self._sounds]
        self.board = SoundBoard(self._sounds, names)
        self.transport = Transport(names, loop=True)
        self._clock = QTimer(self, interval=33)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.board, 1)
        layout.addWidget(self.transport)
        one, other = self.board.peaks
        words = loudness(one, before.seconds), loudness(other, after.seconds)
        self.board.setAccessibleDescription(together(names, words))
        self.board.sought.connect(self._sought)
        self.board.marked.connect(self._marked)
        self.board.toggled.connect(self._toggle)
        self.board.switched.connect(self.transport.heard.choose)
        self.transport.toggled.connect(self._toggle)
        self.transport.switched.connect(self._switch)
        self.transport.loop.toggled.connect(self._restart)
        self._clock.timeout.connect(self._tick)
        self._tell()
        in_background(self, self._look, self._looked)

    @property
    def playing(self) -> bool:
        """Whether one of them is heard."""
        return any(player.playing for player in self._players)

    def release(self) -> None:
        """Be silent."""
        self._clock.stop()
        for player in self._players:
            player.stop()
        self.transport.show_playing(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing plays unseen."""
        self.release()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Be silent for good."""
        self.release()
        super().closeEvent(event)

    def _look(self) -> tuple[list[Peaks], tuple[Bytes, Bytes]]:
        return [Peaks.of(sound.signal) for sound in self._sounds], spectrograms(*self._sounds)

    def _looked(self, result: tuple[list[Peaks], tuple[Bytes, Bytes]]) -> None:
        self.board.peaks = result[0]
        self.board.pictures = [qimage(picture) for picture in result[1]]
        self.board.update()

    def _toggle(self) -> None:
        if self.playing:
            self.release()
        else:
            self._play(self.board.head if self.board.head < self.board.total - 0.05 else 0.0)

    def _play(self, start: float) -> None:
        for player in self._players:
            player.stop()
        seconds = self._sounds[self.board.heard].seconds
        loop = (self.board.mark or (0.0, seconds)) if self.transport.loop.isChecked() else None
        if loop is not None and not loop[0] <= start < loop[1]:
            start = loop[0]
        problem = self._players[self.board.heard].play(min(start, seconds), loop)
        if problem:
            self.transport.tell_silence(problem)
            self.transport.time.hide()
            self.transport.loop.hide()
            self.transport.play.setEnabled(False)
        else:
            self.transport.show_playing(True)
            self._clock.start()

    def _restart(self) -> None:
        if self.playing:
            self._play(self.board.head)

    def _switch(self, place: int) -> None:
        self.board.heard = place
        self.board.update()
        self._restart()

    def _sought(self, seconds: float) -> None:
        self._tell()
        if self.playing:
            self._play(seconds)

    def _marked(self) -> None:
        if self.board.mark is not None:
            self.transport.loop.setChecked(True)
            self.board.move_head(self.board.mark[0])
            self._tell()
            self._restart()

    def _tick(self) -> None:
        player = self._players[self.board.heard]
        if player.playing:
            self.board.move_head(player.position)
            self._tell()
        else:
            self.release()

    def _tell(self) -> None:
        self.transport.tell_time(self.board.head, self.board.total)

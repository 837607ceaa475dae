"""Sound: plays a signal, or says why the computer cannot."""

from __future__ import annotations

import importlib.util
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

Signal32 = npt.NDArray[np.float32]
AHEAD = 0.4  # seconds that are handed over before they are heard: as long as the window may stand still


def multimedia() -> Any:
    """Qt's sound library, or None where the system lacks what it needs."""
    if importlib.util.find_spec("PySide6.QtMultimedia") is None:
        return None
    try:
        from PySide6 import QtMultimedia
    except ImportError:  # libpulse0 is missing on a bare Linux
        return None
    return QtMultimedia


class Feed:
    """16-bit samples of a signal from `start` on, at the rate and channels the loudspeaker takes, piece by piece.

    With `loop`, a pair of seconds, it goes on at the first whenever it comes to the second.
    """

    def __init__(
        self, signal: Signal32, rate: int, out: tuple[int, int], start: float, loop: tuple[float, float] | None = None
    ) -> None:
        self._signal, self._rate, (self._out_rate, self._channels) = signal, rate, out
        self.loop = loop if loop is not None and loop[1] - loop[0] > 0.02 else None
        self._end = self.loop[1] if self.loop else len(signal) / rate
        self._start = min(start, self._end)
        self._given = 0

    @property
    def exhausted(self) -> bool:
        """Whether all has been given out."""
        return self.loop is None and self._start + self._given / self._out_rate >= self._end

    def place(self, elapsed: Any) -> Any:
        """The second of the signal that is heard so many seconds after the start; numbers or arrays."""
        at = self._start + elapsed
        if self.loop is None:
            return np.minimum(at, self._end)
        return np.where(at < self._end, at, self.loop[0] + (at - self._end) % (self._end - self.loop[0]))

    def read(self, frames: int) -> bytes:
        """The next frames, interleaved; fewer at the end."""
        if self.loop is None:
            frames = min(frames, round((self._end - self._start) * self._out_rate) - self._given)
        times = self.place((self._given + np.arange(max(frames, 0))) / self._out_rate)
        if not len(times):
            self._given += 1
            return b""
        self._given += frames
        index = times * self._rate
        left = index.astype(np.int64).clip(0, len(self._signal) - 1)
        right, part = (left + 1).clip(0, len(self._signal) - 1), (index - left)[:, None]
        values = self._signal[left, : self._channels] * (1 - part) + self._signal[right, : self._channels] * part
        return np.asarray(np.clip(values, -1, 1) * 32767, dtype="<i2").tobytes()


class Sound(QObject):
    """Plays one signal (N, channels) at a rate, from any second; nothing is opened before the first `play`."""

    stopped = Signal()

    def __init__(self, signal: Signal32, rate: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signal, self._rate = signal, rate
        self._sink: Any = None
        self._feed = Feed(signal, rate, (rate, 1), 0.0)
        self._timer = QTimer(self, interval=round(AHEAD * 250))
        self._timer.timeout.connect(self._pour)

    def play(self, start: float = 0.0, loop: tuple[float, float] | None = None) -> str:
        """Start to play; returns a sentence where that is impossible, else nothing."""
        self.stop()
        media = multimedia()
        if media is None:
            return QCoreApplication.translate("Sound", "Sound cannot be played: the system's sound library is missing.")
        device = media.QMediaDevices.defaultAudioOutput()
        if device.isNull():
            return QCoreApplication.translate("Sound", "Sound cannot be played: no loudspeaker was found.")
        wanted = media.QAudioFormat()
        wanted.setSampleRate(self._rate)
        wanted.setChannelCount(min(self._signal.shape[1], 2))
        wanted.setSampleFormat(media.QAudioFormat.SampleFormat.Int16)
        if not device.isFormatSupported(wanted):
            wanted.setSampleRate(device.preferredFormat().sampleRate())
        self._feed = Feed(self._signal, self._rate, (wanted.sampleRate(), wanted.channelCount()), start, loop)
        self._idle, self._frame = media.QAudio.State.IdleState, 2 * wanted.channelCount()
        self._sink = media.QAudioSink(device, wanted, self)
        self._sink.setBufferSize(round(AHEAD * wanted.sampleRate()) * self._frame)
        self._device = self._sink.start()
        self._pour()
        self._timer.start()
        return ""

    def stop(self) -> None:
        """Be silent."""
        self._timer.stop()
        if self._sink is not None:
            sink, self._sink = self._sink, None
            sink.stop()
            sink.deleteLater()
            self.stopped.emit()

    @property
    def playing(self) -> bool:
        """Whether sound comes out."""
        return self._sink is not None

    @property
    def position(self) -> float:
        """The second being heard."""
        return float(self._feed.place(self._sink.processedUSecs() / 1e6 if self._sink is not None else 0.0))

    def _pour(self) -> None:
        """Hand over what the loudspeaker has room for; stop when all has been heard."""
        if self._sink is None:
            return
        if self._feed.exhausted:
            if self._sink.state() == self._idle:
                self.stop()
            return
        data = self._feed.read(self._sink.bytesFree() // self._frame)
        if data and self._device is not None:
            self._device.write(data)

"""Sound: plays a signal, or says why the computer cannot."""

from __future__ import annotations

import importlib.util
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QObject, Signal

Signal32 = npt.NDArray[np.float32]


def _multimedia() -> Any:
    """Qt's sound library, or None where the system lacks what it needs."""
    if importlib.util.find_spec("PySide6.QtMultimedia") is None:
        return None
    try:
        from PySide6 import QtMultimedia
    except ImportError:  # libpulse0 is missing on a bare Linux
        return None
    return QtMultimedia


class Sound(QObject):
    """Plays one signal (N, channels) at a rate, from any second; nothing is opened before the first `play`."""

    stopped = Signal()

    def __init__(self, signal: Signal32, rate: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signal, self._rate = signal, rate
        self._sink: Any = None
        self._start = 0.0

    def play(self, start: float = 0.0) -> str:
        """Start to play; returns a sentence where that is impossible, else nothing."""
        self.stop()
        media = _multimedia()
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
        self._bytes = QByteArray(_pcm(self._signal, self._rate, start, wanted.sampleRate(), wanted.channelCount()))
        self._buffer = QBuffer(self._bytes, self)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._start = start
        self._idle = media.QAudio.State.IdleState
        self._sink = media.QAudioSink(device, wanted, self)
        self._sink.stateChanged.connect(self._state)
        self._sink.start(self._buffer)
        return ""

    def stop(self) -> None:
        """Be silent."""
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
        return self._start + self._sink.processedUSecs() / 1e6 if self._sink is not None else self._start

    def _state(self, state: object) -> None:
        if self._sink is not None and state == self._idle:
            self.stop()


def _pcm(signal: Signal32, rate: int, start: float, out_rate: int, channels: int) -> bytes:
    """16-bit interleaved samples from `start` seconds on, at the rate and channels the loudspeaker takes."""
    signal = signal[round(start * rate) :, :channels]
    if out_rate != rate and len(signal):
        places = np.arange(0, len(signal), rate / out_rate)
        signal = np.stack([np.interp(places, np.arange(len(signal)), c) for c in signal.T], axis=1)
    return (np.clip(signal, -1, 1) * 32767).astype("<i2").tobytes()

"""Sound: plays a signal, or says why the computer cannot."""

from __future__ import annotations

import importlib.util
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from app.previews.arrays import Floats

BUFFER_SECONDS = 0.4  # of sound in the device's buffer: as long as the window's thread may be blocked


def multimedia() -> Any:
    """The module QtMultimedia, or None where the system lacks a library it needs."""
    if importlib.util.find_spec("PySide6.QtMultimedia") is None:
        return None
    try:
        from PySide6 import QtMultimedia
    except ImportError:  # a minimal Linux has no libpulse0
        return None
    return QtMultimedia


class PcmStream:
    """A signal as 16-bit samples from `start` on, resampled to the rate and channels of a device, read in chunks.

    With `loop`, a pair of seconds, playback returns to the first whenever it reaches the second.
    """

    def __init__(
        self,
        signal: Floats,
        rate: int,
        output: tuple[int, int],
        start: float,
        loop: tuple[float, float] | None = None,
    ) -> None:
        self._signal, self._rate, (self._output_rate, self._channels) = signal, rate, output
        self.loop = loop if loop is not None and loop[1] - loop[0] > 0.02 else None
        self._end = self.loop[1] if self.loop else len(signal) / rate
        self._start = min(start, self._end)
        self._frames_read = 0

    @property
    def exhausted(self) -> bool:
        """Whether the last frame has been read."""
        return self.loop is None and self._start + self._frames_read / self._output_rate >= self._end

    def position_after(self, elapsed: Any) -> Any:
        """The second of the signal that is heard `elapsed` seconds after the start; numbers or arrays."""
        position = self._start + elapsed
        if self.loop is None:
            return np.minimum(position, self._end)
        return np.where(
            position < self._end, position, self.loop[0] + (position - self._end) % (self._end - self.loop[0])
        )

    def read(self, frames: int) -> bytes:
        """The next frames, channels interleaved; fewer at the end."""
        if self.loop is None:
            frames = min(frames, round((self._end - self._start) * self._output_rate) - self._frames_read)
        times = self.position_after((self._frames_read + np.arange(max(frames, 0))) / self._output_rate)
        if not len(times):
            self._frames_read += 1
            return b""
        self._frames_read += frames
        index = times * self._rate
        left = index.astype(np.int64).clip(0, len(self._signal) - 1)
        right, part = (left + 1).clip(0, len(self._signal) - 1), (index - left)[:, None]
        values = self._signal[left, : self._channels] * (1 - part) + self._signal[right, : self._channels] * part
        return np.asarray(np.clip(values, -1, 1) * 32767, dtype="<i2").tobytes()


class Sound(QObject):
    """Plays a signal (N, channels) from any second; the audio device is opened by `play`."""

    stopped = Signal()

    def __init__(self, signal: Floats, rate: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signal, self._rate = signal, rate
        self._sink: Any = None
        self._stream = PcmStream(signal, rate, (rate, 1), 0.0)
        self._timer = QTimer(self, interval=round(BUFFER_SECONDS * 250))
        self._timer.timeout.connect(self._fill_buffer)

    def play(self, start: float = 0.0, loop: tuple[float, float] | None = None) -> str:
        """Start to play; returns "", or a sentence why this computer cannot."""
        self.stop()
        media = multimedia()
        if media is None:
            return QCoreApplication.translate("Sound", "Sound cannot be played: the system's sound library is missing.")
        device = media.QMediaDevices.defaultAudioOutput()
        if device.isNull():
            return QCoreApplication.translate("Sound", "Sound cannot be played: no loudspeaker was found.")
        format_ = media.QAudioFormat()
        format_.setSampleRate(self._rate)
        format_.setChannelCount(min(self._signal.shape[1], 2))
        format_.setSampleFormat(media.QAudioFormat.SampleFormat.Int16)
        if not device.isFormatSupported(format_):
            format_.setSampleRate(device.preferredFormat().sampleRate())
        output = format_.sampleRate(), format_.channelCount()
        self._stream = PcmStream(self._signal, self._rate, output, start, loop)
        self._idle, self._frame_bytes = media.QAudio.State.IdleState, 2 * format_.channelCount()
        self._sink = media.QAudioSink(device, format_, self)
        self._sink.setBufferSize(round(BUFFER_SECONDS * format_.sampleRate()) * self._frame_bytes)
        self._device = self._sink.start()
        self._fill_buffer()
        self._timer.start()
        return ""

    def stop(self) -> None:
        """Stop, and close the audio device."""
        self._timer.stop()
        if self._sink is not None:
            sink, self._sink = self._sink, None
            sink.stop()
            sink.deleteLater()
            self.stopped.emit()

    @property
    def playing(self) -> bool:
        """Whether the audio device is open."""
        return self._sink is not None

    @property
    def position(self) -> float:
        """The second of the signal that is heard now."""
        elapsed = self._sink.processedUSecs() / 1e6 if self._sink is not None else 0.0
        return float(self._stream.position_after(elapsed))

    def _fill_buffer(self) -> None:
        """Write as much as the device has room for; stop when everything has been heard."""
        if self._sink is None:
            return
        if self._stream.exhausted:
            if self._sink.state() == self._idle:
                self.stop()
            return
        data = self._stream.read(self._sink.bytesFree() // self._frame_bytes)
        if data and self._device is not None:
            self._device.write(data)

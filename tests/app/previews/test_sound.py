"""Sound that is played in chunks."""

from __future__ import annotations

import numpy as np
import pytest

from app.previews.sound import PcmStream


def test_sound_comes_in_pieces_and_ends() -> None:
    signal = np.linspace(0, 0.9, 100, dtype=np.float32)[:, None]
    stream = PcmStream(signal, 100, (200, 1), 0.5)
    pieces = [stream.read(40), stream.read(40), stream.read(40)]
    assert [len(piece) // 2 for piece in pieces] == [40, 40, 20]
    values = np.frombuffer(b"".join(pieces), "<i2") / 32767
    assert np.allclose(values[:99], np.interp(0.5 + np.arange(99) / 200, np.arange(100) / 100, signal[:, 0]), atol=1e-3)
    assert stream.exhausted
    assert stream.read(10) == b""


def test_a_loop_never_ends_and_says_where_it_is() -> None:
    stream = PcmStream(np.zeros((1000, 1), np.float32), 1000, (1000, 1), 0.3, (0.2, 0.6))
    for _ in range(10):
        assert len(stream.read(500)) == 1000
    assert not stream.exhausted
    assert float(stream.position_after(0.1)) == pytest.approx(0.4)
    assert float(stream.position_after(0.35)) == pytest.approx(0.25)
    assert float(stream.position_after(0.35 + 0.4)) == pytest.approx(0.25)

"""What will come back is computed once for each size, and goes with the medium it belongs to."""

from __future__ import annotations

import gc
from weakref import ref

import numpy as np
from pytestqt.qtbot import QtBot

import engine
from app.hide.choices import ChosenMedium
from app.hide.foresights import Foresights
from app.previews import background
from app.session import Item

LONG = 60_000


def test_nothing_of_a_medium_stays_that_nobody_holds(qtbot: QtBot) -> None:
    foresights, gone = Foresights(), list[ref[engine.Medium]]()
    for side in (64, 1200, 32):  # kept as it is, and scaled; the worker of the last call holds its medium still
        image = engine.Image(np.full((side, side, 1), 120, np.uint8))
        secret = ChosenMedium.of(Item("grey.png", image))
        assert foresights.of(secret, 0, engine.STANDARD, None) is None
        with qtbot.waitSignal(foresights.changed, timeout=LONG):
            pass
        found = foresights.of(secret, 0, engine.STANDARD, None)
        assert found is not None
        assert (found.kept is image) == (side < 1200)
        gone.append(ref(image))
        del image, secret, found
    qtbot.waitUntil(background.idle, timeout=LONG)
    gc.collect()
    assert [medium() for medium in gone[:2]] == [None, None]

"""The names of the stages of a fit, as the plan numbers them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pytestqt.qtbot import QtBot

import engine
from app.hide.choices import ChosenMedium
from app.hide.fit_view import FitView
from app.hide.outcome import HideTask
from app.hide.runner import HideRunner
from app.session import Item
from app.worker import TaskQueue


def test_a_stage_has_the_number_of_its_card_and_a_video_with_sound_is_one_secret(
    qtbot: QtBot, tasks: TaskQueue, image: engine.Image
) -> None:
    sound = engine.Audio(np.zeros((800, 1), np.float32), 8000)
    film = engine.Video(np.zeros((4, 16, 16, 3), np.uint8), 10.0, sound)
    chosen = [ChosenMedium.of(Item(name, medium)) for name, medium in (("a", image), ("film", film), ("c", image))]
    chosen[1] = replace(chosen[1], owner=1)  # so that it is fitted last
    plan = engine.plan([engine.Secret(one.medium, one.owner) for one in chosen], image, engine.DRAFT)
    runner = HideRunner(tasks)
    view = FitView(runner)
    qtbot.addWidget(view)
    runner.task = HideTask(tuple(chosen), ChosenMedium.of(Item("cover", image)), plan, {})
    reports = [engine.Progress(stage="secret", index=index) for index in range(4)]
    names = [view.stage_name(report).replace("\u2068", "").replace("\u2069", "") for report in reports]
    assert names == [
        "Fitting secret 1 of 3: a",
        "Fitting secret 3 of 3: c",
        "Fitting secret 2 of 3: film (frames)",
        "Fitting secret 2 of 3: film (sound)",
    ]
    assert view.stage_name(engine.Progress(stage="cover")) == "Fitting the cover around the secrets"

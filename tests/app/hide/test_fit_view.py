"""A fit under way: the names of its stages, the stations on its way, and the picture coming into focus."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

import engine
from app.hide.choices import ChosenFile, ChosenMedium
from app.hide.fit_view import FitView
from app.hide.outcome import HideTask
from app.hide.runner import HideRunner
from app.hide.stations import MOST, Stations
from app.previews import background
from app.session import Item
from app.worker import TaskQueue
from tests.engine.tiny import tiny


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


def test_what_comes_before_the_first_fit_is_no_check(qtbot: QtBot, tasks: TaskQueue) -> None:
    view, check = FitView(HideRunner(tasks)), engine.Progress(stage="check")
    qtbot.addWidget(view)
    assert view.stage_name(check) == "Preparing"
    view._begin_stage(engine.Progress(stage="secret"))
    assert view.finish.text() == "On to the next step"
    view._begin_stage(engine.Progress(stage="cover"))
    assert view.finish.text() == "Use it as it is"
    assert view.stage_name(check) == "Checking the result"


def test_an_exact_file_is_not_counted_among_the_fits(qtbot: QtBot, tasks: TaskQueue, image: engine.Image) -> None:
    exact = engine.ExactFile("letter.txt", b"dear")
    chosen = (ChosenFile.of(exact), ChosenMedium.of(Item("a", image)))
    plan = engine.plan([engine.Secret(exact), engine.Secret(image)], image, engine.DRAFT)
    runner = HideRunner(tasks)
    view = FitView(runner)
    qtbot.addWidget(view)
    runner.task = HideTask(chosen, ChosenMedium.of(Item("cover", image)), plan, {})
    assert view.stage_name(engine.Progress(stage="secret")) == "Fitting the secret"


def task_of(image: engine.Image, count: int) -> HideTask:
    chosen = [ChosenMedium.of(Item(f"photo {number}.png", image)) for number in range(1, count + 1)]
    plan = engine.plan([engine.Secret(image) for _ in chosen], image, tiny(width=160))
    return HideTask(tuple(chosen), ChosenMedium.of(Item("cover", image)), plan, {})


def test_the_stations_are_the_secrets_by_name_the_cover_and_the_check(qtbot: QtBot, image: engine.Image) -> None:
    way = Stations()
    qtbot.addWidget(way)
    way.begin(task_of(image, 2))
    assert [station.name for station in way.stations] == ["photo 1.png", "photo 2.png", "Cover", "Check"]
    said = []
    for report in (
        engine.Progress(stage="secret", index=0, overall=0.1),
        engine.Progress(stage="secret", index=1, overall=0.3),
        engine.Progress(stage="cover", overall=0.9),
        engine.Progress(stage="check", overall=0.99),
    ):
        way.show_progress(report)
        said.append((way.current, way.accessibleDescription()))
    assert said == [
        (0, "10 % done, photo 1.png"), (1, "30 % done, photo 2.png"), (2, "90 % done, Cover"), (3, "99 % done, Check"),
    ]  # fmt: skip


def test_many_secrets_share_one_station(qtbot: QtBot, image: engine.Image) -> None:
    way = Stations()
    qtbot.addWidget(way)
    way.begin(task_of(image, MOST + 1))
    assert [station.stage for station in way.stations] == ["secret", "cover", "check"]
    assert way.stations[0].name.startswith(f"{MOST + 1} secret")
    way.show_progress(engine.Progress(stage="secret", index=MOST))
    assert way.current == 0


def test_one_picture_comes_into_focus_and_the_curves_stay_as_they_were_left(
    qtbot: QtBot, tasks: TaskQueue, image: engine.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = HideRunner(tasks)
    view = FitView(runner)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    runner.task = task_of(image, 1)
    monkeypatch.setattr(HideRunner, "running", True)
    view.begin()
    assert not view._curves.isVisible()
    runner.progressed.emit(engine.Progress(stage="secret", preview=image, loss=0.1, quality=20.0))
    first = view._preview
    assert first is not None
    runner.progressed.emit(engine.Progress(stage="secret", preview=image, loss=0.1, quality=21.0))
    assert view._preview is first  # zoomed and moved as it was
    qtbot.waitUntil(lambda: first.width() > 0.9 * view.width())
    assert first.height() > 0.6 * view.height()
    view.details.click()
    view.end()
    view.begin()
    assert view._curves.isVisible()
    qtbot.waitUntil(background.idle, timeout=20_000)

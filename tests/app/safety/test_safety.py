"""Is my file safe: the session, the words and the widgets of the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

import engine
from app.safety.attack_groups import GROUPS
from app.safety.attack_texts import ATTACK_TEXTS, attack_name, attack_question, result_text
from app.safety.findings_panel import FindingsPanel
from app.safety.page import SafetyPage
from app.safety.score_bar import ScoreBar
from app.safety.session import SafetySession, Verdict
from app.safety.verdict_panel import VerdictPanel
from app.worker import TaskQueue
from engine.steganalysis.attacks import ATTACKS
from engine.steganalysis.calibration import EMPTY, UNSEALED
from engine.steganalysis.finding import finding_of

VECTORS = Path(__file__).resolve().parents[2] / "vectors"
SEALED, PAPER = VECTORS / "exact.undersong", VECTORS / "paper-exact.undersong"


def found(name: str, score: float) -> engine.Finding:
    return finding_of(next(attack for attack in ATTACKS if attack.id == name), score, "image")


def checked(qtbot: QtBot, tasks: TaskQueue, path: Path) -> SafetySession:
    session = SafetySession(tasks)
    with qtbot.waitSignal(session.examined, timeout=60_000):
        session.check(path)
    return session


def test_a_sealed_file_is_like_an_empty_one(qtbot: QtBot, tasks: TaskQueue) -> None:
    session = checked(qtbot, tasks, SEALED)
    assert session.verdict is Verdict.LIKE_EMPTY
    assert len(session.findings) == len(ATTACKS)
    assert session.picture is None
    assert len(session.numbers().splitlines()) == len(ATTACKS) + 1


def test_an_unsealed_file_is_readable(qtbot: QtBot, tasks: TaskQueue) -> None:
    session = checked(qtbot, tasks, PAPER)
    assert session.verdict is Verdict.READABLE
    assert "A13" in [f.id for f in session.unusual]


def test_what_stands_out_in_a_file_with_a_vault_is_unusual(qtbot: QtBot, tasks: TaskQueue) -> None:
    session = checked(qtbot, tasks, SEALED)
    session.findings[0] = found("A1", UNSEALED["image"]["A1"][4] * 100)
    assert session.verdict is Verdict.UNUSUAL


def test_what_is_no_file_of_ours_is_told_and_leaves_nothing(qtbot: QtBot, tasks: TaskQueue, tmp_path: Path) -> None:
    bad = tmp_path / "bad.undersong"
    bad.write_bytes(b"nothing")
    session = SafetySession(tasks)
    with qtbot.waitSignal(session.failed, timeout=20_000) as failure:
        session.check(bad)
    assert isinstance(failure.args[0], engine.InvalidStegoError)
    assert session.path is None
    assert session.findings == []


def test_another_file_takes_the_place_of_the_one_under_way(qtbot: QtBot, tasks: TaskQueue) -> None:
    session = SafetySession(tasks)
    with qtbot.waitSignal(session.examined, timeout=60_000):
        session.check(PAPER)
        session.check(SEALED)
    assert session.path == SEALED
    qtbot.waitUntil(tasks.idle)
    assert session.path == SEALED


def test_stopping_leaves_an_empty_page(qtbot: QtBot, tasks: TaskQueue) -> None:
    session = SafetySession(tasks)
    page = SafetyPage(session)
    qtbot.addWidget(page)
    page.show()
    page.open_files([SEALED])
    with qtbot.waitSignal(session.progressed, timeout=20_000):
        pass
    assert page.bar.isVisible()
    qtbot.mouseClick(page.stop, Qt.MouseButton.LeftButton)
    assert not session.running
    assert page.zone.isVisible()
    qtbot.waitUntil(tasks.idle)
    assert session.findings == []


def test_going_back_stops_the_tests_for_which_a_save_would_wait(qtbot: QtBot, tasks: TaskQueue) -> None:
    page = SafetyPage(SafetySession(tasks))
    qtbot.addWidget(page)
    page.show()
    page.open_files([SEALED])
    with qtbot.waitSignal(page.session.progressed, timeout=20_000):
        pass
    page.back.click()
    assert not page.session.running
    qtbot.waitUntil(tasks.idle)
    assert page.zone.isVisible()


def test_every_attack_has_its_words() -> None:
    assert set(ATTACK_TEXTS) == {attack.id for attack in ATTACKS}
    quiet = {a.id: found(a.id, EMPTY["image"][a.id][2]) for a in ATTACKS}
    assert all(attack_name(f) and attack_question(f).endswith(("?", ".")) for f in quiet.values())
    assert "rarely" in result_text(quiet["A8"])  # it does not tell the two kinds apart, and says so
    assert "rarely" not in result_text(quiet["A6"])
    assert "Stands out" in result_text(found("A6", 100.0))


def test_a_bar_says_in_words_what_it_draws(qtbot: QtBot) -> None:
    bar = ScoreBar(found("A6", 100.0), "Layers")
    qtbot.addWidget(bar)
    bar.resize(300, 26)
    assert "100.00" in bar.accessibleDescription()
    high = bar.grab().toImage()
    other = ScoreBar(found("A6", EMPTY["image"]["A6"][2]), "Layers")
    qtbot.addWidget(other)
    other.resize(300, 26)
    assert other.grab().toImage() != high


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_is_one_sentence_and_its_meaning(qtbot: QtBot, image: engine.Image, verdict: Verdict) -> None:
    panel = VerdictPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.show_verdict(verdict, "a.undersong", image if verdict is Verdict.READABLE else None)
    assert panel.sentence in panel.accessibleName()
    shown = [one for one in panel.findChildren(QLabel) if one.isVisible() and not one.pixmap().isNull()]
    assert len(shown) == (2 if verdict is Verdict.READABLE else 1)


def test_the_numbers_are_folded_and_can_be_copied(qtbot: QtBot, tasks: TaskQueue) -> None:
    page = SafetyPage(SafetySession(tasks))
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.session.examined, timeout=60_000):
        page.open_files([SEALED])
    assert not page.numbers.text.isVisible()
    qtbot.mouseClick(page.numbers.toggle, Qt.MouseButton.LeftButton)
    assert page.numbers.text.isVisible()
    qtbot.mouseClick(page.numbers.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == page.session.numbers()


def test_every_attack_is_in_one_group() -> None:
    grouped = [name for group in GROUPS for name in group.attacks]
    assert sorted(grouped) == sorted(attack.id for attack in ATTACKS)
    assert all(group.texts()[0].endswith("?") for group in GROUPS)


def test_what_says_nothing_is_folded_and_what_stands_out_is_open(qtbot: QtBot) -> None:
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.show()
    quiet = [found(attack.id, EMPTY["image"][attack.id][2]) for attack in ATTACKS]
    panel.show_findings(quiet)
    panel.resize(900, 700)
    QApplication.processEvents()
    assert not any(bar.isVisible() for bar in panel.findChildren(ScoreBar))
    assert "hardly ever" in panel.groups[1].accessibleName()  # that some of them are weak is not folded away
    qtbot.mouseClick(panel.groups[1].toggle, Qt.MouseButton.LeftButton)
    assert sum(bar.isVisible() for bar in panel.findChildren(ScoreBar)) == len(GROUPS[1].attacks)
    loud = [found("A6", 100.0) if finding.id == "A6" else finding for finding in quiet]
    panel.show_findings(loud)
    assert [row.tests.isHidden() for row in panel.groups] == [True, False, True, True]
    assert "stand" in panel.groups[1].accessibleName()

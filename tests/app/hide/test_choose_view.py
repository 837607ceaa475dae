"""The Hide page with much on it, in small windows, from right to left and by keyboard alone: nothing is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

import engine
from app.hide.choose_view import ChooseView
from app.hide.session import HideSession
from app.kit import theme
from app.kit.button import Button
from app.kit.text import ElidedLabel
from app.session import Item
from app.widgets.draggable_card import CARD_MIME
from app.worker import TaskQueue

LONG_WORDS = (
    "abstract accident bachelor calendar daughter elephant favorite generate hospital identify kangaroo language"
)
LONG_NAME = "a name that somebody gave to a file and never thought of how it would look in a list " * 3 + ".png"
PAGE = (1280, 715)  # what is left of a window of 1280 x 800


@pytest.fixture
def page(qtbot: QtBot, tasks: TaskQueue, qapp: QApplication) -> Iterator[ChooseView]:
    theme.apply(qapp, "light")
    view = ChooseView(HideSession(tasks))
    for source in (view._session, view._session.choosing):
        source.changed.connect(view.refresh)
    view.refresh()
    view.resize(*PAGE)
    qtbot.addWidget(view)
    view.show()
    yield view
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    view._session.choosing.clear()  # nobody waits for forecasts
    qtbot.waitUntil(tasks.idle, timeout=30_000)


@pytest.fixture
def fill(qtbot: QtBot, page: ChooseView, image: engine.Image) -> Callable[..., None]:
    """Puts a cover and so many secrets on the page."""

    def filled(*names: str) -> None:
        session = page._session
        sound = engine.Audio(np.zeros((800, 1), np.float32), 8000)
        for place, name in enumerate(names):
            session.choosing.add_medium(Item(name, sound if place % 2 else image))
        session.choosing.set_cover(Item(LONG_NAME, image))
        qtbot.waitUntil(lambda: session.choosing.preview is not None, timeout=30_000)
        session.choosing.silence("forecast")
        qtbot.waitUntil(page.hide_button.isEnabled, timeout=30_000)
        QApplication.processEvents()

    return filled


def scroll(page: ChooseView) -> QScrollArea:
    found = page.findChild(QScrollArea)
    assert isinstance(found, QScrollArea)
    return found


def told(page: ChooseView) -> list[QWidget]:
    """Everything that says something."""
    kinds = (QLabel, QAbstractButton, QComboBox, QLineEdit)
    return [w for w in page.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]


def place(widget: QWidget, page: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def cut(page: ChooseView) -> list[str]:
    """What has less room than it needs, and may not give way."""
    result = []
    for widget in told(page):
        if isinstance(widget, ElidedLabel) or (isinstance(widget, QLabel) and widget.wordWrap()):
            continue
        if widget.width() < widget.minimumSizeHint().width() or widget.height() < widget.minimumSizeHint().height():
            result.append(f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()}")
        parent = widget.parentWidget()
        if parent is not None and not parent.rect().contains(widget.geometry()):
            result.append(f"outside: {widget.accessibleName()}")
    return result


def overlapping(page: ChooseView) -> list[tuple[str, str]]:
    inner = scroll(page).widget()
    assert inner is not None
    inside = [w for w in told(page) if inner.isAncestorOf(w)]
    window = place(page.secrets.list.viewport(), page)
    within = page.secrets.list.isAncestorOf  # a list that scrolls: what it does not show is nowhere
    places = [
        (w, place(w, page).intersected(window) if within(w) else place(w, page))
        for w in inside
        if not isinstance(w, QLabel) or w.text()
    ]
    pairs = []
    for index, (one, area) in enumerate(places):
        for other, its in places[index + 1 :]:
            if area.intersects(its) and not one.isAncestorOf(other) and not other.isAncestorOf(one):
                pairs.append(
                    (f"{type(one).__name__} {area} {one.accessibleName()[:20]}", f"{type(other).__name__} {its}")
                )
    return pairs


@pytest.mark.parametrize("count", [0, 1, 8])
def test_nothing_is_below_the_fold(qtbot: QtBot, page: ChooseView, fill: Callable[..., None], count: int) -> None:
    fill(*[f"{number}.png" for number in range(count)])
    qtbot.waitUntil(lambda: not cut(page))  # an offer may have come this moment, and its button has no place yet
    assert scroll(page).verticalScrollBar().maximum() == 0
    assert page.secrets.list.verticalScrollBar().maximum() == 0


def test_a_window_that_gets_smaller_leaves_the_quality_in_sight(page: ChooseView, fill: Callable[..., None]) -> None:
    page.resize(1900, 1000)
    fill("0.png", "1.wav", "2.png", "3.wav")
    assert page.secrets.look.isVisible()
    assert page.secrets.list.verticalScrollBar().maximum() == 0  # the cards come first
    page.resize(800, 470)  # what is left of the smallest window
    QApplication.processEvents()
    assert not page.secrets.look.isVisible()
    assert scroll(page).verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("width", [720, 1280, 1920])
def test_eight_long_names_and_four_keys_fit(
    page: ChooseView, fill: Callable[..., None], qapp: QApplication, width: int, direction: Qt.LayoutDirection
) -> None:
    qapp.setLayoutDirection(direction)
    page.resize(width, PAGE[1])
    for _ in range(3):
        page._session.choosing.add_key()
    fill(*[LONG_NAME] * 8)
    qapp.processEvents()
    assert cut(page) == []
    assert overlapping(page) == []
    inner = scroll(page).widget()
    assert inner is not None
    assert inner.width() <= scroll(page).viewport().width()
    assert page.secrets.cards()[0].findChildren(ElidedLabel)[0].toolTip() == LONG_NAME


def test_twelve_long_words_fit(page: ChooseView, qapp: QApplication) -> None:
    panel = page.key.panels[0]
    for number, (cell, word) in enumerate(zip(panel._cells, LONG_WORDS.split(), strict=True), 1):
        cell.setText(f"{number}  {word}")
    qapp.processEvents()
    assert max(map(len, LONG_WORDS.split())) == 8  # no word is longer
    assert cut(page) == []


def test_tab_goes_through_everything_as_it_lies(page: ChooseView, fill: Callable[..., None]) -> None:
    fill("one.png", "two.wav")
    page.activateWindow()
    page.secrets.cards()[0].setFocus()
    seen: list[QWidget] = []
    widget: QWidget | None = page.secrets.cards()[0]
    while widget is not None and widget not in seen:
        seen.append(widget)
        widget = widget.nextInFocusChain()
        while widget is not None and not (widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()):
            widget = widget.nextInFocusChain()
    stops = [w for w in seen if page.isAncestorOf(w)]
    marks = [
        page.secrets.cards()[0], page.secrets.cards()[1], page.secrets.zone.button,
        page.recipes.cards["draft"].button, page.key_button, page.advanced_button, page.hide_button,
    ]  # fmt: skip
    assert [stops.index(mark) for mark in marks] == sorted(stops.index(mark) for mark in marks)
    unnamed = [w for w in stops if not w.accessibleName() and not getattr(w, "text", str)() and not w.toolTip()]
    assert [type(w).__name__ for w in unnamed if isinstance(w, QAbstractButton | QComboBox | QLineEdit)] == []


def test_a_card_is_dragged_to_another_place(page: ChooseView, fill: Callable[..., None]) -> None:
    fill("a.png", "b.wav", "c.png")
    mime = QMimeData()
    mime.setData(CARD_MIME, b"0")
    below = page.secrets.cards()[1].geometry().bottom() - 2
    page.secrets.list.dragMoveEvent(
        QDragMoveEvent(
            QPoint(40, below), Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    assert page.secrets.list._line.isVisible()
    event = QDropEvent(
        QPoint(40, below), Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.secrets.list.dropEvent(event)
    assert not page.secrets.list._line.isVisible()
    assert [secret.name for secret in page._session.choosing.choices.secrets] == ["b.wav", "a.png", "c.png"]


def test_the_focus_stays_with_a_card_that_moves(page: ChooseView, fill: Callable[..., None]) -> None:
    fill("a.png", "b.wav", "c.png")
    page.activateWindow()
    page.secrets.cards()[2].setFocus()
    QTest.keyClick(page.secrets.cards()[2], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [secret.name for secret in page._session.choosing.choices.secrets] == ["a.png", "c.png", "b.wav"]
    assert page.focusWidget() is page.secrets.cards()[1]
    QTest.keyClick(page.secrets.cards()[1], Qt.Key.Key_Delete)
    assert [secret.name for secret in page._session.choosing.choices.secrets] == ["a.png", "b.wav"]
    assert page.focusWidget() is page.secrets.cards()[1]


def test_what_is_crowded_offers_more_room(qtbot: QtBot, page: ChooseView) -> None:
    noise = engine.Image(np.random.default_rng(0).integers(0, 255, (256, 256, 3), np.uint8))
    session = page._session
    session.choosing.choose("draft")
    for number in range(8):
        session.choosing.add_medium(Item(f"noise {number}.png", noise))
    session.choosing.set_cover(Item("cover.png", noise))
    qtbot.waitUntil(lambda: bool((preview := session.choosing.preview) and preview.offers), timeout=30_000)
    assert "%" in page.meter._right.text()
    qtbot.waitUntil(lambda: any(b.isVisible() for b in page.meter.findChildren(Button)))  # a layout shows them later
    buttons = [b for b in page.meter.findChildren(Button) if b.isVisible()]
    assert buttons[0].text() == "Use twice the room"
    buttons[0].click()
    qtbot.waitUntil(page.hide_button.isEnabled, timeout=30_000)
    assert page.advanced._combos["room"].currentData() == session.choosing.choices.tuning["room"] == 2
    session.clear()  # nobody waits for forecasts of noise


def test_an_exact_cover_is_a_choice_of_advanced(page: ChooseView, fill: Callable[..., None]) -> None:
    page.advanced.exact.click()
    assert page._session.choosing.recipe().exact_cover
    fill("one.png")
    assert page.advanced.exact.isChecked()
    page.advanced.exact.click()
    assert page._session.choosing.choices.tuning == {}

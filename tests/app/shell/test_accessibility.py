"""Every page without a mouse: what can have the focus is named, is reached by Tab in order, and shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

import engine
from app.compare.audio_timeline import AudioTimeline
from app.example import session
from app.hide.crops import Crops
from app.hide.fit_plot import FitPlot
from app.kit import theme
from app.previews.canvas import ImageCanvas
from app.previews.preview import Preview
from app.session import Item
from app.shell.about import AboutDialog
from app.shell.settings import Settings
from app.shell.settings_dialog import SettingsDialog
from app.shell.window import Window

ROOT = Path(__file__).resolve().parents[3]
STEGO = ROOT / "tests" / "vectors" / "exact.undersong"
LONG = 60_000
BRIEF = 1.0  # seconds a fit takes that is to be over
MOST = 120  # presses of Tab on one page
AWAY = 60  # pixels by which a control may stand above the one before it and still follow it


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setattr(session, "RECIPE", session.RECIPE)  # which `fill` makes quicker
    theme.apply(qapp, "light")
    result = Window(Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)))
    result.resize(1280, 1000)
    qtbot.addWidget(result, before_close_func=lambda _: let_go(result))  # before anything else: closing would ask
    with qtbot.waitActive(result):
        result.show()
        result.activateWindow()
    yield result
    result.tasks.close()
    qtbot.waitUntil(result.tasks.idle)
    qapp.setStyleSheet("")


def let_go(window: Window) -> None:
    """Stop what is being made, and forget what was and is not saved."""
    for busy in (window.hiding.session, window.example.session):
        busy.cancel()
        busy.discard()


def hide(qtbot: QtBot, window: Window, image: engine.Image, secrets: int, seconds: float) -> None:
    """Press Hide, and come back when there is a picture to look at, or when all is over."""
    session, fit = window.hiding.session, window.hiding.fit
    window.show_page(window.hiding)
    session.choosing.choose("draft")
    session.choosing.tune(seconds=seconds)
    for name in "abc"[:secrets]:
        session.choosing.add_medium(Item(f"{name}.png", image))
    session.choosing.set_cover(Item("cover.png", image))
    qtbot.waitUntil(lambda: session.ready, timeout=LONG)
    session.start()
    over = (lambda: bool(fit.findChildren(Preview))) if seconds > BRIEF else (lambda: session.outcome is not None)
    qtbot.waitUntil(over, timeout=LONG)
    qtbot.waitUntil(lambda: silent(window.hiding) == [], timeout=LONG)  # the curves are drawn ten times a second


def fill(qtbot: QtBot, window: Window, image: engine.Image, place: str) -> QWidget:
    """The page, with something on it where it can hold something."""
    page: QWidget = getattr(window, place.split()[0])
    window.show_page(page)
    if place == "hiding filled":
        window.hiding.session.choosing.add_medium(Item("a.png", image))
        window.hiding.session.choosing.add_medium(Item("b.png", image))
        qtbot.waitUntil(lambda: bool(window.hiding.findChildren(Crops)), timeout=LONG)  # then it is shown anew
    elif place == "hiding fit":
        hide(qtbot, window, image, 1, 300.0)
    elif place == "hiding result":
        hide(qtbot, window, image, 2, BRIEF)
        window.hiding.result.show_pair(1)
    elif place.startswith("example"):
        session.RECIPE = replace(session.RECIPE, seconds=300.0 if place == "example" else BRIEF)
        window.show_example()
        view = page.fit if place == "example" else page.result
        qtbot.waitUntil(lambda: view.isVisible() and bool(view.findChildren(Preview)), timeout=LONG)
    elif place == "revealing opened":
        with qtbot.waitSignal(window.revealing.session.opened, timeout=LONG):
            window.open_files([STEGO])
        qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    elif place == "safety checked":
        with qtbot.waitSignal(window.safety.session.examined, timeout=LONG):
            window.check(STEGO)
        window.safety.numbers.toggle.click()
        qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    elif place == "comparing both":
        window.comparing.session.put(0, Item("a.png", image))
        window.comparing.session.put(1, Item("b.png", image))
        qtbot.waitUntil(lambda: window.comparing.session.measures is not None, timeout=LONG)
        qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    QApplication.processEvents()
    return page


def can_have_focus(widget: QWidget) -> bool:
    """Whether Tab should come by."""
    tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def stops(root: QWidget) -> list[QWidget]:
    """What can have the focus in a window or a page."""
    return [widget for widget in root.findChildren(QWidget) if can_have_focus(widget)]


def name_of(widget: QWidget) -> str:
    """What a screen reader says."""
    if widget.accessibleName():
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name)) if interface is not None else ""


def silent(root: QWidget) -> list[str]:
    """The pictures and curves whose look nobody is told who cannot see it."""
    return [
        repr(widget)
        for widget in root.findChildren(QWidget)
        if isinstance(widget, (Preview, ImageCanvas, AudioTimeline, FitPlot)) and widget.isVisible()
        and not (widget.accessibleName() and widget.accessibleDescription())
    ]  # fmt: skip


def walk(root: QWidget) -> list[QWidget]:
    """All that Tab comes by, from the first to the first again."""
    found: list[QWidget] = []
    first = QApplication.focusWidget()
    for _ in range(MOST):
        QTest.keyClick(QApplication.focusWidget() or root, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert here is not None, f"the focus is lost after {found[-1:]}"
        if here not in found:
            found.append(here)
        if here is first:
            return found
    raise AssertionError("Tab never comes back")


PLACES = (
    "start", "hiding", "hiding filled", "hiding fit", "hiding result", "revealing", "revealing opened", "comparing",
    "comparing both", "safety", "safety checked", "help", "example", "example found",
)  # fmt: skip

EMPTY = ("hiding", "revealing", "comparing", "safety")  # the same with something on it shows more


@pytest.mark.parametrize("place", PLACES)
def test_a_page_without_a_mouse(qtbot: QtBot, window: Window, image: engine.Image, place: str) -> None:
    page = fill(qtbot, window, image, place)
    named = {widget: name_of(widget) for widget in stops(window)}
    assert [repr(widget) for widget, name in named.items() if not name.strip()] == []
    assert silent(page) == []
    window.activateWindow()
    window.header.tabs[0][0].setFocus()
    qtbot.waitUntil(window.header.tabs[0][0].hasFocus)
    reached = walk(window)
    plain = [w for w in stops(window) if type(w) is not QScrollArea]
    assert [named[w] for w in plain if w not in reached] == []
    inside = [w for w in reached if page.isAncestorOf(w) and not isinstance(w, QAbstractScrollArea)]
    order = [w.mapTo(page, QPoint(0, 0)) for w in inside]
    back = [
        (named.get(a, ""), named.get(b, ""))
        for (a, b), (p, q) in zip(pairwise(inside), pairwise(order), strict=True)
        if q.y() < p.y() - AWAY and abs(q.x() - p.x()) < 40
    ]
    assert back == []  # in one column, nothing that stands higher comes later


@pytest.mark.parametrize("place", [place for place in PLACES if place not in EMPTY])
def test_the_focus_shows(qtbot: QtBot, window: Window, image: engine.Image, place: str) -> None:
    page = fill(qtbot, window, image, place)
    silent = []
    for widget in stops(window):
        if not (page.isAncestorOf(widget) or window.header.isAncestorOf(widget)) or type(widget) is QScrollArea:
            continue
        widget.clearFocus()
        window.header.more.setFocus() if widget is not window.header.more else window.header.tabs[0][0].setFocus()
        QApplication.processEvents()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if widget.hasFocus() and widget.grab().toImage() == before:
            silent.append(f"{type(widget).__name__} {name_of(widget)}")
    assert silent == []


@pytest.mark.parametrize("kind", [SettingsDialog, AboutDialog])
def test_dialogs_without_a_mouse(qtbot: QtBot, window: Window, kind: type[QWidget]) -> None:
    dialog = SettingsDialog(window.settings, window) if kind is SettingsDialog else AboutDialog(window)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    stops(dialog)[0].setFocus()
    qtbot.waitUntil(lambda: stops(dialog)[0].hasFocus())
    assert [repr(w) for w in stops(dialog) if not name_of(w).strip()] == []
    reached = walk(dialog)
    assert [name_of(w) for w in stops(dialog) if w not in reached] == []


def ratio(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG reckons it."""
    lights = []
    for colour in (one, other):
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(colour).getRgbF()[:3]]
        lights.append(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=lambda colours: colours.scheme)
def test_borders_and_the_focus_stand_out(colours: theme.Colours) -> None:
    for mark in ("edge", "accent", "danger"):
        for ground in ("window", "surface", "raised"):
            assert ratio(getattr(colours, mark), getattr(colours, ground)) >= 3, (mark, ground)
    assert ratio(colours.accent, colours.accent_soft) >= 3


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What reaches the screen reader, in order."""
    result: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        assert isinstance(event, QAccessibleAnnouncementEvent)
        result.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return result


def test_each_stage_of_a_fit_is_told_aloud(
    qtbot: QtBot, window: Window, image: engine.Image, said: list[str], tmp_path: Path
) -> None:
    hide(qtbot, window, image, 2, BRIEF)
    assert said == [
        "Fitting secret 1 of 2: \u2068a.png\u2069",
        "Fitting secret 2 of 2: \u2068b.png\u2069",
        "Fitting the cover around the secrets",
        "Checking the result",
        "The file is ready and checked. It is not saved yet.",
    ]
    window.hiding.session.save(tmp_path / "nowhere" / "file")
    qtbot.waitUntil(window.hiding.notice.isVisible, timeout=LONG)
    assert said[5:] == [window.hiding.notice.accessibleName()]


def test_the_end_of_the_example_is_told_aloud(
    qtbot: QtBot, window: Window, image: engine.Image, said: list[str]
) -> None:
    page = fill(qtbot, window, image, "example found")
    assert said[-1] == page.result.summary.text()
    assert said[-2] == "Checking the result"


def test_a_curve_without_points_says_so(qtbot: QtBot) -> None:
    plot = FitPlot("Quality", " dB")
    qtbot.addWidget(plot)
    nothing = plot.accessibleDescription()
    assert nothing
    plot.add(0.0, 31.0)
    plot.paint()
    assert "31" in plot.accessibleDescription()
    plot.clear()
    assert plot.accessibleDescription() == nothing

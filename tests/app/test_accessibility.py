"""Every page without a mouse: what can have the focus is named, is reached by Tab in order, and shows it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

import engine
from app import theme
from app.about import AboutDialog
from app.session import Item
from app.settings import Settings
from app.settings_page import SettingsDialog
from app.window import Window

ROOT = Path(__file__).resolve().parents[2]
STEGO = ROOT / "tests" / "vectors" / "exact.undersong"
MOST = 120  # presses of Tab on one page
AWAY = 60  # pixels by which a control may stand above the one before it and still follow it


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    theme.apply(qapp, "light")
    result = Window(Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)))
    result.resize(1280, 1000)
    qtbot.addWidget(result)
    with qtbot.waitActive(result):
        result.show()
        result.activateWindow()
    yield result
    result.bench.close()
    qtbot.waitUntil(result.bench.idle)
    qapp.setStyleSheet("")


def fill(qtbot: QtBot, window: Window, image: engine.Image, place: str) -> QWidget:
    """The page, with something on it where it can hold something."""
    page: QWidget = getattr(window, place.split()[0])
    window.turn(page)
    if place == "hiding filled":
        window.hiding.session.add_medium(Item("a.png", image))
        window.hiding.session.add_medium(Item("b.png", image))
    elif place == "revealing opened":
        with qtbot.waitSignal(window.revealing.session.opened, timeout=60_000):
            window.take([STEGO])
        qtbot.waitUntil(window.bench.idle, timeout=60_000)
    elif place == "safety checked":
        with qtbot.waitSignal(window.safety.session.examined, timeout=60_000):
            window.check(STEGO)
        window.safety.fold.open.click()
        qtbot.waitUntil(window.bench.idle, timeout=60_000)
    elif place == "comparing both":
        window.comparing.session.put(0, Item("a.png", image))
        window.comparing.session.put(1, Item("b.png", image))
        qtbot.waitUntil(lambda: window.comparing.session.measures is not None, timeout=60_000)
        qtbot.waitUntil(window.bench.idle, timeout=60_000)
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
    "start", "hiding", "hiding filled", "revealing", "revealing opened", "comparing", "comparing both", "safety",
    "safety checked", "help",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_page_without_a_mouse(qtbot: QtBot, window: Window, image: engine.Image, place: str) -> None:
    page = fill(qtbot, window, image, place)
    named = {widget: name_of(widget) for widget in stops(window)}
    assert [repr(widget) for widget, name in named.items() if not name.strip()] == []
    window.activateWindow()
    window.head.tabs[0][0].setFocus()
    qtbot.waitUntil(window.head.tabs[0][0].hasFocus)
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


@pytest.mark.parametrize(
    "place", ["start", "hiding filled", "revealing opened", "comparing both", "safety checked", "help"]
)
def test_the_focus_shows(qtbot: QtBot, window: Window, image: engine.Image, place: str) -> None:
    page = fill(qtbot, window, image, place)
    silent = []
    for widget in stops(window):
        if not (page.isAncestorOf(widget) or window.head.isAncestorOf(widget)) or type(widget) is QScrollArea:
            continue
        widget.clearFocus()
        window.head.more.setFocus() if widget is not window.head.more else window.head.tabs[0][0].setFocus()
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


def test_every_preview_says_what_it_shows(qtbot: QtBot, image: engine.Image) -> None:
    from app.previews import preview_of
    from app.widgets.fit_plot import FitPlot

    preview = preview_of(image)
    qtbot.addWidget(preview)
    assert preview.accessibleName()
    plot = FitPlot("Quality", " dB")
    qtbot.addWidget(plot)
    plot.add(1.0, 20.0)
    plot.add(2.0, 30.0)
    plot.paint()
    assert any(character.isdigit() for character in plot.accessibleName() + plot.accessibleDescription())

"""The part of the self-test that needs Qt: every page and dialog in every language and theme, with every modality."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget

from app.hide.key_sheet import qr_code
from app.kit import icons, theme
from app.kit.theme import Theme
from app.previews import background
from app.previews.render_process import RenderProcess
from app.previews.renderer import RenderSettings
from app.previews.sound import multimedia
from app.self_test.check import Check, ball, media
from app.self_test.waiting import run_events, wait_until
from app.session import Item
from app.shell.about import BUILT_ON, AboutDialog, libraries
from app.shell.help_page import chapters
from app.shell.settings import THEMES, Settings
from app.shell.settings_dialog import SettingsDialog
from app.shell.window import Window
from app.text import translation
from app.text.translation import LANGUAGES, Language

MIN_COLOURS = 24  # of a page that shows something
DRAW_SECONDS = 0.2  # that drawing a page takes
TIMEOUT = 120.0  # seconds


class _Stage:
    """Opens and closes windows with settings of their own."""

    def __init__(self, folder: Path) -> None:
        running = QApplication.instance()
        self.app = running if isinstance(running, QApplication) else QApplication(["undersong"])
        self.folder = folder
        self.window: Window | None = None

    def open(self, language: Language, look: Theme) -> Window:
        """Open a window in a language and a theme."""
        settings = Settings(QSettings(str(self.folder / f"{language}-{look}.ini"), QSettings.Format.IniFormat))
        settings.language, settings.theme = language, look
        if translation.install(self.app, settings.language) != language:
            raise ValueError(f"the program does not speak {language}")
        theme.apply(self.app, settings.theme)
        self.window = Window(settings)
        self.window.show()
        return self.window

    def close(self) -> None:
        """Close the window."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
        run_events(0)
        background.close()

    def check(self, name: str, widget: QWidget) -> None:
        """Raises ValueError if the widget draws next to nothing."""
        run_events(DRAW_SECONDS)
        picture = widget.grab().toImage()
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}
        if len(colours) < MIN_COLOURS:
            raise ValueError(f"{name} is empty: {len(colours)} colours")


def checks(folder: Path) -> Iterator[Check]:
    """Every page and dialog, and resources and libraries that a package may lack."""
    stage = _Stage(folder)
    yield "resources", _resources
    yield "libraries and their licences", _libraries
    for language in LANGUAGES[1:]:
        yield f"pages in {language}", partial(_pages, stage, language)
    for modality in media():
        yield f"{modality} compared", partial(_compared, stage, modality)
    yield "3D", _rendered
    yield "sound", _sound
    yield "key as a QR code", lambda: str(qr_code("twelve words").width())


def _resources() -> str:
    if icons.app_icon().pixmap(64, 64).toImage().pixelColor(32, 32).alpha() == 0:
        raise ValueError("the program's icon is empty")
    counts = {code: len(chapters(code)) for code in translation.NAMES}
    if len(set(counts.values())) != 1 or not counts["en"]:
        raise ValueError(f"chapters of the guide: {counts}")
    return f"{counts['en']} chapters"


def _libraries() -> str:
    found = libraries()
    missing = set(BUILT_ON) - {name for name, _, _ in found}
    if missing:
        raise ValueError(f"no licences of {sorted(missing)}")
    return f"{len(found)} libraries"


def _pages(stage: _Stage, language: Language) -> str:
    """Every page and dialog, light and dark."""
    for look in THEMES[1:]:
        window = stage.open(language, look)
        for index in range(window.pages.count()):
            if (page := window.pages.widget(index)) is not None:
                window.show_page(page)
                stage.check(type(page).__name__, window)
        for dialog in (SettingsDialog(window.settings, window), AboutDialog(window)):
            dialog.show()
            stage.check(type(dialog).__name__, dialog)
            dialog.close()
        stage.close()
    return ""


def _compared(stage: _Stage, modality: str) -> str:
    """Two media of one modality on the Compare page."""
    window = stage.open("en", "light")
    session = window.comparing.session
    window.show_page(window.comparing)
    medium, suffix = media()[modality]
    for index in range(2):
        session.put(index, Item(f"{modality}{suffix}", medium))
    wait_until(lambda: session.measures is not None and window.tasks.idle(), TIMEOUT)
    stage.check(modality, window)
    stage.close()
    return ""


def _rendered() -> str:
    """A shape rendered by VTK in its own process; a computer without OpenGL is no failure."""
    shape, process = ball(), RenderProcess()  # not the program's, which a preview may still be using
    try:
        process.ask("mesh", 0, (shape.vertices, shape.faces))
        pixels = process.ask("draw", 0, RenderSettings(96, 96, -30.0, 20.0, 1.0, "#ff8800"))[0]
    except OSError as error:
        if str(error).startswith(("ImportError", "ModuleNotFoundError")):
            raise  # the package is incomplete, not the computer
        return "this computer offers no OpenGL"
    if not pixels[48, 48, 3]:
        raise ValueError("the shape was not drawn")
    return "drawn"


def _sound() -> str:
    library = multimedia()
    if library is None:
        return "this computer lacks the library for sound"
    return f"{len(library.QMediaDevices.audioOutputs())} loudspeakers"

"""Pictures of every page, from the real window through a real hide and reveal, in both themes.

python packaging/screenshots.py [FOLDER] [--size 1280x800] [--recipe draft] [--cover FILE] [--secret FILE]...
                                [--theme light] [--language de] [--reversed]

The picture of the README, and the small ones of the guide in a language:

python packaging/screenshots.py --readme
python packaging/screenshots.py --guide --language de
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "resources" / "examples"
UNSEALED = ROOT / "tests" / "vectors" / "paper-exact.undersong"
LONGEST = 20 * 60  # seconds any one step may take
GUIDE = ("hide", "fit", "result")  # what the guide shows
GUIDE_SIZE, GUIDE_COLOURS = (1100, 760), 96  # pixels of the window; and so few colours that a picture is 100 KB


def main() -> int:
    """Take the pictures; 0 when all were taken."""
    parser = argparse.ArgumentParser(description="Pictures of every page of the program.")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--recipe", default="draft", choices=("draft", "standard", "fine"))
    parser.add_argument("--cover", type=Path, default=EXAMPLES / "coffee.jpg")
    parser.add_argument("--secret", type=Path, action="append", default=[])
    parser.add_argument("--theme", action="append", choices=("light", "dark"), default=[])
    parser.add_argument("--language", default="en", choices=("en", "de"))
    parser.add_argument("--reversed", action="store_true", help="laid out from right to left")
    parser.add_argument("--readme", action="store_true", help="only the result: a photo and a sound in a photo")
    parser.add_argument("--guide", action="store_true", help="what the guide shows, small")
    options = parser.parse_args()
    options.names, place = (), ROOT / "resources" / "screenshots"
    if options.readme or options.guide:
        options.names = GUIDE if options.guide else ("result",)
        options.theme, options.secret = ["light"], [EXAMPLES / "rocket.jpg", EXAMPLES / "music.flac"]
    if options.guide:
        options.size, place = "x".join(map(str, GUIDE_SIZE)), ROOT / "resources" / "help" / options.language
    options.folder = options.folder or place
    options.folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    secrets = options.secret or [EXAMPLES / "music.flac", EXAMPLES / "spot.ply"]
    with tempfile.TemporaryDirectory() as folder:
        _Photographer(options, Path(folder)).everything(options.cover, secrets)
    return 0


class _Photographer:
    """Drives the window as a person would and takes a picture of every stage."""

    def __init__(self, options: argparse.Namespace, scratch: Path) -> None:
        import torch  # noqa: F401  before Qt, as in the program
        from PySide6.QtCore import QSettings, Qt
        from PySide6.QtWidgets import QApplication

        from app import translation
        from app.settings import Settings
        from app.window import Window

        self.options, self.scratch = options, scratch
        running = QApplication.instance()
        self.app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
        store = QSettings(str(scratch / "settings.ini"), QSettings.Format.IniFormat)
        settings = Settings(store)
        settings.language = options.language
        translation.install(self.app, options.language)
        if options.reversed:
            QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.window = Window(settings)
        self.window.resize(*map(int, options.size.split("x")))
        self.window.show()

    def everything(self, cover: Path, secrets: list[Path]) -> None:
        """From the start page to the revealed secrets."""
        window = self.window
        self.shoot("start")
        for name in ("comparing", "safety", "help"):
            window.turn(getattr(window, name))
            self.shoot(name)
        self.dialogs()
        session = window.hiding.session
        window.turn(window.hiding)
        self.settle()
        self.shoot("hide-empty")
        session.add_secrets(secrets)
        session.set_cover(cover)
        session.choose(self.options.recipe)
        if self.options.names:
            session.tune(seconds=float(LONGEST), decibels=34.0)  # as good on a busy computer as on an idle one
        self.until(lambda: session.ready)
        self.settle()
        self.shoot("hide")
        half = []
        session.progressed.connect(lambda p: half.append(p) if p.stage == "cover" and p.fraction > 0.6 else None)
        session.start()
        self.until(lambda: bool(half))
        self.shoot("fit")
        self.until(lambda: session.outcome is not None)
        self.settle()
        if self.options.names:
            window.hiding.result.show_pair(1)
        self.shoot("result")
        path = self.scratch / "coffee.undersong"
        session.save(path)
        self.until(lambda: session.path is not None and window.bench.idle())
        window.take([path])
        reveal = window.revealing.session
        self.until(lambda: reveal.cover is not None and window.bench.idle())
        self.settle()
        self.shoot("reveal-locked")
        key = session.choices.key
        assert key is not None
        reveal.reveal(key)
        self.until(lambda: bool(reveal.secrets) and window.bench.idle())
        self.settle()
        self.shoot("reveal")
        for name, file in (("safety-sealed", path), ("safety-unsealed", UNSEALED)):
            window.check(file)
            self.until(lambda: bool(window.safety.session.findings) and window.bench.idle())
            self.settle()
            self.shoot(name)
        session.path = session.path or path
        window.close()

    def dialogs(self) -> None:
        """The windows that open above the window."""
        from app.about import AboutDialog
        from app.settings_page import SettingsDialog

        for name, dialog in (
            ("settings", SettingsDialog(self.window.settings, self.window)),
            ("about", AboutDialog(self.window)),
        ):
            dialog.show()
            self.shoot(name, dialog)
            dialog.close()

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        """The window as it is, in each theme."""
        if self.options.names and name not in self.options.names:
            return
        for theme in self.options.theme or ("light", "dark"):
            self.window.settings.theme = theme
            self.settle()
            path = self.options.folder / (f"{name}.png" if self.options.names else f"{name}-{theme}.png")
            (widget or self.window).grab().save(str(path))
            if self.options.guide:
                self.shrink(path)
            print(path, flush=True)

    def shrink(self, path: Path) -> None:
        """Make a picture small enough to come with the program."""
        from PIL import Image

        with Image.open(path) as picture:
            few = picture.convert("RGB").quantize(GUIDE_COLOURS)
        few.save(path, optimize=True)

    def settle(self, seconds: float = 0.7) -> None:
        """Let the window draw what it has to."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def until(self, done: Callable[[], bool]) -> None:
        """Run the program until something is so."""
        waited = 0.0
        while not done():
            self.settle(0.1)
            waited += 0.1
            if waited > LONGEST:
                raise TimeoutError("the program did not get there")


if __name__ == "__main__":
    sys.exit(main())

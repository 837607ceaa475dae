"""Screenshots of every page of the real window, through a real hide and reveal, in both themes.

python packaging/screenshots.py [FOLDER] [--size 1280x800] [--recipe draft] [--cover FILE] [--secret FILE]...
                                [--theme light] [--language de] [--reversed] [--scale 1.5] [--only NAME]...
                                [--seconds 5]

The screenshot of the README, and the small ones of the guide in a language:

python packaging/screenshots.py --readme
python packaging/screenshots.py --guide --language de
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tour import Tour

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "resources" / "examples"
GUIDE = ("hide", "fit", "result-1", "reveal")  # screenshots of the guide, in the order of the tour
README = ("result-1",)
GUIDE_SIZE, GUIDE_COLOURS = (1100, 760), 96  # pixels; with 96 colours a screenshot has 100 KB


def main() -> int:
    """Take the screenshots; returns the exit code."""
    parser = argparse.ArgumentParser(description="Screenshots of every page of the program.")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--recipe", default="draft", choices=("draft", "standard", "fine"))
    parser.add_argument("--seconds", type=float, help="time for each fit, where the quality does not matter")
    parser.add_argument("--cover", type=Path, default=EXAMPLES / "coffee.jpg")
    parser.add_argument("--secret", type=Path, action="append", default=[])
    parser.add_argument("--theme", action="append", choices=("light", "dark"), default=[])
    parser.add_argument("--language", default="en", choices=("en", "de"))
    parser.add_argument("--reversed", action="store_true", help="right-to-left layout")
    parser.add_argument("--scale", help="the scale factor of the screen")
    parser.add_argument("--only", action="append", default=[], help="a stop of the tour, or a prefix of its name")
    parser.add_argument("--readme", action="store_true", help="only the result: a photo and a sound in a photo")
    parser.add_argument("--guide", action="store_true", help="the small screenshots of the guide")
    options = parser.parse_args()
    options.names, default = (), ROOT / "resources" / "screenshots"
    if options.readme or options.guide:
        options.names = GUIDE if options.guide else README
        options.recipe = "standard"
        options.theme, options.secret = ["light"], [EXAMPLES / "rocket.jpg", EXAMPLES / "music.flac"]
    if options.guide:
        options.size, default = "x".join(map(str, GUIDE_SIZE)), ROOT / "resources" / "help" / options.language
    options.folder = options.folder or default
    options.folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.scale:
        os.environ["QT_SCALE_FACTOR"] = options.scale
    sys.path.insert(0, str(ROOT))
    secrets = options.secret or [EXAMPLES / "music.flac", EXAMPLES / "spot.ply"]
    with tempfile.TemporaryDirectory() as folder:
        _Photographer(options, Path(folder)).everything(options.cover, secrets)
    return 0


class _Photographer:
    """Takes a screenshot at every stop of the tour."""

    def __init__(self, options: argparse.Namespace, scratch: Path) -> None:
        import torch  # noqa: F401  before Qt, as in the program
        from PySide6.QtCore import QSettings, Qt
        from PySide6.QtWidgets import QApplication

        from app.kit import theme
        from app.shell.settings import Settings
        from app.shell.window import Window
        from app.text import translation
        from tour import Tour

        self.options = options
        running = QApplication.instance()
        self.app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
        settings = Settings(QSettings(str(scratch / "settings.ini"), QSettings.Format.IniFormat))
        settings.language = options.language
        translation.install(self.app, options.language)
        if options.reversed:
            QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        theme.apply(self.app, (options.theme or ["light"])[0])
        self.window = Window(settings)
        self.window.resize(*map(int, options.size.split("x")))
        self.window.show()
        self.tour: Tour = Tour(self.window, scratch, options.recipe, options.seconds)

    def everything(self, cover: Path, secrets: list[Path]) -> None:
        """Run the tour, as far as screenshots are wanted."""
        from app.previews import background

        few = self.options.names
        last = [name for name in few if not self.options.only or name.startswith(tuple(self.options.only))][-1:]
        for name, widget in (self.tour.story if few else self.tour.everything)(cover, secrets):
            self.shoot(name, widget)
            if name in last:
                break
        self.window.shut_down()
        background.close()

    def shoot(self, name: str, widget: QWidget) -> None:
        """Take a screenshot of the widget in each theme."""
        wanted, only = self.options.names, self.options.only
        if (wanted and name not in wanted) or (only and not name.startswith(tuple(only))):
            return
        for theme in self.options.theme or ("light", "dark"):
            self.window.settings.theme = theme
            self.tour.settle()
            stem = name.split("-")[0] if wanted else f"{name}-{theme}"
            path = self.options.folder / f"{stem}.png"
            widget.grab().save(str(path))
            if self.options.guide:
                self.shrink(path)
            print(path, flush=True)

    def shrink(self, path: Path) -> None:
        """Reduce the colours, so that the file is small enough for the program."""
        from PIL import Image

        with Image.open(path) as picture:
            few = picture.convert("RGB").quantize(GUIDE_COLOURS)
        few.save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())

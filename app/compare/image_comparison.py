"""ImageComparison: two images, with the ways to look at them; large ones are prepared in the background."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

import engine
from app.compare.differences import apart, enlarged
from app.compare.mode_bar import ModeBar
from app.compare.two_pictures import Mode, TwoPictures
from app.previews.background import in_background
from app.previews.pixels import AT_ONCE, Bytes, Pyramid
from app.previews.summaries import brightness, together


class ImageComparison(QWidget):
    """Slider, side by side, blink, and the difference made visible."""

    def __init__(
        self, before: engine.Image, after: engine.Image, names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pixels = (before.pixels, after.pixels)
        self._both = (Pyramid.quick(before.pixels), Pyramid.quick(after.pixels))
        self._gap: Bytes | None = None
        self.canvas = TwoPictures(*self._both, names)
        self.canvas.setAccessibleDescription(together(names, (brightness(before.pixels), brightness(after.pixels))))
        self.bar = mode_bar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.bar)
        layout.addWidget(self.canvas, 1)
        self.bar.chosen.connect(self._choose)
        self.bar.enlarged.connect(self._enlarge)
        for place, pixels in enumerate(self._pixels):
            make = partial(Pyramid.of, pixels)
            if pixels.shape[0] * pixels.shape[1] <= AT_ONCE:
                self._take(place, make())
            else:
                in_background(self, make, partial(self._take, place))

    def _take(self, place: int, pyramid: Pyramid) -> None:
        self._both = (pyramid, self._both[1]) if place == 0 else (self._both[0], pyramid)
        self.canvas.show_pictures(*self._both, self.canvas.difference)

    def _choose(self, place: int) -> None:
        self.canvas.show_mode(list(Mode)[place])
        if self.canvas.mode is Mode.DIFFERENCE and self.canvas.difference is None:
            self._enlarge(self.bar.factor)

    def _enlarge(self, factor: int) -> None:
        def call() -> tuple[Bytes, Pyramid]:
            gap = self._gap if self._gap is not None else apart(*self._pixels)
            return gap, Pyramid.of(enlarged(gap, factor))

        def done(result: tuple[Bytes, Pyramid]) -> None:
            self._gap = result[0]
            if factor == self.bar.factor:
                self.canvas.difference_name = self.tr("Difference × %d") % factor
                self.canvas.show_pictures(*self._both, result[1])

        in_background(self, call, done)


def mode_bar() -> ModeBar:
    """The four ways to look at two pictures, in the order of `Mode`."""
    say = QCoreApplication.translate
    texts = [say("Comparison", "Slider"), say("Comparison", "Side by side")]
    texts += [say("Comparison", "Blink"), say("Comparison", "Difference")]
    return ModeBar(texts, factors=True)

"""ImageComparison: two images with a slider, side by side, blinking, or as their amplified difference."""

from __future__ import annotations

from functools import cache, partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

import engine
from app.compare.comparison_canvas import ComparisonCanvas
from app.compare.differences import absolute_difference, amplified
from app.compare.picture_modes import PictureMode, picture_mode_bar
from app.previews.background import in_background
from app.previews.pixels import IMMEDIATE_PIXELS, Pyramid
from app.previews.summaries import brightness, together


class ImageComparison(QWidget):
    """Shows large images roughly at once; their full resolution is prepared in the background."""

    def __init__(
        self, before: engine.Image, after: engine.Image, names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pixels = (before.pixels, after.pixels)
        self._pyramids = (Pyramid.coarse(before.pixels), Pyramid.coarse(after.pixels))
        self._difference = cache(partial(absolute_difference, *self._pixels))
        self.canvas = ComparisonCanvas(*self._pyramids, names)
        self.canvas.setAccessibleDescription(together(names, (brightness(before.pixels), brightness(after.pixels))))
        self.bar = picture_mode_bar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.bar)
        layout.addWidget(self.canvas, 1)
        self.bar.chosen.connect(self._show_mode)
        self.bar.factor_changed.connect(self._show_difference)
        for index, pixels in enumerate(self._pixels):
            make = partial(Pyramid.of, pixels)
            if pixels.shape[0] * pixels.shape[1] <= IMMEDIATE_PIXELS:
                self._replace(index, make())
            else:
                in_background(self, make, partial(self._replace, index))

    def _replace(self, index: int, pyramid: Pyramid) -> None:
        first, second = self._pyramids
        self._pyramids = (pyramid, second) if index == 0 else (first, pyramid)
        self.canvas.show_pictures(*self._pyramids, self.canvas.difference)

    def _show_mode(self, index: int) -> None:
        self.canvas.show_mode(list(PictureMode)[index])
        if self.canvas.mode is PictureMode.DIFFERENCE and self.canvas.difference is None:
            self._show_difference(self.bar.factor)

    def _show_difference(self, factor: int) -> None:
        def done(pyramid: Pyramid) -> None:
            self.canvas.difference_name = self.tr("Difference × %d") % factor
            self.canvas.show_pictures(*self._pyramids, pyramid)

        in_background(self, lambda: Pyramid.of(amplified(self._difference(), factor)), done, "difference")

"""ShapeComparison: two shapes that turn together, in one colour or coloured by how far they are apart."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QCloseEvent, QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

import engine
from app.compare.mode_bar import ModeBar
from app.previews.background import in_background
from app.previews.mesh import Floats, diagonal, distances
from app.previews.shape import ShapePreview
from app.widgets.pair import PreviewPair

SCALE = "cividis"  # of colours: reads the same for every eye
ENDS = ("#00224e", "#575d6d", "#a59c74", "#fee838")
LEAST = 0.002  # of the diagonal: below it all is the same, and noise would be coloured


class Legend(QWidget):
    """Which colour is which distance."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.most = 0.0
        self.setFixedHeight(22)
        self.setMinimumWidth(300)

    def tell(self, most: float) -> None:
        """The distance at the bright end, in parts of the first shape's diagonal."""
        self.most = most
        self.setAccessibleName(self.tr("Dark is 0, bright is %s %% of the size apart") % self._percent())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the colours between their two numbers."""
        painter = QPainter(self)
        painter.setPen(self.palette().text().color())
        end = self.tr("%s %% of the size apart") % self._percent()
        metrics, middle = painter.fontMetrics(), Qt.AlignmentFlag.AlignVCenter
        left, right = metrics.horizontalAdvance("0") + 8, metrics.horizontalAdvance(end) + 8
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | middle, "0")
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | middle, end)
        bar = QRectF(left, 6, max(20, self.width() - left - right), 10)
        colours = QLinearGradient(bar.topLeft(), bar.topRight())
        for place, colour in enumerate(ENDS):
            colours.setColorAt(place / (len(ENDS) - 1), QColor(colour))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours)
        painter.drawRoundedRect(bar, 5, 5)

    def _percent(self) -> str:
        return QLocale().toString(100 * self.most, "f", 1)


class ShapeComparison(QWidget):
    """Drag one, and both turn."""

    def __init__(
        self, before: engine.Shape, after: engine.Shape, names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shapes = (before, after)
        self.pair = PreviewPair(self._shapes, names)
        self.bar = ModeBar([self.tr("Side by side"), self.tr("Distance as colour")], factors=False)
        self.legend = Legend()
        self.legend.hide()
        self.bar.add(self.legend)
        self.apart: tuple[Floats, Floats] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.bar)
        layout.addWidget(self.pair, 1)
        self.bar.chosen.connect(self._choose)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Free what the views hold."""
        self.pair.close()
        super().closeEvent(event)

    def _views(self) -> list[ShapePreview]:
        return [view for view in self.pair.previews if isinstance(view, ShapePreview)]

    def _choose(self, place: int) -> None:
        if place == 0:
            self.legend.hide()
            for view in self._views():
                view.colour(None)
        elif self.apart is not None:
            self._colour()
        elif all(view.mesh is not None for view in self._views()):
            meshes = [view.mesh.vertices for view in self._views() if view.mesh is not None]
            before, after = self._shapes

            def call() -> tuple[Floats, Floats]:
                size = diagonal(before)
                return distances(meshes[0], after, size), distances(meshes[1], before, size)

            in_background(self, call, self._measured)
        else:  # not drawn yet, or one of them is empty
            for view in self._views():
                view.prepared.connect(self._again)

    def _again(self) -> None:
        if self.apart is None and self.bar.modes.place == 1 and all(view.mesh is not None for view in self._views()):
            self._choose(1)

    def _measured(self, found: tuple[Floats, Floats]) -> None:
        self.apart = found
        if self.bar.modes.place == 1:
            self._colour()

    def _colour(self) -> None:
        if self.apart is None:
            return
        most = max(LEAST, *(float(np.quantile(each, 0.995)) for each in self.apart))
        self.legend.tell(most)
        self.legend.show()
        for view, values in zip(self._views(), self.apart, strict=True):
            view.colour((values, most, SCALE))

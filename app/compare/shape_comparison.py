"""ShapeComparison: two shapes that rotate together, in one colour or coloured by their distance."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QCloseEvent, QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

import engine
from app.compare.mode_bar import ModeBar
from app.previews.arrays import Floats
from app.previews.background import in_background
from app.previews.mesh import diagonal, distances
from app.previews.shape import ShapePreview
from app.widgets.pair import PreviewPair

COLORMAP = "cividis"  # looks the same to colour-blind eyes
GRADIENT = ("#00224e", "#575d6d", "#a59c74", "#fee838")  # the same in the legend
MIN_RANGE = 0.002  # of the diagonal: a smaller range would colour the noise of equal shapes


class Legend(QWidget):
    """The colormap with the distances at its ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.max_distance = 0.0
        self.setFixedHeight(22)
        self.setMinimumWidth(300)

    def set_range(self, max_distance: float) -> None:
        """Set the distance at the bright end, as a fraction of the first shape's diagonal."""
        self.max_distance = max_distance
        self.setAccessibleName(self.tr("Distance from 0 (dark) to %s %% of the size (bright)") % self._percent())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().text().color())
        end = self.tr("%s %% of the size") % self._percent()
        metrics, middle = painter.fontMetrics(), Qt.AlignmentFlag.AlignVCenter
        left, right = metrics.horizontalAdvance("0") + 8, metrics.horizontalAdvance(end) + 8
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | middle, "0")
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | middle, end)
        bar = QRectF(left, 6, max(20, self.width() - left - right), 10)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        for index, colour in enumerate(GRADIENT):
            gradient.setColorAt(index / (len(GRADIENT) - 1), QColor(colour))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, 5, 5)

    def _percent(self) -> str:
        return QLocale().toString(100 * self.max_distance, "f", 1)


class ShapeComparison(QWidget):
    """Dragging either shape rotates both."""

    def __init__(
        self, before: engine.Shape, after: engine.Shape, names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shapes = (before, after)
        self.pair = PreviewPair(self._shapes, names)
        self.bar = ModeBar([self.tr("Side by side"), self.tr("Distance as colour")], amplify=False)
        self.legend = Legend()
        self.legend.hide()
        self.bar.add(self.legend)
        self.distances: tuple[Floats, Floats] | None = None  # of each vertex to the other surface
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.bar)
        layout.addWidget(self.pair, 1)
        self.bar.chosen.connect(self._show_mode)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.pair.close()
        super().closeEvent(event)

    def _views(self) -> list[ShapePreview]:
        return [view for view in self.pair.previews if isinstance(view, ShapePreview)]

    def _vertices(self) -> list[Floats]:
        """Of the meshes that are prepared: one for each shape that has faces."""
        return [view.mesh.vertices for view in self._views() if view.mesh is not None]

    def _show_mode(self, index: int) -> None:
        vertices = self._vertices()
        if index == 0:
            self.legend.hide()
            for view in self._views():
                view.set_colouring(None)
        elif self.distances is not None:
            self._show_distances()
        elif len(vertices) == 2:
            before, after = self._shapes

            def call() -> tuple[Floats, Floats]:
                size = diagonal(before)
                return distances(vertices[0], after, size), distances(vertices[1], before, size)

            in_background(self, call, self._measured)
        else:  # a mesh is not prepared yet, or a shape has no faces
            for view in self._views():
                view.mesh_changed.connect(self._retry)

    def _retry(self) -> None:
        if self.distances is None and self.bar.modes.index == 1 and len(self._vertices()) == 2:
            self._show_mode(1)

    def _measured(self, result: tuple[Floats, Floats]) -> None:
        self.distances = result
        if self.bar.modes.index == 1:
            self._show_distances()

    def _show_distances(self) -> None:
        if self.distances is None:
            return
        max_distance = max(MIN_RANGE, *(float(np.quantile(values, 0.995)) for values in self.distances))
        self.legend.set_range(max_distance)
        self.legend.show()
        for view, values in zip(self._views(), self.distances, strict=True):
            view.set_colouring((values, max_distance, COLORMAP))

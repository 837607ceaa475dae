"""FitPlot: a live curve of a training metric, cheap enough to repaint ten times a second for hours."""

from __future__ import annotations

import math

import pyqtgraph
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit.text import label

MIN_VALUE = 1e-12  # smallest value on a logarithmic axis
LINE = 24  # minimum pixels between the labels of an axis
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class FitPlot(QWidget):
    """`add` collects points and `paint` draws them; `begin` starts a new curve and fades the previous ones."""

    def __init__(self, title: str, unit: str, *, logarithmic: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._unit, self._logarithmic = title, unit, logarithmic
        self._times: list[float] = []
        self._values: list[float] = []
        self._painted = 0
        self._ticks: list[tuple[float, str]] = []
        self._lowest, self._highest = math.inf, 0.0  # over all curves
        pyqtgraph.setConfigOptions(antialias=False)
        self._plot = pyqtgraph.PlotWidget()
        self._plot.setMenuEnabled(False)
        self._plot.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs from left to right in every language
        self._plot.hideButtons()
        self._plot.setMouseEnabled(False, False)
        self._plot.setLogMode(False, logarithmic)
        self._plot.setMinimumHeight(90)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # nothing in it can be operated
        self.setAccessibleName(title)
        self.setAccessibleDescription(self.tr("No measurements yet"))
        self._curves: list[object] = []
        self._heading = label(title, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._heading)
        layout.addWidget(self._plot, 1)
        self._curve = self._new_curve()
        self._tint()

    def begin(self) -> None:
        """Start a new curve."""
        self.paint()
        self._curve = self._new_curve()
        self._times, self._values, self._painted = [], [], 0
        self._tint()

    def clear(self) -> None:
        """Remove all curves."""
        self._plot.clear()
        self._curves = []
        self._times, self._values, self._painted = [], [], 0
        self._lowest, self._highest = math.inf, 0.0
        self._curve = self._new_curve()
        self.setAccessibleDescription(self.tr("No measurements yet"))
        self._tint()

    def add(self, seconds: float, value: float) -> None:
        """Add a point without drawing it."""
        self._times.append(seconds)
        self._values.append(max(value, MIN_VALUE) if self._logarithmic else value)
        self._lowest, self._highest = min(self._lowest, self._values[-1]), max(self._highest, self._values[-1])

    def paint(self) -> None:
        """Draw the points added since the last call and show the newest value in the title."""
        if len(self._times) == self._painted:
            return
        self._painted = len(self._times)
        self._curve.setData(self._times, self._values)
        self._label()
        last = self._values[-1]
        text = QLocale().toString(last, "g", 2) if self._logarithmic else QLocale().toString(last, "f", 1)
        self._heading.setText(f"{self._title}   {text}{self._unit}")
        self.setAccessibleDescription(self._heading.text())

    def set_title(self, title: str) -> None:
        """Change the title; the value follows with the next `paint`."""
        self._title = title
        self.setAccessibleName(title)

    def _new_curve(self) -> pyqtgraph.PlotDataItem:
        curve = self._plot.plot([], [])
        curve.setDownsampling(auto=True, method="peak")
        curve.setClipToView(True)
        self._curves.append(curve)
        return curve

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._label()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_curve"):
            self._tint()
        super().changeEvent(event)

    def _tint(self) -> None:
        palette = self.palette()
        self._plot.setBackground(palette.alternateBase().color())
        faint = QColor(palette.highlight().color())
        faint.setAlpha(140)
        for curve in self._curves:
            colour = palette.highlight().color() if curve is self._curve else faint
            curve.setPen(pyqtgraph.mkPen(colour, width=1))  # type: ignore[attr-defined]
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(pyqtgraph.mkPen(palette.mid().color(), width=1))
            axis.setTextPen(pyqtgraph.mkPen(palette.placeholderText().color()))
            axis.setStyle(tickLength=-4, autoExpandTextSpace=True)
        self._label()
        self._plot.showGrid(x=False, y=True, alpha=0.12)

    def _label(self) -> None:
        """Label the decades of a logarithmic axis; pyqtgraph's own labels overlap within one decade."""
        if self._logarithmic:
            decades = math.log10(self._highest / self._lowest) if self._lowest <= self._highest else 1.0
            new = ticks(decades, self._plot.height() / LINE)
            if new != self._ticks:  # setTicks redraws the axis, which is too slow for ten times a second
                self._ticks = new
                self._plot.getAxis("left").setTicks([new])


def ticks(decades: float, max_labels: float) -> list[tuple[float, str]]:
    """Position (log10) and text of each label of a logarithmic axis that shows `decades`."""
    every = max(1, math.ceil(decades / max(1.0, max_labels)))
    factors = (1, 2, 5) if 3 * decades < max_labels else (1,)
    return [
        (power + math.log10(factor), _scientific(factor, power)) for power in range(-12, 7) if not power % every
        for factor in factors
    ]  # fmt: skip


def _scientific(factor: int, power: int) -> str:
    """factor × 10^power, with superscripts where it is very large or small."""
    if -4 < power < 4:
        return QLocale().toString(factor * 10.0**power, "g", 6)
    return f"{factor} · 10{str(power).translate(SUPERSCRIPTS)}".removeprefix("1 · ")

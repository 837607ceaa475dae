"""Stations: the way of a hide as a line: one stop for each secret, then the cover, then the check."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

import engine
from app.hide.outcome import HideTask
from app.kit.icons import pixmap

RADIUS, LINE, TICK = 8, 3, 12  # pixels: of a stop, of the line between stops, of the tick in a stop
HEIGHT = 52  # pixels: stops and names
MOST = 6  # secrets with a stop of their own; more share one


@dataclass(frozen=True, slots=True)
class Station:
    """A stop: its name, and the stage and indices of the reports that belong to it."""

    name: str
    stage: str
    indices: frozenset[int]

    def holds(self, progress: engine.Progress) -> bool:
        """Whether a report belongs to it."""
        return progress.stage == self.stage and (not self.indices or progress.index in self.indices)


class Stations(QWidget):
    """Painted; the description says in words which stops are done, and which one is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.stations: list[Station] = []
        self.current, self._fraction = -1, 0.0
        self.setAccessibleName(self.tr("Progress"))

    def begin(self, task: HideTask | None) -> None:
        """Show the way of a task, none of which is done."""
        self.stations = self._stations(task) if task is not None else []
        self.current, self._fraction = -1, 0.0
        self._describe(0.0)

    def show_progress(self, progress: engine.Progress) -> None:
        """Go on to where a report is."""
        held = (place for place, station in enumerate(self.stations) if station.holds(progress))
        self.current = next(held, self.current)
        self._fraction = progress.fraction
        self._describe(progress.overall)

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(400, HEIGHT)

    def _stations(self, task: HideTask) -> list[Station]:
        fits: dict[int, list[int]] = {}  # of each secret, which may have frames and sound
        for place, secret in enumerate(task.plan.secrets):
            fits.setdefault(secret.index, []).append(place)
        secrets = [Station(task.secrets[index].name, "secret", frozenset(places)) for index, places in fits.items()]
        if len(secrets) > MOST:
            every = frozenset(place for places in fits.values() for place in places)
            secrets = [Station(self.tr("%n secret(s)", "", len(secrets)), "secret", every)]
        return [
            *secrets,
            Station(self.tr("Cover"), "cover", frozenset()),
            Station(self.tr("Check"), "check", frozenset()),
        ]

    def _describe(self, overall: float) -> None:
        here = self.stations[self.current].name if self.current >= 0 else self.tr("Preparing")
        done = self.tr("%d %% done") % round(100 * overall)
        self.setAccessibleDescription(f"{done}, {here}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = len(self.stations)
        if not count:
            return
        width = self.width() / count
        done, ahead = palette.highlight().color(), palette.midlight().color()
        y = RADIUS + 2.0
        middles = [self._mirrored((place + 0.5) * width) for place in range(count)]
        for place in range(count - 1):
            one, other = middles[place], middles[place + 1]
            share = 1.0 if place < self.current else self._fraction if place == self.current else 0.0
            painter.setPen(QPen(ahead, LINE))
            painter.drawLine(QPointF(one, y), QPointF(other, y))
            if share:
                painter.setPen(QPen(done, LINE))
                painter.drawLine(QPointF(one, y), QPointF(one + share * (other - one), y))
        for place, (x, station) in enumerate(zip(middles, self.stations, strict=True)):
            reached = place <= self.current
            painter.setPen(QPen(done if reached else palette.mid().color(), 2))
            painter.setBrush(done if place < self.current else palette.alternateBase().color())
            painter.drawEllipse(QPointF(x, y), RADIUS, RADIUS)
            if place < self.current:
                tick = pixmap("check", palette.highlightedText().color(), TICK, self.devicePixelRatioF())
                painter.drawPixmap(QPointF(x - TICK / 2, y - TICK / 2), tick)
            elif place == self.current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(done)
                painter.drawEllipse(QPointF(x, y), RADIUS / 2, RADIUS / 2)
            painter.setPen(palette.text().color() if reached else palette.placeholderText().color())
            area = QRectF(x - width / 2 + 4, y + RADIUS + 4, width - 8, self.height() - y - RADIUS - 4)
            name = self.fontMetrics().elidedText(station.name, Qt.TextElideMode.ElideMiddle, int(area.width()))
            painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, name)

    def _mirrored(self, x: float) -> float:
        return self.width() - x if self.isRightToLeft() else x

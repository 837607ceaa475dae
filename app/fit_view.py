"""FitView: while a file is being made: the stage, the time left, the curves, the picture coming into focus."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

import engine
from app.amounts import duration
from app.hide_session import HideSession
from app.widgets.button import Button
from app.widgets.fit_plot import FitPlot
from app.widgets.pair import PreviewPair
from app.widgets.panel import Panel
from app.widgets.text import label

REPAINT = 100  # milliseconds between two paints of the curves


class FitView(QWidget):
    """Follows the session's progress."""

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session = session
        self._stage: tuple[str, int] | None = None
        self._pair: PreviewPair | None = None
        self._last: engine.Progress | None = None
        self._note = ""
        self._paint = QTimer(self, interval=REPAINT)
        self._since = QElapsedTimer()
        self._title, self._left = label("", "title"), label("", "muted")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 1000)
        self._device = label("", "small", wrap=True)
        self.cancel = Button(self.tr("Cancel"), "plain", "remove")
        self._pictures = Panel()
        self._loss = FitPlot(self.tr("Distance left (loss)"), "", logarithmic=True)
        self._quality = FitPlot(self.tr("Quality"), " dB")
        self._lay()
        self.cancel.clicked.connect(self._cancel)
        session.progressed.connect(self.follow)
        self._paint.timeout.connect(self._repaint)

    def begin(self) -> None:
        """A new fit starts."""
        self._stage, self._last, self._note = None, None, ""
        self._loss.clear()
        self._quality.clear()
        self._show_pair(None)
        self._title.setText(self.tr("Getting ready"))
        self._left.setText("")
        self._device.setText("")
        self._bar.setValue(0)
        self.cancel.setEnabled(True)
        self._since.start()
        self._paint.start()

    def end(self) -> None:
        """It is over, one way or another."""
        self._paint.stop()
        self._show_pair(None)

    def follow(self, progress: engine.Progress) -> None:
        """Take one report."""
        self._last = progress
        self._note = progress.note or self._note
        if (progress.stage, progress.index) != self._stage:
            self._begin_stage(progress)
        if progress.loss is not None:
            self._loss.add(progress.seconds, progress.loss)
        if progress.quality is not None:
            self._quality.add(progress.seconds, progress.quality)
        if progress.preview is not None:
            self._focus(progress.preview)

    def _begin_stage(self, progress: engine.Progress) -> None:
        if self._stage is not None and progress.quality is not None:
            self._loss.begin()
            self._quality.begin()
        self._stage = (progress.stage, progress.index)
        self._quality.name(self.tr("Quality (%s)") % progress.unit)
        self._title.setText(self.stage_name(progress))
        if progress.stage != "check":  # the finished cover stays while it is checked
            self._show_pair(None)

    def stage_name(self, progress: engine.Progress) -> str:
        """What is being done, in a person's words."""
        if progress.stage == "secret":
            if progress.count == 1:
                return self.tr("Learning the secret")
            return self.tr("Learning secret %d of %d") % (progress.index + 1, progress.count)
        if progress.stage == "cover":
            return self.tr("Learning the cover around it")
        return self.tr("Checking what the receiver will get")

    def _focus(self, medium: engine.Medium) -> None:
        if self._pair is None:
            self._show_pair(medium)
        elif self._pair.previews[1].shows(medium):
            self._pair.previews[1].show_medium(medium)

    def _original(self) -> engine.Medium | None:
        plan = self._session.forecast
        if not isinstance(plan, engine.Plan) or self._stage is None:
            return None
        stage, index = self._stage
        if stage == "secret":
            return plan.secrets[index].medium if index < len(plan.secrets) else None
        return plan.cover

    def _show_pair(self, medium: engine.Medium | None) -> None:
        if self._pair is not None:
            self._pair.close()
            self._pictures.body.removeWidget(self._pair)
            self._pair.deleteLater()
            self._pair = None
        original = self._original()
        if medium is not None and original is not None:
            self._pair = PreviewPair((original, medium), (self.tr("Original"), self.tr("Learned so far")))
            self._pictures.body.addWidget(self._pair, 1)

    def _repaint(self) -> None:
        progress = self._last
        if progress is None or not self.isVisible():
            return
        self._loss.paint()
        self._quality.paint()
        self._bar.setValue(round(1000 * progress.overall))
        self._bar.setAccessibleName(self.tr("%d %% done") % round(100 * progress.overall))
        if self.cancel.isEnabled():
            left = progress.seconds_left
            self._left.setText("" if left is None else self.tr("About %s left") % duration(left))
        names = {"cpu": self.tr("the processor"), "cuda": self.tr("the graphics card"), "mps": self.tr("the Apple GPU")}
        device = names.get(progress.device.split(":")[0], progress.device)
        self._device.setText(" ".join(part for part in (self.tr("Computed on %s.") % device, self._note) if part))

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._left.setText(self.tr("Stopping…"))
        self._session.cancel()

    def _lay(self) -> None:
        top = QHBoxLayout()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._left)
        top.addLayout(texts, 1)
        top.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        plots = Panel()
        plots.body.addWidget(self._quality, 1)
        plots.body.addWidget(self._loss, 1)
        middle = QHBoxLayout()
        middle.setSpacing(18)
        middle.addWidget(self._pictures, 3)
        middle.addWidget(plots, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(16)
        layout.addLayout(top)
        layout.addWidget(self._bar)
        layout.addLayout(middle, 1)
        layout.addWidget(self._device)

"""FitView: while a file is being made: the stage, the time left, the curves, the picture coming into focus."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

import engine
from app.hide.fit_plot import FitPlot
from app.hide.session import FitStage, HideSession
from app.kit.announce import announce
from app.kit.button import Button
from app.kit.text import Elided, label
from app.text.bidi import isolated
from app.text.formatting import duration
from app.text.messages import note_text
from app.widgets.pair import PreviewPair
from app.widgets.panel import Panel

LOW = 560  # pixels
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
        self._title, self._left = Elided("", "title", cut=Qt.TextElideMode.ElideRight), label("", "muted")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 1000)
        self._device = label("", "small", wrap=True)
        self.pause = Button(self.tr("Pause"), "plain", "pause")
        self.enough = Button("", "plain", "check")
        self.cancel = Button(self.tr("Cancel"), "plain", "remove")
        self._pictures = Panel()
        self._loss = FitPlot(self.tr("Distance left (loss)"), "", logarithmic=True)
        self._quality = FitPlot(self.tr("Quality"), " dB")
        self._lay()
        self.pause.clicked.connect(self._pause)
        self.enough.clicked.connect(self._finish)
        self.cancel.clicked.connect(session.cancel)
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
        self.enough.hide()
        self._say_pause()
        self._paint.start()
        self.pause.show()
        self.pause.setFocus()  # a second Enter then loses nothing

    def end(self) -> None:
        """It is over, one way or another."""
        self._paint.stop()
        self._show_pair(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is low, the curves stand beside the pictures."""
        low = self.height() < LOW
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(across if low else down)
        self._plots.setDirection(down if low else across)
        super().resizeEvent(event)

    def follow(self, progress: engine.Progress) -> None:
        """Take one report."""
        if not self._session.running:
            return  # cancelled meanwhile
        self._last = progress
        self._note = note_text(progress.note) if progress.note else self._note
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
        announce(self, self.stage_name(progress))  # the end of a stage is heard as the beginning of the next
        fitting, last = progress.stage in ("secret", "cover"), progress.stage == "cover"
        self.enough.setVisible(fitting)
        self.enough.setEnabled(True)
        self.enough.setText(self.tr("Good enough: finish now") if last else self.tr("Good enough: go on"))
        self.pause.setVisible(fitting)
        if fitting:  # the finished cover stays while it is checked
            self._show_pair(None)

    def stage_name(self, progress: engine.Progress) -> str:
        """What is being done, in a person's words."""
        if progress.stage == "cover":
            return (
                self.tr("Learning the cover around it")
                if len(self._session.stages) > 1
                else self.tr("Learning the cover")
            )
        if progress.stage != "secret":
            return self.tr("Checking what the receiver will get")
        stage, count, part = self._of(progress), len(self._session.choices.secrets), ""
        if stage is not None and stage.part:
            sound = isinstance(stage.medium, engine.Audio)
            part = self.tr(" (its sound)") if sound else self.tr(" (its pictures)")
        if progress.together > 1 and stage is not None:
            last = self._session.stages[progress.index + progress.together - 1].number
            return self.tr("Learning secrets %d to %d of %d") % (stage.number, last, count)
        if stage is None or count == 1:
            return self.tr("Learning the secret") + part
        return self.tr("Learning secret %d of %d") % (stage.number, count) + f": {isolated(stage.name + part)}"

    def _of(self, progress: engine.Progress) -> FitStage | None:
        """The stage a report is about."""
        stages = self._session.stages
        place = progress.index if progress.stage == "secret" else len(stages) - 1
        return stages[place] if 0 <= place < len(stages) else None

    def _focus(self, medium: engine.Medium) -> None:
        if self._pair is None:
            self._show_pair(medium)
        elif self._pair.previews[1].shows(medium):
            self._pair.previews[1].show_medium(medium)

    def _show_pair(self, medium: engine.Medium | None) -> None:
        if self._pair is not None:
            self._pair.close()
            self._pictures.body.removeWidget(self._pair)
            self._pair.deleteLater()
            self._pair = None
        stage = self._of(self._last) if self._last is not None else None
        if medium is not None and stage is not None and type(stage.medium) is type(medium):
            self._pair = PreviewPair((stage.medium, medium), (self.tr("Original"), self.tr("Learned so far")))
            self._pictures.body.addWidget(self._pair, 1)

    def _repaint(self) -> None:
        progress = self._last
        if progress is None or not self.isVisible():
            return
        self._loss.paint()
        self._quality.paint()
        self._bar.setValue(round(1000 * progress.overall))
        self._bar.setAccessibleName(self.tr("%d %% done") % round(100 * progress.overall))
        self._left.setText(self._time(progress))
        self._device.setText(" ".join(part for part in (self._why(progress.device), self._note) if part))
        self._device.setVisible(bool(self._device.text()))

    def _time(self, progress: engine.Progress) -> str:
        if self._session.paused:
            return self.tr("Paused. The time does not count.")
        if not self.enough.isEnabled():
            return self.tr("Coming to an end…")
        left = progress.seconds_left
        if left is None:
            return ""
        return self.tr("Nearly done") if left < 1 else self.tr("About %s left") % duration(left)

    def _why(self, device: str) -> str:
        """What the window's foot does not say: that this hiding has a device of its own."""
        if "device" not in self._session.choices.tuning:
            return ""
        return {
            "cpu": self.tr("Computed on the processor, as chosen under Advanced."),
            "cuda": self.tr("Computed on the graphics card, as chosen under Advanced."),
            "mps": self.tr("Computed on the Apple graphics, as chosen under Advanced."),
        }.get(device.split(":")[0], "")

    def _pause(self) -> None:
        self._session.pause(not self._session.paused)
        self._say_pause()

    def _say_pause(self) -> None:
        paused = self._session.paused
        self.pause.setText(self.tr("Go on") if paused else self.tr("Pause"))
        self.pause.show_icon("play" if paused else "pause")
        self._repaint()

    def _finish(self) -> None:
        if self._stage is not None:
            self.enough.setEnabled(False)
            self._session.finish_now(*self._stage)
            self._say_pause()

    def _lay(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._left, 1)
        for button in (self.pause, self.enough, self.cancel):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._plots = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for plot in (self._quality, self._loss):
            panel = Panel()
            panel.body.setContentsMargins(16, 12, 16, 10)
            panel.body.addWidget(plot)
            self._plots.addWidget(panel, 1)
        for part in (self._plots, self._halves):
            part.setSpacing(14)
        self._halves.addWidget(self._pictures, 3)
        self._halves.addLayout(self._plots, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 14, 24, 14)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addLayout(top)
        layout.addWidget(self._bar)
        layout.addSpacing(4)
        layout.addLayout(self._halves, 1)
        layout.addWidget(self._device)

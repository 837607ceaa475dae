"""FitView: a running hide: its stage, the time left, the curves, and a preview of the result so far."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

import engine
from app.hide.fit_plot import FitPlot
from app.hide.runner import HideRunner
from app.kit.announce import announce
from app.kit.button import Button
from app.kit.text import ElidedLabel, label
from app.text.bidi import isolated
from app.text.device_names import device_name
from app.text.formatting import duration
from app.text.messages import note_text
from app.widgets.pair import PreviewPair
from app.widgets.panel import Panel

COMPACT = 560  # pixels of height below which the curves stand beside the pictures
REPAINT = 100  # milliseconds between two paints of the curves


class FitView(QWidget):
    """Shows the progress the session reports."""

    def __init__(self, session: HideRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session = session
        self._stage: tuple[str, int] | None = None
        self._pair: PreviewPair | None = None
        self._last: engine.Progress | None = None
        self._note = ""
        self._paint = QTimer(self, interval=REPAINT)
        self._title, self._time_left = ElidedLabel("", "title", mode=Qt.TextElideMode.ElideRight), label("", "muted")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 1000)
        self._device = label("", "small", wrap=True)
        self.pause = Button(self.tr("Pause"), "plain", "pause")
        self.finish = Button("", "plain", "check")
        self.cancel = Button(self.tr("Cancel"), "plain", "remove")
        self._pictures = Panel()
        self._loss = FitPlot(self.tr("Loss"), "", logarithmic=True)
        self._quality = FitPlot(self.tr("Quality"), " dB")
        self._build()
        self.pause.clicked.connect(self._pause)
        self.finish.clicked.connect(self._finish_stage)
        session.progressed.connect(self.show_progress)
        self._paint.timeout.connect(self._repaint)

    def begin(self) -> None:
        """Prepare for a new fit."""
        self._stage, self._last, self._note = None, None, ""
        self._loss.clear()
        self._quality.clear()
        self._show_pair(None)
        self._title.setText(self.tr("Preparing"))
        self._time_left.setText("")
        self._device.setText("")
        self._bar.setValue(0)
        self.finish.hide()
        self._update_pause()
        self._paint.start()
        self.pause.show()
        self.pause.setFocus()  # so that a second press of Enter does no harm

    def end(self) -> None:
        """Stop drawing: the fit has ended."""
        self._paint.stop()
        self._show_pair(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        compact = self.height() < COMPACT
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(across if compact else down)
        self._plots.setDirection(down if compact else across)
        super().resizeEvent(event)

    def show_progress(self, progress: engine.Progress) -> None:
        """Take one report; the curves are painted later, by a timer."""
        if not self._session.running:
            return  # cancelled in the meantime
        self._last = progress
        self._note = note_text(progress.note) if progress.note else self._note
        if (progress.stage, progress.index) != self._stage:
            self._begin_stage(progress)
        if progress.loss is not None:
            self._loss.add(progress.seconds, progress.loss)
        if progress.quality is not None:
            self._quality.add(progress.seconds, progress.quality)
        if progress.preview is not None:
            self._show_preview(progress.preview)

    def _begin_stage(self, progress: engine.Progress) -> None:
        if self._stage is not None and progress.quality is not None:
            self._loss.begin()
            self._quality.begin()
        self._stage = (progress.stage, progress.index)
        self._quality.set_title(self.tr("Quality (%s)") % progress.unit)
        self._title.setText(self.stage_name(progress))
        announce(self, self.stage_name(progress))  # also tells that the previous stage has ended
        fitting, last = progress.stage in ("secret", "cover"), progress.stage == "cover"
        self.finish.setVisible(fitting)
        self.finish.setEnabled(True)
        self.finish.setText(self.tr("Good enough: finish now") if last else self.tr("Good enough: continue"))
        self.pause.setVisible(fitting)
        if fitting:  # while the file is checked, the finished cover stays
            self._show_pair(None)

    def stage_name(self, progress: engine.Progress) -> str:
        """The name of a stage on the screen."""
        task = self._session.task
        if progress.stage == "cover":
            around = task is not None and bool(task.secrets)
            return self.tr("Fitting the cover around the secrets") if around else self.tr("Fitting the cover")
        if progress.stage != "secret" or task is None:
            return self.tr("Checking the result")
        secrets, count, part = task.plan.secrets, len(task.secrets), ""
        secret = secrets[progress.index]
        if sum(other.index == secret.index for other in secrets) > 1:
            part = self.tr(" (sound)") if secret.part else self.tr(" (frames)")
        if progress.together > 1:
            last = secrets[progress.index + progress.together - 1]
            return self.tr("Fitting secrets %d to %d of %d") % (secret.index + 1, last.index + 1, count)
        if count == 1:
            return self.tr("Fitting the secret") + part
        name = isolated(task.secrets[secret.index].name + part)
        return self.tr("Fitting secret %d of %d") % (secret.index + 1, count) + f": {name}"

    def _original_of(self, progress: engine.Progress | None) -> engine.Medium | None:
        """The medium that is being fitted."""
        task = self._session.task
        if progress is None or task is None:
            return None
        return task.plan.fits[progress.index].medium if progress.stage == "secret" else task.plan.cover

    def _show_preview(self, medium: engine.Medium) -> None:
        if self._pair is None:
            self._show_pair(medium)
        elif self._pair.previews[1].can_show(medium):
            self._pair.previews[1].show_medium(medium)

    def _show_pair(self, medium: engine.Medium | None) -> None:
        if self._pair is not None:
            self._pair.close()
            self._pictures.body.removeWidget(self._pair)
            self._pair.deleteLater()
            self._pair = None
        original = self._original_of(self._last)
        if medium is not None and type(original) is type(medium):
            self._pair = PreviewPair((original, medium), (self.tr("Original"), self.tr("Result so far")))
            self._pictures.body.addWidget(self._pair, 1)

    def _repaint(self) -> None:
        progress = self._last
        if progress is None or not self.isVisible():
            return
        self._loss.paint()
        self._quality.paint()
        self._bar.setValue(round(1000 * progress.overall))
        self._bar.setAccessibleName(self.tr("%d %% done") % round(100 * progress.overall))
        self._time_left.setText(self._time_text(progress))
        self._device.setText(" ".join(part for part in (self._device_text(progress.device), self._note) if part))
        self._device.setVisible(bool(self._device.text()))

    def _time_text(self, progress: engine.Progress) -> str:
        if self._session.paused:
            return self.tr("Paused. The time does not count.")
        if not self.finish.isEnabled():
            return self.tr("Finishing…")
        seconds = progress.seconds_left
        if seconds is None:
            return ""
        return self.tr("Nearly done") if seconds < 1 else self.tr("About %s left") % duration(seconds)

    def _device_text(self, device: str) -> str:
        """The device of this hide, if chosen under Advanced; the status bar shows the usual one."""
        task = self._session.task
        if task is None or task.plan.recipe.device == "auto":
            return ""
        return self.tr("Device: %s, as chosen under Advanced.") % device_name(device)

    def _pause(self) -> None:
        self._session.pause(not self._session.paused)
        self._update_pause()

    def _update_pause(self) -> None:
        paused = self._session.paused
        self.pause.setText(self.tr("Continue") if paused else self.tr("Pause"))
        self.pause.show_icon("play" if paused else "pause")
        self._repaint()

    def _finish_stage(self) -> None:
        if self._stage is not None:
            self.finish.setEnabled(False)
            self._session.finish_now(*self._stage)
            self._update_pause()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._time_left, 1)
        for button in (self.pause, self.finish, self.cancel):
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

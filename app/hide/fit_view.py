"""FitView: a running hide as a developing tray: one picture coming into focus, and the way that is left below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.hide.fit_plot import FitPlot
from app.hide.runner import HideRunner
from app.hide.stations import Stations
from app.kit.announce import announce
from app.kit.button import Button
from app.kit.text import ElidedLabel, label
from app.previews.by_modality import preview_of
from app.previews.preview import Preview
from app.text.bidi import isolated
from app.text.device_names import device_name
from app.text.formatting import time_left
from app.text.messages import note_text
from app.widgets.panel import Panel

REPAINT = 100  # milliseconds between two paints of the curves and the stations
CURVES = 170  # pixels of height of the curves, where they are shown


class FitView(QWidget):
    """Shows the progress the session reports."""

    def __init__(self, session: HideRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session = session
        self._stage: tuple[str, int] | None = None
        self._preview: Preview | None = None
        self._last: engine.Progress | None = None
        self._note = ""
        self._fitted = False  # something was
        self._paint = QTimer(self, interval=REPAINT)
        self._title, self._time_left = ElidedLabel("", "title", mode=Qt.TextElideMode.ElideRight), label("", "muted")
        self.stations = Stations()
        self._device = label("", "small", wrap=True)
        self.pause = Button(self.tr("Pause"), "plain", "pause")
        self.finish = Button("", "plain", "check")
        self.finish.setToolTip(self.tr("Ends this step: what it has come to is used."))
        self.cancel = Button(self.tr("Stop"), "plain", "remove")
        self.another = Button(self.tr("Choose the next one meanwhile"), "link", "add")
        self.another.hide()  # for the page that can queue it
        self.details = Button(self.tr("Details"), "link", "more")
        self.details.setCheckable(True)  # and stays as the person left it
        self._tray = Panel()
        self._loss = FitPlot(self.tr("Loss"), "", logarithmic=True)
        self._quality = FitPlot(self.tr("Quality"), " dB")
        self._build()
        self.pause.clicked.connect(self._pause)
        self.finish.clicked.connect(self._finish_stage)
        session.progressed.connect(self.show_progress)
        self._paint.timeout.connect(self._repaint)

    def begin(self) -> None:
        """Prepare for a new fit."""
        self._stage, self._last, self._note, self._fitted = None, None, "", False
        self._loss.clear()
        self._quality.clear()
        self._clear_tray()
        self.stations.begin(self._session.task)
        self._title.setText(self.tr("Preparing"))
        self._time_left.setText("")
        self._device.setText("")
        self.finish.hide()
        self._update_pause()
        self._paint.start()
        self.pause.show()
        self.pause.setFocus()  # so that a second press of Enter does no harm

    def name_next(self, begun: bool) -> None:
        """Name the button that leads to the next file, of which something may be chosen already."""
        self.another.setText(self.tr("Go on with the next file") if begun else self.tr("Choose the next one meanwhile"))

    def end(self) -> None:
        """Stop drawing: the fit has ended."""
        self._paint.stop()
        self._clear_tray()

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
            self._develop(progress.preview)

    def _begin_stage(self, progress: engine.Progress) -> None:
        if self._stage is not None and progress.quality is not None:
            self._loss.begin()
            self._quality.begin()
        fitting = progress.stage in ("secret", "cover")
        self._fitted = self._fitted or fitting
        self._stage = (progress.stage, progress.index)
        self._quality.set_title(self.tr("Quality (%s)") % progress.unit)
        self._title.setText(self.stage_name(progress))
        announce(self, self.stage_name(progress))  # also tells that the previous stage has ended
        self.finish.setVisible(fitting)
        last = progress.stage == "cover"
        self.finish.setText(self.tr("Use it as it is") if last else self.tr("On to the next step"))
        self.finish.setEnabled(True)
        self.pause.setVisible(fitting)
        if fitting:  # while the file is checked, the finished cover stays
            self._clear_tray()

    def stage_name(self, progress: engine.Progress) -> str:
        """The name of a stage on the screen."""
        task = self._session.task
        if progress.stage == "cover":
            if task is None or not task.secrets:
                return self.tr("Fitting the cover")
            if len(task.secrets) == 1:
                return self.tr("Fitting the cover around the secret")
            return self.tr("Fitting the cover around the secrets")
        if progress.stage != "secret" or task is None:
            return self.tr("Checking the result") if self._fitted else self.tr("Preparing")
        secrets, part = task.plan.secrets, ""
        secret = secrets[progress.index]
        learned = sorted({other.index for other in secrets})  # exact files need no fit
        number, count = learned.index(secret.index) + 1, len(learned)
        if sum(other.index == secret.index for other in secrets) > 1:
            part = self.tr(" (sound)") if secret.part else self.tr(" (frames)")
        if progress.together > 1:
            last = secrets[progress.index + progress.together - 1]
            return self.tr("Fitting secrets %d to %d of %d") % (number, learned.index(last.index) + 1, count)
        if count == 1:
            return self.tr("Fitting the secret") + part
        name = isolated(task.secrets[secret.index].name + part)
        return self.tr("Fitting secret %d of %d") % (number, count) + f": {name}"

    def _develop(self, medium: engine.Medium) -> None:
        """Show the medium as it has become; zoom, rotation and position stay."""
        if self._preview is None or not self._preview.can_show(medium):
            self._clear_tray()
            self._preview = preview_of(medium)
            self._tray.body.addWidget(self._preview, 1)
            before: QWidget = self.cancel
            for widget in self._preview.findChildren(QWidget):  # it was made last, and would be reached last
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    QWidget.setTabOrder(before, widget)
                    before = widget
        else:
            self._preview.show_medium(medium)

    def _clear_tray(self) -> None:
        if self._preview is not None:
            self._preview.close()
            self._tray.body.removeWidget(self._preview)
            self._preview.deleteLater()
            self._preview = None

    def _repaint(self) -> None:
        progress = self._last
        if progress is None or not self.isVisible():
            return
        self._loss.paint()
        self._quality.paint()
        if not self.stations.stations:
            self.stations.begin(self._session.task)
        self.stations.show_progress(progress)
        self._time_left.setText(self._time_text(progress))
        self._device.setText(" ".join(part for part in (self._device_text(progress.device), self._note) if part))

    def _time_text(self, progress: engine.Progress) -> str:
        if self._session.paused:
            return self.tr("Paused")
        if not self.finish.isEnabled():
            return self.tr("Finishing…")
        return time_left(progress.seconds_left) if progress.seconds_left is not None else ""

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
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self._title)
        titles.addWidget(self._time_left)
        top.addLayout(titles, 1)
        for button in (self.pause, self.finish, self.cancel):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._curves = QWidget()
        curves = QHBoxLayout(self._curves)
        curves.setContentsMargins(0, 0, 0, 0)
        curves.setSpacing(14)
        for plot in (self._quality, self._loss):
            panel = Panel()
            panel.body.setContentsMargins(16, 10, 16, 8)
            panel.body.addWidget(plot)
            curves.addWidget(panel, 1)
        self._curves.setFixedHeight(CURVES)
        self._curves.hide()
        self.details.toggled.connect(self._curves.setVisible)
        self.foot = foot = QHBoxLayout()
        foot.addWidget(self.details)
        foot.addWidget(self._device, 1)
        foot.addWidget(self.another)
        self._tray.body.setContentsMargins(14, 12, 14, 12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 14, 24, 8)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self._tray, 1)
        layout.addWidget(self.stations)
        layout.addWidget(self._curves)
        layout.addLayout(foot)

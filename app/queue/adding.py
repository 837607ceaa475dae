"""Adding: what is chosen on the Hide page waits in the queue; there the file and its key are settled."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

import engine
from app.dropping import SUFFIX
from app.hide.page import HidePage
from app.kit.announce import announce
from app.queue.key_first import keys_are_noted
from app.queue.session import QueueSession
from app.text.bidi import isolated
from app.widgets.save_dialog import ask_stego_path


class Adding(QObject):
    """Stands between the Hide page and the queue: only one of them makes a file at a time, and forecasts go first."""

    def __init__(self, hiding: HidePage, queue: QueueSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hiding, self._queue = hiding, queue
        hiding.queue_requested.connect(self.add)
        queue.changed.connect(self._occupy)
        queue.failed.connect(self._tell)
        hiding.session.choosing.changed.connect(self._let_forecast)

    def add(self) -> None:
        """Ask for the file, show the key, and let what is chosen wait; nothing changes if the person does not agree."""
        session, choosing, queue = self._hiding.session, self._hiding.session.choosing, self._queue
        task = session.chosen_task()
        if task is None or queue.full:
            return
        stem = engine.safe_stem(task.cover.name.rpartition(".")[0], "undersong")
        wanted = queue.free_target((choosing.folder or Path()) / f"{stem}{SUFFIX}")
        path = ask_stego_path(self._hiding, wanted.stem, choosing.folder)
        if path is None:
            return
        target = queue.free_target(path if path.suffix else path.with_suffix(SUFFIX))
        choosing.retrying.emit(engine.SaveError)
        try:
            engine.try_folder(target, task.plan.bytes)
        except engine.SaveError as error:
            choosing.failed.emit(error, target.name)
            return
        if not keys_are_noted(choosing, self._hiding):
            return
        choices = choosing.choices
        forecast = choosing.preview.forecast if choosing.preview is not None else None
        queue.add(task, choices, target, forecast.seconds if forecast is not None else None)
        session.covers.add(task.cover.full)
        choosing.folder = target.parent
        text = self.tr("Added to the queue: %s. Choose what comes next.") % isolated(target.name)
        self._hiding.choose.queued = text
        choosing.restore(choices.next())
        announce(self._hiding, text)
        if session.fitting:  # it is its turn when that hide is done
            queue.start()

    def _occupy(self) -> None:
        self._hiding.session.occupied = self._queue.current is not None

    def _tell(self, error: engine.EngineError, name: str) -> None:
        """That a hide cannot be kept is told where it was just added."""
        if self._hiding.isVisible():
            self._hiding.session.choosing.failed.emit(error, name)

    def _let_forecast(self) -> None:
        choosing = self._hiding.session.choosing
        self._queue.wait_for(choosing.forecasting and choosing.beside_fit)

"""ResultView: the finished file, read back and compared with the originals, and the actions to save it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.compare.comparison import Comparison
from app.hide.file_result import FileResult
from app.hide.handover import Handover
from app.hide.key_dialog import leave_without_key, show_keys
from app.hide.outcome import ComparedFile, Outcome
from app.hide.result_list import LIST_WIDTHS, SCROLL_BAR, ResultList
from app.hide.session import HideSession
from app.kit.button import Button
from app.kit.layout_tools import scrollable
from app.kit.question import DISCARD, STAY, YES, choose
from app.kit.text import label, set_style_property
from app.text.bidi import isolated
from app.text.formatting import duration, file_size
from app.widgets.footer import Footer
from app.widgets.panel import Panel
from app.widgets.save_dialog import ask_stego_path

NARROW, COMPACT = 1000, 620  # pixels of width and height below which margins shrink
COPIED = 2500  # milliseconds for which the button says "Copied"
GAP = 14  # pixels between panels
NEEDLESS = 40  # pixels for which a list has no scroll bar: its cards can do without as many


class ResultView(QWidget):
    """The cover and the secrets in a list on the left, the selected one compared on the right.

    Emits `checked` with the path of the saved file for the Safety page.
    """

    checked = Signal(object)

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session = session
        self._outcome: Outcome | None = None
        self._saved: Path | None = None
        self._comparison: Comparison | FileResult | None = None
        self.list = ResultList()
        self._panel = Panel()
        self._state = label("", "muted", wrap=True)
        self._title = label(self.tr("Done. This is what others will get"), "title", wrap=True)
        self._subtitle = label(self.tr("Read back from the file that will be saved."), "muted", wrap=True)
        self.handover = Handover(session)
        self.save, self.folder, self.check = self.handover.save, self.handover.folder, self.handover.check
        self.key = self.handover.show_key
        self.message = Button(self.tr("Copy a message for the receiver"), "plain", "copy")
        self.back = Button("", "quiet", "back")
        self.new = Button(self.tr("Start over"), "quiet", "refresh")
        self.anew = Button(self.tr("Make it again to its end"), "plain", "refresh")
        self.on = Button("", "plain", "play")
        self.on.setToolTip(self.tr("It comes closer to what was given. The key stays the same."))
        self._build()
        self.list.picked.connect(self.show_pair)
        self.anew.clicked.connect(self._make_again)
        self.on.clicked.connect(session.learn_on)
        self.save.clicked.connect(lambda: self._save())
        self.message.clicked.connect(self._copy_message)
        self.handover.failed.connect(session.failed)
        self.check.clicked.connect(lambda: self.checked.emit(session.path))
        self.key.clicked.connect(lambda: show_keys(session.choosing, self))
        self.back.clicked.connect(session.change)
        self.new.clicked.connect(self._start_over)

    def discard(self, then: Callable[[], object]) -> bool:
        """Ask about the unsaved file, and whether it was discarded; saved instead, `then` is called afterwards."""
        answer = choose(
            self,
            self.tr("The finished file would be lost."),
            self.tr("It is not saved yet."),
            {YES: self.tr("Save…"), DISCARD: self.tr("Discard"), STAY: self.tr("Stay")},
        )
        if answer is YES:
            self._save(then)
        elif answer is DISCARD:
            self._session.discard()
        return answer is DISCARD

    def _start_over(self) -> None:
        """Clear the session, including the key, which is stored nowhere."""
        choosing, keys = self._session.choosing, self._session.choosing.choices.unnoted
        if not keys or leave_without_key(self, self.tr("Start over"), self.tr("Stay"), choosing, keys):
            self._session.clear()

    def _make_again(self) -> None:
        """Hide the same once more; asks first what is to become of the file there is."""
        if not self._session.unsaved or self.discard(self._make_again):
            self._session.again()
            self._session.start()

    def refresh(self) -> None:
        """Update from the session."""
        outcome, path = self._session.outcome, self._session.path
        if outcome is not self._outcome:
            self._outcome = outcome
            self._rebuild()
        if not self._session.shows_outcome or outcome is None:
            return
        self.handover.refresh()
        self.back.setText(self.back_text())
        self.new.setVisible(path is not None)
        self.on.setVisible(self._session.improvable)
        took = self._session.seconds  # it takes as long again; of a file that an earlier run kept it is not known
        self.on.setText(self.tr("Learn on (%s)") % duration(took) if took else self.tr("Learn on"))
        self.anew.setVisible(path is None and self._session.ended_early and not self._session.improvable)
        choices = self._session.choosing.choices
        if path is not None and path != self._saved:
            actions = self.handover.key_actions
            (actions.panels[0].copy if actions is not None and choices.unnoted else self.folder).setFocus()
        self._saved = path
        set_style_property(self._state, "role", "good" if path is not None else "muted")
        if path is not None:
            saved = self.tr("Saved as %s. Send the file and the key through separate channels.")
            if choices.unnoted:
                saved = self.tr("Saved as %s. Now save the key as well.")
            if choices.unkept_copies:
                saved = self.tr("Saved as %s. The key is only copied.")
            self._state.setText(saved % isolated(path.name))
        elif not outcome.intact:
            set_style_property(self._state, "role", "danger")
            self._state.setText(
                self.tr("The check failed: a secret could not be revealed completely. Please hide it again.")
            )
        elif self._session.ended_early:
            self._state.setText(self.tr("You ended it early. Learning on, it comes closer to what was given."))
        else:
            self._state.setText(self.tr("Checked, but not saved yet: %s") % file_size(len(outcome.data)))
        self._update_footer()

    def back_text(self) -> str:
        """Where the first button leads: to what this file was made from, or to the next one, if that was begun."""
        return self.tr("Go on with the next file") if self._session.next_begun else self.tr("Change the choices")

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow, compact = self.width() < NARROW, self.height() < COMPACT
        self._scroll.setFixedWidth(LIST_WIDTHS[narrow])
        self.list.compact(compact)
        self._top.setContentsMargins(24, *((3, 24, 2) if compact else (14, 24, 10)))
        self._middle.setContentsMargins(24, 0, 24, 3 if compact else 12)
        self._tickets.setContentsMargins(24, 0, 24, 3 if compact else 12)
        self.handover.compact(compact)
        self._panel.body.setContentsMargins(*((12, 8) * 2 if compact else (18, 14) * 2))
        self._update_footer()
        set_style_property(self._title, "role", "heading" if compact else "title")
        self._subtitle.setVisible(not compact)
        super().resizeEvent(event)

    def _without_needless_bar(self, _: int, missing: int) -> None:
        """Find the few pixels that the list is missing in its cards, until the view is resized."""
        if 0 < missing < NEEDLESS:
            self.list.compact(self.height() < COMPACT, tight=True)

    def show_pair(self, index: int) -> None:
        """Show the comparison of a card: the cover is 0, the secrets follow."""
        if self._outcome is None:
            return
        self.list.select(index)
        self._close_comparison()
        pair = self.list.pairs[index]
        if isinstance(pair, ComparedFile):
            self._comparison = FileResult(pair)
            self._panel.body.addWidget(self._comparison, 1)
            return
        before = self.tr("Original")
        after = self.tr("In the file") if index == 0 else self.tr("Revealed")
        self._comparison = Comparison(pair.before, pair.after, pair.measures, (before, after), pair.judgement)
        self._panel.body.addWidget(self._comparison, 1)

    def _update_footer(self) -> None:
        """In a narrow window many buttons do not fit beside the sentence, nor below it where that is low."""
        session, low = self._session, self.height() < COMPACT
        crowded = self.width() < NARROW and (session.path is not None or session.improvable or session.ended_early)
        self._footer.set_stacked(crowded and not low)
        self._state.setHidden(crowded and low and session.outcome is not None and session.outcome.intact)

    def _rebuild(self) -> None:
        self._close_comparison()
        self.list.show_outcome(self._outcome, self._session.choosing.choices.names)
        self.list.compact(self.height() < COMPACT)
        if self._outcome is not None:
            self.show_pair(0)

    def _close_comparison(self) -> None:
        if self._comparison is not None:
            self._comparison.close()
            self._panel.body.removeWidget(self._comparison)
            self._comparison.deleteLater()
            self._comparison = None

    def _save(self, then: Callable[[], object] = lambda: None) -> None:
        task = self._session.task
        path = ask_stego_path(self, Path(task.cover.name).stem if task is not None else "", self._session.folder)
        if path is not None:
            self._session.save(path, then)

    def _copy_message(self) -> None:
        QGuiApplication.clipboard().setText(self.handover.message())
        self.message.setText(self.tr("Copied"))
        QTimer.singleShot(COPIED, self.message, self._name_message)

    def _name_message(self) -> None:
        self.message.setText(self.tr("Copy a message for the receiver"))

    def _build(self) -> None:
        self._scroll = scrollable(self.list)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._without_needless_bar)
        self._middle = middle = QHBoxLayout()
        middle.setSpacing(GAP - SCROLL_BAR)
        middle.addWidget(self._scroll)
        middle.addWidget(self._panel, 1)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self._title)
        titles.addWidget(self._subtitle)
        self._top = top = QHBoxLayout()
        top.addLayout(titles, 1)
        self._tickets = QVBoxLayout()
        self._tickets.addWidget(self.handover)
        self._footer = Footer(self._state, (self.back, self.new, self.anew, self.on, self.message))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(middle, 1)
        layout.addLayout(self._tickets)
        layout.addWidget(self._footer)

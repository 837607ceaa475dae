"""ResultView: what the receiver will get, beside what was given; then save."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.compare.comparison import Comparison
from app.dropping import SUFFIX
from app.hide.key_dialog import KeyDialog, leave_without_key
from app.hide.outcome import ComparedPair, Outcome
from app.hide.secrets_panel import LETTERS
from app.hide.session import HideSession
from app.kit.button import Button
from app.kit.layout_tools import empty, scrolled
from app.kit.text import label, set_role
from app.session import Item
from app.text.bidi import isolated
from app.text.describing import extent
from app.text.formatting import file_size
from app.text.measures import brief
from app.widgets.footer import Foot
from app.widgets.medium_card import MediumCard
from app.widgets.panel import Panel

NARROW, LOW = 1000, 620  # pixels under which room is short
SIDE = (330, 252)  # pixels of the list, where there is room and where it is short


class ResultView(QWidget):
    """A list of the cover and the secrets on the left, the chosen one compared on the right.

    Emits `checked` with the saved file, when it is to be examined.
    """

    checked = Signal(object)

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session = session
        self._outcome: Outcome | None = None
        self._saved: Path | None = None
        self._comparison: Comparison | None = None
        self._cards: list[MediumCard] = []
        self._pairs: list[ComparedPair] = []  # as their cards lie
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._place = Panel()
        self._state = label("", "muted", wrap=True)
        self._title = label(self.tr("Done. This is what the others will get"), "title", wrap=True)
        self._source = label(self.tr("Read back from the very file that will be saved."), "muted", wrap=True)
        self.save = Button(self.tr("Save…"), "primary", "save")
        self.folder = Button(self.tr("Open folder"), "plain", "folder")
        self.check = Button(self.tr("Is it safe?"), "icon", "safety")
        self.key = Button(self.tr("The key…"), "plain", "key")
        self.back = Button(self.tr("Change something"), "quiet", "back")
        self.new = Button(self.tr("Start anew"), "quiet", "refresh")
        self._lay()
        self.save.clicked.connect(self._ask)
        self.folder.clicked.connect(self._open_folder)
        self.check.clicked.connect(lambda: self.checked.emit(session.path))
        self.key.clicked.connect(self._show_key)
        self.back.clicked.connect(session.again)
        self.new.clicked.connect(self._leave)

    def _leave(self) -> None:
        """Let go of everything, the key too, which is kept nowhere."""
        noted = not self._session.choices.unnoted
        if noted or leave_without_key(self, self.tr("Yes, go on"), self.tr("Not yet")):
            self._session.clear()

    def _show_key(self) -> None:
        dialog = KeyDialog(self._session, self)
        dialog.exec()
        dialog.deleteLater()

    def refresh(self) -> None:
        """Look at the session again."""
        outcome, path = self._session.outcome, self._session.path
        if outcome is not self._outcome:
            self._outcome = outcome
            self._rebuild()
        if outcome is None:
            return
        self.folder.setVisible(path is not None)
        self.check.setVisible(path is not None)
        self.new.setVisible(path is not None)
        choices = self._session.choices
        self.key.setVisible(any(key is not None and key.has_words for key in choices.keys) and bool(choices.secrets))
        if path is not None and path != self._saved:
            (self.key if choices.unnoted else self.folder).setFocus()
        self._saved = path
        set_role(self._state, "role", "good" if path is not None else "muted")
        if path is not None:
            saved = self.tr("Saved as %s. Send the file and the key on different ways.")
            if choices.unnoted:
                saved = self.tr("Saved as %s. Now keep the key as well.")
            self._state.setText(saved % isolated(path.name))
        elif not outcome.intact:
            set_role(self._state, "role", "danger")
            self._state.setText(self.tr("What was hidden did not come back whole. Please hide it once more."))
        else:
            self._state.setText(self.tr("Checked bit by bit, not saved yet: %s") % file_size(len(outcome.data)))
        self.save.setEnabled(not self._session.running)
        self._turn_foot()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the comparison gets what room there is."""
        narrow, low = self.width() < NARROW, self.height() < LOW
        self._side.setFixedWidth(SIDE[narrow])
        self._list.setSpacing(4 if low else 8)
        self._top.setContentsMargins(24, *((6, 24, 4) if low else (14, 24, 10)))
        self._middle.setContentsMargins(24, 0, 24, 6 if low else 14)
        room = 12 if low else 18
        self._place.body.setContentsMargins(room, room - 4, room, room - 4)
        self._turn_foot()
        set_role(self._title, "role", "heading" if low else "title")
        self._source.setVisible(not low)
        super().resizeEvent(event)

    def show_pair(self, index: int) -> None:
        """Compare the cover (0) or a secret (from 1)."""
        if self._outcome is None:
            return
        for place, card in enumerate(self._cards):
            card.choose(place == index)
        self._forget()
        last = self.tr("In the file") if index == 0 else self.tr("What the receiver gets")
        pair = self._pairs[index]
        size = extent(pair.before).split(", ")[0]  # of a film without its frames a second: it is a label over a picture
        first = self.tr("Given, at %s") % size if pair.smaller else self.tr("Given")
        self._comparison = Comparison(pair.before, pair.after, pair.measures, (first, last))
        self._place.body.addWidget(self._comparison, 1)

    def _turn_foot(self) -> None:
        """Once it is saved there are more buttons than fit beside a sentence in a narrow window."""
        self._foot.turn(self.width() < NARROW and self._session.path is not None)

    def _rebuild(self) -> None:
        self._forget()
        empty(self._list)
        self._cards, self._pairs = [], []
        if self._outcome is None:
            return
        self._add(self.tr("The cover, for everybody"), [self._outcome.cover])
        owners = sorted({pair.owner for pair in self._outcome.secrets})
        for owner in owners:
            title = self.tr("The secrets, with the key") if len(owners) == 1 else ""
            title = title or self.tr("The secrets of key %s") % LETTERS[owner]
            self._add(title, [pair for pair in self._outcome.secrets if pair.owner == owner])
        self._list.addStretch(1)
        self.show_pair(0)

    def _add(self, title: str, pairs: list[ComparedPair]) -> None:
        head = label(title, "muted", wrap=True)
        head.setContentsMargins(0, 8 if self._cards else 0, 0, 0)
        self._list.addWidget(head)
        for pair in pairs:
            card = MediumCard(Item(pair.name, pair.after), low=True)  # how long its words are is the fit's doing
            role, words = brief(pair.before, pair.measures)
            card.tell(words, role)
            card.opened.connect(partial(self.show_pair, len(self._cards)))
            self._cards.append(card)
            self._pairs.append(pair)
            self._list.addWidget(card)

    def _forget(self) -> None:
        if self._comparison is not None:
            self._comparison.close()
            self._place.body.removeWidget(self._comparison)
            self._comparison.deleteLater()
            self._comparison = None

    def _ask(self) -> None:
        cover = self._session.choices.cover
        path = ask_where(self, Path(cover.name if cover is not None else "undersong"), self._session.folder)
        if path is not None:
            self._session.save(path)

    def _open_folder(self) -> None:
        if self._session.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._session.path.parent)))

    def _lay(self) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        inner.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._side = scroll = scrolled(inner)
        self._middle = middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(scroll)
        middle.addWidget(self._place, 1)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self._title)
        titles.addWidget(self._source)
        self._top = title = QHBoxLayout()
        title.addLayout(titles, 1)
        title.addWidget(self.key)
        self._foot = Foot(self._state, (self.back, self.new, self.folder, self.check, self.save))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(title)
        layout.addLayout(middle, 1)
        layout.addWidget(self._foot)


def ask_where(parent: QWidget, name: Path, folder: Path | None) -> Path | None:
    """Where to save an Undersong file: offered beside the cover where one may write there, else among the documents."""
    say = QCoreApplication.translate
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    folder = folder or Path(QStandardPaths.writableLocation(kind) or ".")
    chosen, _ = QFileDialog.getSaveFileName(
        parent,
        say("ResultView", "Save the Undersong file"),
        str(folder / (name.stem + SUFFIX)),
        say("ResultView", "Undersong file (*.undersong)"),
    )
    return Path(chosen) if chosen else None

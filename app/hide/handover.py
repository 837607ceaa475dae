"""Handover: what to do with a finished file: two tickets, the file and its key, each ticked off when it is done."""

from __future__ import annotations

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.dropping import SUFFIX
from app.hide.key_actions import HeldKey, KeyActions
from app.hide.key_names import key_name
from app.hide.outcome import Outcome
from app.hide.session import HideSession
from app.hide.ticket import FileTag, Ticket
from app.kit.button import Button
from app.kit.flow import Flow
from app.kit.layout_tools import clear_layout
from app.text.bidi import isolated, quoted
from app.text.formatting import file_size


class Handover(QWidget):
    """Emits `failed` as the session does: a folder that cannot be shown, a key file that cannot be written."""

    failed = Signal(object, str)

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._outcome: Outcome | None = None
        self._compact = False
        # The height follows the width. A layout that is being carried out ignores that, and the tickets would keep the
        # height of the window before.
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self.updateGeometry)
        self._keys: tuple[engine.Key | None, ...] = ()
        self.file, self.key = Ticket(1, self.tr("The file")), Ticket(2, self.tr("The key"))
        self.save = Button(self.tr("Save…"), "primary", "save")
        self.save.setProperty("row", True)  # as high as the buttons beside it
        self.tag = FileTag()
        self.folder = Button(self.tr("Open folder"), "plain", "folder")
        self.check = Button(self.tr("Is it safe?"), "plain", "safety")
        self.show_key = Button(self.tr("Show the words…"), "quiet", "key")
        self.pasted = Button(self.tr("I have pasted it"), "plain", "check")
        self.pasted.setToolTip(self.tr("The clipboard forgets the key within a minute."))
        self.key_actions: KeyActions | None = None
        self.file.advice.setText(
            self.tr(
                "It opens only in Undersong, and shows the cover to everyone. Send it as a file, not as a picture: a "
                "screenshot or a copy that another program saved reveals nothing."
            )
        )
        self.file.body.addStretch(1)
        self.file.body.addWidget(Flow(self.save, self.tag, self.folder, self.check))
        self._key_place = QVBoxLayout()
        self.key.body.addStretch(1)
        self.key.body.addLayout(self._key_place)
        self.key.head.addWidget(self.pasted)
        self.key.head.addWidget(self.show_key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.file, 1)
        row.addWidget(self.key, 1)
        self.pasted.clicked.connect(self._note_copied)
        self.folder.clicked.connect(self._open_folder)
        self.tag.dragged.connect(self._drag)

    def refresh(self) -> None:
        """Update from the session."""
        session, outcome = self._session, self._session.outcome
        if outcome is None:
            return
        choices, path = session.choosing.choices, session.path
        if outcome is not self._outcome or tuple(choices.keys) != self._keys:
            self._outcome, self._keys = outcome, tuple(choices.keys)
            self._hold_keys(outcome)
        for widget in (self.folder, self.check):
            widget.setHidden(path is None or self._compact)
        if self.key_actions is not None:
            self.key_actions.compact(self._compact)
        self.file.fact.setText(f"{self.file_name()}  ·  {file_size(len(outcome.data))}")
        self.file.tick(path is not None)
        self.show_key.setVisible(self.key_actions is not None and not choices.unkept_copies)
        self.pasted.setVisible(bool(choices.unkept_copies))  # in its place: a narrow ticket has none for both
        self.key.tick(bool(choices.secrets) and not choices.unnoted)
        self.save.setEnabled(not session.running)
        kind = "plain" if path is not None else "primary"
        if self.save.property("kind") != kind:
            self.save.set_kind(kind)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._settle.start()

    def file_name(self) -> str:
        """The name under which the file is saved, or will be unless the person chooses another one."""
        if self._session.path is not None:
            return self._session.path.name
        task = self._session.task
        return engine.safe_stem(task.cover.name.rpartition(".")[0] if task is not None else "", "undersong") + SUFFIX

    def message(self) -> str:
        """What the receiver has to know.  It names no secret, and not the key."""
        opened = self.tr(
            "I am sending you the file %s. It opens in Undersong, a free program that needs no internet (%s or later)."
        ) % (self.file_name(), engine.__version__)
        shown = self.tr("Install it, start it, and drop the file on its window.")
        key = self.tr("Then enter the key, which I send you another way: twelve words, or a file with them.")
        kept = self.tr("Keep the file as it is. Do not save it with another program, and pass it on as a file only.")
        return "\n\n".join((opened, shown, *([key] if self._session.choosing.choices.secrets else []), kept))

    def compact(self, on: bool) -> None:
        """Take less height."""
        self._compact = on
        self.file.compact(on)
        self.key.compact(on)
        self.refresh()

    def _hold_keys(self, outcome: Outcome) -> None:
        """Show the buttons of the keys that this file has."""
        clear_layout(self._key_place)
        choices, several = self._session.choosing.choices, len(self._session.choosing.choices.keys) > 1
        held, opens = [], {}
        for index, key in enumerate(choices.keys):
            names = [pair.name for pair in outcome.secrets if pair.owner == index]
            opens[index] = self.tr("Opens: %s") % quoted(names)
            if names and key is not None and key.has_words:
                held.append(HeldKey(key_name(index, choices.names), key, opens[index] if several else ""))
        self.key.fact.setText(opens.get(0, "") if outcome.secrets and not several else "")
        self.key_actions = None
        if held:
            self.key.advice.setText(
                self.tr("Send it another way than the file: whoever has both has the secrets. It is stored nowhere.")
            )
            choosing = self._session.choosing
            self.key_actions = KeyActions(held, choosing.note, choosing.copied)
            self.key_actions.failed.connect(self.failed)
            self._key_place.addWidget(self.key_actions)
        elif outcome.secrets:
            self.key.advice.setText(self.tr("Your passphrase. Tell it another way than you send the file."))
        else:
            self.key.advice.setText(self.tr("Nothing is hidden in this file, so there is no key to hand over."))

    def _drag(self) -> None:
        """Let the person drag the saved file, or one that is written for that where none is saved yet."""
        path = self._session.path
        if path is not None:
            self.tag.drag(path)
        else:
            self._session.hand_out(self.file_name(), self.tag.drag)

    def _note_copied(self) -> None:
        """The person says that what was copied is pasted where it stays."""
        for key in self._session.choosing.choices.unkept_copies:
            self._session.choosing.note(key)

    def _open_folder(self) -> None:
        path = self._session.path
        if path is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))):
            self.file.fact.setText(self.tr("It lies in %s") % isolated(str(path.parent)))

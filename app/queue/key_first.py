"""KeyFirstDialog: the keys of a hide are kept before it waits: the queue saves its file with nobody there to ask."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

import engine
from app.hide.choose_session import ChooseSession
from app.hide.key_dialog import KeyDialog
from app.kit.button import Button
from app.kit.text import label


class KeyFirstDialog(KeyDialog):
    """Accepted only when every key was saved, printed or scanned, or the person says that it is written or pasted."""

    def __init__(self, session: ChooseSession, keys: set[engine.Key], parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._session, self._keys = session, keys
        text = self.tr(
            "The queue makes and saves this file on its own, and the key is stored nowhere. Note it now: it opens the "
            "secrets, and after a restart it lets the hide go on."
        )
        self.column.insertWidget(0, label(text, "muted", wrap=True))
        self.column.insertWidget(0, label(self.tr("First keep the key"), "heading"))
        self.stay = Button(self.tr("Not yet"), "plain")
        self.row.insertWidget(1, self.stay)
        self.close_button.setText(self.tr("Add to the queue"))
        self.stay.clicked.connect(self.reject)
        session.changed.connect(self._refresh)
        self.resize(self.width(), self.height() + 120)
        self._refresh()

    def _refresh(self) -> None:
        self.close_button.setEnabled(not self._keys - self._session.choices.noted)


def keys_are_noted(session: ChooseSession, parent: QWidget) -> bool:
    """Whether the person has the keys of what is chosen, also one that only resumes; shown first where they may not."""
    choices = session.choices
    keys = {choices.keys[secret.owner] for secret in choices.secrets} or {choices.keys[0]}
    missing = {key for key in keys if key is not None and key.has_words and key not in choices.noted}
    if not missing:
        return True
    dialog = KeyFirstDialog(session, missing, parent)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    for key in missing if agreed else ():
        session.note(key)
    return agreed

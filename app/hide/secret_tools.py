"""SecretTools: the dialogs in which a secret is trimmed, cropped or written, and what the offers beside it do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

import engine
from app.hide.choices import ChosenFile, ChosenMedium
from app.hide.choose_session import ChooseSession
from app.hide.cropper import ask_box
from app.hide.look_offers import LookOffer
from app.hide.text_dialog import ask_text
from app.hide.trimmer import trim


class SecretTools(QObject):
    """Works on the secret of an index; emits `changing` with it before a card is replaced that has the focus.

    Emits `cover_wanted` where a larger cover would help.
    """

    changing = Signal(int)
    cover_wanted = Signal()

    def __init__(self, session: ChooseSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._parent = session, parent

    def take(self, index: int, offer: LookOffer) -> None:
        """Do what a button beside a secret says."""
        acts: dict[str, Callable[[], object]] = {
            "exact": lambda: self._session.keep_exactly(index, True),
            "learn": lambda: self._session.keep_exactly(index, False),
            "crop": lambda: self.crop(index),
            "trim": lambda: self.trim(index),
            "strip": lambda: self._session.strip(index),
            "text": lambda: self.change_text(index),
            "cover": self.cover_wanted.emit,
            "recipe": lambda: self._session.accept(offer.change) if offer.change is not None else None,
        }
        acts[offer.act]()

    def write_text(self) -> None:
        """Let the person write a text to hide."""
        text = ask_text(self._parent)
        if text is not None:
            self._session.add_text(text)

    def change_text(self, index: int) -> None:
        """Let the person change a text."""
        secret = self._session.choices.secrets[index]
        text = ask_text(self._parent, secret.file.text) if isinstance(secret, ChosenFile) else None
        if text is not None:
            self._session.change_text(index, text)

    def trim(self, index: int) -> None:
        """Ask which seconds of a sound or a film are kept."""
        secret = self._session.choices.secrets[index]
        if isinstance(secret, ChosenMedium):
            span = trim(secret, self._parent)
            if span != secret.span:
                self.changing.emit(index)
                self._session.trim(index, span)

    def crop(self, index: int) -> None:
        """Ask which part of a picture is kept."""
        secret = self._session.choices.secrets[index]
        item = secret.learned if isinstance(secret, ChosenFile) else secret
        if item is not None and isinstance(item.full, engine.Image):
            box = ask_box(item, self._session.recipe().samples["image"], self._parent)
            if box != item.box:
                self.changing.emit(index)
                self._session.crop(index, box)

"""VerdictPanel: one large sentence, what it means, and the picture that was taken out where one was."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

import engine
from app.kit.icons import pixmap
from app.kit.text import label, set_role
from app.previews import thumbnail_of
from app.safety.session import Verdict
from app.widgets.panel import Panel

SIGN = 44  # pixels
FOUND = 200


class VerdictPanel(Panel):
    """Shows a verdict; `sentence` is what is said aloud."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.sentence = ""
        self._sign = QLabel()
        self._file = label("", "muted", wrap=True)
        self._what, self._why = label("", "title", wrap=True), label("", wrap=True)
        self._caption = label(
            self.tr("This was taken out of the file without the key. It is what anybody can see."), "danger", wrap=True
        )
        self._picture = QLabel()
        self._picture.setAccessibleName(self.tr("What was found without the key"))
        self._verdict: Verdict | None = None
        words = QVBoxLayout()
        words.setSpacing(8)
        for widget in (self._file, self._what, self._why):
            words.addWidget(widget)
        top = QHBoxLayout()
        top.setSpacing(18)
        top.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        self.body.addLayout(top)
        self._found = QWidget()
        found = QHBoxLayout(self._found)
        found.setContentsMargins(SIGN + 18, 8, 0, 0)
        found.setSpacing(18)
        found.addWidget(self._picture)
        found.addWidget(self._caption, 1)
        self.body.addWidget(self._found)

    def show_verdict(self, verdict: Verdict, name: str, picture: engine.Image | None) -> None:
        """Say what the tests came to for the file of that name."""
        what, why = {
            Verdict.LIKE_EMPTY: (
                self.tr("Nothing stands out. Without the key, this file is like one with nothing hidden."),
                self.tr(
                    "Every attack this program knows was made on it. "
                    "None found a trace of a secret, nor that there is one."
                ),
            ),
            Verdict.UNUSUAL: (
                self.tr("Something in this file stands out."),
                self.tr(
                    "It is not quite like the files of Undersong that were measured: its cover may be unusual, or "
                    "another program made or changed it. Whether its secrets, if it has any, are sealed cannot be "
                    "seen from it."
                ),
            ),
            Verdict.READABLE: (
                self.tr("This file is not protected. What is hidden in it can be found without the key."),
                self.tr(
                    "It was made in the published way, without a seal. Below is what gives it away. Hide its secrets "
                    "again with protection, and do not pass this file on."
                ),
            ),
        }[verdict]
        self._verdict, self.sentence = verdict, what
        self._file.setText(name)
        self._what.setText(what)
        set_role(self._what, "tone", "" if verdict is Verdict.LIKE_EMPTY else "danger")
        self._why.setText(why)
        self.setAccessibleName(f"{what} {why}")
        self._found.setVisible(picture is not None)
        if picture is not None:
            ink = self.palette().text().color()
            ratio = self.devicePixelRatioF()
            drawn = thumbnail_of(picture, QSize(round(FOUND * ratio), round(FOUND * ratio)), ink)
            drawn.setDevicePixelRatio(ratio)
            self._picture.setPixmap(QPixmap.fromImage(drawn))
        palette = self.palette()
        colour = palette.highlight().color() if verdict is Verdict.LIKE_EMPTY else palette.brightText().color()
        self._sign.setPixmap(
            pixmap("safety" if verdict is Verdict.LIKE_EMPTY else "warning", colour, SIGN, self.devicePixelRatioF())
        )

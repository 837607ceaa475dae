"""VerdictPanel: the verdict in one large sentence, what it means, and the picture extracted without the key, if any."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

import engine
from app.kit.icons import pixmap
from app.kit.text import label, set_style_property
from app.previews.by_modality import thumbnail_of
from app.safety.session import Verdict
from app.widgets.panel import Panel

ICON, PICTURE = 44, 200  # pixels


class VerdictPanel(Panel):
    """Shows a verdict; `sentence` is what screen readers announce."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.sentence = ""
        self._icon = QLabel()
        self._file_name = label("", "muted", wrap=True)
        self._verdict, self._reason = label("", "title", wrap=True), label("", wrap=True)
        self._picture = QLabel()
        self._picture.setAccessibleName(self.tr("Picture extracted without the key"))
        caption = self.tr("This was extracted from the file without the key. Anyone can do the same.")
        texts = QVBoxLayout()
        texts.setSpacing(8)
        for widget in (self._file_name, self._verdict, self._reason):
            texts.addWidget(widget)
        top = QHBoxLayout()
        top.setSpacing(18)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(texts, 1)
        self.body.addLayout(top)
        self._extracted = QWidget()
        row = QHBoxLayout(self._extracted)
        row.setContentsMargins(ICON + 18, 8, 0, 0)
        row.setSpacing(18)
        row.addWidget(self._picture)
        row.addWidget(label(caption, "danger", wrap=True), 1)
        self.body.addWidget(self._extracted)

    def show_verdict(self, verdict: Verdict, file_name: str, picture: engine.Image | None) -> None:
        """Show the verdict on a file."""
        self.sentence, reason = self._texts(verdict)
        passed, palette, ratio = verdict is Verdict.LIKE_EMPTY, self.palette(), self.devicePixelRatioF()
        self._file_name.setText(file_name)
        self._verdict.setText(self.sentence)
        set_style_property(self._verdict, "tone", "" if passed else "danger")
        self._reason.setText(reason)
        self.setAccessibleName(f"{self.sentence} {reason}")
        colour = (palette.highlight() if passed else palette.brightText()).color()
        self._icon.setPixmap(pixmap("safety" if passed else "warning", colour, ICON, ratio))
        self._extracted.setVisible(picture is not None)
        if picture is not None:
            side = round(PICTURE * ratio)
            image = thumbnail_of(picture, QSize(side, side), palette.text().color())
            image.setDevicePixelRatio(ratio)
            self._picture.setPixmap(QPixmap.fromImage(image))

    def _texts(self, verdict: Verdict) -> tuple[str, str]:
        """The verdict in one sentence, and what it means."""
        if verdict is Verdict.LIKE_EMPTY:
            return (
                self.tr("Nothing stands out. Without the key, this file looks like one with nothing hidden."),
                self.tr(
                    "Every attack this program knows was run on it. "
                    "None found a trace of a secret, or a sign that there is one."
                ),
            )
        if verdict is Verdict.UNUSUAL:
            return (
                self.tr("Something in this file stands out."),
                self.tr(
                    "It differs from the Undersong files this check was calibrated on. Of sealed files about one in a "
                    "hundred does so by chance; or its cover is unusual, or another program made or changed it. "
                    "Whether its secrets, if it has any, are sealed cannot be told from the file."
                ),
            )
        return (
            self.tr("This file is not protected. Its secrets can be found without the key."),
            self.tr(
                "It was made with the published method, without a seal. The tests below show what gives it away. Hide "
                "its secrets again with protection, and do not pass this file on."
            ),
        )

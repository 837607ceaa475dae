"""Cropper: chooses which part of a picture is kept, with a frame that is dragged, and four number fields."""

from __future__ import annotations

import math

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

import engine
from app.hide.choices import Box, ChosenMedium
from app.hide.crop_frame import LEAST, CropFrame
from app.kit.button import Button
from app.kit.text import label


class Cropper(QDialog):
    """A dialog that asks which part of a picture is kept; `sharp` pixels of it stay as sharp as they are."""

    def __init__(self, item: ChosenMedium, sharp: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert isinstance(item.full, engine.Image)
        height, width = item.full.pixels.shape[:2]
        self._all: Box = (0, 0, width, height)
        self._box: Box = item.box or self._all
        self._sharp = sharp
        self.setWindowTitle(self.tr("Crop %s") % item.name)
        self.resize(860, 660)
        self.frame = CropFrame(item.full, self._box)
        self.fields = [
            self._field(self.tr("Left"), 0, width - LEAST),
            self._field(self.tr("Top"), 0, height - LEAST),
            self._field(self.tr("Width"), LEAST, width),
            self._field(self.tr("Height"), LEAST, height),
        ]
        self._size = label("", "small", wrap=True)
        self.keep = Button(self.tr("Keep this part"), "primary", "crop")
        everything, cancel = Button(self.tr("Keep everything"), "quiet", "refresh"), Button(self.tr("Cancel"), "plain")
        numbers = QHBoxLayout()
        numbers.setSpacing(8)
        for field in self.fields:
            numbers.addWidget(label(field.accessibleName(), "muted"))
            numbers.addWidget(field)
        numbers.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(everything)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.frame, 1)
        layout.addLayout(numbers)
        layout.addWidget(self._size)
        layout.addLayout(foot)
        self.frame.moved.connect(self._set_box)
        for field in self.fields:
            field.valueChanged.connect(lambda _: self._set_box(self._typed()))
        self.keep.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        everything.clicked.connect(lambda: self._set_box(self._all))
        self._set_box(self._box)

    @property
    def box(self) -> Box | None:
        """The part to keep; None for everything."""
        return None if self._box == self._all else self._box

    def _typed(self) -> Box:
        """The numbers of the fields, within the picture."""
        left, top, width, height = (field.value() for field in self.fields)
        return left, top, min(width, self._all[2] - left), min(height, self._all[3] - top)

    def _set_box(self, box: Box) -> None:
        self._box = box
        for field, value in zip(self.fields, box, strict=True):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        self.frame.set_box(box)
        text = self.tr("Keeps %s x %s of %s x %s pixels.") % (*map(QLocale().toString, box[2:]), *self._all[2:])
        part = math.sqrt(self._sharp / (box[2] * box[3]))
        if part < 1:
            smaller = self.tr("Learned, it would get smaller: %s x %s.")
            text += " " + smaller % (round(box[2] * part), round(box[3] * part))
        else:
            text += " " + self.tr("Learned, it keeps every pixel.")
        self._size.setText(text)

    def _field(self, name: str, least: int, most: int) -> QSpinBox:
        field = QSpinBox()
        field.setKeyboardTracking(False)
        field.setRange(min(least, max(0, most)), max(0, most))
        field.setAccessibleName(name)
        field.setMinimumHeight(34)
        return field


def ask_box(item: ChosenMedium, sharp: int, parent: QWidget) -> Box | None:
    """Ask which part to keep; the previous one if the dialog is cancelled, None for everything."""
    cropper = Cropper(item, sharp, parent)
    accepted = cropper.exec() == QDialog.DialogCode.Accepted
    cropper.deleteLater()
    return cropper.box if accepted else item.box

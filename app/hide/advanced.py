"""Advanced: settings few people need: room for secrets, storage, device, and the paper's unsealed mode."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QVBoxLayout, QWidget

import engine
from app.kit.text import label
from app.text.device_names import device_name


class Advanced(QWidget):
    """Emits `tuned` with the recipe fields to set, None for the recipe's own value."""

    tuned = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        automatic = (self.tr("Automatic"), None)
        self._combos: dict[str, QComboBox] = {}
        self._row(form, "room", self.tr("Room for secrets"), [
            (self.tr("Usual"), None), (self.tr("Twice"), 2), (self.tr("Four times"), 4), (self.tr("Sixteen times"), 16),
        ])  # fmt: skip
        self._row(form, "storage", self.tr("Storage"), [
            (self.tr("Automatic"), None), (self.tr("Exact"), "exact"),
            (self.tr("Half size"), "half"), (self.tr("Quarter size"), "quarter"),
        ])  # fmt: skip
        devices: list[tuple[str, Any]] = [(device_name(device), device) for device in engine.devices()]
        self._row(form, "device", self.tr("Device"), [automatic, *devices])
        self.unsealed = QCheckBox(self.tr("Unsealed, as in the paper"))
        self.unsealed.setProperty("role", "danger")
        self._warning = label(
            self.tr("Research only: anyone who has the file can read the secrets without the key."), "danger", wrap=True
        )
        self._warning.setVisible(False)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.unsealed)
        column.addWidget(self._warning)
        form.addRow(column)
        self.exact = QCheckBox(self.tr("Bit-exact cover"))
        hint = self.tr("Fit until the cover equals the original in every pixel. This takes longer.")
        self.exact.setAccessibleDescription(hint)
        exact = QVBoxLayout()
        exact.setSpacing(2)
        exact.addWidget(self.exact)
        exact.addWidget(label(hint, "small", wrap=True))
        form.addRow(exact)
        self.unsealed.toggled.connect(self._unseal)
        self.exact.toggled.connect(lambda on: self.tuned.emit({"exact_cover": on or None}))

    def show_tuning(self, tuning: Mapping[str, Any]) -> None:
        """Show the fields that are set."""
        for field, combo in self._combos.items():
            value = tuning.get(field)
            if value is not None and combo.findData(value) < 0:
                combo.addItem(str(value), value)
            combo.setCurrentIndex(0 if value is None else combo.findData(value))
        with QSignalBlocker(self.unsealed):
            self.unsealed.setChecked(tuning.get("protection") == "paper")
        with QSignalBlocker(self.exact):
            self.exact.setChecked(bool(tuning.get("exact_cover")))
        self._warning.setVisible(self.unsealed.isChecked())

    def _row(self, form: QFormLayout, field: str, name: str, options: list[tuple[str, Any]]) -> None:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setMinimumWidth(230)
        for text, value in options:
            combo.addItem(text, value)
        combo.activated.connect(lambda _: self.tuned.emit({field: combo.currentData()}))
        self._combos[field] = combo
        caption = label(name, "muted")
        caption.setMinimumHeight(combo.sizeHint().height())
        form.addRow(caption, combo)

    def _unseal(self, on: bool) -> None:
        self._warning.setVisible(on)
        self.tuned.emit({"protection": "paper" if on else None})

"""SettingsDialog: every change takes effect at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.text import label
from app.shell.settings import MAX_THREADS, THEMES, Settings
from app.text.device_names import device_name
from app.text.translation import LANGUAGES, NAMES


class SettingsDialog(QDialog):
    """Escape closes it."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(520)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Settings"), "title"))
        layout.addLayout(self._form())
        layout.addSpacing(6)
        layout.addWidget(label(self.tr("Stored on this computer"), "heading"))
        layout.addWidget(
            label(
                self.tr("Colours and language. More only if you choose it here. Keys and secrets are never stored."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        self.remember = QCheckBox(self.tr("Remember device and threads"))
        self.remember.setChecked(settings.remember)
        self.remember.toggled.connect(lambda on: setattr(settings, "remember", on))
        self.recent = QCheckBox(self.tr("Remember recent Undersong files"))
        self.recent.setChecked(settings.remember_recent)
        self.recent.toggled.connect(lambda on: setattr(settings, "remember_recent", on))
        for box in (self.remember, self.recent):
            box.setAccessibleName(box.text())
            layout.addWidget(box)
        self.problem = label(
            self.tr("This could not be stored: the disk is full, or may not be written to. It holds until you quit."),
            "danger", wrap=True,
        )  # fmt: skip
        settings.changed.connect(self._tell)
        self._tell()
        layout.addWidget(self.problem)
        layout.addSpacing(6)
        close = Button(self.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        layout.addLayout(row)
        self.theme.setFocus()

    def _tell(self) -> None:
        """Say where the last change could not be stored."""
        self.problem.setVisible(not self._settings.stored)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(20)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        system = self.tr("System default")
        themes = {"system": system, "light": self.tr("Light"), "dark": self.tr("Dark")}
        self.theme = self._row(form, self.tr("Colours"), "theme", [(themes[choice], choice) for choice in THEMES])
        names = {"system": system, **NAMES}
        self.language = self._row(
            form, self.tr("Language"), "language", [(names[choice], choice) for choice in LANGUAGES]
        )
        devices = [(device_name(device), device) for device in engine.devices()]
        self.device = self._row(form, self.tr("Device"), "device", [(device_name("auto"), "auto"), *devices])
        counts = range(1, min(engine.cores(), MAX_THREADS) + 1)
        threads: list[tuple[str, object]] = [(device_name("auto"), 0), *((str(count), count) for count in counts)]
        self.threads = self._row(form, self.tr("Processor threads"), "threads", threads)
        return form

    def _row(self, form: QFormLayout, name: str, field: str, options: list[tuple[str, object]]) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setMinimumWidth(250)
        for text, value in options:
            combo.addItem(text, value)
        combo.setCurrentIndex(max(0, combo.findData(getattr(self._settings, field))))
        combo.activated.connect(lambda _: setattr(self._settings, field, combo.currentData()))
        caption = label(name, "muted")
        caption.setMinimumHeight(combo.sizeHint().height())
        caption.setBuddy(combo)
        form.addRow(caption, combo)
        return combo

"""AboutDialog: version, libraries with their licences, and diagnostics for bug reports."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, metadata, version

from PySide6.QtCore import QLibraryInfo, QSize, qVersion
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

import engine
from app.kit.button import Button
from app.kit.icons import pixmap
from app.kit.text import label

BUILT_ON = (  # the dependencies in pyproject.toml
    "cryptography", "imageio", "imageio-ffmpeg", "libigl", "llvmlite", "mnemonic", "numpy", "pillow",
    "pyqtgraph", "PySide6-Addons", "PySide6-Essentials", "pyvista", "safetensors", "scikit-image", "scipy", "segno",
    "shiboken6", "soundfile", "tifffile", "torch", "trimesh", "zxcvbn",
)  # fmt: skip
MAX_NAME = 60  # characters: longer values of the field "License" are full texts


def libraries() -> list[tuple[str, str, str]]:
    """Name, version and licence of every library."""
    result = []
    for name in BUILT_ON:
        try:
            result.append((name, version(name), licence(name)))
        except PackageNotFoundError:
            continue
    return result


def licence(name: str) -> str:
    """The name of a package's licence, from whichever metadata field has it."""
    facts = metadata(name)
    for field in ("License-Expression", "License"):
        text = str(facts[field] or "").strip() if field in facts else ""
        if text and len(text) <= MAX_NAME and "\n" not in text and text.upper() != "UNKNOWN":
            return text
    named = [line.split("::")[-1].strip() for line in facts.get_all("Classifier") or [] if line.startswith("License")]
    long = str(facts["License-Expression"]) if "License-Expression" in facts else ""
    return ", ".join(named) or long or "?"


def diagnostics() -> str:
    """Versions, system and devices; without keys, and without names of files, persons or computers."""
    lines = [
        f"Undersong {engine.__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()} on {QGuiApplication.platformName()}",
        f"{platform.system()} {platform.release()}, {platform.machine()}, {engine.cores()} cores",
        *(f"device {device}: {name}" for device, name in engine.devices().items()),
        *(f"screen {s.size().width()} x {s.size().height()} at {s.devicePixelRatio():g}"
          for s in QGuiApplication.screens()),
        f"Qt built {'shared' if QLibraryInfo.isSharedBuild() else 'static'}",
        *(f"{name} {release}" for name, release, _ in libraries()),
    ]  # fmt: skip
    return "\n".join(lines)


class AboutDialog(QDialog):
    """Escape closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Undersong"))
        self.resize(680, 600)
        logo = QLabel()
        logo.setPixmap(pixmap("undersong", QColor("white"), 64, self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label("Undersong", "title"))
        words.addWidget(label(self.tr("Version %s") % engine.__version__, "muted"))
        words.addWidget(label(self.tr("Free software under the Apache License 2.0"), "muted"))
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(logo)
        head.addLayout(words, 1)
        method = self.tr(
            "Built on INRSteg: Song et al., Implicit Steganography Beyond the Constraints of Modality, ECCV 2024. "
            "It uses no network, and stores nothing you have not asked it to."
        )
        media = self.tr(
            "Videos are read and written by ffmpeg (GPL), which runs as a program of its own. "
            "Example music: iscc-samples by Titusz Pan (CC BY 4.0). Spot: Keenan Crane (CC0)."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(label(method, "", wrap=True))
        layout.addWidget(label(self.tr("Libraries"), "heading"))
        layout.addWidget(self._table(), 1)
        layout.addWidget(label(media, "small", wrap=True))
        layout.addLayout(self._buttons())

    def _table(self) -> QTableWidget:
        rows = libraries()
        table = QTableWidget(len(rows), 3)
        table.setAccessibleName(self.tr("Libraries"))
        table.setHorizontalHeaderLabels([self.tr("Library"), self.tr("Version"), self.tr("Licence")])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setIconSize(QSize(0, 0))
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        for row, entry in enumerate(rows):
            for column, text in enumerate(entry):
                table.setItem(row, column, QTableWidgetItem(text))
        return table

    def _buttons(self) -> QHBoxLayout:
        self.copy = Button(self.tr("Copy diagnostics"), "plain", "copy")
        self.copy.clicked.connect(self._copy)
        self._copied = label("", "good")
        close = Button(self.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addWidget(self._copied, 1)
        row.addWidget(close)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(diagnostics())
        self._copied.setText(self.tr("Copied, without keys and file names."))

"""Themes: a light and a dark palette with one accent colour, and the style sheet filled in with it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from string import Template
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from resources import ROOT

Theme = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme; each text colour has a contrast of 4.5:1 or more on every background it is used on."""

    scheme: str
    window: str
    surface: str
    raised: str
    line: str
    edge: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    on_accent: str
    danger: str
    danger_soft: str
    good: str


LIGHT = Colours(
    scheme="light", window="#f3f5f4", surface="#ffffff", raised="#f8faf9", line="#e0e6e4", edge="#7f8c89",
    text="#18211f", muted="#55625f", faint="#7d8986", accent="#0b6f72", accent_hover="#095c5f",
    accent_text="#0a6265", accent_soft="#dcefed", on_accent="#ffffff", danger="#b3261e", danger_soft="#fceceb",
    good="#1a6b3c",
)  # fmt: skip

DARK = Colours(
    scheme="dark", window="#111718", surface="#182022", raised="#1f292b", line="#2b3739", edge="#677a7d",
    text="#e8eeed", muted="#a3b2b1", faint="#6f7e7e", accent="#4cc3bb", accent_hover="#6cd3cc",
    accent_text="#6fd6ce", accent_soft="#17393a", on_accent="#06282a", danger="#ff9d94", danger_soft="#3a1f1d",
    good="#7ed6a0",
)  # fmt: skip


def colours_for(theme: Theme) -> Colours:
    """The colours of a theme; "system" follows the desktop. A high-contrast desktop gets high-contrast colours."""
    hints = QApplication.styleHints()
    dark = hints.colorScheme() == Qt.ColorScheme.Dark if theme == "system" else theme == "dark"
    high = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    return high_contrast(DARK if dark else LIGHT) if high else DARK if dark else LIGHT


def high_contrast(colours: Colours) -> Colours:
    """The same colours, with borders and muted text in the full text colour."""
    return replace(
        colours, line=colours.text, edge=colours.text, muted=colours.text, faint=colours.edge, raised=colours.surface
    )


def palette(colours: Colours) -> QPalette:
    """A Fusion palette of these colours."""
    result = QPalette()
    role = QPalette.ColorRole
    for name, value in {
        role.Window: colours.window, role.WindowText: colours.text, role.Base: colours.raised,
        role.AlternateBase: colours.surface, role.Text: colours.text, role.Button: colours.surface,
        role.ButtonText: colours.text, role.BrightText: colours.danger, role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent, role.Link: colours.accent_text, role.PlaceholderText: colours.muted,
        role.ToolTipBase: colours.surface, role.ToolTipText: colours.text, role.Mid: colours.edge,
        role.Midlight: colours.line, role.Dark: colours.muted, role.Light: colours.surface, role.Shadow: "#000000",
        role.Accent: colours.accent,
    }.items():  # fmt: skip
        result.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.faint))
    return result


def apply(app: QApplication, theme: Theme) -> Colours:
    """Set style, palette and style sheet of the program; returns the colours used."""
    colours = colours_for(theme)
    app.setStyle("Fusion")
    app.setPalette(palette(colours))
    sheet = Template((ROOT / "style.qss").read_text(encoding="utf-8"))
    app.setStyleSheet(sheet.substitute(asdict(colours), icons=(ROOT / "icons").as_posix()))
    return colours

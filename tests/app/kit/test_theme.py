"""Colours that can be read: contrast of the palettes and of the style sheet."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest
from PySide6.QtGui import QColor

from app.kit import theme
from resources import ROOT

INKS = {
    "text": ("window", "surface", "raised", "accent_soft", "danger_soft"),
    "muted": ("window", "surface", "raised", "accent_soft"),
    "accent_text": ("surface", "accent_soft", "window", "danger_soft"),
    "danger": ("surface", "raised"),
    "good": ("surface", "window"),
    "on_accent": ("accent", "accent_hover"),
}


def luminance(colour: str) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(colour).getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=lambda colours: colours.scheme)
def test_contrast_is_aa(colours: theme.Colours) -> None:
    for ink, grounds in INKS.items():
        for ground in grounds:
            a, b = sorted((luminance(getattr(colours, ink)), luminance(getattr(colours, ground))))
            assert (b + 0.05) / (a + 0.05) >= 4.5, (ink, ground)


RULE = re.compile(r"([^{}]+){([^}]*)}")


@pytest.mark.parametrize(
    "colours",
    [theme.LIGHT, theme.DARK, theme.high_contrast(theme.LIGHT), theme.high_contrast(theme.DARK)],
    ids=["light", "dark", "light and strong", "dark and strong"],
)
def test_every_rule_of_the_style_sheet_can_be_read(colours: theme.Colours) -> None:
    values, looked = asdict(colours), 0
    for names, body in RULE.findall((ROOT / "style.qss").read_text("utf-8")):
        facts = dict(re.findall(r"([a-z-]+):\s*\$?([\w-]+)", body))
        if facts.get("color", "transparent") == "transparent" or ":disabled" in names:
            continue  # what cannot be pressed may be faint
        own = facts.get("background", "transparent")
        for ground in (own,) if own != "transparent" else ("window", "surface", "raised"):
            a, b = sorted((luminance(values[facts["color"]]), luminance(values[ground])))
            assert (b + 0.05) / (a + 0.05) >= 4.5, (names.strip(), facts["color"], ground)
            looked += 1
    assert looked > 30

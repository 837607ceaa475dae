"""The line that names the device in use."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

import engine
from app.shell.device_line import device_sentence
from app.shell.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.mark.usefixtures("qapp")
def test_the_device_and_why(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "devices", lambda: {"cpu": "a processor"}, raising=False)
    assert "no graphics card" in device_sentence(settings)
    settings.device = "cuda"
    assert "not available" in device_sentence(settings)
    monkeypatch.setattr(engine, "devices", lambda: {"cuda": "Card 9000", "cpu": "a processor"}, raising=False)
    assert "Card 9000" in device_sentence(settings)
    settings.device = "cpu"
    assert "as chosen" in device_sentence(settings)

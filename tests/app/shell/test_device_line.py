"""The line that names the device in use."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

import engine
from app.shell.device_line import used_and_why
from app.shell.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.mark.usefixtures("qapp")
def test_the_device_and_why(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "devices", lambda: {"cpu": "a processor"}, raising=False)
    assert "no graphics card" in used_and_why(settings)
    settings.device = "cuda"
    assert "not there" in used_and_why(settings)
    monkeypatch.setattr(engine, "devices", lambda: {"cuda": "Card 9000", "cpu": "a processor"}, raising=False)
    assert "Card 9000" in used_and_why(settings)
    settings.device = "cpu"
    assert "as chosen" in used_and_why(settings)

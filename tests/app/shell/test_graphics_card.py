"""A graphics card that this build cannot use is found without a network, and the person is told how to use it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from app.shell import graphics_card
from app.shell.help_page import chapter_title
from app.shell.settings import Settings
from app.shell.window import Window

DRIVER = """
#include <string.h>
int cuInit(unsigned flags) { return flags; }
int cuDeviceGetCount(int *count) { *count = 1; return 0; }
int cuDeviceGet(int *card, int number) { *card = number + 7; return 0; }
int cuDeviceGetName(char *to, int most, int card) { strncpy(to, card == 7 ? "NVIDIA T4" : "?", most); return 0; }
"""


@pytest.fixture(autouse=True)
def unasked() -> Iterator[None]:
    graphics_card.unused_card.cache_clear()
    yield
    graphics_card.unused_card.cache_clear()


def listed(folder: Path) -> Path:
    card = folder / "0000:01:00.0"
    card.mkdir(parents=True)
    (card / "information").write_text("Model: \t\t NVIDIA GeForce RTX 3060\nIRQ:   \t\t 16\nGPU UUID: \t GPU-1\n")
    return folder


def test_the_driver_s_list_names_the_card(tmp_path: Path) -> None:
    assert graphics_card.first_listed_card(listed(tmp_path / "gpus")) == "NVIDIA GeForce RTX 3060"
    assert graphics_card.first_listed_card(tmp_path / "nowhere") == ""


def test_no_driver_or_another_library_of_its_name_is_no_card() -> None:
    assert graphics_card.query_driver("libnosuchdriver.so.1") == ""
    assert graphics_card.query_driver("libc.so.6") == ""


@pytest.mark.skipif(shutil.which("cc") is None, reason="needs a compiler for a driver to ask")
def test_the_driver_is_asked_for_the_card(tmp_path: Path) -> None:
    (tmp_path / "driver.c").write_text(DRIVER)
    library = tmp_path / "libdriver.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(tmp_path / "driver.c")], check=True)
    assert graphics_card.query_driver(str(library)) == "NVIDIA T4"


@pytest.mark.skipif(bool(torch.version.cuda), reason="this build of torch uses such a card")
def test_a_card_that_lies_idle_is_named_and_the_guide_says_how_to_use_it(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphics_card, "DRIVER_FOLDER", listed(tmp_path / "gpus"))
    window = Window(Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)))
    qtbot.addWidget(window)
    window.show()
    assert "NVIDIA GeForce RTX 3060" in window.device_line.accessibleName()
    assert window.device_line.how.isVisible()
    window.resize(window.minimumSize())
    assert window.device_line.rect().contains(window.device_line.how.geometry())
    qtbot.mouseClick(window.device_line.how, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.help
    assert window.help.guide.document().firstBlock().text() == chapter_title(
        next(path for path in window.help._chapters if path.name == graphics_card.CHAPTER)
    )


def test_without_a_card_nothing_is_offered(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphics_card, "DRIVER_FOLDER", tmp_path)
    monkeypatch.setattr(graphics_card, "query_driver", lambda: "")
    window = Window(Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)))
    qtbot.addWidget(window)
    assert window.device_line.how.isHidden()

"""The window around the pages: settings that take effect, files opened last, another language, the guide."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QSettings, QUrl
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

import engine
from app.shell import about
from app.shell.device_line import used_and_why
from app.shell.help_page import HelpPage, chapters
from app.shell.settings import Settings
from app.shell.window import Window
from app.text import translation

ROOT = Path(__file__).resolve().parents[3]
STEGO = ROOT / "tests" / "vectors" / "exact.undersong"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def window(qtbot: QtBot, settings: Settings) -> Window:
    result = Window(settings)
    qtbot.addWidget(result, before_close_func=lambda _: result.hiding.session.cancel())
    with qtbot.waitExposed(result):
        result.show()
    return result


@pytest.fixture
def english(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    translation.install(qapp, "en")
    QLocale.setDefault(QLocale.c())


def test_settings_are_kept_only_when_asked_and_forgotten_when_not(tmp_path: Path) -> None:
    store = str(tmp_path / "settings.ini")

    def again() -> Settings:
        return Settings(QSettings(store, QSettings.Format.IniFormat))

    first = again()
    first.language, first.device, first.threads = "de", "cpu", 3
    assert (again().language, again().device, again().threads) == ("system", "auto", 0)
    first.remember = True
    assert (again().language, again().device, again().threads) == ("de", "cpu", 3)
    first.remember = False
    assert (again().language, again().device, again().threads) == ("system", "auto", 0)


def test_files_opened_last_are_kept_only_when_asked(tmp_path: Path) -> None:
    store = str(tmp_path / "settings.ini")
    path = tmp_path / "letter.undersong"
    path.write_bytes(b"x")
    settings = Settings(QSettings(store, QSettings.Format.IniFormat))
    settings.opened(path)
    assert settings.recent == []
    settings.remember_recent = True
    settings.opened(path)
    settings.opened(path)
    assert Settings(QSettings(store, QSettings.Format.IniFormat)).recent == [path]
    settings.remember_recent = False
    assert Settings(QSettings(store, QSettings.Format.IniFormat)).recent == []
    assert "letter" not in Path(store).read_text("utf-8") if Path(store).exists() else True


def test_settings_that_make_no_sense_are_passed_over(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    for name, value in {"theme": "pink", "language": "xx", "device": "abacus", "threads": "-7"}.items():
        store.setValue(name, value)
    settings = Settings(store)
    assert (settings.theme, settings.language, settings.device, settings.threads) == ("system", "system", "auto", 0)


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


def test_an_opened_file_can_be_opened_again_from_the_start_page(qtbot: QtBot, window: Window) -> None:
    window.settings.remember_recent = True
    assert not window.start.recent.isVisible()
    with qtbot.waitSignal(window.revealing.session.opened, timeout=60_000):
        window.take([STEGO])
    window.turn(window.start)
    assert window.start.recent.isVisible()
    qtbot.waitUntil(window.tasks.idle, timeout=60_000)


def test_another_language_asks_before_it_lets_anything_go(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDialog, "exec", lambda _: setattr(window.settings, "language", "de"))
    asked: list[str] = []
    monkeypatch.setattr("app.shell.window.ask", lambda _, text, *__: bool(asked.append(text)))
    with qtbot.waitSignal(window.outdated, timeout=1000):
        window.head.setting.emit()
    assert asked == []
    window.hiding.session.choices.recipe = "draft"
    window.revealing.session.secrets = [engine.Image.__new__(engine.Image)]
    with qtbot.assertNotEmitted(window.outdated):
        window.head.setting.emit()
    assert len(asked) == 1


@pytest.mark.usefixtures("english")
def test_the_guide_is_in_both_languages(qtbot: QtBot) -> None:
    names = [chapter.name for chapter in chapters("en")]
    assert names
    assert [chapter.name for chapter in chapters("de")] == names
    for language in ("en", "de"):
        page = HelpPage(language)
        qtbot.addWidget(page)
        assert page.list.count() == len(names)
        page.guide.anchorClicked.emit(QUrl("2-first.md"))
        assert page.list.currentRow() == 1
    for chapter in [*chapters("en"), *chapters("de")]:
        for part in chapter.read_text("utf-8").split("](")[1:]:
            target = part.split(")")[0]
            assert (chapter.parent / target).is_file() or (chapter.parents[1] / target).is_file(), target


def test_the_guide_opens_nothing_from_elsewhere(qtbot: QtBot) -> None:
    page = HelpPage("en")
    qtbot.addWidget(page)
    for name in ("../style.qss", "http://example.org/x.svg", "missing.svg"):
        assert page.guide.loadResource(2, QUrl(name)) is None


def test_the_libraries_named_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {line.split(";")[0].split("=")[0].split("<")[0].split(">")[0] for line in project["dependencies"]}
    assert {name.lower() for name in about.BUILT_ON} == {name.lower() for name in named}
    assert all(licence != "?" for _, _, licence in about.libraries())


@pytest.mark.usefixtures("qapp")
def test_diagnostics_name_no_file_and_no_person() -> None:
    text = about.diagnostics()
    assert "Undersong" in text
    assert "torch" in text
    for private in (str(Path.home()), os.environ.get("USER", "") or "/", str(ROOT)):
        assert private not in text or private == "root"


def test_a_frozen_program_decodes_without_qt_or_torch(tmp_path: Path, image: engine.Image) -> None:
    image.write(tmp_path / "picture.png")
    code = (
        "import sys; from app.__main__ import main; code = main(); "
        "print([m for m in ('torch', 'PySide6') if m in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    from engine.media.helper_process import DECODE_FLAG

    command = [sys.executable, "-c", code, DECODE_FLAG, str(tmp_path / "picture.png"), "20.0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0
    assert done.stdout
    assert done.stderr.decode().strip().endswith("[]")

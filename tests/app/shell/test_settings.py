"""Settings: theme and language are kept, the rest only when asked; all are checked when read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from app.shell.settings import Settings


def test_theme_and_language_are_remembered_and_the_rest_only_when_asked(tmp_path: Path) -> None:
    store = str(tmp_path / "settings.ini")

    def again() -> Settings:
        return Settings(QSettings(store, QSettings.Format.IniFormat))

    first = again()
    first.theme, first.language, first.device, first.threads = "dark", "de", "cpu", 3
    assert (again().theme, again().language, again().device, again().threads) == ("dark", "de", "auto", 0)
    first.remember = True
    assert (again().device, again().threads) == ("cpu", 3)
    first.remember = False
    assert (again().theme, again().device, again().threads) == ("dark", "auto", 0)
    first.theme = first.language = "system"
    assert (again().theme, again().language) == ("system", "system")


def test_files_opened_last_are_kept_only_when_asked(tmp_path: Path) -> None:
    store = str(tmp_path / "settings.ini")
    path = tmp_path / "letter.undersong"
    path.write_bytes(b"x")
    settings = Settings(QSettings(store, QSettings.Format.IniFormat))
    settings.add_recent(path)
    assert settings.recent == []
    settings.remember_recent = True
    settings.add_recent(path)
    settings.add_recent(path)
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

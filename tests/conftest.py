"""What every test stands on: no window, no person's settings, and Qt objects destroyed in the thread that owns them."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if sys.platform == "win32":
    import torch  # noqa: F401  before pytest-qt brings PySide6: after it, torch does not load there


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests that need a real window where there is none."""
    if os.environ["QT_QPA_PLATFORM"] == "offscreen":
        for item in items:
            if item.get_closest_marker("xvfb"):
                item.add_marker(pytest.mark.skip(reason="needs a window: QT_QPA_PLATFORM=xcb pytest -m xvfb"))


@pytest.fixture(scope="session", autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the tests out of the settings of the person who runs them (where Qt asks XDG for them)."""
    os.environ["XDG_CONFIG_HOME"] = str(tmp_path_factory.mktemp("settings"))


@pytest.fixture(autouse=True)
def no_garbage_off_the_gui_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Collect garbage between Qt tests only: a worker thread that allocates would destroy widgets, and crash."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    from PySide6.QtGui import QGuiApplication

    from app.previews import background

    gc.disable()
    try:
        yield
    finally:
        background.close()
        # Without a screen Qt deletes what is in the clipboard after Python is gone: an object of Python's crashes.
        QGuiApplication.clipboard().clear()
        gc.enable()
        gc.collect()

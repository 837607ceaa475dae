"""What a crash report says."""

from __future__ import annotations

from app.shell import crash


def test_crash_details_hold_no_text_of_the_error() -> None:
    try:
        raise RuntimeError("abandon ability able")
    except RuntimeError as error:
        text = crash.details(error)
    assert "abandon" not in text
    assert "RuntimeError" in text
    assert "test_crash.py" in text

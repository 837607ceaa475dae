"""The playback controls that both comparisons of sounds share."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.compare.transport import Transport


def test_buttons_without_room_for_their_texts_keep_their_accessible_names(qtbot: QtBot) -> None:
    names = ("the original of a long song.wav", "what came out of the file of a long song.wav")
    parent = QWidget()
    qtbot.addWidget(parent)
    transport = Transport(names, parent)
    transport.show_time(0.0, 100.0)
    transport.resize(transport.minimumSizeHint())
    parent.show()
    assert transport.loop.text() == ""
    assert transport.loop.accessibleName() == "Loop"
    assert "…" in transport.tracks.buttons[0].text()
    assert [button.accessibleName() for button in transport.tracks.buttons] == [f"Listen to: {name}" for name in names]

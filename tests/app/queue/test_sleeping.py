"""The computer is sent to sleep through logind, and only where logind says that this needs no password."""

from __future__ import annotations

import pytest

from tests.app.logind_bus import needs_a_bus, said

LOGIND = """
def answer(self, message):
    print(message.member(), *message.arguments(), flush=True)
    return ["%s"] if message.member() == "CanSuspend" else []
"""
CLIENT = """
from app.queue import sleeping
print(sleeping.can_sleep(), sleeping.sleep() if sleeping.can_sleep() else None, flush=True)
"""


@needs_a_bus
@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("yes", ["CanSuspend", "CanSuspend", "Suspend False", "True True"]),
        ("challenge", ["CanSuspend", "CanSuspend", "False None"]),
    ],
)
def test_logind_is_asked_first(answer: str, told: list[str]) -> None:
    assert said(LOGIND % answer, CLIENT) == told

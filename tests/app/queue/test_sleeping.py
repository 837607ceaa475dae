"""The computer is sent to sleep through logind, and only where logind says that this needs no password."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
# A service that answers as logind does, on a bus of its own, and a client, which is the program's own module.
SERVICE = """
import os, subprocess, sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusVirtualObject

app = QCoreApplication([])

class Logind(QDBusVirtualObject):
    def introspect(self, path):
        return ""

    def handleMessage(self, message, connection):
        print(message.member(), *message.arguments(), flush=True)
        reply = message.createReply()
        reply.setArguments([sys.argv[2]] if message.member() == "CanSuspend" else [])
        return connection.send(reply)

address, logind = os.environ["DBUS_SESSION_BUS_ADDRESS"], Logind()
bus = QDBusConnection.connectToBus(address, "service")
assert bus.registerVirtualObject("/org/freedesktop/login1", logind)
assert bus.registerService("org.freedesktop.login1")
client = subprocess.Popen([sys.executable, "-c", sys.argv[1]], env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address})
timer = QTimer(interval=20)
timer.timeout.connect(lambda: app.quit() if client.poll() is not None else None)
timer.start()
app.exec()
"""
CLIENT = """
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
from app.queue import sleeping
sleeping.TIMEOUT = 30_000  # on a busy machine
print(sleeping.can_sleep(), sleeping.sleep() if sleeping.can_sleep() else None, flush=True)
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs a bus of its own")
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("yes", ["CanSuspend", "CanSuspend", "Suspend False", "True True"]),
        ("challenge", ["CanSuspend", "CanSuspend", "False None"]),
    ],
)
def test_logind_is_asked_first(answer: str, said: list[str]) -> None:
    command = ["dbus-run-session", "--", sys.executable, "-c", SERVICE, CLIENT, answer]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, timeout=300, check=False)
    assert done.stdout.splitlines() == said, done.stderr

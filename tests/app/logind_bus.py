"""A service that answers as logind does, on a bus of its own, and a client there: the program's own code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVICE = """
import os, subprocess, sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusUnixFileDescriptor, QDBusVirtualObject

app = QCoreApplication([])
def look():
    if client.poll() is not None:
        app.quit()

{logind}

class Logind(QDBusVirtualObject):
    def introspect(self, path):
        return ""

    def handleMessage(self, message, connection):
        reply = message.createReply()
        reply.setArguments(answer(self, message))
        return connection.send(reply)

address, logind = os.environ["DBUS_SESSION_BUS_ADDRESS"], Logind()
bus = QDBusConnection.connectToBus(address, "service")
assert bus.registerVirtualObject("/org/freedesktop/login1", logind)
assert bus.registerService("org.freedesktop.login1")
client = subprocess.Popen([sys.executable, "-c", sys.argv[1]], env={{**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address}},
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
timer = QTimer(interval=20)
timer.timeout.connect(lambda: look())
timer.start()
app.exec()
print(client.communicate()[0], end="", flush=True)
"""
CLIENT = """
import sys
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
from app.kit import logind
logind.TIMEOUT = 30_000  # on a busy machine
"""
needs_a_bus = pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no D-Bus")


def said(logind: str, client: str) -> list[str]:
    """The lines that service and client print.

    `logind` defines `answer(self, message)`, the arguments of a reply, and perhaps `look()`, called every 20 ms, which
    ends the service; `client` is the program's part.
    """
    script = SERVICE.format(logind=logind)
    command = ["dbus-run-session", "--", sys.executable, "-c", script, CLIENT + client]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()

"""SafetySession: every attack on one file, and what they come to.  No widgets."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import engine
from app.session import Session
from app.worker import TaskQueue


class Verdict(Enum):
    """What the findings come to."""

    LIKE_EMPTY = "like a file with nothing hidden"
    UNUSUAL = "something stands out"
    READABLE = "secrets can be found without the key"


class SafetySession(Session):
    """Holds the file under examination and, once they are there, the findings."""

    examined = Signal()

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.path: Path | None = None
        self.findings: list[engine.Finding] = []
        self.sealed = True  # whether the file has a vault

    def check(self, path: Path) -> None:
        """Make all attacks on a file; one that is under way is given up for it."""
        self.cancel()

        def call(report: engine.Report) -> tuple[engine.Stego, list[engine.Finding]]:
            stego = engine.Stego.load(path)
            return stego, engine.examine(path, report=report)

        def done(result: tuple[engine.Stego, list[engine.Finding]]) -> None:
            stego, self.findings = result
            self.path, self.sealed = path, bool(stego.settings.vault)
            self.examined.emit()

        self.path, self.findings = None, []
        self.run(call, done, path.name)

    def clear(self) -> None:
        """Forget the file."""
        self.cancel()
        self.path, self.findings = None, []
        self.changed.emit()

    @property
    def out(self) -> list[engine.Finding]:
        """What stands out."""
        return [found for found in self.findings if found.stands_out]

    @property
    def picture(self) -> engine.Image | None:
        """What was taken out without the key, where anything was."""
        return next((found.extracted for found in self.findings if found.extracted is not None), None)

    @property
    def verdict(self) -> Verdict:
        """What the findings come to: a file that is not sealed can be read, whether or not these attempts did."""
        if not self.out:
            return Verdict.LIKE_EMPTY
        return Verdict.UNUSUAL if self.sealed else Verdict.READABLE

    def numbers(self) -> str:
        """The findings as a table for experts."""
        lines = [f"{'':4} {'':13} {'score':>8} {'empty files':>18} {'unsealed files':>18}"]
        for found in self.findings:
            ranges = [f"{r.minimum:.3f} … {r.maximum:.3f}" for r in (found.empty, found.unsealed)]
            mark = "  !" if found.stands_out else ""
            lines.append(f"{found.id:4} {found.name:13} {found.score:8.3f} {ranges[0]:>18} {ranges[1]:>18}{mark}")
        return "\n".join(lines)

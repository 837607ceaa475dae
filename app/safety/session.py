"""SafetySession: every attack on one file, and the verdict.  No widgets."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import engine
from app.session import Session
from app.worker import TaskQueue


class Verdict(Enum):
    """The conclusion from all findings."""

    LIKE_EMPTY = "like a file with nothing hidden"
    UNUSUAL = "something stands out"
    READABLE = "secrets can be found without the key"


class SafetySession(Session):
    """Holds the file under attack and its findings."""

    examined = Signal()

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.path: Path | None = None
        self.findings: list[engine.Finding] = []
        self.sealed = True  # whether the file has a vault

    def check(self, path: Path) -> None:
        """Run all attacks on a file; those on another file are cancelled."""
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
    def unusual(self) -> list[engine.Finding]:
        """The findings that stand out."""
        return [finding for finding in self.findings if finding.stands_out]

    @property
    def picture(self) -> engine.Image | None:
        """The picture that was extracted without the key, None where there is none."""
        return next((finding.extracted for finding in self.findings if finding.extracted is not None), None)

    @property
    def verdict(self) -> Verdict:
        """The verdict: an unsealed file counts as readable, whether or not these attacks could read it."""
        if not self.unusual:
            return Verdict.LIKE_EMPTY
        return Verdict.UNUSUAL if self.sealed else Verdict.READABLE

    def numbers(self) -> str:
        """The findings as a table for experts."""
        lines = [f"{'':4} {'':13} {'score':>8} {'empty files':>18} {'unsealed files':>18}"]
        for finding in self.findings:
            ranges = [f"{r.minimum:.3f} … {r.maximum:.3f}" for r in (finding.empty, finding.unsealed)]
            mark = "  !" if finding.stands_out else ""
            lines.append(f"{finding.id:4} {finding.name:13} {finding.score:8.3f} {ranges[0]:>18} {ranges[1]:>18}{mark}")
        return "\n".join(lines)

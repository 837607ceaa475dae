"""The attacks of SECURITY on files of four arms: how well each tells them apart, and the gates.

    python tests/benchmarks/arms.py FOLDER [--each 60]
    python tests/benchmarks/attacks.py FOLDER [--out TABLE.md]
    python tests/benchmarks/arms.py MIXED --mixed --arm empty --arm paper
    python tests/benchmarks/attacks.py MIXED --calibrate [--widen]

The second prints the AUC of every attack between two arms with its 95 % interval (bootstrap), and ends with 1 where
a gate fails; p-values are those of Mann and Whitney, Holm-corrected. The last writes the table a file is judged by.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import torch
from scipy.stats import mannwhitneyu

sys.path[:0] = [str(Path(__file__).parents[2])]

import engine  # noqa: E402
from engine.media import Image  # noqa: E402
from engine.steganalysis.attacks import ATTACKS  # noqa: E402
from engine.steganalysis.calibration import EMPTY, UNSEALED  # noqa: E402
from engine.steganalysis.extraction import extract, sliced  # noqa: E402
from engine.steganalysis.features import Features  # noqa: E402
from engine.steganalysis.finding import KINDS, kind_of  # noqa: E402
from tests.benchmarks.arms import ARMS, Arm  # noqa: E402
from tests.benchmarks.learned import held_out, raw  # noqa: E402

Floats = npt.NDArray[np.float64]
KNOWN: Final = {"EMPTY": EMPTY, "UNSEALED": UNSEALED}
CALIBRATION: Final = Path(__file__).parents[2] / "engine" / "steganalysis" / "calibration.py"
PAIRS: Final[tuple[tuple[Arm, Arm], ...]] = (
    ("empty", "hidden"),
    ("empty", "paper"),
    ("foreign", "paper"),
    ("foreign", "empty"),
)
DRAWS: Final = 2000
REDETECTED: Final = 0.95  # AUC at which the paper's layout has to be found, or the suite is broken
MARGIN: Final = 0.5  # dB by which A7 may beat a subset at random on sealed files
LEARNED: Final = "A15"


@dataclass
class Measured:
    """Of the files of one arm: scores (N, 13), raw numbers of the units, and how close A7 came to the secret (dB)."""

    scores: list[list[float]] = field(default_factory=list)
    units: list[Floats] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    extracted: list[float] = field(default_factory=list)
    by_chance: list[float] = field(default_factory=list)


def measure(path: Path, into: Measured, *, scores_only: bool) -> None:
    """Make all attacks on one file."""
    data = path.read_bytes()
    look = Features(engine.Stego.from_bytes(data), data)
    seen = extract(look)
    into.scores.append([seen.naturalness if a.score is None else a.score(look) for a in ATTACKS])
    into.kinds.append(kind_of(look.stego))
    if scores_only:
        return
    into.units.append(raw(look))
    secret = path.with_suffix(".png")
    if secret.exists():
        hidden = engine.load(secret)
        assert isinstance(hidden, Image)
        chance = np.random.default_rng(1)
        guesses = [sliced(look, [chance.random(look.arch.width) for _ in range(look.arch.hidden)]) for _ in range(4)]
        into.extracted.append(closeness(seen.pixels, hidden))
        into.by_chance.append(float(np.mean([closeness(guess.pixels, hidden) for guess in guesses])))


def closeness(pixels: Floats, secret: Image) -> float:
    """PSNR of what was seen against the secret in grey, each at its best brightness and contrast."""
    height, width = pixels.shape[:2]
    wanted = secret.pixels.mean(axis=2) / 255
    if wanted.shape != (height, width):
        rows, cols = (np.arange(n) * m // n for n, m in zip((height, width), wanted.shape, strict=True))
        wanted = wanted[rows][:, cols]
    seen, target = pixels.mean(axis=2).ravel(), wanted.ravel()
    line = np.polyfit(seen, target, 1) if seen.std() > 0 else np.array([0.0, target.mean()])
    return float(-10 * np.log10(np.mean((np.polyval(line, seen) - target) ** 2) + 1e-20))


def auc(lower: Floats, upper: Floats) -> float:
    """The probability that a file of the second arm scores higher."""
    return float((upper[:, None] > lower).mean() + 0.5 * (upper[:, None] == lower).mean())


def interval(lower: Floats, upper: Floats) -> tuple[float, float]:
    """The 95 % interval of the AUC, files drawn anew."""
    chance = np.random.default_rng(0)
    drawn = [auc(chance.choice(lower, len(lower)), chance.choice(upper, len(upper))) for _ in range(DRAWS)]
    low, high = np.percentile(drawn, (2.5, 97.5))
    return float(low), float(high)


def holm(p: list[float]) -> list[float]:
    """p-values corrected for being several."""
    order, corrected, worst = np.argsort(p), [0.0] * len(p), 0.0
    for place, index in enumerate(order):
        worst = max(worst, min(1.0, (len(p) - place) * p[index]))
        corrected[index] = worst
    return corrected


def compared(one: Measured, other: Measured) -> dict[str, tuple[float, float, float, float]]:
    """For each attack the AUC, its interval, and the corrected p."""
    first, second = np.array(one.scores), np.array(other.scores)
    columns = {a.id: (first[:, i], second[:, i]) for i, a in enumerate(ATTACKS)}
    labels = np.arange(len(first) + len(second)) >= len(first)
    kept = [i for i, a in enumerate(ATTACKS) if a.id != "A13"]  # what the container says openly is no skill
    logits = held_out(np.array(one.units + other.units), np.vstack([first, second])[:, kept], labels)
    columns[LEARNED] = logits[~labels], logits[labels]
    p = [mannwhitneyu(a, b).pvalue if np.ptp(np.concatenate([a, b])) > 0 else 1.0 for a, b in columns.values()]
    return {
        name: (auc(*pair), *interval(*pair), corrected)
        for (name, pair), corrected in zip(columns.items(), holm(p), strict=True)
    }


def table(
    results: dict[tuple[Arm, Arm], dict[str, tuple[float, float, float, float]]], arms: dict[Arm, Measured]
) -> list[str]:
    """The Markdown table."""
    names = {a.id: a.name for a in ATTACKS} | {LEARNED: "learned"}
    lines = ["| attack | " + " | ".join(f"{b} against {a}" for a, b in results) + " |", "|---|" + "---|" * len(results)]
    for attack, name in names.items():
        cells = [f"{r[attack][0]:.2f} ({r[attack][1]:.2f} to {r[attack][2]:.2f})" for r in results.values()]
        lines.append(f"| {attack} {name} | " + " | ".join(cells) + " |")
    lines += ["", "| A7 against the secret, grey, dB | middle of all files | a subset at random |", "|---|---|---|"]
    lines += [
        f"| {a} | {np.median(m.extracted):.1f} | {np.median(m.by_chance):.1f} |" for a, m in arms.items() if m.extracted
    ]
    return lines


def failures(
    results: dict[tuple[Arm, Arm], dict[str, tuple[float, float, float, float]]], arms: dict[Arm, Measured]
) -> list[str]:
    """The gates that do not hold."""
    existence, detected = results["empty", "hidden"], results["foreign", "paper"]
    failed = [
        f"{name} tells hidden from empty: {found[0]:.2f}, p = {found[3]:.3f}"
        for name, found in existence.items() if found[3] < 0.05
    ]  # fmt: skip
    for name in ("A1", "A2", "A6", LEARNED):
        if detected[name][0] < REDETECTED:
            failed.append(f"{name} does not find the paper's layout: {detected[name][0]:.2f}")
    gained = np.array(arms["hidden"].extracted) - np.array(arms["hidden"].by_chance)
    if gained.mean() > MARGIN:
        failed.append(f"A7 gains {gained.mean():.2f} dB on sealed files")
    if np.median(np.array(arms["paper"].extracted) - np.array(arms["paper"].by_chance)) < 3:
        failed.append("A7 does not find the paper's secrets")
    return failed


def calibrate(arms: dict[Arm, Measured], widen: bool) -> None:
    """Write the table a file is judged by; kinds of which there are no files keep what they have.

    A widened table reaches over what it had as well: files of an earlier way to fit are files of ours still.
    """
    before = CALIBRATION.read_text("utf-8")
    text = before.split("EMPTY: Final")[0]
    for name, arm in (("EMPTY", arms.get("empty", Measured())), ("UNSEALED", arms.get("paper", Measured()))):
        text += f"{name}: Final[dict[str, dict[str, Spread]]] = {{\n"
        kept = before.split(f"{name}: Final")[1]
        for kind in KINDS:
            chosen = np.array([s for s, k in zip(arm.scores, arm.kinds, strict=True) if k == kind])
            if not len(chosen):
                text += f'    "{kind}": {{' + kept.split(f'"{kind}": {{')[1].split("    },\n")[0] + "    },\n"
                continue
            text += f'    "{kind}": {{  # {len(chosen)} files{", and those before" if widen else ""}\n'
            for attack, column in zip(ATTACKS, chosen.T, strict=True):
                spread = np.percentile(column, (0, 5, 50, 95, 100))
                if widen:
                    had = KNOWN[name][kind][attack.id]
                    spread = np.array([*np.minimum(spread, had)[:2], spread[2], *np.maximum(spread, had)[3:]])
                numbers = ", ".join(repr(float(f"{q:.4g}")) for q in spread)
                text += f'        "{attack.id}": ({numbers}),\n'
            text += "    },\n"
        text += "}\n"
    CALIBRATION.write_text(text, "utf-8")


def main() -> int:
    """Measure every file in the folder; 1 where a gate fails."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--widen", action="store_true", help="a calibration keeps what it reached over before")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    arms: dict[Arm, Measured] = {}
    for arm in ARMS:
        for path in sorted(options.folder.glob(f"{arm}-*.undersong")):
            measure(path, arms.setdefault(arm, Measured()), scores_only=options.calibrate)
            print(path.name, arms[arm].kinds[-1], [round(s, 2) for s in arms[arm].scores[-1]], flush=True)
    if options.calibrate:
        calibrate(arms, options.widen)
        return 0
    results = {pair: compared(arms[pair[0]], arms[pair[1]]) for pair in PAIRS}
    counts = ", ".join(f"{len(m.scores)} {arm}" for arm, m in arms.items())
    text = "\n".join([f"Files: {counts}.", "", *table(results, arms)]) + "\n"
    print(text)
    if options.out:
        options.out.write_text(text, "utf-8")
    failed = failures(results, arms)
    print("\n".join(failed) or "All gates hold.")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())

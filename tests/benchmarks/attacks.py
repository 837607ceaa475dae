"""The steganalysis attacks on the files of six arms: how well each tells the arms apart, and the gates.

    python tests/benchmarks/arms.py FOLDER [--each 60]
    python tests/benchmarks/attacks.py FOLDER [--out TABLE.md]
    python tests/benchmarks/arms.py MIXED --mixed --arm empty --arm paper
    python tests/benchmarks/attacks.py MIXED... --calibrate [--widen]

The arms may be networks in one piece or stacks. The second command prints the AUC of every attack between two arms with
its 95 % interval (bootstrap), and exits with 1 if a gate fails; p-values are those of Mann and Whitney, Holm-corrected.
The last one writes the calibration tables.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import torch
from scipy.stats import mannwhitneyu

sys.path[:0] = [str(Path(__file__).parents[2])]

import engine  # noqa: E402
from engine.arrays import Doubles  # noqa: E402
from engine.media import Image  # noqa: E402
from engine.steganalysis.attacks import ATTACKS  # noqa: E402
from engine.steganalysis.calibration import EMPTY, UNSEALED  # noqa: E402
from engine.steganalysis.extraction import Extraction, ExtractionSearch, extract, plane_of  # noqa: E402
from engine.steganalysis.features import Features  # noqa: E402
from engine.steganalysis.finding import STACK, calibration_class  # noqa: E402
from tests.benchmarks.arm_statistics import auc, auc_interval, holm  # noqa: E402
from tests.benchmarks.arms import ARMS, Arm  # noqa: E402
from tests.benchmarks.learned import cross_validated_logits, unit_features  # noqa: E402

TABLES: Final = {"EMPTY": EMPTY, "UNSEALED": UNSEALED}
CALIBRATION_ARMS: Final[dict[str, Arm]] = {"EMPTY": "empty", "UNSEALED": "paper"}
CALIBRATION: Final = Path(__file__).parents[2] / "engine" / "steganalysis" / "calibration.py"
SECRET_PAIRS: Final[tuple[tuple[Arm, Arm], ...]] = (
    ("empty", "hidden"),
    ("empty", "two-keys"),
    ("empty", "exact"),
    ("hidden", "two-keys"),
    ("hidden", "exact"),
)
ARM_PAIRS: Final[tuple[tuple[Arm, Arm], ...]] = (
    *SECRET_PAIRS,
    ("empty", "paper"),
    ("foreign", "paper"),
    ("foreign", "empty"),
)
MIN_AUC: Final = 0.95  # at which the paper's layout has to be found, or the suite is broken
MAX_GAIN: Final = 0.5  # dB by which A7 may beat random units on sealed files
LEARNED: Final = "A15"
Comparison = dict[str, tuple[float, float, float, float]]  # of each attack: AUC, its interval, the corrected p-value


@dataclass
class ArmScores:
    """Of the files of one arm: scores (N, 13), unit features, classes, and how close A7 came to the secret (dB)."""

    scores: list[list[float]] = field(default_factory=list)
    units: list[Doubles] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    extracted: list[float] = field(default_factory=list)
    by_chance: list[float] = field(default_factory=list)


def measure(path: Path, arm: ArmScores, *, scores_only: bool) -> None:
    """Run all attacks on one file."""
    features = Features.read(path)
    extraction = extract(features)
    arm.scores.append([extraction.naturalness if a.score is None else a.score(features) for a in ATTACKS])
    arm.classes.append(calibration_class(features.stego))
    if scores_only:
        return
    arm.units.append(unit_features(features))
    secret = path.with_suffix(".png")
    if secret.exists():
        hidden = engine.load(secret)
        assert isinstance(hidden, Image)
        random, target = np.random.default_rng(1), part_in_tile(hidden, features, extraction.tile)
        guesses = [random_units(features, extraction.tile, random) for _ in range(4)]
        arm.extracted.append(closeness(extraction.pixels, target))
        arm.by_chance.append(float(np.mean([closeness(guess.pixels, target) for guess in guesses])))


def part_in_tile(secret: Image, features: Features, tile: int) -> Doubles:
    """The grey pixels (H, W) of a secret in a tile of the cover's tiling; all of them beside a network in one piece."""
    grey: Doubles = secret.pixels.mean(axis=2) / 255
    counts = features.stego.settings.tiling.counts
    if len(counts) != 2:
        return grey
    row, column = np.unravel_index(tile, counts)
    part: Doubles = np.array_split(np.array_split(grey, counts[0])[row], counts[1], axis=1)[column]
    return part


def random_units(features: Features, tile: int, random: np.random.Generator) -> Extraction:
    """The most natural rendering of a random set of units of a tile, without any search."""
    [chosen] = [candidate for candidate in features.tiles if candidate.index == tile]
    search, architecture = ExtractionSearch(chosen, *plane_of(features), chosen.bicluster.width), features.architecture
    scores = [random.random(architecture.width) for _ in range(architecture.hidden)]
    bicluster = search.biclusters[0]
    guesses = [search.evaluate(scores, secret) for secret in search.architectures(bicluster, bicluster.width)]
    return max(guesses, key=lambda guess: guess.naturalness)


def closeness(pixels: Doubles, target: Doubles) -> float:
    """PSNR of extracted pixels against grey ones, at their best brightness and contrast."""
    height, width = pixels.shape[:2]
    if target.shape != (height, width):
        rows, columns = (np.arange(n) * m // n for n, m in zip((height, width), target.shape, strict=True))
        target = target[rows][:, columns]
    grey, target = pixels.mean(axis=2).ravel(), target.ravel()
    line = np.polyfit(grey, target, 1) if grey.std() > 0 else np.array([0.0, target.mean()])
    return float(-10 * np.log10(np.mean((np.polyval(line, grey) - target) ** 2) + 1e-20))


def compared(lower: ArmScores, upper: ArmScores) -> Comparison:
    """How well each attack tells two arms apart."""
    first, second = np.array(lower.scores), np.array(upper.scores)
    columns = {a.id: (first[:, i], second[:, i]) for i, a in enumerate(ATTACKS)}
    labels = np.arange(len(first) + len(second)) >= len(first)
    inputs = [i for i, a in enumerate(ATTACKS) if a.id != "A13"]  # A13 only reads what the container says openly
    logits = cross_validated_logits(np.array(lower.units + upper.units), np.vstack([first, second])[:, inputs], labels)
    columns[LEARNED] = logits[~labels], logits[labels]
    p = [mannwhitneyu(a, b).pvalue if np.ptp(np.concatenate([a, b])) > 0 else 1.0 for a, b in columns.values()]
    return {
        name: (auc(*pair), *auc_interval(*pair), corrected)
        for (name, pair), corrected in zip(columns.items(), holm(p), strict=True)
    }


def table(results: dict[tuple[Arm, Arm], Comparison], arms: dict[Arm, ArmScores]) -> list[str]:
    """The Markdown table."""
    names = {a.id: a.name for a in ATTACKS} | {LEARNED: "learned"}
    lines = ["| attack | " + " | ".join(f"{b} against {a}" for a, b in results) + " |", "|---|" + "---|" * len(results)]
    for attack, name in names.items():
        cells = [f"{r[attack][0]:.2f} ({r[attack][1]:.2f} to {r[attack][2]:.2f})" for r in results.values()]
        lines.append(f"| {attack} {name} | " + " | ".join(cells) + " |")
    lines += ["", "| A7 against the secret, grey, dB | median of all files | random units |", "|---|---|---|"]
    lines += [
        f"| {a} | {np.median(m.extracted):.1f} | {np.median(m.by_chance):.1f} |" for a, m in arms.items() if m.extracted
    ]
    return lines


def failures(results: dict[tuple[Arm, Arm], Comparison], arms: dict[Arm, ArmScores]) -> list[str]:
    """The gates that fail."""
    detected = results["foreign", "paper"]
    failed = [
        f"{name} tells {upper} from {lower}: {comparison[0]:.2f}, p = {comparison[3]:.3f}"
        for lower, upper in SECRET_PAIRS
        for name, comparison in results[lower, upper].items() if comparison[3] < 0.05
    ]  # fmt: skip
    stacked = arms["paper"].classes[0].endswith(STACK)
    for name in ("A2", "A6", LEARNED) if stacked else ("A1", "A2", "A6", LEARNED):
        if detected[name][0] < MIN_AUC:
            failed.append(f"{name} does not find the paper's layout: {detected[name][0]:.2f}")
    gain = np.array(arms["hidden"].extracted) - np.array(arms["hidden"].by_chance)
    if gain.mean() > MAX_GAIN:
        failed.append(f"A7 gains {gain.mean():.2f} dB on sealed files")
    # Of the units of a small tile too few are found for what they show to be seen.
    if not stacked and np.median(np.array(arms["paper"].extracted) - np.array(arms["paper"].by_chance)) < 3:
        failed.append("A7 does not find the paper's secrets")
    return failed


def calibrate(arms: dict[Arm, ArmScores], widen: bool) -> None:
    """Write the calibration tables; a class of which there are no files keeps its old rows.

    A widened table spans its old ranges as well, for files that earlier versions fitted are still in use.
    """
    before = CALIBRATION.read_text("utf-8")
    text = before.split("EMPTY: Final")[0]
    for name, arm_name in CALIBRATION_ARMS.items():
        arm = arms.get(arm_name, ArmScores())
        text += f"{name}: Final[dict[str, dict[str, Percentiles]]] = {{\n"
        old_table = before.split(f"{name}: Final")[1]
        for class_name in TABLES[name]:
            chosen = np.array([s for s, c in zip(arm.scores, arm.classes, strict=True) if c == class_name])
            if not len(chosen):
                old_rows = old_table.split(f'"{class_name}": {{')[1].split("    },\n")[0]
                text += f'    "{class_name}": {{{old_rows}    }},\n'
                continue
            text += f'    "{class_name}": {{  # {len(chosen)} files{", and earlier ones" if widen else ""}\n'
            for attack, column in zip(ATTACKS, chosen.T, strict=True):
                percentiles = np.percentile(column, (0, 5, 50, 95, 100))
                if widen:
                    old = TABLES[name][class_name][attack.id]
                    lowest, highest = np.minimum(percentiles, old), np.maximum(percentiles, old)
                    percentiles = np.array([*lowest[:2], percentiles[2], *highest[3:]])
                numbers = ", ".join(repr(float(f"{q:.4g}")) for q in percentiles)
                text += f'        "{attack.id}": ({numbers}),\n'
            text += "    },\n"
        text += "}\n"
    CALIBRATION.write_text(text, "utf-8")


def main() -> int:
    """Measure every file in the folder; 1 if a gate fails."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--widen", action="store_true", help="keep the old ranges of the calibration as well")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    arms: dict[Arm, ArmScores] = {}
    for arm in ARMS:
        if options.calibrate and arm not in CALIBRATION_ARMS.values():
            continue
        for path in sorted(path for folder in options.folders for path in folder.glob(f"{arm}-*.undersong")):
            measure(path, arms.setdefault(arm, ArmScores()), scores_only=options.calibrate)
            print(path.name, arms[arm].classes[-1], [round(s, 2) for s in arms[arm].scores[-1]], flush=True)
    if options.calibrate:
        calibrate(arms, options.widen)
        return 0
    results = {pair: compared(arms[pair[0]], arms[pair[1]]) for pair in ARM_PAIRS}
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

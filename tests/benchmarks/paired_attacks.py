"""Every attack on paired arms, tests of pairs, and attackers that learn from covers other than those they are tried on.

    python -m tests.benchmarks.paired_arms FOLDER
    python -m tests.benchmarks.paired_attacks FOLDER [--extraction 20] [--transformer 18] [--out TABLE.md]

A pair is two files of one cover. For each attack the AUC with its 95 % interval (covers drawn anew) is printed, and a
mark where Wilcoxon's test of the pairs, corrected after Holm over all attacks, comes below 0.05. Learned attackers are
trained on other photographs than they are tried on: no cover of a training file has a pixel in common with a tried one.
A7 takes most of the time, so it runs for the first `--extraction` covers. What was measured is kept in FOLDER/measured.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import torch

from engine.arrays import Doubles, Indices
from engine.file.stego import Stego
from engine.steganalysis.attacks import ATTACKS
from engine.steganalysis.calibration import EMPTY
from engine.steganalysis.energy import split_by_energy, standardised_within
from engine.steganalysis.extraction import extract
from engine.steganalysis.features import Features
from engine.steganalysis.finding import calibration_class, finding_of
from engine.steganalysis.statistics import standardised
from engine.steganalysis.weights import energy_excess
from engine.vault.permutation import orders
from tests.benchmarks.arm_media import ALL_PHOTOS
from tests.benchmarks.arm_statistics import Separation, holm, separation_of_pairs
from tests.benchmarks.bias_features import bias_features, pooled, separation_by_ridge
from tests.benchmarks.learned import unit_features
from tests.benchmarks.paired_arms import ARMS, PairedArm
from tests.benchmarks.weight_transformer import held_out_log_odds, inputs_of, stacked

Pair = tuple[PairedArm, PairedArm]
PAIRS: Final[tuple[Pair, ...]] = (
    ("empty", "exact"),
    ("empty", "hidden"),
    ("empty", "two-keys"),
    ("hidden", "exact"),
    ("hidden", "two-keys"),
    ("empty", "again"),
    ("empty", "paper"),
    ("foreign", "empty"),
)
NAMES: Final = {a.id: f"{a.id} {a.name}" for a in ATTACKS} | {
    "E": "row plus column energies, one width",
    "B": "learned: biases alone",
    "U": "learned: all units' statistics and scores",
    "T": "learned: Transformer on the weights",
}
GROUPS: Final = 3  # of photographs, for the Transformer; the linear ones leave out one photograph at a time


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Of one file: the attacks' scores and E's, features of units and biases, and which attacks it stands out by.

    `labelled` is the share of the units of an unsealed stack that their energies label right.
    """

    scores: dict[str, float]
    units: Doubles
    biases: Doubles
    stands_out: tuple[str, ...]
    labelled: float
    network: Path


def measured(path: Path, *, extraction: bool) -> Measured:
    """Run the attacks on a file, or take what is kept of an earlier run."""
    kept = path.parent / "measured" / f"{path.stem}.npz"
    features = Features.read(path)
    if not kept.exists():
        scores = [np.nan if a.score is None else a.score(features) for a in ATTACKS]
        kept.parent.mkdir(exist_ok=True)
        np.savez(
            kept, scores=[*scores, energy_excess(features)], units=unit_features(features),
            biases=bias_features(features.network), labelled=labelled_right(features, path),
        )  # fmt: skip
    with np.load(kept) as arrays:
        data = dict(arrays)
    scores = dict(zip([*(a.id for a in ATTACKS), "E"], map(float, data["scores"]), strict=True))
    seen = kept.with_suffix(".a7")
    if extraction and not seen.exists():
        seen.write_text(repr(extract(features).naturalness), "utf-8")
    scores["A7"] = float(seen.read_text("utf-8")) if extraction else np.nan
    name = calibration_class(features.stego)
    out = tuple(a.id for a in ATTACKS if finding_of(a, scores[a.id], name).stands_out)
    return Measured(scores, data["units"], data["biases"], out, float(data["labelled"]), path)


def labelled_right(features: Features, path: Path) -> float:
    """The share of the units of an unsealed stack whose group the energies tell; nan of other files."""
    order, stego = path.with_suffix(".order"), features.architecture
    if not order.exists():
        return np.nan
    energies = np.stack([tile.energies for tile in features.tiles])
    if features.vault is not None:
        energies = standardised_within(energies, features.vault.units)
    found = split_by_energy(energies).labels  # (T, n, D)
    units = np.stack([o.numpy() for o in orders(order.read_bytes(), stego)], axis=1).reshape(found.shape)
    right = float((found == (units < stego.width // 2)).mean())
    return max(right, 1 - right)


def of_pairs(arms: dict[PairedArm, dict[int, Measured]], pair: Pair) -> dict[str, Separation]:
    """How well each attack tells two arms apart, on the covers that both have."""
    indices = sorted(arms[pair[0]].keys() & arms[pair[1]].keys())
    lower, upper = ([arms[arm][index] for index in indices] for arm in pair)
    result = {}
    for name in (*(a.id for a in ATTACKS), "E"):
        columns = np.array([[one.scores[name], other.scores[name]] for one, other in zip(lower, upper, strict=True)])
        columns = columns[~np.isnan(columns).any(axis=1)]
        if len(columns):
            result[name] = separation_of_pairs(columns[:, 0], columns[:, 1])
    photographs = np.array(indices) % len(ALL_PHOTOS)
    layers = Features.read(lower[0].network).architecture.hidden
    # A13 only reads what the container says openly, and A7 was not run on every file.
    read = [a.id for a in ATTACKS if a.id not in ("A7", "A13")]
    biases = [np.array([m.biases for m in arm]) for arm in (lower, upper)]
    units = [
        np.array([[*pooled(m.units, layers), *(m.scores[a] for a in read)] for m in arm]) for arm in (lower, upper)
    ]
    return result | {
        "B": separation_by_ridge(*biases, photographs),
        "U": separation_by_ridge(*units, photographs),
    }


def by_transformer(
    arms: dict[PairedArm, dict[int, Measured]], trained: tuple[PairedArm, ...], epochs: int
) -> dict[PairedArm, dict[int, Doubles]]:
    """The log odds (classes,) for each file of a Transformer that tells all of these arms from one another.

    Files of the arm `again` are tried as well; it has learned nothing of them.
    """
    tried = [(arm, index) for arm in (*trained, "again") for index in sorted(arms.get(arm, {}))]
    labels: Indices = np.array([-1 if arm == "again" else trained.index(arm) for arm, _ in tried])
    groups = np.array([index % len(ALL_PHOTOS) % GROUPS for _, index in tried])
    files = [inputs_of(Stego.load(arms[arm][index].network).network) for arm, index in tried]
    odds = held_out_log_odds(stacked(files), labels, groups, epochs)
    return {arm: {i: row for (a, i), row in zip(tried, odds, strict=True) if a == arm} for arm, _ in tried}


def add_transformer(
    results: dict[Pair, dict[str, Separation]], arms: dict[PairedArm, dict[int, Measured]], epochs: int
) -> None:
    """Add the Transformer's row for the pairs of arms it has learned."""
    trained = tuple(arm for arm in ARMS if arm in arms and arm != "again")
    odds = by_transformer(arms, trained, epochs)
    for pair, result in results.items():
        indices = sorted(odds[pair[0]].keys() & odds[pair[1]].keys())
        first, second = (
            trained.index(pair[0]),
            trained.index(pair[1]) if pair[1] in trained else trained.index("hidden"),
        )
        scores = np.array([[odds[arm][i][second] - odds[arm][i][first] for i in indices] for arm in pair])
        groups = np.array(indices) % len(ALL_PHOTOS) % GROUPS
        for group in np.unique(groups):  # each has a model of its own
            scores[:, groups == group] = standardised(scores[:, groups == group])
        # No test: pairs of one group share what was learned. `again` shows what chance does.
        result["T"] = replace(separation_of_pairs(scores[0], scores[1]), p=1.0)


def open_sides(arms: dict[PairedArm, dict[int, Measured]]) -> str:
    """Whether what sealed files of one cover show openly is equal: length, settings, names and sizes of tensors."""
    sealed = [arm for arm in ("empty", "again", "hidden", "exact", "two-keys") if arm in arms]
    equal = covers = 0
    for index in sorted(arms["empty"]):
        shown = set()
        for path in (arms[arm][index].network for arm in sealed if index in arms[arm]):
            data = path.read_bytes()
            stego = Stego.from_bytes(data)
            shown.add((len(data), repr(stego.settings), len(stego.boxes), repr(stego.network.architecture)))
        covers, equal = covers + 1, equal + (len(shown) == 1)
    return f"Open sides equal in {equal} of {covers} covers ({', '.join(sealed)})."


def table(results: dict[Pair, dict[str, Separation]]) -> list[str]:
    """The Markdown table; an asterisk where the test of pairs, Holm-corrected, comes below 0.05."""
    columns = {pair: dict(zip(r, holm([s.p for s in r.values()]), strict=True)) for pair, r in results.items()}
    lines = ["| attack | " + " | ".join(f"{b} against {a}" for a, b in results) + " |", "|---|" + "---|" * len(results)]
    for attack, name in NAMES.items():
        cells = [
            f"{r[attack]}{'*' if columns[pair][attack] < 0.05 else ''}" if attack in r else ""
            for pair, r in results.items()
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    least = [f"{attack} {p:.3f}" for c in columns.values() for p, attack in [min((p, a) for a, p in c.items())]]
    return [*lines, "| least corrected p | " + " | ".join(least) + " |"]


def main() -> None:
    """Measure every file in the folder, and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--extraction", type=int, default=20, help="covers of which A7 is run on the files")
    parser.add_argument("--transformer", type=int, default=0, help="epochs")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    arms: dict[PairedArm, dict[int, Measured]] = {}
    for arm in ARMS:
        for path in sorted(options.folder.glob(f"{arm}-*.undersong")):
            index = int(path.stem.rsplit("-", 1)[1])
            arms.setdefault(arm, {})[index] = measured(path, extraction=index < options.extraction)
    results = {pair: of_pairs(arms, pair) for pair in PAIRS if pair[0] in arms and pair[1] in arms}
    if options.transformer:
        add_transformer(results, arms, options.transformer)
    lines = [", ".join(f"{len(files)} {arm}" for arm, files in arms.items()) + ".", "", *table(results), ""]
    for arm, files in arms.items():
        out = [m.stands_out for m in files.values()]
        each = {a: sum(a in names for names in out) for a in EMPTY["image"]}
        marks = ", ".join(f"{a} {n}" for a, n in each.items() if n)
        lines.append(f"- {arm}: {sum(map(bool, out))} of {len(out)} stand out ({marks or 'none'})")
    lines.append(f"- {open_sides(arms)}")
    labelled = [m.labelled for m in arms.get("paper", {}).values() if not np.isnan(m.labelled)]
    if labelled:
        lines.append(
            f"- Units that E labels right in unsealed files: {np.mean(labelled):.0%} (least {min(labelled):.0%})"
        )
    text = "\n".join(lines) + "\n"
    print(text)
    if options.out:
        options.out.write_text(text, "utf-8")


if __name__ == "__main__":
    main()

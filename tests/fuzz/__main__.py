"""The fuzzer by hand: python -m tests.fuzz --minutes 20 [--seed S] [--keep FOLDER] [TARGET]..."""

from __future__ import annotations

import os

# One thread each: a fork must have one, and the networks are small.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import argparse
import sys
import time
from pathlib import Path

from tests.fuzz.everything import TARGETS
from tests.fuzz.runner import fuzz


def main() -> int:
    """Fuzz every target for its share of the time; 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all if none is named")
    parser.add_argument("--minutes", type=float, default=1.0, help="for all targets together")
    parser.add_argument("--seed", default=str(time.time_ns()), help="the same one makes the same cases")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"), help="where cases that find something go")
    options = parser.parse_args()
    names = options.targets or list(TARGETS)
    if unknown := set(names) - set(TARGETS):
        parser.error(f"no target is called {', '.join(sorted(unknown))}")
    failed = False
    for name in names:
        outcome = fuzz(TARGETS[name], 60 * options.minutes / len(names), options.seed, options.keep.absolute())
        failed = failed or bool(outcome.found)
        print(
            f"{name}: {outcome.cases:,} cases in {outcome.seconds:.0f} s ({outcome.processor:.0f} of the processor), "
            f"at most {outcome.peak} MiB, "
            f"{len(outcome.found)} found (seed {options.seed})",
            flush=True,
        )
        for why in outcome.found:
            print(f"  {why}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

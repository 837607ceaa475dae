"""Makes the finished example that the Start page shows: a photo of a cup in which a rocket and a cow are hidden.

python packaging/example.py [FOLDER]

It takes a quarter of an hour on an idle computer, and writes `example.undersong` and its key, `example-key.txt`.
Both are committed: whoever opens the program for the first time sees at once what a good hide looks like.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "examples"
WEIGHTS = 220_000  # of secrets: a rocket with all of its detail
MAX_BYTES = 1_500_000  # it is part of every package
SECONDS = 900.0  # of one core


def main() -> int:
    """Hide, check and write the example; returns the exit code."""
    sys.path.insert(0, str(ROOT))
    import engine

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    cover, rocket, cow = (engine.load(FOLDER / name) for name in ("coffee.jpg", "rocket.jpg", "spot.ply"))
    secrets = [engine.Secret(rocket, name="rocket.jpg"), engine.Secret(cow, name="cow.ply")]
    recipe = replace(engine.FINE, storage="half", usual_weights=WEIGHTS, seconds=SECONDS)
    key = engine.Key.generate()
    bar = engine.ProgressBar()
    stego = engine.hide(engine.plan(secrets, cover, recipe), key, report=bar)
    found = engine.reveal(stego, key)
    judged = [engine.judge(secret, back.medium) for secret, back in zip((rocket, cow), found, strict=True)]
    data = engine.seal_judgements(stego, {key: judged}).to_bytes()
    if len(data) > MAX_BYTES:
        print(f"{len(data):,} bytes are too many.")
        return 1
    print("cover", cover.compare(engine.show(stego)))
    for secret, back in zip((rocket, cow), found, strict=True):
        print(back.name, secret.compare(back.medium))
    engine.save_bytes(folder / "example.undersong", data)
    (folder / "example-key.txt").unlink(missing_ok=True)
    key.save(folder / "example-key.txt")
    print(f"{len(data):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())

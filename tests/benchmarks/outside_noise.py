"""Quality of secret and cover after another program has saved the weights in its own format (Table 7, Appendix I).

    python tests/benchmarks/outside_noise.py [--recipe standard] [--media FOLDER] [--out TABLE.md]

A photo is hidden in a photo, sealed in each storage and unsealed. Then every tensor is quantised, or its smallest
weights are pruned, and the file is shown and revealed again. It must still reveal, and report that it was changed. Of a
file that is hidden as its very bytes the table says how many of these are right: by chance it is 0.4 %.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path

from noise import CHANGES, resaved
from paper_cases import unhurried
from paper_media import media

import engine

ARMS = {  # protection, storage
    "sealed": ("sealed", "exact"),
    "sealed, half": ("sealed", "half"),
    "sealed, quarter": ("sealed", "quarter"),
    "unsealed": ("paper", "exact"),
}
FILE_BYTES = 50_000


def main() -> None:
    """Hide once for each arm, then change the file in each way."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--recipe", choices=[*engine.RECIPES], default="standard")
    parser.add_argument("--media", type=Path, help="folder of the media to use")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    cover, secret = media(options.media)["image"][:2]
    table: dict[str, list[str]] = {name: [] for name in CHANGES}
    for arm, (protection, storage) in ARMS.items():
        key = engine.Key.generate()
        recipe = replace(unhurried(engine.RECIPES[options.recipe]), protection=protection, storage=storage)
        files = [engine.ExactFile("noise", os.urandom(FILE_BYTES))] if protection == "sealed" else []
        hidden = engine.hide(engine.plan([secret, *files], cover, recipe), key)
        for name, change in CHANGES.items():
            stego = resaved(hidden, change)
            revealed, *exact = engine.reveal(stego, key)
            shown = cover.compare(engine.show(stego))["psnr"]
            mark = "" if all(found.intact for found in (revealed, *exact)) else " *"
            right = "".join(f" / {_right(found, file):.1%}" for found, file in zip(exact, files, strict=True))
            table[name].append(f"{secret.compare(revealed.medium)['psnr']:.1f} / {shown:.1f}{right}{mark}")
            print(f"{arm}, {name}: {table[name][-1]}", flush=True)
    lines = [
        f"Recipe {options.recipe}, photo in photo: PSNR of the secret / of the cover in dB / right bytes of a file; *"
        " where the reveal said that something was changed.",
        "",
        "| another program's doing | " + " | ".join(ARMS) + " |",
        "|---|" + "---|" * len(ARMS),
        *(f"| {name} | " + " | ".join(cells) + " |" for name, cells in table.items()),
    ]
    text = "\n".join(lines) + "\n"
    print("\n" + text)
    if options.out:
        options.out.write_text(text)


def _right(found: engine.Revealed, file: engine.ExactFile) -> float:
    """The share of the bytes of a file that came back."""
    assert found.file is not None
    pairs = zip(found.file.content, file.content, strict=True)
    return sum(one == other for one, other in pairs) / file.size


if __name__ == "__main__":
    main()

"""Make the test vectors:  python tests/vectors/make.py answers | files

`answers` writes known_answers.json with the second implementation alone; the same bytes every time.
`files` hides small media with the engine. It writes each file that is missing, and beside it what the second
implementation reads in it. A committed file is never made again: it must always reveal.
"""

from __future__ import annotations

import hashlib
import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.engine import second  # noqa: E402

WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"
OTHER_WORDS = "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"
PASSPHRASE = "Grüße aus dem Süden"


def answers() -> dict[str, Any]:
    """The known answers that every implementation must give."""
    salt, rho, key = bytes(range(16)), bytes(range(100, 116)), bytes(range(32))
    prk = second.hkdf_extract(salt, second.words_to_bytes(WORDS))
    weights = np.linspace(-0.75, 0.75, 7, dtype=np.float32)
    labels = ["commitment", "box", "seal/0", "seal/31", "mac/0", "mac/65535"]
    manifest = {"rho": "ZGVmZ2hpamtsbW5vcHFycw==", "secrets": []}
    return {
        "salt": salt.hex(),
        "words": [
            {"words": words, "bytes": second.words_to_bytes(words).hex(), "prk": _prk(words, salt)}
            for words in (WORDS, OTHER_WORDS, " ".join(["abandon"] * 11 + ["about"]))
        ],
        "passphrases": [
            {
                "passphrase": passphrase,
                "prk": second.hkdf_extract(salt, second.passphrase_to_bytes(passphrase, salt)).hex(),
            }
            for passphrase in (PASSPHRASE, "Gru\u0308ße aus dem Su\u0308den", " spaces at both ends ")
        ],
        "labels": [{"label": label, "key": second.hkdf_expand(prk, label).hex()} for label in labels]
        + [{"label": "nonce", "key": second.hkdf_expand(prk, "nonce", 12).hex()}],
        "stream": {"key": key.hex(), "bytes": second.chacha20(key, bytes(12), 0, 8).hex()},
        "uniform": [
            {"below": below, "numbers": second.uniform(key, below, 40)}
            for below in (1, 2, 255, 2**11, 1000003, 2**20, 2**31 + 1)
        ],
        "uniform_far": [
            {"below": below, "count": 40_000, "sha256": _digest(second.uniform(key, below, 40_000))}
            for below in (255, 2**20, 2**31 + 1)
        ],
        "rho": rho.hex(),
        "permutations": [
            {"layer": layer, "width": width, "order": second.permutation(rho, layer, width)}
            for layer, width in ((0, 1), (0, 16), (1, 16), (11, 64))
        ],
        "seal": [
            {
                "packing": packing,
                "storage": storage,
                "tensor": tensor,
                "weights": weights.tolist(),
                "range": 0.75,
                "digits": (digits := second.to_digits(weights, 0.75, second.LEVELS[storage], count, sublevels)),
                "back": second.from_digits(
                    np.array(digits), len(weights), 0.75, second.LEVELS[storage], count, sublevels
                ).tolist(),
            }
            for packing, storages in second.PACKINGS.items()
            for storage in storages
            for tensor, (count, sublevels) in enumerate(second.cell_formats([2, 3, 8, 2], storage, packing))
        ],
        "sealed": [
            {"storage": storage, "key": key.hex(), "digits": list(range(0, 255, 5)), "cells": _sealed(key, levels)}
            for storage, levels in second.LEVELS.items()
        ],
        "mac": {"key": key.hex(), "cells": [0, 1, 254, 2**20 - 1], "mac": _mac(key, [0, 1, 254, 2**20 - 1])},
        "box": {"words": WORDS, "manifest": manifest, "box": second.lock_box(manifest, prk).hex()},
    }  # fmt: skip


def _prk(words: str, salt: bytes) -> str:
    return second.hkdf_extract(salt, second.words_to_bytes(words)).hex()


def _digest(numbers: list[int]) -> str:
    return hashlib.sha256(np.array(numbers, "<u4").tobytes()).hexdigest()


def _sealed(key: bytes, levels: int) -> list[int]:
    digits = range(0, 255, 5)
    return [(d + u) % levels for d, u in zip(digits, second.uniform(key, levels, len(digits)), strict=True)]


def _mac(key: bytes, cells: list[int]) -> str:
    return second.hmac.new(key, np.array(cells, "<u4").tobytes(), hashlib.sha256).digest()[:16].hex()


def files() -> None:
    """Write one small file for each storage, layout and modality; names with a 2 have cell formats of version 2."""
    from dataclasses import replace

    import engine
    from tests.engine import tiny

    one, other = engine.Key.from_words(WORDS), engine.Key.from_words(OTHER_WORDS)
    stretched = engine.Key.from_passphrase(PASSPHRASE)
    words, two = {"words": WORDS}, [{"words": WORDS}, {"words": OTHER_WORDS}]
    image, sound, film, solid = tiny.picture(), tiny.sound(), tiny.film(), tiny.solid()
    dubbed = tiny.film(with_sound=True)
    recipe = replace(tiny.tiny(150), width=48, secret_width=24)
    paper = replace(recipe, protection="paper")
    wide = replace(recipe, width=64)
    made: dict[str, tuple[list[Any], Any, Any, Any, list[dict[str, str]]]] = {
        "exact": ([image], tiny.picture(phase=9), one, recipe, [words]),
        "half": ([sound], film, one, replace(wide, storage="half"), [words]),
        "quarter": ([solid], sound, one, replace(wide, storage="quarter"), [words]),
        "exact-2": ([sound], image, one, recipe, [words]),
        "half-2": ([film], sound, one, replace(wide, storage="half"), [words]),
        "quarter-2": ([image, sound], image, one, replace(recipe, width=96, storage="quarter"), [words]),
        "tiles": ([image, sound], image, one, replace(recipe, secret_width=50, width=96), [words]),
        "two-keys": ([dubbed, image], image, [one, other], replace(wide, storage="half"), two),
        "passphrase": ([image], solid, stretched, replace(recipe, storage="half"), [{"passphrase": PASSPHRASE}]),
        "nothing": ([], image, one, recipe, [words]),
        "paper-exact": ([film], sound, one, paper, [words]),
        "paper-half": ([image, sound], solid, one, replace(paper, storage="half"), [words]),
        "paper-quarter": ([sound], image, one, replace(paper, storage="quarter"), [words]),
    }
    for name, (secrets, cover, key, chosen, openers) in made.items():
        path = HERE / f"{name}.undersong"
        if path.exists():
            continue
        tiled = {"image": 60, "audio": 100} if name == "tiles" else {}
        with ExitStack() as patched:
            for modality, points in tiled.items():
                medium = engine.MODALITIES[modality]
                patched.enter_context(mock.patch.object(medium, "tiles", replace(medium.tiles, points=points, width=1)))
            stego = engine.hide(engine.plan(secrets, cover, chosen), key)
        stego.save(path)
        expected = contents(path.read_bytes(), openers)
        assert all(secret["intact"] for opened in expected["opened"] for secret in opened["secrets"])
        path.with_suffix(".json").write_text(json.dumps(expected, indent=1) + "\n", "utf-8")


def contents(data: bytes, openers: list[dict[str, str]]) -> dict[str, Any]:
    """The content of a file as the second implementation reads it."""
    file = second.parse(data)
    settings = file.settings
    corners = corners_of(len(settings["grid"]["shape"]))
    opened = []
    for opener in openers:
        secrets = [
            {
                "modality": secret.entry["modality"],
                "grid": secret.entry["grid"],
                "joins": secret.entry["joins"],
                "sha256": secret.sha256(),
                "intact": secret.intact,
                "coordinates": (points := corners_of(len(secret.entry["grid"]["shape"]))).tolist(),
                "values": second.evaluate_secret(secret, points).tolist(),
            }
            for secret in second.reveal(data, **opener)
        ]
        opened.append({**opener, "secrets": secrets})
    return {
        "sha256": hashlib.sha256(data).hexdigest(),
        "cover": {
            "modality": settings["modality"],
            "grid": settings["grid"],
            "coordinates": corners.tolist(),
            "values": second.evaluate(file.network(), settings["frequency"], corners).tolist(),
        },
        "opened": opened,
    }


def corners_of(axes: int) -> np.ndarray:
    """A few coordinates in the cube [-1, 1]^axes."""
    return np.stack(np.meshgrid(*[np.array([-0.9, 0.1, 0.7])] * axes, indexing="ij"), axis=-1).reshape(-1, axes)[:9]


if __name__ == "__main__":
    if sys.argv[1:] == ["answers"]:
        (HERE / "known_answers.json").write_text(json.dumps(answers(), indent=1) + "\n", "utf-8")
    elif sys.argv[1:] == ["files"]:
        files()
    else:
        sys.exit(__doc__)

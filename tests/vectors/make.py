"""Make the test vectors:  python tests/vectors/make.py answers | files

`answers` writes known_answers.json with the second implementation alone; the same bytes every time.
`files` hides small media with the engine. It writes each file that is missing, and beside it what the second
implementation reads in it. A committed file is never made again: it must always reveal. Those whose names do not end
with "v2" have version 1 of the format, and were made by earlier programs.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.engine import second  # noqa: E402

WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"
OTHER_WORDS = "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"
PASSPHRASE = "Grüße aus dem Süden"
CONTENTS = [
    b"", b"\0", b"\xff", b"Undersong", bytes(range(256)), bytes([255] * 253 + [0, 255, 1]), bytes(range(1, 255)),
]  # fmt: skip
# Version, tiles, tile, layer, width; and with a width of 2048, where the stream of these rho has a word to be skipped.
PERMUTATIONS = [
    *[(1, 1, 0, layer, width) for layer, width in ((0, 1), (0, 16), (1, 16), (11, 64))],
    *[(2, 1, 0, layer, width) for layer, width in ((0, 1), (0, 16), (1, 16), (11, 64))],
    *[(2, 6, tile, layer, width) for tile, layer, width in ((0, 0, 16), (1, 0, 16), (5, 2, 24), (4, 11, 2), (0, 1, 1))],
    (2, 4096, 4095, 0, 24),
]
PERMUTATIONS_FAR = [(1, 1, 0, 0, 2329), (2, 1, 0, 0, 5132), (2, 3, 1, 2, 8182)]


def answers() -> dict[str, Any]:
    """The known answers that every implementation must give."""
    salt, rho, key = bytes(range(16)), bytes(range(100, 116)), bytes(range(32))
    prk = second.hkdf_extract(salt, second.words_to_bytes(WORDS))
    weights = np.linspace(-0.75, 0.75, 7, dtype=np.float32)
    labels = ["commitment", "box", "file", "seal/0", "seal/31", "mac/0", "mac/65535", "seal-exact/0", "mac-exact/31"]
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
        "labels": [
            {"version": version, "label": label, "key": second.hkdf_expand(prk, label, length, version).hex()}
            for version in (1, 2)
            for label, length in [*((label, 32) for label in labels), ("nonce", 12)]
        ],
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
            {
                "version": version, "tiles": tiles, "tile": tile, "layer": layer, "width": width,
                "order": second.permutation(rho, tile, layer, width, version),
            }
            for version, tiles, tile, layer, width in PERMUTATIONS
        ],
        "permutations_far": [
            {
                "version": version, "tiles": tiles, "tile": tile, "layer": layer, "width": 2048,
                "rho": (rho := number.to_bytes(16)).hex(),
                "sha256": _digest(second.permutation(rho, tile, layer, 2048, version)),
            }
            for version, tiles, tile, layer, number in PERMUTATIONS_FAR
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
        "exact": [
            {
                "storage": storage,
                "content": content.hex(),
                "digits": second.bytes_to_digits(content, levels),
                "mac": second.hmac.new(key, content, hashlib.sha256).digest()[:16].hex(),
            }
            for storage, levels in second.LEVELS.items()
            for content in CONTENTS
        ],
        "mac": {"key": key.hex(), "cells": [0, 1, 254, 2**20 - 1], "mac": _mac(key, [0, 1, 254, 2**20 - 1])},
        "boxes": [
            {
                "version": version, "words": WORDS, "manifest": manifest,
                "box": second.lock_box(manifest, prk, version, nonce).hex(),
            }
            for version, nonce in ((1, b""), (2, b""), (2, salt[:12]))
        ],
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
    """Write one small file of version 2 for each kind of cover, storage and layout."""
    from dataclasses import replace

    import engine
    from tests.engine import tiny

    one, other = engine.Key.from_words(WORDS), engine.Key.from_words(OTHER_WORDS)
    stretched = engine.Key.from_passphrase(PASSPHRASE)
    words, two = {"words": WORDS}, [{"words": WORDS}, {"words": OTHER_WORDS}]
    image, sound, film, solid = tiny.picture(), tiny.sound(), tiny.film(), tiny.solid()
    small, dubbed = tiny.picture(8), tiny.film(with_sound=True)
    owned = [engine.Secret(dubbed, one), engine.Secret(image, other)]
    whole = replace(tiny.tiny(150), width=40, secret_width=16)
    tiles = replace(whole, tile_points=60, tile_hidden=3)  # five to eight of a cover
    file, text = engine.ExactFile("Grüße 🏖️\u202e.bin", bytes(range(256)) * 3), engine.ExactFile.of_text("Noon, 漢字.\n")
    empty, folder = engine.ExactFile("", b""), engine.ExactFile("..\\CON.zip", b"PK\5\6" + bytes(18), "folder")
    mixed = [
        engine.Secret(file, one), engine.Secret(dubbed, other, "film.mp4"), engine.Secret(image, one, "Köln.png"),
        engine.Secret(text, other), engine.Secret(empty, one),
    ]  # fmt: skip
    made: dict[str, tuple[list[Any], Any, Any, Any, list[dict[str, str]]]] = {
        "image-v2": ([sound], image, one, replace(tiles, width=24), [words]),
        "sound-v2": ([solid], sound, one, replace(tiles, storage="half"), [words]),
        "video-v2": ([image], film, one, replace(tiles, storage="quarter"), [words]),
        "tiles-v2": ([small], image, one, replace(tiles, storage="half", width=32, secret_width=80), [words]),
        "two-keys-v2": (owned, image, None, replace(tiles, storage="half"), two),
        "one-tile-v2": ([image], sound, one, replace(whole, storage="half"), [words]),
        "shape-v2": ([image], solid, stretched, replace(tiles, width=48), [{"passphrase": PASSPHRASE}]),
        "nothing-v2": ([], image, one, replace(tiles, width=16), [words]),
        "files-v2": ([file, text, empty, folder], image, one, replace(tiles, width=24), [words]),
        "files-half-v2": ([text, image, file], sound, one, replace(whole, storage="half"), [words]),
        "files-quarter-v2": (mixed, image, None, replace(tiles, storage="quarter"), two),
        "whole-v2": ([sound, file], image, one, replace(tiles, width=24), [words]),
        "whole-half-v2": ([small], sound, one, replace(whole, storage="half"), [words]),
        "whole-quarter-v2": (owned, image, None, replace(tiles, storage="quarter"), two),
        "whole-paper-v2": ([sound], image, one, replace(tiles, protection="paper", storage="quarter"), [words]),
        "boxes-v2": (mixed, image, None, replace(tiles, storage="half", width=32), two),
        "boxes-sound-v2": (
            [small],
            sound,
            stretched,
            replace(whole, storage="half"),
            [{"passphrase": PASSPHRASE}],
        ),
        "paper-v2": ([sound], image, one, replace(tiles, protection="paper", storage="quarter"), [words]),
    }
    for name, (secrets, cover, key, chosen, openers) in made.items():
        path = HERE / f"{name}.undersong"
        if path.exists():
            continue
        engine.hide(engine.plan(secrets, cover, chosen), key).save(path)
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
        secrets = [content_of(secret) for secret in second.reveal(data, **opener)]
        whole = second.file_intact(data, **opener)
        opened.append({**opener, "secrets": secrets, **({} if whole is None else {"file_intact": whole})})
    return {
        "sha256": hashlib.sha256(data).hexdigest(),
        "cover": {
            "modality": settings["modality"],
            "grid": settings["grid"],
            "coordinates": corners.tolist(),
            "values": second.evaluate_cover(file, corners).tolist(),
        },
        "opened": opened,
    }


def content_of(secret: second.Secret) -> dict[str, Any]:
    """A secret as the second implementation reads it."""
    entry, seen = secret.entry, {"sha256": secret.sha256(), "intact": secret.intact}
    named = {"name": entry["name"]} if "name" in entry else {}
    if "modality" not in entry:
        return {"kind": entry["kind"], "bytes": entry["bytes"], **named, **seen}
    points = corners_of(len(entry["grid"]["shape"]))
    return {
        "modality": entry["modality"],
        "grid": entry["grid"],
        "joins": entry["joins"],
        **named,
        **seen,
        "coordinates": points.tolist(),
        "values": second.evaluate_secret(secret, points).tolist(),
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

"""A second reader of the file format, written from engine/file/FORMAT.md alone: numpy, and nothing of the engine.

Only Argon2id, Poly1305 and the BIP39 word list come from libraries. It raises on anything unknown, and is slow where
slow code is simpler. A network is a list of arrays in the order weight 0, bias 0, weight 1, …, weight n. Where no
version of the format is given, it is 2.
"""

import base64
import hashlib
import hmac
import json
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import mnemonic
import numpy as np
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.poly1305 import Poly1305

DTYPES = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2"), "I8": np.dtype("i1")}
LEVELS = {"exact": 2**20, "half": 2**11, "quarter": 255}
PACKINGS = {  # digits of a weight in a hidden matrix, in the first layer, elsewhere; sublevels in a hidden matrix
    1: {"exact": (1, 1, 1, 1), "half": (1, 2, 2, 1), "quarter": (1, 2, 2, 1)},
    2: {"exact": (1, 2, 1, 1), "half": (1, 3, 2, 1), "quarter": (1, 3, 2, 6)},
}
GROUP = 3  # remainders in one digit
GUARD = 0.02
ESCAPED = 254  # bytes of a block of an exact secret in quarter storage
BOX, BOXES = 8192, 4


def chacha20(key: bytes, nonce: bytes, counter: int, blocks: int) -> bytes:
    """Keystream blocks of 64 bytes (RFC 8439), computed together."""
    words = [*struct.unpack("<4I", b"expand 32-byte k"), *struct.unpack("<8I", key), 0, *struct.unpack("<3I", nonce)]
    start = np.array(words, dtype=np.uint32)[:, None].repeat(blocks, axis=1)  # (16, blocks)
    start[12] = (np.arange(blocks, dtype=np.uint64) + counter).astype(np.uint32)
    state = start.copy()

    def quarter_round(a: int, b: int, c: int, d: int) -> None:
        for one, other, rotated, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            state[one] += state[other]
            state[rotated] ^= state[one]
            state[rotated] = (state[rotated] << np.uint32(by)) | (state[rotated] >> np.uint32(32 - by))

    for _ in range(10):
        for column in range(4):
            quarter_round(column, 4 + column, 8 + column, 12 + column)
        for corner in range(4):
            quarter_round(corner, 4 + (corner + 1) % 4, 8 + (corner + 2) % 4, 12 + (corner + 3) % 4)
    return (state + start).T.astype("<u4").tobytes()


def poly1305_box(key: bytes, nonce: bytes, ciphertext: bytes) -> bytes:
    """The tag of ChaCha20-Poly1305 (RFC 8439) without associated data."""
    padding = bytes(-len(ciphertext) % 16)
    return Poly1305.generate_tag(
        chacha20(key, nonce, 0, 1)[:32], ciphertext + padding + struct.pack("<QQ", 0, len(ciphertext))
    )


def exclusive_or(text: bytes, key: bytes, nonce: bytes) -> bytes:
    pad = chacha20(key, nonce, 1, -(-len(text) // 64))[: len(text)]
    return (np.frombuffer(text, np.uint8) ^ np.frombuffer(pad, np.uint8)).tobytes()


def hkdf_extract(salt: bytes, ikm: bytes) -> bytes:
    return hmac.new(salt, ikm, hashlib.sha256).digest()


def hkdf_expand(prk: bytes, label: str, length: int = 32, version: int = 2) -> bytes:
    out, block, info = b"", b"", f"undersong/{version}/{label}".encode()
    for count in range(1, -(-length // 32) + 1):
        block = hmac.new(prk, block + info + bytes([count]), hashlib.sha256).digest()
        out += block
    return out[:length]


def words_to_bytes(words: str) -> bytes:
    """The 16 bytes of twelve BIP39 English words: 12 x 11 bits, of which the last 4 are a checksum."""
    wordlist = (Path(mnemonic.__file__).parent / "wordlist" / "english.txt").read_text().split()
    number = 0
    for word in words.split():
        number = number << 11 | wordlist.index(word)
    data = (number >> 4).to_bytes(16, "big")
    assert number & 15 == hashlib.sha256(data).digest()[0] >> 4, "checksum"
    return data


def passphrase_to_bytes(passphrase: str, salt: bytes) -> bytes:
    text = unicodedata.normalize("NFC", passphrase).encode()
    return Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=256 * 1024).derive(text)


def stream(key: bytes) -> Iterator[int]:
    counter = 0
    while True:
        yield from struct.unpack("<1024I", chacha20(key, bytes(12), counter, 64))
        counter += 64


def uniform(key: bytes, below: int, count: int) -> list[int]:
    """`count` integers of the stream, uniform below `below`."""
    limit, out = 2**32 // below * below, []
    for word in stream(key):
        if len(out) == count:
            break
        if word < limit:
            out.append(word % below)
    return out


def shuffled(key: bytes, width: int) -> list[int]:
    order, words = list(range(width)), stream(key)
    for i in range(width - 1, 0, -1):
        word = next(words)
        while word >= 2**32 // (i + 1) * (i + 1):
            word = next(words)
        j = word % (i + 1)
        order[i], order[j] = order[j], order[i]
    return order


def permutation(rho: bytes, tile: int, layer: int, width: int, version: int = 2) -> list[int]:
    label = f"layer/{layer}" if version == 1 else f"tile/{tile}/layer/{layer}"
    return shuffled(hkdf_expand(rho, label, version=version), width)


def open_box(box: bytes, prk: bytes, version: int = 2) -> dict | None:
    key, nonce = hkdf_expand(prk, "box", 32, version), box[:12]
    commitment, ciphertext = hkdf_expand(prk, "commitment/" + nonce.hex(), 32, version), box[44:-16]
    if box[12:44] != commitment:  # perhaps a box of the first programs
        commitment, nonce = (hkdf_expand(prk, *use, version) for use in (("commitment", 32), ("nonce", 12)))
        ciphertext = box[32:-16]
        if box[:32] != commitment:
            return None
    if poly1305_box(key, nonce, ciphertext) != box[-16:]:
        return None
    plain = exclusive_or(ciphertext, key, nonce)
    (length,) = struct.unpack("<I", plain[:4])
    assert len(plain) in (8132, 8144)
    assert not any(plain[4 + length :])
    text = json.loads(zlib.decompress(plain[4 : 4 + length]))
    assert set(text) - {"file"} == {"rho", "secrets"}
    return text


def lock_box(text: dict, prk: bytes, version: int = 2, nonce: bytes = b"") -> bytes:
    """A box with this nonce; without one, a box of the first programs."""
    packed, key = zlib.compress(json.dumps(text).encode()), hkdf_expand(prk, "box", 32, version)
    head, label = nonce, "commitment/" + nonce.hex() if nonce else "commitment"
    nonce = nonce or hkdf_expand(prk, "nonce", 12, version)
    plain = (struct.pack("<I", len(packed)) + packed).ljust(8144 - len(head), b"\0")
    ciphertext = exclusive_or(plain, key, nonce)
    return head + hkdf_expand(prk, label, 32, version) + ciphertext + poly1305_box(key, nonce, ciphertext)


@dataclass
class File:
    version: int
    tensors: dict[str, np.ndarray]  # as stored: I8 as integers
    settings: dict
    salt: bytes
    boxes: list[bytes]

    @property
    def layers(self) -> int:
        return sum(name.startswith("bias.") for name in self.tensors) - 1

    @property
    def width(self) -> int:
        return self.tensors["bias.0"].shape[-1]

    @property
    def tiles(self) -> list[int]:
        """The number of tiles along each axis of the cover."""
        return self.settings["tiles"] if self.version > 1 else [1] * len(self.settings["grid"]["shape"])

    def networks(self) -> list[list[np.ndarray]]:
        """The network of each tile in float64: weight 0, bias 0, …, weight n, bias n."""
        out = []
        for layer in range(self.layers + 1):
            weight = self.tensors[f"weight.{layer}"].astype(np.float32)
            if self.settings["storage"] == "quarter" and 0 < layer < self.layers:
                weight = weight * np.float32(self.settings["scales"][layer - 1])
            out += [weight.astype(np.float64), self.tensors[f"bias.{layer}"].astype(np.float64)]
        count = int(np.prod(self.tiles))
        assert [tensor.ndim for tensor in out] == [2 + (count > 1), 1 + (count > 1)] * (self.layers + 1)
        if count == 1:
            return [out]
        assert {len(tensor) for tensor in out} == {count}
        return [[tensor[tile] for tensor in out] for tile in range(count)]


def parse(data: bytes) -> File:
    (length,) = struct.unpack("<Q", data[:8])
    header, body = json.loads(data[8 : 8 + length]), data[8 + length :]
    metadata = header.pop("__metadata__")
    assert metadata["undersong"] in ("1", "2")
    assert set(metadata) == {"undersong", "settings", "salt", "boxes"}
    tensors, used = {}, 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        start, end = entry["data_offsets"]
        assert start == used
        tensors[name] = np.frombuffer(body[start:end], DTYPES[entry["dtype"]]).reshape(entry["shape"])
        used = end
    assert used == len(body)
    boxes = base64.b64decode(metadata["boxes"], validate=True)
    assert len(boxes) == BOX * BOXES
    return File(
        version=int(metadata["undersong"]),
        tensors=tensors,
        settings=json.loads(metadata["settings"]),
        salt=base64.b64decode(metadata["salt"], validate=True),
        boxes=[boxes[start : start + BOX] for start in range(0, len(boxes), BOX)],
    )


def unpermuted(file: File, rho: bytes) -> list[list[np.ndarray]]:
    """The unpermuted network of each tile: its unit order[j] is unit j of the file."""
    networks = file.networks()
    for tile, network in enumerate(networks):
        for layer in range(file.layers):
            order = permutation(rho, tile, layer, file.width, file.version)
            weight, bias, after = (np.empty_like(network[2 * layer + k]) for k in range(3))
            weight[order], bias[order], after[:, order] = network[2 * layer : 2 * layer + 3]
            network[2 * layer : 2 * layer + 3] = weight, bias, after
    return networks


def amplitude(file: File) -> float:
    return file.settings["gain"] * (6 / file.width) ** 0.5 / 30


def cells_of(file: File, networks: list[list[np.ndarray]]) -> np.ndarray:
    """All cells of the vault, tile by tile, matrix by matrix and row by row."""
    levels, width = LEVELS[file.settings["storage"]], file.settings["vault"]
    matrices = [network[2 * layer] for network in networks for layer in range(1, file.layers)]
    values = np.concatenate([matrix[:width, :width].reshape(-1) for matrix in matrices])
    return np.clip(np.floor((values / amplitude(file) + 1) / 2 * levels), 0, levels - 1).astype(np.int64)


def shapes(entry: dict) -> list[tuple[int, ...]]:
    """The shapes of a secret's tensors: it has no output bias; several tiles are a first axis of each tensor."""
    fan_in, out, width, layers = entry["siren"]
    tiles = int(np.prod(entry.get("tiles", [1])))
    shapes: list[tuple[int, ...]] = [(width, fan_in), (width,)]
    for _ in range(layers - 1):
        shapes += [(width, width), (width,)]
    return [(*[tiles][: tiles > 1], *shape) for shape in (*shapes, (out, width))]


def cell_formats(siren: list[int], storage: str, packing: int) -> list[tuple[int, int]]:
    """For each tensor the digits of a weight, and the sublevels of a level."""
    hidden, first, elsewhere, sublevels = PACKINGS[packing][storage]
    last = 2 * siren[3]
    return [
        (first, 1) if index == 0 else (hidden, sublevels) if index % 2 == 0 and index < last else (elsewhere, 1)
        for index in range(last + 1)
    ]


def to_digits(tensor: np.ndarray, largest: float, levels: int, count: int, sublevels: int) -> list[int]:
    top = levels**count * sublevels - 1
    unit = tensor.astype(np.float64) / largest * (1 - 2 * GUARD)
    quantized = [int(k) for k in np.rint((unit + 1) / 2 * top).reshape(-1)]
    out = [k // sublevels // levels**position % levels for k in quantized for position in range(count)]
    if sublevels > 1:
        for start in range(0, len(quantized), GROUP):
            group = quantized[start : start + GROUP]
            out.append(sum(k % sublevels * sublevels**position for position, k in enumerate(group)))
    return out


def from_digits(digits: np.ndarray, size: int, largest: float, levels: int, count: int, sublevels: int) -> np.ndarray:
    own = digits[: size * count].reshape(-1, count)
    quantized = sum(own[:, position] * levels**position for position in range(count))
    if sublevels > 1:
        shared = digits[size * count :]
        quantized = np.array(
            [
                int(q) * sublevels + int(shared[at // GROUP]) // sublevels ** (at % GROUP) % sublevels
                for at, q in enumerate(quantized)
            ]
        )
    return ((2 * quantized / (levels**count * sublevels - 1) - 1) * largest / (1 - 2 * GUARD)).astype(np.float32)


def bytes_to_digits(content: bytes, levels: int) -> list[int]:
    """An exact secret's bytes as digits."""
    if levels != 255:
        bits = levels.bit_length() - 1
        row = int.from_bytes(content, "little")
        return [row >> bits * position & levels - 1 for position in range(-(-8 * len(content) // bits))]
    digits = []
    for start in range(0, len(content), ESCAPED):
        block = content[start : start + ESCAPED]
        escape = next(value for value in range(256) if value not in block)
        digits += [escape, *(escape if value == 255 else value for value in block)]
    return digits


def digit_count(size: int, levels: int) -> int:
    """The number of digits of so many bytes."""
    return size + -(-size // ESCAPED) if levels == 255 else -(-8 * size // (levels.bit_length() - 1))


def digits_to_bytes(digits: list[int], size: int, levels: int) -> bytes:
    assert len(digits) == digit_count(size, levels)
    if levels != 255:
        bits = levels.bit_length() - 1
        row = "".join(f"{digit:0{bits}b}" for digit in reversed(digits))
        return (int(row or "0", 2) & (1 << 8 * size) - 1).to_bytes(size, "little")
    content = bytearray()
    for start in range(0, len(digits), ESCAPED + 1):
        escape, *block = digits[start : start + ESCAPED + 1]
        content += bytes(255 if digit == escape else digit for digit in block)
    return bytes(content)


@dataclass
class Secret:
    entry: dict
    tensors: list[np.ndarray]  # float32: weight 0, bias 0, …, weight n; none of an exact secret
    intact: bool
    content: bytes = b""  # of an exact secret

    def sha256(self) -> str:
        if "modality" not in self.entry:
            return hashlib.sha256(self.content).hexdigest()
        return hashlib.sha256(b"".join(tensor.astype("<f4").tobytes() for tensor in self.tensors)).hexdigest()


def unsealed_file(file: File, cells: np.ndarray, entry: dict, prk: bytes) -> Secret:
    """An exact secret."""
    assert set(entry) == {"start", "number", "mac", "name", "kind", "bytes"}
    assert len(entry["name"].encode()) <= 255
    levels = LEVELS[file.settings["storage"]]
    count = digit_count(entry["bytes"], levels)
    assert count <= len(cells)
    sealed = cells[(entry["start"] + np.arange(count)) % len(cells)]
    mac_key, pad_key = (hkdf_expand(prk, f"{use}-exact/{entry['number']}", 32, file.version) for use in ("mac", "seal"))
    digits = (sealed - np.array(uniform(pad_key, levels, count), dtype=np.int64)) % levels
    content = digits_to_bytes(digits.tolist(), entry["bytes"], levels)
    mac = hmac.new(mac_key, content, hashlib.sha256).digest()
    return Secret(entry, [], mac[:16] == base64.b64decode(entry["mac"]), content)


def unsealed(file: File, cells: np.ndarray, entry: dict, prk: bytes) -> Secret:
    if "modality" not in entry:
        return unsealed_file(file, cells, entry, prk)
    storage, levels = file.settings["storage"], LEVELS[file.settings["storage"]]
    ranges = np.frombuffer(base64.b64decode(entry["ranges"]), "<f4").tolist()
    formats = cell_formats(entry["siren"], storage, entry.get("packing", 1))
    lengths = []
    for shape, (count, sublevels) in zip(shapes(entry), formats, strict=True):
        size = int(np.prod(shape))
        lengths.append(size * count + (-(-size // GROUP) if sublevels > 1 else 0))
    sealed = cells[(entry["start"] + np.arange(sum(lengths))) % len(cells)]  # after the last cell comes the first
    mac_key, pad_key = (hkdf_expand(prk, f"{use}/{entry['number']}", 32, file.version) for use in ("mac", "seal"))
    mac = hmac.new(mac_key, sealed.astype("<u4").tobytes(), hashlib.sha256).digest()
    digits = (sealed - np.array(uniform(pad_key, levels, len(sealed)))) % levels
    tensors, at = [], 0
    for shape, length, (count, sublevels), largest in zip(shapes(entry), lengths, formats, ranges, strict=True):
        tensor = from_digits(digits[at : at + length], int(np.prod(shape)), largest, levels, count, sublevels)
        tensors.append(tensor.reshape(shape))
        at += length
    return Secret(entry, tensors, mac[:16] == base64.b64decode(entry["mac"]))


def in_place(file: File, network: list[np.ndarray], entry: dict, prk: bytes) -> Secret:
    """A secret of the paper's layout: its tensors are blocks of the network's."""
    fan_in, out, width, layers = entry["siren"]
    start, shifted = entry["start"], int(fan_in > file.tensors["weight.0"].shape[1])
    tensors = []
    for layer in range(layers + 1):
        at = layer + shifted
        rows = out if layer == layers else width
        columns = fan_in if layer == 0 else width
        top, left = (0 if at == file.layers else start), (0 if at == 0 else start)
        tensors.append(network[2 * at][top : top + rows, left : left + columns].astype(np.float32))
        if layer < layers:
            tensors.append(network[2 * at + 1][start : start + width].astype(np.float32))
    content = b"".join(tensor.astype("<f4").tobytes() for tensor in tensors)
    mac_key = hkdf_expand(prk, f"mac/{entry['number']}", 32, file.version)
    mac = hmac.new(mac_key, content, hashlib.sha256).digest()
    return Secret(entry, tensors, mac[:16] == base64.b64decode(entry["mac"]))


def file_mac(file: File, prk: bytes) -> bytes:
    """The MAC over the settings and all tensors."""
    settings, grid = file.settings, file.settings["grid"]

    def numbers(values: list[float]) -> bytes:
        return np.array(values, "<f8").tobytes()

    names = sorted(grid["constants"], key=str.encode)
    fields = [
        settings["modality"].encode(), settings["storage"].encode(), numbers([*grid["shape"], grid["channels"]]),
        ",".join(names).encode(), numbers([grid["constants"][name] for name in names]),
        numbers(settings["tiles"]), numbers(settings["frequency"]),
        numbers([settings["omega"], settings["vault"], settings["gain"]]), numbers(settings["scales"]),
    ]  # fmt: skip
    for layer in range(file.layers + 1):
        for tensor in (file.tensors[f"weight.{layer}"], file.tensors[f"bias.{layer}"]):
            fields += [numbers(list(tensor.shape)), tensor.tobytes()]
    content = b"".join(struct.pack("<Q", len(field)) + field for field in fields)
    return hmac.new(hkdf_expand(prk, "file", 32, file.version), content, hashlib.sha256).digest()[:16]


def opened_box(file: File, words: str | None, passphrase: str | None) -> tuple[bytes, dict | None]:
    """The key's root and the JSON of its box, if it opens one."""
    ikm = words_to_bytes(words) if words is not None else passphrase_to_bytes(str(passphrase), file.salt)
    prk = hkdf_extract(file.salt, ikm)
    opened = [text for box in file.boxes if (text := open_box(box, prk, file.version)) is not None]
    return prk, opened[0] if opened else None


def file_intact(data: bytes, *, words: str | None = None, passphrase: str | None = None) -> bool | None:
    """Whether settings and tensors are those the secrets were hidden in; None if the file, or the key, does not say."""
    file = parse(data)
    prk, text = opened_box(file, words, passphrase)
    if text is None or "file" not in text:
        return None
    return file_mac(file, prk) == base64.b64decode(text["file"])


def reveal(data: bytes, *, words: str | None = None, passphrase: str | None = None) -> list[Secret]:
    """All secrets of the key; an empty list if it opens no box."""
    file = parse(data)
    prk, text = opened_box(file, words, passphrase)
    if text is None:
        return []
    networks = unpermuted(file, base64.b64decode(text["rho"]))
    if file.settings["vault"] == 0:
        [network] = networks
        return [in_place(file, network, entry, prk) for entry in text["secrets"]]
    cells = cells_of(file, networks)
    return [unsealed(file, cells, entry, prk) for entry in text["secrets"]]


def evaluate(network: list[np.ndarray], frequency: list[float], coordinates: np.ndarray) -> np.ndarray:
    """The network's values at coordinates (points, I), in float64, by the formula of FORMAT.md."""
    x = coordinates.astype(np.float64) * np.array(frequency)
    for index in range(0, len(network) - (2 if len(network) % 2 == 0 else 1), 2):
        x = np.sin(30 * (x @ network[index].T.astype(np.float64) + network[index + 1]))
    if len(network) % 2 == 0:
        return x @ network[-2].T + network[-1]
    return x @ network[-1].T.astype(np.float64)


def tiles_of(coordinates: np.ndarray, counts: list[int]) -> np.ndarray:
    """The tile of each of the coordinates (points, I), as its position along each axis."""
    position = (coordinates.astype(np.float32) + 1) / 2 * np.array(counts, np.float32)  # every result is float32
    return np.minimum(np.floor(position).astype(int), np.array(counts) - 1)


def evaluate_tiles(
    networks: list[list[np.ndarray]], counts: list[int], frequency: list[float], coordinates: np.ndarray
) -> np.ndarray:
    """The values at coordinates (points, I) of a network for each tile: each point in its tile, from its centre."""
    values = []
    for point, tile in zip(coordinates, tiles_of(coordinates, counts), strict=True):
        centre = (2 * tile + 1) / np.array(counts) - 1
        values.append(evaluate(networks[np.ravel_multi_index(tile, counts)], frequency, (point - centre)[None])[0])
    return np.array(values)


def evaluate_cover(file: File, coordinates: np.ndarray) -> np.ndarray:
    """The cover's values at coordinates (points, I)."""
    return evaluate_tiles(file.networks(), file.tiles, file.settings["frequency"], coordinates)


def evaluate_secret(secret: "Secret", coordinates: np.ndarray) -> np.ndarray:
    """A secret's values at coordinates (points, I)."""
    counts = secret.entry.get("tiles", [1] * coordinates.shape[1])
    count = int(np.prod(counts))
    networks = [[tensor[tile] for tensor in secret.tensors] if count > 1 else secret.tensors for tile in range(count)]
    return evaluate_tiles(networks, counts, secret.entry["frequency"], coordinates)


def coordinates_of(grid: dict) -> np.ndarray:
    """The coordinates (points, axes) of a grid in C order."""
    axes = [(2 * np.arange(count) + 1) / count - 1 for count in grid["shape"]]
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(axes))


def raw_of(values: np.ndarray, grid: dict) -> np.ndarray:
    constants = grid["constants"]
    offsets = [constants[f"offset{channel}"] for channel in range(grid["channels"])]
    return values * constants["gain"] + np.array(offsets)

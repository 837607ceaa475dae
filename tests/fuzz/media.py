"""The decoders, each case in a helper process of its own with its sandbox.

The process is a fork of this one, which has loaded the libraries already: starting Python anew takes twenty times as
long as most files.
"""

from __future__ import annotations

import io
import os
import select
import signal
import time
import zipfile
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final

from engine.errors import UnreadableFileError
from engine.media import decode_audio, decode_image, decode_shape, decode_video, helper, loading, sandbox
from engine.media.helper_process import Finished
from tests.fuzz.mutator import mutate_bytes
from tests.fuzz.seeds import MEDIA
from tests.fuzz.targets import Target

TIMEOUT: Final = 180.0  # seconds, on a computer that does other things as well; what counts is the processor's time
CPU_SECONDS: Final = "10"  # on each of two cores, and a few more
LOADED: Final = (decode_audio, decode_image, decode_shape, decode_video)


class Media(Target):
    """Pictures, sounds, films and shapes, read as the program reads them."""

    name = "media"
    allowed = (UnreadableFileError,)

    def prepare(self, folder: Path) -> None:
        import igl
        import soundfile
        import tifffile
        import trimesh
        from scipy import spatial

        self._loaded = (igl, soundfile, spatial, tifffile, trimesh)
        self._folder = folder
        self._seeds = [(path.suffix, path.read_bytes()) for path in sorted(MEDIA.iterdir())]
        self._others = [data for _, data in self._seeds]
        loading._decode = _decode_in_a_fork

    def make(self, random: Random) -> tuple[bytes, str]:
        suffix, seed = random.choice(self._seeds)
        if random.random() < 0.05:
            suffix = random.choice(self._seeds)[0]
        if seed.startswith(b"PK") and random.random() < 0.8:
            return _rewritten(seed, self._others, random), suffix
        return _mended(mutate_bytes(seed, self._others, random), random), suffix

    def run(self, data: bytes, suffix: str) -> None:
        path = self._folder / f"case{suffix}"
        path.write_bytes(data)
        try:
            loading.load(path)
        finally:
            path.unlink()


def _rewritten(seed: bytes, others: list[bytes], random: Random) -> bytes:
    """An archive one of whose files is mutated: mutated itself it has a wrong checksum at once."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as archive, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as written:
        changed = random.choice(archive.namelist())
        for name in archive.namelist():
            data = archive.read(name)
            written.writestr(zipfile.ZipInfo(name), mutate_bytes(data, others, random) if name == changed else data)
    return result.getvalue()


def _mended(data: bytes, random: Random) -> bytes:
    """A PNG or Ogg with right checksums, four times out of five: wrong ones end the reading before it begins."""
    if random.random() < 0.2:
        return data
    if data.startswith(b"\x89PNG"):
        return _with_png_checksums(data)
    return _with_ogg_checksums(data) if data.startswith(b"OggS") else data


def _with_png_checksums(data: bytes) -> bytes:
    import zlib

    result, place = bytearray(data), 8
    while place + 12 <= len(result):
        length = int.from_bytes(result[place : place + 4], "big")
        end = place + 8 + length
        if end + 4 > len(result):
            break
        result[end : end + 4] = zlib.crc32(result[place + 4 : end]).to_bytes(4, "big")
        place = end + 4
    return bytes(result)


def _with_ogg_checksums(data: bytes) -> bytes:
    result, place = bytearray(data), 0
    while place + 27 <= len(result) and result[place : place + 4] == b"OggS":
        segments = result[place + 26]
        end = place + 27 + segments + sum(result[place + 27 : place + 27 + segments])
        result[place + 22 : place + 26] = bytes(4)
        checksum = 0
        for byte in result[place:end]:
            checksum ^= byte << 24
            for _ in range(8):
                checksum = (checksum << 1 ^ 0x04C11DB7 if checksum & 1 << 31 else checksum << 1) & 0xFFFFFFFF
        result[place + 22 : place + 26] = checksum.to_bytes(4, "little")
        place = end
    return bytes(result)


def _decode_in_a_fork(path: Path, _: float) -> Finished:
    """As `loading._decode`.  Raises AssertionError where the process crashes, hangs or takes too much memory."""
    output_end, output = os.pipe()
    errors_end, errors = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(output, 1)
            os.dup2(errors, 2)
            os.closerange(3, 256)
            os._exit(helper.helper_main(["decode", CPU_SECONDS, str(path)]))
        except BaseException as error:
            os.write(2, repr(error).encode()[-1000:])
            os._exit(1)
    os.close(output)
    os.close(errors)
    said = {output_end: bytearray(), errors_end: bytearray()}
    hung = not _listen(said, time.monotonic() + TIMEOUT)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    for pipe in said:
        os.close(pipe)
    # Killed by us after its last word is no fault.
    assert not hung, "hangs"
    assert code != -signal.SIGXCPU, "hangs: its processor time is over"
    assert code >= 0 or code == -signal.SIGKILL, f"dies of signal {-code}"
    assert used.ru_maxrss << 10 < sandbox.MEMORY, f"takes {used.ru_maxrss >> 10} MiB"
    return Finished(said[output_end], code, said[errors_end].decode("utf-8", "replace")[-500:])


def _listen(said: dict[int, bytearray], deadline: float) -> bool:
    """Read all pipes to their ends; whether that came in time."""
    pipes = set(said)
    while pipes:
        ready, _, _ = select.select(pipes, [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return False
        for pipe in ready:
            piece = os.read(pipe, 1 << 16)
            said[pipe] += piece
            assert len(said[pipe]) <= loading.MAX_DECODED, "says too much"
            if not piece:
                pipes.discard(pipe)
    return True

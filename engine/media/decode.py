"""Decode: the process that opens a stranger's file.  `python -m engine.media.decode PATH SECONDS`

Called with `--task NAME` it does a long sum for the program instead (`aside`), on arrays from its standard input.

It limits its own memory and time, finds out what the file is, decodes it into bounded arrays and writes them
to its standard output (`wire`).  Whatever a decoder raises that is not foreseen ends the process, and the
other side says that the file is damaged; so there is nothing to catch here.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np

from engine.media import file_types
from engine.media.offload import LONGEST, TASK, Arrays
from engine.media.video import Video
from engine.media.wire import Parcel, Refused, receive, send

MEMORY = 3 << 30  # bytes of address space: a picture of 200 megapixels takes 1.6 GB
SPARE = 5  # seconds of processor time above the limit, so that the other side's clock strikes first

_UNKNOWN = "is not an image, a sound, a video or a 3D shape that this program can read"


def main(arguments: list[str]) -> int:
    """Decode the file `arguments[0]` in at most about `arguments[1]` seconds, or do a task, to standard output."""
    # Decoders may print: what they print goes to the complaints, not between our bytes.
    with os.fdopen(os.dup(1), "wb") as output:
        os.dup2(2, 1)
        asked = arguments[0] == TASK
        _limit(LONGEST if asked else float(arguments[1]))
        try:
            result: Parcel | Refused = (
                task(arguments[1], receive(sys.stdin.buffer.read()).arrays) if asked else decode(Path(arguments[0]))
            )
        except Refused as refused:
            result = refused
        except MemoryError:
            result = Refused("needs more memory than this program allows a file")
        send(output, result)
    return 0


decode_child = main  # its name at the engine's front door, where a frozen program enters


def decode(path: Path) -> Parcel:
    """What the file holds.  Raises Refused, and anything at all where a decoder meets what it does not expect."""
    with path.open("rb") as file:
        head = file.read(file_types.HEAD)
    kind = file_types.kind_of(head, path.suffix.lower(), path.stat().st_size)
    if kind is None:
        if file_types.is_heif(head):
            raise Refused("is a HEIC or AVIF picture; save it as JPEG or PNG first")
        raise Refused(_UNKNOWN)
    # Each decoder imports only what it needs: the libraries take longer to load than most files.
    if kind in ("image", "gif"):
        from engine.media import decode_image

        if not decode_image.moves(path):
            return decode_image.decode(path)
        if kind == "image":
            from engine.media import decode_animation

            return decode_animation.decode(path)
    if kind in ("gif", "stream"):
        return _stream(path)
    from engine.media import decode_shape

    return decode_shape.decode(path, kind)


def task(name: str, given: Arrays) -> Parcel:
    """One of the long sums that are done aside."""
    if name == "distance":
        from engine.media.distance import signed

        return Parcel(name, arrays={"distance": signed(**given).astype(np.float32)})
    if name == "likeness":
        from engine.media.distance import likeness

        return Parcel(name, arrays={"figures": np.array(likeness(**given), np.float32)})
    from engine.media.isosurface import contour

    vertices, faces = contour(given["volume"], float(given["level"][0]))
    return Parcel(name, arrays={"vertices": vertices, "faces": faces})


def _stream(path: Path) -> Parcel:
    """A film with its sound, or a sound: only here do two modalities meet."""
    from engine.media import decode_audio, decode_video, ffmpeg

    streams = ffmpeg.probe(path)
    if streams is not None and streams.has_video:
        film = decode_video.decode(path, streams)
        if not streams.has_audio:
            return film
        try:
            sound = decode_audio.decode(path, streams)
        except Refused:  # pictures whose sound is broken are worth having
            return film
        return Parcel(film.kind, film.numbers | sound.numbers, film.arrays | sound.arrays)
    try:
        return decode_audio.decode(path, streams)
    except Refused as refused:
        if path.suffix.lower() in Video.suffixes:
            raise Refused("is a damaged or cut-off video") from refused
        raise


def _limit(seconds: float) -> None:
    """Bound what this process and those it starts may take, where the system knows how."""
    if sys.platform == "win32":
        return
    import resource

    cpus = os.cpu_count() or 1
    for which, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, int(seconds) * min(cpus, 2) + SPARE)):
        _, hard = resource.getrlimit(which)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(which, (most, most))
        except (ValueError, OSError):  # macOS refuses the first
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

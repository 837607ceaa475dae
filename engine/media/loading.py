"""Loading: an untrusted file is decoded in the helper process, and only numbers come back from it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from engine.errors import TooLongError, UnreadableFileError
from engine.media.audio import Audio
from engine.media.helper_process import Finished, run_helper
from engine.media.image import Image
from engine.media.medium import Medium
from engine.media.shape import FARTHEST, UP_AXES, Shape
from engine.media.video import Video
from engine.media.wire import Parcel, Refused, receive
from engine.naming import named

MAX_DECODED = 1 << 28  # bytes: the largest film with its sound has 170 MB
LOUDEST = 2.0  # times full scale, to which the helper process turns every sound down
MAX_SOURCE = 1e7  # pixels, and frames a second, that a file may claim to have


def load(path: str | os.PathLike[str], *, timeout: float = 60.0) -> Medium:
    """Read the medium in a file, recognized by its contents; a very large medium is reduced.

    The file is decoded in a process of its own, which is killed after the timeout.

    Parameters
    ----------
    path : str or path-like
        An image, sound, video or 3D shape.
    timeout : float
        Seconds.

    Returns
    -------
    Image, Audio, Video or Shape

    Raises
    ------
    UnreadableFileError
        The file is missing, empty, damaged, too large, of an unknown type, or takes too long. `reason` is a code, the
        message a sentence that names the file.

    Example
    -------
    >>> engine.load("cat.png").grid.shape
    (16, 16)
    """
    path = Path(path)
    check_readable(path)
    finished = _decode(path, timeout)
    try:
        parcel = receive(finished.output)
        return medium_of(parcel)
    except Refused as refused:
        raise UnreadableFileError(f"“{named(path)}” {refused}.", refused.reason, refused.kind) from None
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        sentence = f"“{named(path)}” is damaged, or of a type this program cannot read."
        unreadable = UnreadableFileError(sentence, "damaged")
        unreadable.add_note(f"the helper process ended with {finished.code}: {finished.errors}")
        raise unreadable from error


def medium_of(parcel: Parcel) -> Medium:
    """The medium that was decoded.  Raises KeyError, ValueError, TypeError or OverflowError where it is none."""
    if not all(np.isfinite(array).all() for array in parcel.arrays.values()):
        raise ValueError("not a number")
    return _MEDIA[parcel.name](parcel)


def check_readable(path: Path, *, may_be_empty: bool = False) -> None:
    """Raise UnreadableFileError unless this is a file that has contents and may be read."""
    with reading(path):
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFileError(f"“{named(path)}” is a folder, not a file.", "folder")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError(f"“{named(path)}” is not an ordinary file.", "not-a-file")
        if not status.st_size and not may_be_empty:
            raise UnreadableFileError(f"“{named(path)}” is empty.", "empty")
        path.open("rb").close()


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Raise UnreadableFileError, in one plain sentence, for what the system refuses while `path` is read."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableFileError(f"“{named(path)}” was not found.", "missing") from None
    except PermissionError:
        raise UnreadableFileError(f"You are not allowed to read “{named(path)}”.", "not-allowed") from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise UnreadableFileError(f"“{named(path)}” could not be opened.") from error


def _decode(path: Path, timeout: float) -> Finished:
    try:
        return run_helper("decode", timeout, str(path.absolute()), most=MAX_DECODED)
    except TooLongError:
        sentence = f"“{named(path)}” took longer than {timeout:g} seconds to read."
        raise UnreadableFileError(sentence, "too-long") from None
    except OSError as error:
        raise UnreadableFileError(
            f"“{named(path)}” could not be opened: no process could be started for it."
        ) from error


def _source(parcel: Parcel, *names: str) -> dict[str, float]:
    """Those of these numbers of the file that can be true."""
    return {name: parcel.numbers[name] for name in names if 1 <= parcel.numbers.get(name, 0) < MAX_SOURCE}


def _image(parcel: Parcel) -> Medium:
    return Image(parcel.arrays["pixels"], _source(parcel, "width", "height", "bits"))


def _audio(parcel: Parcel) -> Medium:
    signal = parcel.arrays["signal"]
    if np.any(np.abs(signal) > LOUDEST):
        raise ValueError("a sound is out of bounds")
    return Audio(signal, round(parcel.numbers["rate"]))


def _video(parcel: Parcel) -> Medium:
    sound = _audio(parcel) if "signal" in parcel.arrays else None
    source = _source(parcel, "width", "height", "file fps")
    return Video(parcel.arrays["frames"], parcel.numbers["fps"], sound, source)


def _shape(parcel: Parcel) -> Medium:
    up = next((axis for axis, number in UP_AXES.items() if number == parcel.numbers.get("up")), "")
    vertices, thickness = parcel.arrays["vertices"], parcel.numbers.get("thickness", 0.0)
    if np.any(np.abs(vertices) >= FARTHEST):
        raise ValueError("a corner is out of bounds")
    return Shape(vertices, parcel.arrays["faces"], up=up, thickness=thickness)


_MEDIA: dict[str, Callable[[Parcel], Medium]] = {
    Image.modality: _image,
    Audio.modality: _audio,
    Video.modality: _video,
    Shape.modality: _shape,
}

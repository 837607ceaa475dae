"""Loading: a stranger's file is decoded in a process that can be killed, and only numbers come back from it."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from engine.errors import UnreadableFileError
from engine.media import helper_process
from engine.media.audio import Audio
from engine.media.image import Image
from engine.media.medium import Medium
from engine.media.shape import Shape
from engine.media.video import Video
from engine.media.wire import Parcel, Refused, receive

MOST_SAID = 1e7  # pixels and frames a second a file can say it has


def load(path: str | os.PathLike[str], *, timeout: float = 60.0) -> Medium:
    """The medium in a file, told by its contents, reduced where it is very large.

    Raises UnreadableFileError, one plain sentence that names the file: it is missing, empty, damaged, too
    large, of no kind we know, or took longer than `timeout` seconds.
    """
    path = Path(path)
    _check(path)
    output, code, said = _decoded(path, timeout)
    try:
        return _MEDIA[(parcel := receive(output)).kind](parcel)
    except Refused as refused:
        raise UnreadableFileError(f"“{path.name}” {refused}.") from None
    except (ValueError, KeyError, TypeError) as error:
        why = "needs too long to decode" if code in _TOO_LONG else "is damaged, or of a kind this program cannot read"
        unreadable = UnreadableFileError(f"“{path.name}” {why}.")
        unreadable.add_note(f"the decoding process ended with {code}: {said}")
        raise unreadable from error


def _check(path: Path) -> None:
    """Raise UnreadableFileError for what is not a file with something in it that we may read."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFileError(f"“{path.name}” is a folder, not a file.")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError(f"“{path.name}” is not an ordinary file.")
        if not status.st_size:
            raise UnreadableFileError(f"“{path.name}” is empty.")
        path.open("rb").close()
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableFileError(f"“{path.name}” was not found.") from None
    except PermissionError:
        raise UnreadableFileError(f"You are not allowed to read “{path.name}”.") from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise UnreadableFileError(f"“{path.name}” could not be opened.") from error


def _decoded(path: Path, timeout: float) -> tuple[bytes, int, str]:
    """What the decoding process wrote, its exit code, and the end of what it complained of."""
    try:
        return helper_process.answered([*helper_process.decoder(), str(path.absolute()), repr(float(timeout))], timeout)
    except helper_process.TooLongError:
        raise UnreadableFileError(f"“{path.name}” took longer than {timeout:g} seconds to read.") from None
    except OSError as error:
        raise UnreadableFileError(f"“{path.name}” could not be opened: no process could be started for it.") from error


def _source(parcel: Parcel, *names: str) -> dict[str, float]:
    """What the file has more of than was read, of the numbers that can be true."""
    return {name: parcel.numbers[name] for name in names if 1 <= parcel.numbers.get(name, 0) < MOST_SAID}


def _image(parcel: Parcel) -> Medium:
    return Image(parcel.arrays["pixels"], _source(parcel, "width", "height", "bits"))


def _audio(parcel: Parcel) -> Medium:
    return Audio(parcel.arrays["signal"], round(parcel.numbers["rate"]))


def _video(parcel: Parcel) -> Medium:
    sound = _audio(parcel) if "signal" in parcel.arrays else None
    source = _source(parcel, "width", "height", "file fps")
    return Video(parcel.arrays["frames"], parcel.numbers["fps"], sound, source)


def _shape(parcel: Parcel) -> Medium:
    return Shape(parcel.arrays["vertices"], parcel.arrays["faces"])


_MEDIA: dict[str, Callable[[Parcel], Medium]] = {
    Image.modality: _image,
    Audio.modality: _audio,
    Video.modality: _video,
    Shape.modality: _shape,
}
_TOO_LONG = () if sys.platform == "win32" else (-signal.SIGXCPU, -signal.SIGKILL)

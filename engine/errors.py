"""The errors that a person can act on, one class for each thing that a person would do about it.

    EngineError
    ├── UnreadableFileError    a medium cannot be read; `reason` is a code: missing, damaged, too large …
    ├── CapacityError          the secrets do not fit; says by how much, and what size would do
    │   ├── TooManySecretsError    more secrets, or more keys, than one file holds
    │   └── LatticeTooLargeError   a medium is to be rendered on more points than the program allows
    ├── InvalidKeyError        the words or the passphrase are not a key; raised before any file is touched
    ├── WrongKeyError          a valid key, but not that of the checkpoint
    ├── InvalidStegoError      not an Undersong file, or a damaged one
    ├── CheckpointError        the checkpoint is missing, damaged, or of another version
    │   └── CheckpointInUseError   its hide is going on, here or in another process
    ├── NothingRevealedError   the key opens no box: wrong key, nothing hidden, or a changed file, which look the same
    ├── DeviceError            the requested device is not available
    ├── TooLongError           a computation in the helper process took longer than it may
    ├── OutOfMemoryError       neither the GPU nor the CPU has enough memory
    ├── MetadataError          what a file tells of its maker cannot be removed from it surely
    ├── DivergedError          training diverged four times: its loss or weights were no longer finite
    └── SaveError              a file could not be written; no part of it is left
        └── NotKeptError           a checkpoint could not be written; its hide goes on

`str(error)` is one plain sentence. Any other exception is a bug.
"""

from typing import Final, Literal, NamedTuple

# Codes for what a person would act on differently: the app owns their words.
UnreadableReason = Literal[
    "missing", "folder", "not-a-file", "not-allowed", "empty", "unknown-type", "damaged", "too-large",
    "too-long", "no-triangles", "degenerate", "flat", "thin", "open", "compressed-mesh",
    "raw-photo", "save-as-picture", "save-as-shape", "save-as-film", "save-as-sound",
]  # fmt: skip


class EngineError(Exception):
    """The base class of all errors that a person can act on; `str()` is one plain sentence without any key."""


class UnreadableFileError(EngineError):
    """A medium could not be read; `reason` says why, and is None where the sentence is all there is to say.

    `kind` is the name of a type that is known but not read, such as "SVG", and empty for every other reason.
    """

    def __init__(self, message: str, reason: UnreadableReason | None = None, kind: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        self.kind = kind


class Offer(NamedTuple):
    """A room and a storage with which the secrets fit, all else unchanged."""

    room: int
    storage: str


class CapacityError(EngineError):
    """The secrets do not fit.

    `needed` and `available` count cells of the vault, or hidden units in the paper's layout. `room` and `width` are
    those of a recipe in which they fit, or 0; at most one of them is set. Where there are exact secrets,
    `missing_bytes` is how much less they would have to be, and `offers` are the smallest changes that would do.
    """

    def __init__(
        self, message: str, *, needed: int = 0, available: int = 0, width: int = 0, room: int = 0,
        missing_bytes: int = 0, offers: tuple[Offer, ...] = (),
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.needed, self.available, self.width, self.room = needed, available, width, room
        self.missing_bytes, self.offers = missing_bytes, offers


class TooManySecretsError(CapacityError):
    """More secrets, or more keys, than one file holds; `needed` and `available` count them."""


class LatticeTooLargeError(CapacityError):
    """A medium was to be rendered on more points than the program allows."""


class InvalidKeyError(EngineError):
    """The text given is not a key."""


class WrongKeyError(EngineError):
    """The key is valid, but it is not the one that encrypted the checkpoint."""


class InvalidStegoError(EngineError):
    """The file is not an Undersong file, or is damaged."""


class CheckpointError(EngineError):
    """A checkpoint cannot be resumed: it is missing, damaged, or was written by another version of the program."""


class CheckpointInUseError(CheckpointError):
    """A checkpoint cannot be resumed now, because its hide is going on, in this process or another one."""


class NothingRevealedError(EngineError):
    """The key opened no box of the file."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was revealed. The key is wrong, nothing is hidden in this file, or the file was changed."
        )


class DeviceError(EngineError):
    """The requested device is not available."""


class TooLongError(EngineError):
    """A computation in the helper process took longer than it may, and was ended."""


class OutOfMemoryError(EngineError):
    """There is not enough memory, even with the smallest chunks."""


class DivergedError(EngineError):
    """Training diverged in every attempt."""


class MetadataError(EngineError):
    """What a file tells of its maker cannot be removed without touching its content, or not surely all of it."""

    def __init__(self, message: str = "What this file tells of its maker cannot be removed surely.") -> None:
        super().__init__(message)


class SaveError(EngineError):
    """The file could not be written."""


class NotKeptError(SaveError):
    """The checkpoint of a hide could not be written: the hide goes on, but a crash would lose it."""


# Of the command line, the first that fits; any other error is FAILED.
EXIT_CODES: Final[tuple[tuple[type[EngineError], int], ...]] = (
    (InvalidKeyError, 2),
    (WrongKeyError, 2),
    (DeviceError, 2),
    (NothingRevealedError, 3),
    (UnreadableFileError, 4),
    (InvalidStegoError, 4),
    (CheckpointError, 4),
    (MetadataError, 4),
    (CapacityError, 5),
    (SaveError, 6),
)
FAILED: Final = 1

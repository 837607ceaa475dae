"""What can go wrong in a way a person can act on.

    EngineError
    ├── UnreadableFileError    a medium cannot be read: missing, damaged, too large, or of no kind we know
    ├── CapacityError          the secrets do not fit; says by how much and what would
    ├── InvalidKeyError        the words or the passphrase are not a key: told before any file is touched
    ├── InvalidStegoError      not an Undersong file, or a damaged one
    ├── NothingRevealedError   the key opens no box: wrong key, nothing hidden, or a changed file, never told apart
    ├── DeviceError            the device that was asked for is not in this computer
    ├── OutOfMemoryError       neither the accelerator nor the processor has room
    ├── DivergedError          the fit left the finite numbers four times
    └── SaveError              the result could not be written; nothing half-written stays

Each carries one plain sentence. Anything else that is raised is a bug of ours.
"""


class EngineError(Exception):
    """The root of all errors a person can act on; `str()` is one plain sentence, never holding a key."""


class UnreadableFileError(EngineError):
    """A medium could not be read."""


class CapacityError(EngineError):
    """What is to be hidden does not fit; `needed` and `available` are vault cells, `width` what would fit (0: none)."""

    def __init__(self, message: str, *, needed: int = 0, available: int = 0, width: int = 0) -> None:
        super().__init__(message)
        self.needed, self.available, self.width = needed, available, width


class InvalidKeyError(EngineError):
    """The text given is not a key."""


class InvalidStegoError(EngineError):
    """The file is not an Undersong file, or is damaged."""


class NothingRevealedError(EngineError):
    """The key opened no box of the file."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was revealed. The key is wrong, nothing is hidden in this file, or the file was changed."
        )


class DeviceError(EngineError):
    """The device that was asked for cannot be used here."""


class OutOfMemoryError(EngineError):
    """There is not enough memory for the fit, even in the smallest pieces."""


class DivergedError(EngineError):
    """The fit ran into numbers that are not finite, again and again."""


class SaveError(EngineError):
    """The file could not be written."""

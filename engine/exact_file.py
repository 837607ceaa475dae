"""ExactFile: any file, a text or a folder, to be hidden as its very bytes."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from engine.archive import ArchiveTooLargeError, zip_folder
from engine.errors import MetadataError, UnreadableFileError
from engine.media.loading import check_readable, reading
from engine.metadata import MetadataItem, metadata_of, metadata_text, without_metadata
from engine.naming import named
from engine.safe_names import kept_name
from engine.saving import save_bytes

ExactKind = Literal["file", "text", "folder"]  # "folder": a zip archive of one
KINDS: Final[tuple[ExactKind, ...]] = ("file", "text", "folder")
MAX_BYTES: Final = 256 << 20  # more than the largest Undersong file has room for
TEXT_NAME: Final = "text.txt"


@dataclass(frozen=True, slots=True)
class ExactFile:
    """A file that is hidden as its very bytes, and comes back with every one of them.

    Beside the four media it is the other thing that can be hidden: of any type, and of any size that the vault of the
    cover has room for.

    Parameters
    ----------
    name : str
        The name it comes back under: at most 255 bytes of UTF-8. A stranger may have written it: `safe_name` makes one
        that is safe to write to.
    content : bytes
    kind : "file", "text" or "folder"
        A text was typed and is shown as one; a folder is a zip archive of it. Anything else is a file.

    Example
    -------
    >>> letter = engine.ExactFile.load("letter.png")
    >>> plan = engine.plan([letter, engine.ExactFile.of_text("Meet me at noon.")], engine.load("cat.png"), engine.DRAFT)
    >>> [secret.what.name for secret in plan.stored]
    ['letter.png', 'text.txt']
    """

    name: str
    content: bytes = field(repr=False)
    kind: ExactKind = "file"

    def __post_init__(self) -> None:
        if self.name != kept_name(self.name):
            raise ValueError("a name is Unicode, and has at most 255 bytes of UTF-8")
        if self.kind not in KINDS:
            raise ValueError(f"an exact file is one of {', '.join(KINDS)}")

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> ExactFile:
        """Read a file as it is, of any type, empty ones too.  Raises UnreadableFileError."""
        path = Path(path)
        check_readable(path, may_be_empty=True)
        with reading(path), path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise _too_large(path)
        return cls(kept_name(path.name), content)

    @classmethod
    def of_folder(cls, path: str | os.PathLike[str]) -> ExactFile:
        """Make one zip archive of a folder, called by its name; links in it are left out.

        Raises UnreadableFileError.
        """
        path = Path(path)
        with reading(path):
            if not path.is_dir() and path.exists():
                raise UnreadableFileError(f"“{named(path)}” is not a folder.", "not-a-file")
            try:
                content = zip_folder(path, MAX_BYTES)
            except ArchiveTooLargeError:
                raise _too_large(path) from None
        return cls(kept_name((path.resolve().name or "folder") + ".zip"), content, "folder")

    @classmethod
    def of_text(cls, text: str, name: str = TEXT_NAME) -> ExactFile:
        """The UTF-8 of a text that was typed or pasted."""
        return cls(kept_name(name), text.encode("utf-8", "replace"), "text")

    @property
    def size(self) -> int:
        """The number of bytes."""
        return len(self.content)

    @property
    def text(self) -> str:
        """The content as UTF-8; what is none becomes U+FFFD."""
        return self.content.decode("utf-8", "replace")

    @property
    def metadata(self) -> list[MetadataItem]:
        """What it tells of its maker, which goes along with it; see `metadata_of`."""
        return metadata_of(self.content) if self.kind != "text" else []

    def without_metadata(self) -> ExactFile:
        """The same file without what it tells of its maker.  Raises MetadataError, naming it."""
        try:
            return replace(self, content=without_metadata(self.content))
        except MetadataError as error:
            told = ": " + metadata_text(self.metadata) if self.metadata else ""
            raise MetadataError(
                f"What “{named(self.name)}” tells of its maker cannot be removed surely{told}."
            ) from error

    def write(self, path: str | os.PathLike[str], *, exclusive: bool = False) -> None:
        """Write the bytes, whole or not at all.

        Raises SaveError; if `exclusive`, FileExistsError where there is a file of this name.
        """
        save_bytes(path, self.content, exclusive=exclusive)


def _too_large(path: Path) -> UnreadableFileError:
    return UnreadableFileError(f"“{named(path)}” is larger than any Undersong file has room for.", "too-large")

"""What ffmpeg prints of the colours of a film, and what players do where a film says nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from engine.media import colour

HD = (1280, 577)  # from this width or height on, an untagged film is taken for BT.709, as players do
_PRIMARIES: Final = {"bt2020": 9, "smpte431": 11, "smpte432": 12}
_TRANSFERS: Final = {"smpte2084": colour.PQ, "arib-std-b67": colour.HLG, "linear": colour.LINEAR}
_MATRICES: Final = (
    "bt709", "fcc", "bt470bg", "smpte170m", "smpte240m", "bt2020nc", "bt2020c", "ycgco", "gbr", "ictcp", "unknown",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StreamColours:
    """The primaries and the transfer function of a film (as in ITU-T H.273); whether its matrix has to be given."""

    primaries: int = colour.BT709
    transfer: int = colour.BT709
    untagged_hd: bool = False

    @property
    def is_srgb(self) -> bool:
        """Whether what ffmpeg decodes can be shown as it is."""
        return colour.is_srgb(self.primaries, self.transfer)


def stream_colours(line: str, width: int, height: int) -> StreamColours:
    """The colours of a video stream by the line that ffmpeg prints of it."""
    found = re.search(r", (\w+)(?:\(([^)]*)\)?)?, \d{1,6}x\d{1,6}", line)
    if found is None:
        return StreamColours()
    pixels, facts = found[1], (found[2] or "").split(", ")
    named = next((fact.split("/") for fact in facts if fact.split("/")[0] in _MATRICES), ["unknown"])
    matrix, primaries, transfer = named if len(named) == 3 else named * 3
    wide = width >= HD[0] or height >= HD[1]
    untagged = matrix == "unknown" and pixels.startswith(("yuv", "nv", "p0")) and "Video: mjpeg" not in line
    return StreamColours(
        _PRIMARIES.get(primaries, colour.BT709),
        _TRANSFERS.get(transfer, colour.BT709),
        untagged and wide,
    )

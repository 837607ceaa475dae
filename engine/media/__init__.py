"""The four modalities; `load` reads the medium in a file, which is decoded in a process of its own."""

from engine.media.audio import Audio
from engine.media.image import Image
from engine.media.loading import load
from engine.media.medium import Field, Grid, Medium, Samples, TileSettings
from engine.media.shape import Shape
from engine.media.tiling import Tiling
from engine.media.video import Video

MODALITIES: dict[str, type[Medium]] = {
    Image.modality: Image,
    Audio.modality: Audio,
    Video.modality: Video,
    Shape.modality: Shape,
}

__all__ = [
    "MODALITIES", "Audio", "Field", "Grid", "Image", "Medium", "Samples", "Shape", "TileSettings",
    "Tiling", "Video", "load",
]  # fmt: skip

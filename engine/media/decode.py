"""Decoding: from the path of an untrusted file to the bounded arrays in it.  Runs in the helper process."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from engine.media import file_types
from engine.media.file_types import FileType
from engine.media.known_types import refusal_by_name
from engine.media.video import Video
from engine.media.wire import Parcel, Refused


def decode(path: Path) -> Parcel:
    """The medium in the file.  Raises Refused, and any other error where a decoder meets what it does not expect."""
    with path.open("rb") as file:
        head = file.read(file_types.HEAD)
        if not any(head):  # some encoders begin an MP3 with zeros, by the thousand
            more = file.read(file_types.PADDING).lstrip(b"\0")
            head = b"\0" + more[: file_types.HEAD] if more else head
    file_type = file_types.file_type_of(head, path.suffix.lower(), path.stat().st_size)
    if file_type is None:
        if (refused := refusal_by_name(head, path.suffix.lower())) is not None:
            raise refused
        raise Refused("is not an image, a sound, a video or a 3D shape that this program can read", "unknown-type")
    return _DECODERS[file_type](path)


# Each decoder imports only what it needs: the libraries take longer to load than most files.
def _decode_image(path: Path) -> Parcel:
    from engine.media import decode_image

    with decode_image.opened(path) as image:
        if not decode_image.is_animated(image):
            return decode_image.decode(image)
        if image.format != "GIF":
            from engine.media import decode_animation

            return decode_animation.decode(image)
    return _decode_stream(path)  # to ffmpeg an animated GIF is a video


def _decode_stream(path: Path) -> Parcel:
    """A video with its sound, or a sound: only here do two modalities meet."""
    from engine.media import decode_audio, decode_video, ffmpeg

    streams = ffmpeg.probe(path)
    if streams is not None and streams.has_video:
        video = decode_video.decode(path, streams)
        if not streams.has_audio:
            return video
        try:
            sound = decode_audio.decode(path, streams, video.numbers["start"])
        except Refused:  # frames are worth having without their sound
            return video
        return Parcel(video.name, video.numbers | sound.numbers, video.arrays | sound.arrays)
    try:
        return decode_audio.decode(path, streams)
    except Refused as refused:
        if path.suffix.lower() in Video.suffixes:
            raise Refused("is a damaged or cut-off video", "damaged") from refused
        raise


def _decode_foreign(kind: str, path: Path) -> Parcel:
    from engine.media import decode_foreign

    return decode_foreign.decode(path, kind)


def _decode_shape(file_type: FileType, path: Path) -> Parcel:
    from engine.media import decode_shape

    return decode_shape.decode(path, file_type)


_DECODERS: dict[FileType, Callable[[Path], Parcel]] = {
    "image": _decode_image,
    "gif": _decode_image,
    "heif": partial(_decode_foreign, "HEIC"),
    "jxl": partial(_decode_foreign, "JPEG XL"),
    "stream": _decode_stream,
    "stl": partial(_decode_shape, "stl"),
    "obj": partial(_decode_shape, "obj"),
    "off": partial(_decode_shape, "off"),
    "ply": partial(_decode_shape, "ply"),
    "glb": partial(_decode_shape, "glb"),
    "gltf": partial(_decode_shape, "gltf"),
    "3mf": partial(_decode_shape, "3mf"),
}

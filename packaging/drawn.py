"""The program's icon in the formats of every system, drawn from its SVG."""

from __future__ import annotations

import os
from pathlib import Path

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def icons(svg: Path, folder: Path) -> None:
    """Write SIZE.png for every size, undersong.ico for Windows, undersong.icns for macOS, and a copy of the SVG."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication(["icons"])
    folder.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(svg.read_bytes())
    for size in SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(0)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        picture.save(str(folder / f"{size}.png"))
    pictures = [Image.open(folder / f"{size}.png") for size in SIZES]
    pictures[-2].save(folder / "undersong.ico", append_images=pictures[:-2], sizes=[p.size for p in pictures[:-1]])
    pictures[-1].save(folder / "undersong.icns", append_images=pictures[:-1])
    (folder / "undersong.svg").write_bytes(svg.read_bytes())
    del application

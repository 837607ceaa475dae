"""The portable archive: the program's folder, to unpack and start anywhere."""

from __future__ import annotations

import lzma
import os
import shutil
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

XZ_LEVEL = 2  # a quarter smaller than the best gzip; level 6 takes four times as long to save another tenth
ZIP_LEVEL = 6  # deflate, which every Windows can open


def archive(bundle: Path, target: Path, epoch: int) -> Path:
    """Pack the folder reproducibly: in a fixed order, with one owner and time. A .zip on Windows, else a .tar.xz."""
    files = sorted(bundle.rglob("*"))
    if os.name == "nt":
        return _zip(bundle, files, target.with_name(target.name + ".zip"), epoch)
    path = target.with_name(target.name + ".tar.xz")

    def anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = epoch
        return entry

    with (
        lzma.open(path, "wb", preset=XZ_LEVEL) as packer,
        tarfile.open(fileobj=packer, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for file in [bundle, *files]:
            tar.add(file, file.relative_to(bundle.parent).as_posix(), recursive=False, filter=anonymous)
    return path


def _zip(bundle: Path, files: list[Path], path: Path, epoch: int) -> Path:
    time = datetime.fromtimestamp(epoch, UTC).timetuple()[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=ZIP_LEVEL) as file:
        for source_path in files:
            if source_path.is_file():
                entry = zipfile.ZipInfo(source_path.relative_to(bundle.parent).as_posix(), time)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with source_path.open("rb") as source, file.open(entry, "w") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
    return path

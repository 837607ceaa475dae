"""The portable archive: the program's folder as it is, to unpack anywhere and start."""

from __future__ import annotations

import lzma
import os
import shutil
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

LEVEL = 2  # of xz: a quarter less than gzip at its best makes of it; 6 takes four times as long for a tenth
ZIP_LEVEL = 6  # of what every Windows can open


def archive(bundle: Path, target: Path, epoch: int) -> Path:
    """Pack the folder in a fixed order, with one owner and one time; a .zip on Windows, elsewhere a .tar.xz."""
    files = sorted(bundle.rglob("*"))
    if os.name == "nt":
        return _zip(bundle, files, target.with_name(target.name + ".zip"), epoch)
    path = target.with_name(target.name + ".tar.xz")

    def nobody_s(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = epoch
        return entry

    with (
        lzma.open(path, "wb", preset=LEVEL) as packer,
        tarfile.open(fileobj=packer, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for file in [bundle, *files]:
            tar.add(file, file.relative_to(bundle.parent).as_posix(), recursive=False, filter=nobody_s)
    return path


def _zip(bundle: Path, files: list[Path], path: Path, epoch: int) -> Path:
    moment = datetime.fromtimestamp(epoch, UTC).timetuple()[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=ZIP_LEVEL) as file:
        for each in files:
            if each.is_file():
                entry = zipfile.ZipInfo(each.relative_to(bundle.parent).as_posix(), moment)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with each.open("rb") as source, file.open(entry, "w") as into:
                    shutil.copyfileobj(source, into, 1 << 20)
    return path

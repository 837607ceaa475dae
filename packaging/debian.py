"""The Debian package: the frozen program in /usr/lib, its commands, menu entry and MIME type."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
from pathlib import Path

from drawn import SIZES
from sizes import of
from system_packages import COMFORT, WINDOW

HERE = Path(__file__).resolve().parent
NAME = "undersong"
BASE = ["libc6 (>= 2.34)"]
# Plugins of Qt that are skipped where a library of theirs is missing: sound, Wayland, GTK dialogs, printing.
OPTIONAL = re.compile(r"Qt6?Multimedia|ffmpegmediaplugin|libav|FFmpegStub|[Ww]ayland|WlShell|libqgtk3|cupsprinter")
SUGGESTED = ["libgtk-3-0", "libcups2", "libpipewire-0.3-0"]
CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: Undersong maintainers <maintainers@undersong.invalid>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: {recommends}
Suggests: {suggests}
Section: graphics
Priority: optional
Description: hides pictures, sounds, videos and 3D shapes inside one another
 Undersong turns a picture, a sound, a video or a 3D shape into small networks
 that can hide others. Whoever opens the file sees the cover. Whoever has its
 key, twelve words, finds the secrets too.
 .
 Everything it needs is inside; it uses the processor, and no network.
"""
COPYRIGHT = """\
Undersong: copyright of the Undersong maintainers, under the Apache License 2.0, whose text is also in
/usr/share/common-licenses/Apache-2.0.

The package holds libraries and programs of others, ffmpeg (GPL 3 or later) and Qt (LGPL 3) among them. What each is,
and under which licence, is in /usr/share/doc/undersong/licences; NOTES.md there is the place to begin.

The texts of the GNU licences are also in /usr/share/common-licenses/GPL-3, LGPL-3 and LGPL-2.1.
"""


def package(bundle: Path, icons: Path, dist: Path, version: str, epoch: int) -> Path:
    """Write the .deb into `dist`, reproducibly."""
    depends = sorted({*BASE, *map(either, {*WINDOW, *needed(bundle)})})
    root = dist.parent / "build" / "deb"
    shutil.rmtree(root, ignore_errors=True)
    fill(root, bundle, icons, version, epoch, depends)
    target = dist / f"{NAME}_{version}_{architecture()}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", str(root), str(target)]
    subprocess.run(command, env=os.environ | {"SOURCE_DATE_EPOCH": str(epoch)}, stdout=subprocess.DEVNULL, check=True)
    shutil.rmtree(root)
    return target


def architecture() -> str:
    """Debian's name of the processor architecture."""
    return subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()


def fill(root: Path, bundle: Path, icons: Path, version: str, epoch: int, depends: list[str]) -> None:
    """Write the file tree of the package."""
    home, share = root / "usr" / "lib" / NAME, root / "usr" / "share"
    shutil.copytree(bundle, home, symlinks=True, copy_function=os.link)  # hard links: no second gigabyte is written
    (root / "usr" / "bin").mkdir(parents=True)
    for command in (NAME, f"{NAME}-cli"):
        (root / "usr" / "bin" / command).symlink_to(f"../lib/{NAME}/{command}")
    for source, target in (
        (HERE / "linux" / "undersong.desktop", "applications/undersong.desktop"),
        (HERE / "linux" / "undersong.mime.xml", "mime/packages/undersong.xml"),
        (HERE / "linux" / "undersong.metainfo.xml", "metainfo/io.github.undersong.Undersong.metainfo.xml"),
        (icons / "undersong.svg", "icons/hicolor/scalable/apps/undersong.svg"),
        *((icons / f"{size}.png", f"icons/hicolor/{size}x{size}/apps/undersong.png") for size in SIZES),
        *(
            (icons / f"{size}.png", f"icons/hicolor/{size}x{size}/mimetypes/application-x-undersong.png")
            for size in SIZES
        ),
    ):
        (share / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, share / target)
    docs = share / "doc" / NAME
    docs.mkdir(parents=True)
    (docs / "copyright").write_text(COPYRIGHT, "utf-8")
    changes = (HERE.parent / "CHANGELOG.md").read_bytes()
    (docs / "changelog.gz").write_bytes(gzip.compress(changes, 9, mtime=epoch))
    (docs / "licences").symlink_to(f"../../../lib/{NAME}/licences")
    control = CONTROL.format(
        name=NAME, version=version, architecture=architecture(), kilobytes=of(root) // 1024,
        depends=", ".join(depends), recommends=", ".join(map(either, COMFORT)),
        suggests=", ".join(map(either, SUGGESTED)),
    )  # fmt: skip
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(control, "utf-8")
    for path in root.rglob("*"):
        if path.is_dir():
            path.chmod(0o755)


def either(name: str) -> str:
    """The package, or its name since Debian 13, where libraries with a 64-bit time_t have the suffix t64."""
    return f"{name} | {name}t64" if name in ("libglib2.0-0", "libgtk-3-0", "libcups2") else name


def needed(bundle: Path) -> set[str]:
    """The packages with the system libraries the program links to.

    Raises RuntimeError for a library that no installed package contains: a dependency on it cannot be declared.
    """
    files = [path for path in bundle.rglob("*") if path.is_file() and is_elf(path)]
    inside = {path.name for path in bundle.rglob("*")}
    output = subprocess.run(["readelf", "-d", *map(str, files)], capture_output=True, text=True, check=False).stdout
    users: dict[str, list[str]] = {}  # of each library
    for part in f"\n{output}".split("\nFile: ")[1:]:  # readelf prints names only for several files
        name = Path(part.split("\n", 1)[0]).name
        for library in re.findall(r"\(NEEDED\).*\[(.+)\]", part):
            if library not in inside and not OPTIONAL.search(name):
                users.setdefault(library, []).append(name)
    packages = {library: owners(library) for library in users}
    unknown = {library: users[library] for library in users if not packages[library]}
    if unknown:
        raise RuntimeError(f"libraries that no installed package contains: {unknown}")
    return set().union(*packages.values()) - {line.split()[0] for line in BASE}


def is_elf(path: Path) -> bool:
    """Whether the file is an executable or a library."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def owners(library: str) -> set[str]:
    """The installed package that contains a library; the first by name if several do."""
    query = subprocess.run(["dpkg-query", "--search", f"*/{library}"], capture_output=True, text=True, check=False)
    return set(sorted({line.split(":")[0] for line in query.stdout.splitlines() if "diversion" not in line})[:1])

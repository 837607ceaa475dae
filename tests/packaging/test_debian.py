"""The Debian package: what it declares is what its files ask for, and the same files make the same package."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import bootstrap
import debian
import drawn

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("dpkg-deb", "dpkg-query", "readelf"))), reason="needs Debian's tools"
)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A frozen program in small: two commands and a library."""
    folder = tmp_path / "dist" / "undersong"
    (folder / "_internal").mkdir(parents=True)
    for name in ("undersong", "undersong-cli"):
        shutil.copy("/bin/true", folder / name)
    (folder / "licences").mkdir()
    (folder / "licences" / "NOTES.md").write_text("notes")
    return folder


def test_the_same_files_make_the_same_package(tmp_path: Path, bundle: Path) -> None:
    icons = tmp_path / "icons"
    icons.mkdir()
    for name in ("undersong.svg", *(f"{size}.png" for size in drawn.SIZES)):
        (icons / name).write_bytes(b"a picture")
    made = debian.package(bundle, icons, bundle.parent, "1.2.3", 1_700_000_000)
    assert made.name == f"undersong_1.2.3_{debian.architecture()}.deb"
    first = made.read_bytes()
    (bundle / "licences" / "NOTES.md").touch()
    assert debian.package(bundle, icons, bundle.parent, "1.2.3", 1_700_000_000).read_bytes() == first
    listed = subprocess.run(["dpkg-deb", "-c", str(made)], capture_output=True, text=True, check=True).stdout
    for place in (
        "./usr/bin/undersong -> ../lib/undersong/undersong",
        "./usr/bin/undersong-cli -> ../lib/undersong/undersong-cli",
        "./usr/share/applications/undersong.desktop",
        "./usr/share/mime/packages/undersong.xml",
        "./usr/share/icons/hicolor/scalable/apps/undersong.svg",
        "./usr/share/doc/undersong/copyright",
    ):
        assert place in listed
    assert "root/root" in listed
    asked = subprocess.run(["dpkg-deb", "-f", str(made), "Depends"], capture_output=True, text=True, check=True).stdout
    assert "libxcb-cursor0" in asked
    assert "libglib2.0-0 | libglib2.0-0t64" in asked


def test_what_the_files_ask_for_is_what_is_depended_on(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert debian.needed(bundle) == set()  # the C library, of which a version is asked for
    monkeypatch.setattr(debian, "BASE", [])
    assert debian.needed(bundle) == {"libc6"}
    monkeypatch.setattr(debian, "owners", lambda _: set())
    with pytest.raises(RuntimeError, match=r"no installed package contains: .*libc\.so\.6"):
        debian.needed(bundle)
    for name in ("undersong", "undersong-cli"):
        (bundle / name).rename(bundle / f"libqgtk3-{name}.so")
    assert debian.needed(bundle) == set()  # what can be done without is not


@pytest.mark.usefixtures("qapp")
def test_icons_are_drawn_for_every_system(tmp_path: Path) -> None:
    from PIL import Image

    drawn.icons(bootstrap.ROOT / "resources" / "icons" / "undersong.svg", tmp_path)
    with Image.open(tmp_path / "undersong.ico") as ico, Image.open(tmp_path / "undersong.icns") as icns:
        assert {(16, 16), (256, 256)} <= ico.info["sizes"]
        assert max(size[0] for size in icns.info["sizes"]) >= 256
    for size in drawn.SIZES:
        with Image.open(tmp_path / f"{size}.png") as picture:
            assert picture.size == (size, size)
            assert picture.getextrema()[3][1] == 255  # something is there to see

"""The Debian packages that Qt and VTK need, which of them this machine lacks, and how to get them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec

# Each of these was found by trying: without it, in a minimal Debian 12, the window does not open.
WINDOW = [
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
]
# Without these the program runs, but lacks letters, sound and video (libpulse0, libxrandr2), its own window on Wayland
# instead of one lent by X11 (libwayland-*), or the right mouse pointer over a shape (libxcursor1).
COMFORT = ["fonts-dejavu-core", "libpulse0", "libwayland-cursor0", "libwayland-egl1", "libxcursor1", "libxrandr2"]
TEST = ["xvfb"]
PYTHON = f"python{sys.version_info[0]}.{sys.version_info[1]}"
# For what PyInstaller does: to read what a library needs, and to bring Python itself along.
PACKAGE = ["binutils", f"lib{PYTHON}"]


class MissingPackagesError(Exception):
    """Packages the program cannot do without could not be installed; the text says how a person can."""


def wanted(mode: str, makes_venv: bool) -> list[str]:
    """Return the Debian packages `mode` cannot do without."""
    packages = WINDOW + {"test": TEST, "package": TEST + PACKAGE}.get(mode, [])
    if makes_venv and not (find_spec("venv") and find_spec("ensurepip")):
        # Debian cuts both out of the standard library and packs them apart.
        packages = [*packages, f"{PYTHON}-venv"]
    return packages


def missing(packages: list[str], listing: str) -> list[str]:
    """Return those of `packages` that `listing`, lines of 'name status', does not show as installed."""
    installed = {line.split()[0] for line in listing.splitlines() if line.endswith(" installed")}
    # Since Debian 13 and Ubuntu 24.04 a library whose time_t grew carries the suffix t64.
    return [name for name in packages if name not in installed and f"{name}t64" not in installed]


def listing(packages: list[str]) -> str:
    """Return what dpkg knows of `packages`, in lines of 'name status'."""
    names = [name + suffix for name in packages for suffix in ("", "t64")]
    query = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\\n", *names]
    # It exits with 1 when it has never heard of a name, and still answers for the others.
    return subprocess.run(query, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False).stdout


def privilege() -> list[str] | None:
    """Return what to write before a command so that it runs as root, or None when only a person can do that."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if asked.returncode == 0:
            return ["sudo", "-n"]
    return None


def install(packages: list[str], prefix: list[str]) -> str:
    """Install `packages` with apt; return what it complains of at first, or nothing where that worked."""
    # Through env, because sudo forgets the caller's environment.
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    # A package list that is a little old, or one broken third-party source, is no reason to give up.
    subprocess.run([*apt, "update"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    command = [*apt, "install", "-y", "--no-install-recommends", *packages]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if not done.returncode:
        return ""
    # Without a network it complains once for each of a hundred packages.
    return next((line for line in done.stderr.splitlines() if line.startswith("E: ")), f"apt-get: {done.returncode}")


def provide(mode: str, makes_venv: bool) -> None:
    """Install what is missing on Debian and its kin, or raise MissingPackagesError; elsewhere do nothing."""
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return
    needed = wanted(mode, makes_venv)
    lacking = missing(needed + COMFORT, listing(needed + COMFORT))
    if not lacking:
        return
    prefix = privilege()
    if prefix is not None:
        print(f"Installing system packages: {' '.join(lacking)}", flush=True)
        complaint = install(lacking, prefix)
        if not complaint:
            return
        why = "They could not be installed. Most often there is no network, or the disk is full. It was said:"
        print(f"{why}\n  {complaint}", file=sys.stderr, flush=True)
    command = f"sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(lacking)}"
    if set(lacking) & set(needed):
        raise MissingPackagesError(f"This system lacks libraries that Undersong needs. Install them with:\n  {command}")
    print(f"Undersong will run, but not at its best. This would help:\n  {command}", file=sys.stderr, flush=True)

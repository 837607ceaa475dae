"""The Debian packages that Qt and VTK need, and installing those that are missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec

# Determined by experiment: without any one of these, the window does not open in a minimal Debian 12.
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
# Without these the program runs, but lacks fonts, sound and video (libpulse0, libxrandr2), a native Wayland window
# instead of XWayland (libwayland-*), or the right mouse pointer over a shape (libxcursor1).
COMFORT = ["fonts-dejavu-core", "libpulse0", "libwayland-cursor0", "libwayland-egl1", "libxcursor1", "libxrandr2"]
TEST = ["xvfb"]
PYTHON = f"python{sys.version_info[0]}.{sys.version_info[1]}"
# For PyInstaller: reading the dependencies of libraries, and the shared library of Python.
PACKAGE = ["binutils", f"lib{PYTHON}"]


class MissingPackagesError(Exception):
    """Required packages could not be installed; the message says how to install them."""


def required(mode: str, makes_venv: bool) -> list[str]:
    """Return the Debian packages that `mode` requires."""
    packages = WINDOW + {"test": TEST, "package": TEST + PACKAGE}.get(mode, [])
    if makes_venv and not (find_spec("venv") and find_spec("ensurepip")):
        # Debian has both in packages apart from the standard library.
        packages = [*packages, f"{PYTHON}-venv"]
    return packages


def missing(packages: list[str], listing: str) -> list[str]:
    """Return the `packages` that are not installed according to `listing`, lines of 'name status'."""
    installed = {line.split()[0] for line in listing.splitlines() if line.endswith(" installed")}
    # Since Debian 13 and Ubuntu 24.04 libraries with a 64-bit time_t have the suffix t64.
    return [name for name in packages if name not in installed and f"{name}t64" not in installed]


def listing(packages: list[str]) -> str:
    """Return the status of `packages` from dpkg, as lines of 'name status'."""
    names = [name + suffix for name in packages for suffix in ("", "t64")]
    query = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\\n", *names]
    # It exits with 1 for an unknown name, and still prints the others.
    return subprocess.run(query, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False).stdout


def privilege() -> list[str] | None:
    """Return the prefix that runs a command as root, or None if that takes a password."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        test = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if test.returncode == 0:
            return ["sudo", "-n"]
    return None


def install(packages: list[str], prefix: list[str]) -> str:
    """Install `packages` with apt; return its first error, or ""."""
    # env, because sudo drops the caller's environment.
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    # Not checked: the installation may succeed with an old package list, or with a broken third-party source.
    subprocess.run([*apt, "update"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    command = [*apt, "install", "-y", "--no-install-recommends", *packages]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if not done.returncode:
        return ""
    # Only the first: without a network there is one error for each of a hundred packages.
    return next((line for line in done.stderr.splitlines() if line.startswith("E: ")), f"apt-get: {done.returncode}")


def provide(mode: str, makes_venv: bool) -> None:
    """Install missing packages on Debian-based systems; does nothing elsewhere.  Raises MissingPackagesError."""
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return
    needed = required(mode, makes_venv)
    absent = missing(needed + COMFORT, listing(needed + COMFORT))
    if not absent:
        return
    prefix = privilege()
    if prefix is not None:
        print(f"Installing system packages: {' '.join(absent)}", flush=True)
        complaint = install(absent, prefix)
        if not complaint:
            return
        why = "They could not be installed. Most often there is no network, or the disk is full. apt-get reports:"
        print(f"{why}\n  {complaint}", file=sys.stderr, flush=True)
    command = f"sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(absent)}"
    if set(absent) & set(needed):
        raise MissingPackagesError(f"Undersong needs libraries that this system lacks. Install them with:\n  {command}")
    print(f"Undersong runs without some optional libraries. To install them:\n  {command}", file=sys.stderr, flush=True)

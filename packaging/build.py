"""Build the downloads in dist/: the frozen program with its licences, its smoke test, and the system's package.

python packaging/bootstrap.py package
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.util import cache_from_source
from pathlib import Path

import budget
import drawn
import licences
import portable
import sbom
import sizes
import smoke_test

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
INNO = r"C:\Program Files (x86)\Inno Setup 6"  # its installer does not add it to PATH
MODULES = (".py", ".pyc", ".so", ".pyd")
STRIPPED = ("torch/lib/*.so", "vtkmodules/*.so", "llvmlite/binding/*.so", "libpython*")


def main() -> int:
    """Build, test and pack; returns the exit code."""
    parser = argparse.ArgumentParser(description="Build the downloads in dist/.")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the results go")
    parser.add_argument("--frozen", action="store_true", help="reuse the frozen program of the last build")
    options = parser.parse_args()
    dist, work = options.dist.resolve(), ROOT / "build"
    epoch = built_at()
    bundle = dist / "undersong"
    if not options.frozen:
        drawn.icons(ROOT / "resources" / "icons" / "undersong.svg", work / "icons")
        freeze(dist, work, epoch)
        beside_their_sources(bundle / "_internal")
        if sys.platform == "linux":
            strip(bundle / "_internal")
        found = licences.gather(inside(bundle / "_internal"), bundle / "licences", bundle / "_internal")
        print(f"licences of {len(found)} packages")
        sbom.write(found, bundle, bundle / "licences" / sbom.NAME, version(), epoch)
        settle(bundle, epoch)
    print(sizes.table(bundle), flush=True)
    if code := smoke_test.main([str(program(bundle))]):
        return code
    made = list(packed(bundle, work / "icons", dist, epoch))
    name = f"undersong-{version()}-{sys.platform}"
    bill = Path(shutil.copy(bundle / "licences" / sbom.NAME, dist / f"{name}.cdx.json"))
    sbom.checksums([*made, bill], dist / f"SHA256SUMS-{sys.platform}.txt")
    return budget.main([f"--bundle={bundle}", *(f"--package={path}" for path in made)])


def version() -> str:
    """The program's version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def built_at() -> int:
    """The time stamp of all files in a package: that of the last commit, so that builds are reproducible."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        command = ["git", "log", "-1", "--format=%ct"]
        epoch = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return int(epoch)


def freeze(dist: Path, work: Path, epoch: int) -> None:
    """Run PyInstaller, with a fixed hash seed and time for a reproducible result."""
    shutil.rmtree(dist / "undersong", ignore_errors=True)
    environment = os.environ | {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(epoch)}
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(dist), "--workpath", str(work / "frozen"), str(HERE / "undersong.spec")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def beside_their_sources(folder: Path) -> None:
    """Move compiled modules that have their source beside them into __pycache__, where Python looks for them.

    Otherwise Python would compile the source again at every start.
    """
    for source in folder.rglob("*.py"):
        compiled, target = source.with_suffix(".pyc"), Path(cache_from_source(source))
        if compiled.is_file():
            target.parent.mkdir(exist_ok=True)
            compiled.replace(target)


def strip(folder: Path) -> None:
    """Remove the debug symbols of the largest libraries: a quarter of a gigabyte.

    Other libraries stay as they are: some that auditwheel has patched no longer load after stripping.
    """
    files = [path for pattern in STRIPPED for path in folder.glob(pattern) if not path.is_symlink()]
    subprocess.run(["strip", "--strip-unneeded", *map(str, sorted(files))], check=True)


def inside(folder: Path) -> set[str]:
    """The top-level modules of the frozen program."""
    return {path.name.split(".")[0] for path in folder.iterdir() if path.is_dir() or path.suffix in MODULES}


def program(bundle: Path) -> Path:
    """The path of the executable."""
    return bundle / ("undersong.exe" if os.name == "nt" else "undersong")


def settle(bundle: Path, epoch: int) -> None:
    """Set the time stamp and the permissions of every file."""
    for path in [*bundle.rglob("*"), bundle]:
        if not path.is_symlink():
            executable = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(0o755 if executable else 0o644)
        if not path.is_symlink() or os.utime in os.supports_follow_symlinks:
            os.utime(path, (epoch, epoch), follow_symlinks=False)


def packed(bundle: Path, icons: Path, dist: Path, epoch: int) -> Iterator[Path]:
    """Build this system's installer or package, and a portable archive."""
    name = f"undersong-{version()}"
    if sys.platform == "linux":
        import debian

        yield debian.package(bundle, icons, dist, version(), epoch)
    elif sys.platform == "win32":
        if (compiler := shutil.which("iscc", path=os.environ["PATH"] + os.pathsep + INNO)) is None:
            print("Inno Setup is not installed: no installer is built.", file=sys.stderr, flush=True)
        else:
            defines = [f"/DVersion={version()}", f"/DBundle={bundle}", f"/DIcons={icons}", f"/O{dist}"]
            subprocess.run([compiler, *defines, str(HERE / "windows" / "undersong.iss")], check=True)
            yield dist / f"{name}-windows.exe"
    elif sys.platform == "darwin":
        image = dist / f"{name}-macos.dmg"
        subprocess.run([str(HERE / "macos" / "make_dmg.sh"), str(dist / "Undersong.app"), str(image)], check=True)
        yield image
    yield portable.archive(bundle, dist / f"{name}-{sys.platform}", epoch)


if __name__ == "__main__":
    sys.exit(main())

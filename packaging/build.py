"""Make what people download, in dist/: the frozen program, its licences, its test, and this system's package.

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
import sizes
import smoke_test

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
INNO = r"C:\Program Files (x86)\Inno Setup 6"  # its own installer does not put it where commands are found
MODULES = (".py", ".pyc", ".so", ".pyd")
STRIPPED = ("torch/lib/*.so", "vtkmodules/*.so", "libpython*")


def main() -> int:
    """Build, test and pack; 0 when all of it went well."""
    parser = argparse.ArgumentParser(description="Make what people download, in dist/.")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the results go")
    parser.add_argument("--frozen", action="store_true", help="take the program that was frozen the last time")
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
        settle(bundle, epoch)
    print(sizes.table(bundle), flush=True)
    if code := smoke_test.main([str(program(bundle))]):
        return code
    made = packed(bundle, work / "icons", dist, epoch)
    return budget.main([f"--bundle={bundle}", *(f"--package={path}" for path in made)])


def version() -> str:
    """The program's version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def built_at() -> int:
    """The time that everything in a package bears: that of the last commit, so that two builds of it are equal."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told is None:
        command = ["git", "log", "-1", "--format=%ct"]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return int(told)


def freeze(dist: Path, work: Path, epoch: int) -> None:
    """Run PyInstaller; with fixed hashes and times, so that it does the same twice."""
    shutil.rmtree(dist / "undersong", ignore_errors=True)
    environment = os.environ | {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(epoch)}
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(dist), "--workpath", str(work / "frozen"), str(HERE / "undersong.spec")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def beside_their_sources(folder: Path) -> None:
    """Put the compiled modules whose source lies beside them where Python looks for them then.

    Otherwise it would take the source, and compile it anew at every start.
    """
    for source in folder.rglob("*.py"):
        compiled, place = source.with_suffix(".pyc"), Path(cache_from_source(source))
        if compiled.is_file():
            place.parent.mkdir(exist_ok=True)
            compiled.replace(place)


def strip(folder: Path) -> None:
    """Take the names that only a debugger reads out of the largest libraries: a quarter of a gigabyte.

    Not out of all: tools that repair wheels move sections about, and some libraries they did that to do not load after.
    """
    files = [path for pattern in STRIPPED for path in folder.glob(pattern) if not path.is_symlink()]
    subprocess.run(["strip", "--strip-unneeded", *map(str, sorted(files))], check=True)


def inside(folder: Path) -> set[str]:
    """The top-level modules of the frozen program."""
    return {path.name.split(".")[0] for path in folder.iterdir() if path.is_dir() or path.suffix in MODULES}


def program(bundle: Path) -> Path:
    """The program itself."""
    return bundle / ("undersong.exe" if os.name == "nt" else "undersong")


def settle(bundle: Path, epoch: int) -> None:
    """Give every file the same time and plain rights."""
    for path in [*bundle.rglob("*"), bundle]:
        if not path.is_symlink():
            runs = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(0o755 if runs else 0o644)
        if not path.is_symlink() or os.utime in os.supports_follow_symlinks:
            os.utime(path, (epoch, epoch), follow_symlinks=False)


def packed(bundle: Path, icons: Path, dist: Path, epoch: int) -> Iterator[Path]:
    """What this system's people install, and a portable archive."""
    name = f"undersong-{version()}"
    if sys.platform == "linux":
        import debian

        yield debian.package(bundle, icons, dist, version(), epoch)
    elif sys.platform == "win32":
        if (compiler := shutil.which("iscc", path=os.environ["PATH"] + os.pathsep + INNO)) is None:
            print("Inno Setup is not here, and so there is no installer.", file=sys.stderr, flush=True)
        else:
            told = [f"/DVersion={version()}", f"/DBundle={bundle}", f"/DIcons={icons}", f"/O{dist}"]
            subprocess.run([compiler, *told, str(HERE / "windows" / "undersong.iss")], check=True)
            yield dist / f"{name}-windows.exe"
    elif sys.platform == "darwin":
        image = dist / f"{name}-macos.dmg"
        subprocess.run([str(HERE / "macos" / "make_dmg.sh"), str(dist / "Undersong.app"), str(image)], check=True)
        yield image
    yield portable.archive(bundle, dist / f"{name}-{sys.platform}", epoch)


if __name__ == "__main__":
    sys.exit(main())

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

CRASH = """
import os, resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
{forbid}
secret = "abandon ability able"
if sys.argv[1] == "child":
    sys.exit(subprocess.run([sys.executable, "-c", "import os; os.abort()"], check=False).returncode)
os.abort()
"""
FORBID = "from engine.core_dumps import forbid_core_dumps; forbid_core_dumps()"
ROOT = Path(__file__).resolve().parents[2]


def left_by(who: str, forbid: str, folder: Path) -> list[str]:
    """The names of the files that a crash leaves in the current folder."""
    code = CRASH.format(forbid=f"import sys; sys.path.insert(0, {str(ROOT)!r}); {forbid}")
    done = subprocess.run([sys.executable, "-c", code, who], cwd=folder, capture_output=True, check=False)
    assert done.returncode in (-signal.SIGABRT, 256 - signal.SIGABRT), done.stderr
    left = [path.name for path in folder.iterdir()]
    for name in left:
        (folder / name).unlink()
    return left


@pytest.mark.skipif(sys.platform == "win32", reason="there are no core dumps of this kind there")
@pytest.mark.parametrize("who", ["self", "child"])
def test_a_crash_leaves_no_core_dump(who: str, tmp_path: Path) -> None:
    assert left_by(who, FORBID, tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the pattern of core dumps is read in /proc")
def test_without_the_limit_it_leaves_one_where_the_system_writes_it_into_the_folder(tmp_path: Path) -> None:
    import resource

    if Path("/proc/sys/kernel/core_pattern").read_text().strip() != "core":
        pytest.skip("this system puts core dumps elsewhere")
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        pytest.skip("this system allows no core dumps")
    assert left_by("self", "", tmp_path) != []

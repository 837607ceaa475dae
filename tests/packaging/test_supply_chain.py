"""What is installed and passed on: locked by hash, with a licence that may go with ours, and listed for everybody."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

import bootstrap
import environment
import licences
import lock
import sbom

ROOT = bootstrap.ROOT
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NAMES = ("run", "test", "package", "torch", "torch-cpu", "cuda", "uv")
INSTALLED = ("torch", "run", "test")


def entries(name: str) -> list[tuple[str, str]]:
    return list(lock.split((environment.LOCKS / f"{name}.txt").read_text("utf-8").removeprefix(lock.TOP)))


@pytest.mark.parametrize("name", NAMES)
def test_every_package_of_a_lock_has_one_version_and_the_hashes_of_its_files(name: str) -> None:
    assert {path.stem for path in environment.LOCKS.iterdir()} == set(NAMES)
    assert entries(name)
    for package, text in entries(name):
        lines = text.replace(" \\\n", "\n").split("\n")
        assert all(re.match(rf"{package}==[\w.+]+( ; .+)?$|    --hash=sha256:[0-9a-f]{{64}}$", line) for line in lines)
        assert sum("--hash=" in line for line in lines) >= sum("==" in line and "--hash" not in line for line in lines)
    text = (environment.LOCKS / f"{name}.txt").read_text("utf-8")
    assert "://" not in text  # whoever installs says where from


@pytest.mark.parametrize("mode", ["run", "test", "package"])
def test_a_lock_holds_all_that_a_mode_asks_for(mode: str) -> None:
    assert environment.requirements(PROJECT, mode) <= {name for name, _ in [*entries(mode), *entries("torch")]}
    assert "setuptools" in dict(entries(mode))  # builds the program itself


def test_torch_is_one_version_in_all_its_builds() -> None:
    [(_, torch)], [(_, processor)] = entries("torch"), entries("torch-cpu")
    [release] = re.findall(r"^torch==(\S+)", torch, re.MULTILINE)
    assert f"torch=={release}" in PROJECT["dependencies"]
    assert set(re.findall(r"^torch==(\S+)", processor, re.MULTILINE)) == {f"{release}+cpu"}


def test_a_build_of_torch_for_the_processor_is_added_by_its_hash_and_another_is_refused(tmp_path: Path) -> None:
    [(_, torch)] = entries("torch")
    [release] = re.findall(r"^torch==(\S+)", torch, re.MULTILINE)
    wheel = tmp_path / f"torch-{release}+cpu-cp312-cp312-manylinux_2_28_x86_64.whl"
    wheel.write_bytes(b"a wheel")
    made = "\n".join(lock.processor_builds(torch, [wheel]))
    assert dict(entries("torch-cpu"))["torch"] in made
    assert "python_version == '3.12'" in made
    assert f"--hash=sha256:{hashlib.sha256(b'a wheel').hexdigest()}" in made
    assert all("cpu" in part for part in re.findall(r"^torch==\S+", made, re.MULTILINE))
    with pytest.raises(SystemExit, match="no build of torch"):
        lock.processor_builds(torch, [tmp_path / "torch-1.0+cpu-cp312-cp312-manylinux_2_28_x86_64.whl"])


def test_pip_refuses_a_file_with_another_hash(tmp_path: Path) -> None:
    wheel = tmp_path / "mine-1.0-py3-none-any.whl"
    wheel.write_bytes(b"changed on its way")
    text = f"mine==1.0 --hash=sha256:{'0' * 64}\n"
    (tmp_path / "lock.txt").write_text(text)
    flags = environment._locked("run")
    assert flags[:4] == ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-index", "--find-links", str(tmp_path)]
    command += [*flags[:-1], str(tmp_path / "lock.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr


def test_every_package_of_a_lock_is_in_the_list_of_licences() -> None:
    listed = licences.listed()
    assert set(listed) == set(licences.locked())
    assert not [name for name, (licence, _) in listed.items() if licence in ("look it up", "see its text", "?")]


def test_the_list_says_what_the_installed_packages_say() -> None:
    listed, seen = licences.listed(), 0
    for name in {package for mode in INSTALLED for package, _ in entries(mode)}:
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # of another system
        assert licences.licence_name(package) == listed[name][0], f"{name}: run packaging/licences.py"
        seen += 1
    assert seen > 50


def test_whatever_is_passed_on_may_go_with_our_licence() -> None:
    passed_on = {name: licence for name, (licence, mode) in licences.listed().items() if mode == "run"}
    assert [name for name, licence in passed_on.items() if not licences.compatible(licence)] == []
    assert not licences.compatible("GPL-2.0-only")
    assert not licences.compatible("MIT AND Proprietary")
    assert licences.compatible("GPL-2.0-only OR LGPL-3.0-only")


def test_the_licence_is_the_same_everywhere() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License\n                           Version 2.0" in text
    assert PROJECT["license"] == "Apache-2.0"
    assert PROJECT["license-files"] == ["LICENSE"]
    metainfo = (ROOT / "packaging" / "linux" / "undersong.metainfo.xml").read_text("utf-8")
    assert "<project_license>Apache-2.0</project_license>" in metainfo


def test_a_bill_of_materials_names_every_library_and_program_and_is_the_same_every_time(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    (bundle / "binaries").mkdir(parents=True)
    (bundle / "binaries" / "ffmpeg-linux-v7").write_bytes(bytes(2 << 20))
    (bundle / "binaries" / "ffmpeg.txt").write_text("a note")
    bills = [tmp_path / name for name in ("one", "two")]
    for target in bills:
        sbom.write(["numpy", "PySide6_Essentials", "torch"], bundle, target, "1.2.3", 1_700_000_000)
    assert bills[0].read_bytes() == bills[1].read_bytes()
    bill = json.loads(bills[0].read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", bill["serialNumber"])
    assert bill["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    assert bill["metadata"]["component"]["licenses"] == [{"license": {"name": "Apache-2.0"}}]
    components = {part["name"]: part for part in bill["components"]}
    assert set(components) == {"numpy", "PySide6_Essentials", "torch", "python", "ffmpeg-linux-v7"}
    assert components["PySide6_Essentials"]["purl"].startswith("pkg:pypi/pyside6-essentials@6.")
    assert "+" not in components["torch"]["purl"]
    assert components["ffmpeg-linux-v7"]["hashes"][0]["content"] == hashlib.sha256(bytes(2 << 20)).hexdigest()
    references = [part["bom-ref"] for part in bill["components"]]
    assert len(set(references)) == len(references)


def test_checksums_are_as_sha256sum_reads_them(tmp_path: Path) -> None:
    for name in ("b.deb", "a.zip"):
        (tmp_path / name).write_bytes(name.encode())
    sbom.checksums([tmp_path / "b.deb", tmp_path / "a.zip"], tmp_path / "SHA256SUMS")
    lines = (tmp_path / "SHA256SUMS").read_text().splitlines()
    assert lines == [f"{hashlib.sha256(name.encode()).hexdigest()}  {name}" for name in ("a.zip", "b.deb")]

"""environment.yml installs the versions of requirements.lock with conda and on Binder.

conda writes the pip part to a file and runs `pip install -U -r FILE` in the file's folder.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def pip_part():
    return next(entry["pip"] for entry in ENVIRONMENT["dependencies"] if isinstance(entry, dict))


def locked_versions():
    """Return the versions in the lock that apply to the Python that runs this test."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    lines = re.findall(r"^[a-z0-9][^\\\n]*", lock, re.M)
    requirements = [Requirement(line.strip()) for line in lines]
    return {
        canonicalize_name(requirement.name): str(requirement.specifier).removeprefix("==")
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate()
    }


def test_has_the_parts_that_conda_needs():
    assert set(ENVIRONMENT) == {"name", "channels", "dependencies"}
    assert ENVIRONMENT["channels"] == ["conda-forge"]


def test_python_is_one_that_the_lock_is_made_for():
    plain = [entry for entry in ENVIRONMENT["dependencies"] if isinstance(entry, str)]

    assert "pip" in plain
    assert next(entry for entry in plain if entry.startswith("python=")) in {
        "python=3.11",
        "python=3.12",
        "python=3.13",
    }


def test_contains_no_second_list_of_versions():
    assert pip_part() == ["-e .[locked]"]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_pip_part_installs_the_lock_and_the_project(tmp_path):
    clone = tmp_path / "clone"
    clone.mkdir()
    for name in ("pyproject.toml", "setup.py", "requirements.lock", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, clone)
    for package in ("helpers", "checks", "grading"):
        shutil.copytree(ROOT / package, clone / package)
    requirements = clone / "condaenv.requirements.txt"
    requirements.write_text("\n".join(pip_part()) + "\n")
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    python = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"

    subprocess.run(
        [python, "-m", "pip", "install", "-q", "-U", "-r", requirements], cwd=clone, check=True
    )

    listing = subprocess.run(
        [python, "-m", "pip", "list", "--format=freeze"], check=True, capture_output=True, text=True
    ).stdout
    installed = {
        canonicalize_name(name): version
        for name, version in (line.split("==") for line in listing.splitlines() if "==" in line)
    }
    wanted = locked_versions()
    assert {name: installed.get(name) for name in wanted} == wanted
    subprocess.run([python.parent / "course", "--help"], check=True, stdout=subprocess.DEVNULL)

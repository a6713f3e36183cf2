"""`make setup` works in a fresh clone, and after that without a network."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OFFLINE = {"UV_OFFLINE": "1", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(os.name == "nt", reason="make and bash"),
]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """Make a clone in which `make setup` has run once."""
    clone = tmp_path_factory.mktemp("setup") / "clone"
    clone.mkdir()
    for name in ("Makefile", "pyproject.toml", "setup.py", "requirements.lock", "LICENSE"):
        shutil.copy(ROOT / name, clone)
    shutil.copy(ROOT / "README.md", clone)
    for folder in ("tools", "helpers", "checks", "grading"):
        shutil.copytree(ROOT / folder, clone / folder)
    make_setup(clone).check_returncode()
    return clone


def make_setup(clone, **variables):
    # Under `make test-slow`, make runs inside make here and would mention that in its output.
    outside = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return subprocess.run(
        ["make", "setup"],
        cwd=clone,
        env={**outside, "PYTHONDONTWRITEBYTECODE": "1", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_installs_the_project_and_its_command(clone):
    code = "import grading, helpers; print(helpers.__file__)"
    shown = subprocess.check_output([clone / ".venv/bin/python", "-c", code], text=True, cwd="/")

    assert Path(shown.strip()) == clone / "helpers" / "__init__.py"
    assert (clone / ".venv/bin/course").exists()


def test_compiles_bytecode_even_if_the_user_turned_it_off(clone):
    assert list(clone.glob(".venv/lib/python3.*/site-packages/ray/__pycache__/*.pyc"))


def test_does_nothing_the_second_time_and_needs_no_network(clone):
    again = make_setup(clone, **OFFLINE)

    assert again.returncode == 0
    assert again.stdout == ""


def test_recreates_an_incomplete_environment(clone):
    shutil.rmtree(clone / ".venv" / "bin")

    again = make_setup(clone)

    assert again.stdout.startswith("Setting up .venv")
    assert again.returncode == 0
    assert (clone / ".venv/bin/course").exists()


def test_updates_the_environment_when_the_lock_changes(clone):
    with (clone / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")

    again = make_setup(clone)

    assert again.returncode == 0
    assert "up to date" in again.stdout

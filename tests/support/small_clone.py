"""A copy of this clone for tests of the set-up, which uses the packages in this clone's .venv."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SET_UP = ("Makefile", "pyproject.toml", "setup.py", "requirements.lock", "environment.yml")
FILES = (*SET_UP, "nbgrader_config.py", "README.md", "LICENSE")
FOLDERS = ("tools", "helpers", "checks", "grading", "notebooks", "solutions")


def small_clone(clone: Path) -> Path:
    """Copy the files of a clone, without .venv and .git.

    Args:
        clone: the folder to make.
    """
    clone.mkdir(parents=True)
    for name in FILES:
        shutil.copy(ROOT / name, clone)
    for name in FOLDERS:
        ignored = shutil.ignore_patterns("__pycache__", *(("0[2-9]*", "10*") * (name != "checks")))
        shutil.copytree(ROOT / name, clone / name, ignore=ignored)
    return clone


def course(clone: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
    """Run the `course` command of a clone with the packages of this one.

    Args:
        clone: the folder from `small_clone`.
        arguments: those of the command.
        variables: environment variables to set; an empty one is removed.
    """
    code = f"import sys; sys.path.insert(0, {str(clone)!r}); "
    code += "from grading.cli.main import main; main()"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LWG_", "GIT_"))}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=clone,
        env={k: v for k, v in (environment | variables).items() if v},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def make_venv(clone: Path) -> None:
    """Make a .venv in a clone, with the packages of this one."""
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "lib").symlink_to(Path(sys.prefix) / "lib")
    (clone / ".venv" / "bin" / "python").symlink_to(os.path.realpath(sys.executable))
    shutil.copy(Path(sys.prefix) / "pyvenv.cfg", clone / ".venv")


def pretend_set_up(clone: Path) -> None:
    """Make tools/setup.sh believe that a clone is set up."""
    make_venv(clone)
    wanted = "cat requirements.lock pyproject.toml setup.py tools/*.sh tools/*.py | cksum"
    stamp = subprocess.check_output(["bash", "-c", f"pwd -P && {wanted}"], cwd=clone, text=True)
    (clone / ".venv" / "setup-done").write_text(stamp)


def make(clone: Path, target: str, *first: str, **variables: str) -> subprocess.CompletedProcess:
    """Run make in a clone.

    Args:
        clone: the folder from `small_clone`.
        target: what to make.
        first: a program that starts make, with its arguments.
        variables: environment variables to set.
    """
    skipped = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    outside = {k: v for k, v in os.environ.items() if k not in skipped}
    return subprocess.run(
        [*first, "make", target],
        cwd=clone,
        env={**outside, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

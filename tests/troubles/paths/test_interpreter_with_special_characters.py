"""ray-project/ray#5288: tasks wait for ever if the path of the environment has a space.

Ray starts its workers in a shell, which must get the path of Python in quotes.
"""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from ray_starts import works

NAMES = ["my course", "Übung", "Ada's", "50% (new) & $HOME #1"]


def interpreter(folder: Path) -> str:
    """Make an environment with the packages of this one in a folder, and return its Python."""
    venv = [sys.executable, "-m", "venv", "--symlinks", "--without-pip", str(folder)]
    subprocess.run(venv, check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    here = sysconfig.get_path("purelib")
    (packages / "course.pth").write_text(f"import site; site.addsitedir({here!r})\n")
    return str(folder / "bin" / "python")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_workers_start(name, tmp_path):
    folder = tmp_path / name
    folder.mkdir()
    works(interpreter(folder / ".venv"), folder=folder)

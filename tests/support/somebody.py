"""Run code as an ordinary user, in a copy of the course that everyone can read."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from grading.paths import ROOT

needs_somebody = pytest.mark.skipif(
    os.geteuid() != 0 or not os.path.exists("/usr/bin/python3"),
    reason="needs root, in order to become another user, and a Python that everyone can run",
)


def course_for_everybody(folder: Path) -> Path:
    """Copy what the sandbox needs to a new folder that everyone can read.

    Args:
        folder: the folder to make; the three folders above it are opened to everyone, too.
    """
    for name in ("grading", "checks", "helpers"):
        shutil.copytree(ROOT / name, folder / name)
    for entered in (folder, *folder.parents[:3]):
        entered.chmod(entered.stat().st_mode | 0o055)
    return folder


def run_as_somebody(course: Path, command: str, outside: str = "") -> subprocess.CompletedProcess:
    """Run a command in the sandbox as user 1234, who has no privileges.

    Args:
        course: the folder from `course_for_everybody`.
        command: code that sets ``command``; it may use ``sys`` and ``bubblewrap``.
        outside: code to run before that, outside the sandbox.
    """
    code = (
        f"import subprocess, sys\nfrom grading.sandbox import bubblewrap\n{outside}\n{command}\n"
        "done = subprocess.run(command, env=bubblewrap.BWRAP_ENV, capture_output=True, text=True)\n"
        "print(done.stdout, done.stderr)"
    )
    somebody = ["setpriv", "--reuid=1234", "--regid=1234", "--clear-groups", "--inh-caps=-all"]
    return subprocess.run(
        [*somebody, "--bounding-set=-all", "--", "/usr/bin/python3", "-c", code],
        cwd=course,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(course)},
        capture_output=True,
        text=True,
        check=False,
    )

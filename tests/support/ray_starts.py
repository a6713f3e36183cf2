"""Start Ray in a process of its own, in surroundings that a test describes, and run two tasks."""

import os
import subprocess
import sys
from pathlib import Path

from grading.paths import ROOT

PROGRAM = """
import os
from helpers.ray_start import RayStartError, start_ray
try:
    start_ray()
except RayStartError as error:
    print("RayStartError:", error)
    raise SystemExit(1)
import ray
square = ray.remote(lambda x: x * x)
print(ray.get([square.remote(x) for x in range(3)], timeout=60))
print(os.environ["RAY_TMPDIR"])
"""


def start(python: str = sys.executable, folder: Path = ROOT, **variables: str | None):
    """Run the program above.

    Args:
        python: the interpreter.
        folder: the folder in which it runs.
        variables: environment variables to set, or to remove if they are None.

    Returns:
        The exit status, and the lines that it printed.
    """
    left_out = ("RAY_TMPDIR", "RAY_ADDRESS", *variables)
    environment = {k: v for k, v in os.environ.items() if k not in left_out}
    done = subprocess.run(
        [python, "-c", PROGRAM],
        cwd=folder,
        env=environment | {k: v for k, v in variables.items() if v is not None},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout.splitlines()


def works(*given, **variables) -> str:
    """Check that Ray starts and computes, and return the folder that it used."""
    status, lines = start(*given, **variables)
    assert (status, lines[0]) == (0, "[0, 1, 4]"), lines
    return lines[1]


def says_one_line(*given, **variables) -> str:
    """Check that Ray does not start and that this is said in one line, and return the line."""
    status, lines = start(*given, **variables)
    assert status == 1
    (line,) = lines
    assert line.startswith("RayStartError: ")
    return line

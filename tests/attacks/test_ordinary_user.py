"""What holds when root grades holds when an ordinary user does: root runs the tests as one, too.

All attacks: ``.venv/bin/python tests/support/as_somebody.py -m pytest tests/attacks``.
"""

import os
import subprocess
import time

import psutil
import pytest
from as_somebody import UID, command, copy_of_the_clone

from grading.sandbox import bubblewrap

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(os.geteuid() != 0, reason="all tests run as an ordinary user already"),
    pytest.mark.skipif(
        bubblewrap.why_unavailable() is not None,
        reason=f"{bubblewrap.why_unavailable()}: {bubblewrap.HOW_TO_INSTALL}",
    ),
]
RUNS = {
    "those who try to get out gain nothing": ["tests/attacks/test_attacks.py", "-k", "escape"],
    "the sandbox confines": [
        f"tests/grading/sandbox/test_{name}.py"
        for name in ("bubblewrap", "fork_server", "student_process", "system_calls")
    ],
    "a class is graded on Ray": ["tests/grading/scoring/test_threads_or_ray.py"],
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    found = copy_of_the_clone(tmp_path_factory.mktemp("somebody"))
    # Root may have set the course up so that nobody else can read it.
    done = run(["-c", "import grading.sandbox.bubblewrap, numpy, ray"], found)
    if done.returncode != 0:
        pytest.skip(f"an ordinary user cannot run this Python: {done.stderr.strip()[-200:]}")
    return found


def run(arguments, copy):
    return subprocess.run(command(arguments, copy), capture_output=True, text=True, check=False)


def left():
    """Processes of the user."""
    return [p.name() for p in psutil.process_iter(["uids"]) if p.info["uids"].real == UID]


@pytest.mark.parametrize("name", RUNS)
def test_as_an_ordinary_user(name, copy):
    done = run(["-m", "pytest", "-q", "-p", "no:cacheprovider", *RUNS[name]], copy)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-1000:]
    last = done.stdout.strip().splitlines()[-1]
    assert "passed" in last, last
    deadline = time.monotonic() + 10
    while left() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert left() == []

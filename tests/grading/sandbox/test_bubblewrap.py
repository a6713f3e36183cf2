"""Student code in the sandbox cannot do any harm, and its score is the same there."""

import os
import socket
import sys
import time

import psutil
import pytest
from handins import solved, with_answer
from somebody import course_for_everybody, needs_somebody, run_as_somebody

from checks.framework import Lesson
from checks.lessons import load_lesson
from grading.errors import CourseError
from grading.lessons.reference import load_reference
from grading.paths import ROOT
from grading.sandbox import bubblewrap, limits
from grading.sandbox.fork_server import start_process
from grading.sandbox.limits import Limits
from grading.sandbox.student_process import ProcessLostError
from grading.scoring.notebook import score_notebook

needs_sandbox = pytest.mark.skipif(
    bubblewrap.why_unavailable() is not None,
    reason=f"{bubblewrap.why_unavailable()}: {bubblewrap.HOW_TO_INSTALL}",
)
LESSON = "01_rollouts"
CONFINED = Limits(cell=20, probe=20, confined=True)


@pytest.fixture(scope="module")
def process():
    with start_process(Lesson(LESSON, []), CONFINED) as started:
        yield started


def refused(process, code):
    """Return the type and text of the exception that the code raised."""
    raised = process.run(code, "attack")
    assert raised is not None, "nothing was refused"
    return f"{raised['type']}: {raised['text']}"


@needs_sandbox
@pytest.mark.parametrize(
    "path",
    [
        ROOT / "solutions" / "01_rollouts.py",
        ROOT / "tests" / "answers" / "lesson_01",
        ROOT / "grading" / "lessons" / "reference.py",
        ROOT / "checks" / "framework.py",
        ROOT / "checks" / "lesson_01" / "rollout_policy.py",
        ROOT / "build",
        "/etc/passwd",
        "/home",
        "/var",
        "/run",
        "/sys",
    ],
    ids=str,
)
def test_other_peoples_files_do_not_exist_inside(process, path):
    assert os.path.exists(path) or str(path) in ("/home", "/run", str(ROOT / "build"))
    assert "FileNotFoundError" in refused(process, f"import os\nos.stat({str(path)!r})")


@needs_sandbox
@pytest.mark.parametrize(
    "path",
    [
        "/x",
        "/dev/x",
        "/usr/x",
        "/etc/x",
        "/proc/sys/kernel/core_pattern",
        "/proc/sys/kernel/hostname",
        ROOT / "x",
        ROOT / "helpers" / "rollouts.py",
        f"{sys.prefix}/x",
    ],
    ids=str,
)
def test_files_can_be_written_only_in_memory(process, path):
    assert "Error" in refused(process, f"open({str(path)!r}, 'w')")


@needs_sandbox
@pytest.mark.parametrize(("folder", "limit"), [("/tmp", limits.TMP_SIZE), ("/dev/shm", 2**26)])
def test_memory_for_files_is_bounded(process, folder, limit):
    code = (
        f"with open({folder + '/big'!r}, 'wb') as file:\n"
        f"    for _ in range({limit // 2**20 + 2}): file.write(bytes(2**20))"
    )
    try:
        assert "No space left" in refused(process, code)
    finally:
        process.run(f"import os\nos.remove({folder + '/big'!r})", "tidy up")


@needs_sandbox
def test_no_packet_gets_out(process):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        code = f"import socket\nsocket.create_connection(('127.0.0.1', {port}), 2)"
        assert "ConnectionRefusedError" in refused(process, code)
    code = "import socket\nsocket.create_connection(('192.0.2.1', 80), 2)"
    assert "Network is unreachable" in refused(process, code)


@needs_sandbox
def test_the_graders_environment_cannot_be_read(process, monkeypatch):
    monkeypatch.setenv("LWG_SECRET", "hush")
    with start_process(Lesson(LESSON, []), CONFINED) as started:
        assert "KeyError" in refused(started, "import os\nos.environ['LWG_SECRET']")
        code = "if 'hush' in open('/proc/1/environ').read(): print('seen')\nelse: raise KeyError"
        assert "Error" in refused(started, code)


@needs_sandbox
def test_the_code_sees_no_other_process_and_has_no_privileges(process):
    code = (
        "import os\n"
        "seen = {int(name) for name in os.listdir('/proc') if name.isdigit()}\n"
        "assert len(seen) < 8, seen\n"
        "assert os.getuid() != 0\n"
        "status = open('/proc/self/status').read()\n"
        "assert 'CapEff:\\t0000000000000000' in status and 'NoNewPrivs:\\t1' in status, status"
    )
    assert process.run(code, "look") is None


@needs_sandbox
def test_a_user_namespace_does_not_give_the_rights_of_root(process):
    code = (
        "import ctypes, os\n"
        "CLONE_NEWUSER = 0x10000000\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "libc.unshare(CLONE_NEWUSER)\n"
        "open('/proc/sys/kernel/core_pattern', 'w')"
    )
    assert "Error" in refused(process, code)


@needs_sandbox
def test_too_many_processes_are_refused_and_none_is_left():
    with start_process(Lesson(LESSON, []), CONFINED) as started:
        code = (
            "import os, time\n"
            "for _ in range(2000):\n"
            "    if os.fork() == 0:\n"
            "        time.sleep(600)\n"
            "        os._exit(0)\n"
        )
        started_here = psutil.Process(started._process.pid)
        try:
            said = refused(started, code)
            family = started_here.children(recursive=True)
            assert 10 < len(family) < 1000
        except ProcessLostError as error:
            # Without a control group, an ordinary user's processes are counted from outside.
            said, family = str(error), [started_here]
        assert "BlockingIOError" in said or "processes and was stopped" in said
    _, alive = psutil.wait_procs(family, timeout=10)
    assert not alive


@needs_sandbox
def test_a_daemon_does_not_outlive_the_grading():
    with start_process(Lesson(LESSON, []), CONFINED) as started:
        code = (
            "import subprocess\nsubprocess.Popen(['sleep', '612'], start_new_session=True, env={})"
        )
        assert started.run(code, "daemon") is None
        time.sleep(0.2)
        assert _sleepers()
    deadline = time.monotonic() + 5
    while _sleepers() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _sleepers()


def _sleepers():
    return [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", "612"]]


@needs_sandbox
@pytest.mark.parametrize("lesson", [LESSON, "02_test_environments"])
def test_the_reference_scores_in_full_inside(lesson):
    result = score_notebook(
        load_lesson(lesson),
        solved(lesson),
        seed=3,
        reference=load_reference(lesson),
        limits=CONFINED,
    )
    assert (result.points, result.notes) == (result.max, [])


@needs_sandbox
@pytest.mark.slow
def test_a_lesson_with_ray_scores_in_full_inside():
    lesson = "07_distributed_nes"
    result = score_notebook(
        load_lesson(lesson),
        solved(lesson),
        seed=3,
        reference=load_reference(lesson),
        limits=Limits(confined=True),
    )
    assert (result.points, result.notes) == (result.max, [])


@needs_sandbox
def test_a_stolen_reference_does_not_exist_and_costs_its_own_points_only():
    stolen = with_answer(
        solved(LESSON),
        "discounted_return",
        f"exec(open({str(ROOT / 'solutions' / '01_rollouts.py')!r}).read())",
    )
    result = score_notebook(
        load_lesson(LESSON), stolen, seed=3, reference=load_reference(LESSON), limits=CONFINED
    )
    assert result.points == result.max - 1
    assert "FileNotFoundError" in result.notes[0]


@needs_sandbox
@needs_somebody
def test_it_works_for_an_ordinary_user_too(tmp_path_factory):
    course = course_for_everybody(tmp_path_factory.getbasetemp() / "everybodys")
    look = "import os; print(os.getuid()); open('/proc/sys/kernel/core_pattern', 'w')"
    done = run_as_somebody(
        course,
        f"look = [sys.executable, '-I', '-c', {look!r}]\n"
        "command = bubblewrap.sandbox_command(look, {}, uses_ray=False)",
        outside="print(bubblewrap.why_unavailable())",
    )
    assert done.stdout.splitlines()[:2] == ["None", "1234"], done.stdout + done.stderr
    assert "PermissionError" in done.stdout


def test_without_bubblewrap_no_student_code_is_run_and_one_line_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(bubblewrap, "why_unavailable", lambda: "bwrap is not installed")
    with pytest.raises(CourseError, match="install bubblewrap") as caught:
        bubblewrap.should_confine("bwrap")
    assert "\n" not in str(caught.value)
    assert bubblewrap.should_confine("none") is False


def test_an_unknown_sandbox_is_refused_in_one_line(monkeypatch):
    monkeypatch.setenv("LWG_SANDBOX", "sieve")
    with pytest.raises(CourseError, match="'sieve': choose bwrap or none"):
        bubblewrap.should_confine()


@needs_sandbox
def test_only_the_files_of_withheld_modules_are_empty_inside():
    withheld = {"helpers.rollouts": "it has the answers"}
    with start_process(Lesson(LESSON, [], withheld=withheld), CONFINED) as started:
        folder = f"{str(ROOT / 'helpers')!r}"
        assert "PermissionError" in refused(started, f"open({folder} + '/rollouts.py').read()")
        code = (
            "from pathlib import Path\n"
            f"for path in Path({folder}, '__pycache__').glob('rollouts.*'): path.read_bytes()"
        )
        raised = started.run(code, "bytecode")
        assert raised is None or raised["type"] == "PermissionError"
        assert started.run(f"assert open({folder} + '/policies.py').read()", "cell") is None

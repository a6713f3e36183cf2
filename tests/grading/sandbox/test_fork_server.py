"""Forks of one zygote cannot reach each other, have no privileges, and leave nothing behind."""

import os
import subprocess
import sys
import time

import psutil
import pytest
from somebody import course_for_everybody, needs_somebody, run_as_somebody

from checks.framework import Lesson
from checks.lessons import load_lesson
from grading.errors import CourseError
from grading.sandbox import bubblewrap, child_process, fork_server
from grading.sandbox.fork_server import start_process
from grading.sandbox.limits import Limits
from grading.sandbox.student_process import ProcessLostError

pytestmark = [
    pytest.mark.skipif(
        bubblewrap.why_unavailable() is not None,
        reason=f"{bubblewrap.why_unavailable()}: {bubblewrap.HOW_TO_INSTALL}",
    ),
    pytest.mark.skipif(
        bubblewrap.hidden_by_tmpfs(),
        reason="the course is in /tmp, where no process is forked: move it to test forks",
    ),
]
LESSON = load_lesson("01_rollouts")
CONFINED = Limits(cell=20, probe=20, confined=True)


@pytest.fixture
def pair():
    """Two processes of one zygote, side by side."""
    with start_process(LESSON, CONFINED) as one, start_process(LESSON, CONFINED) as other:
        assert isinstance(one._process, fork_server.ForkedProcess)
        assert isinstance(other._process, fork_server.ForkedProcess)
        yield one, other


def raised(process, code):
    found = process.run(code, "cell")
    return found and f"{found['type']}: {found['text']}"


def test_both_come_from_one_zygote_and_run_as_different_users(pair):
    uids = [raised(process, "import os\nraise KeyError(os.getuid())") for process in pair]
    assert len(fork_server._zygotes) == 1
    assert len(set(uids)) == (2 if os.geteuid() == 0 else 1)
    assert "KeyError: 0" not in uids


def test_one_sees_no_file_of_the_other(pair):
    one, other = pair
    for folder in ("/tmp", "/tmp/home", "/dev/shm"):
        assert raised(one, f"open('{folder}/mine', 'w').write('answer')") is None
        look = f"import os\nassert 'mine' not in os.listdir('{folder}')"
        assert raised(other, look) is None


def test_one_sees_and_signals_no_process_of_the_other(pair):
    one, other = pair
    assert raised(one, "import subprocess\nchild = subprocess.Popen(['sleep', '99'])") is None
    look = (
        "import os\n"
        "names = [open(f'/proc/{n}/cmdline').read() for n in os.listdir('/proc') if n.isdigit()]\n"
        "assert not any('sleep' in name for name in names), names\n"
    )
    assert raised(other, look) is None
    raised(other, "os.kill(-1, 9)")
    assert raised(one, "assert child.poll() is None") is None


def test_one_reaches_no_socket_and_no_shared_memory_of_the_other(pair):
    one, other = pair
    listen = (
        "import socket\n"
        "tcp = socket.create_server(('127.0.0.1', 4321))\n"
        "local = socket.socket(socket.AF_UNIX)\nlocal.bind('\\0meet')\nlocal.listen()\n"
    )
    assert raised(one, listen) is None
    assert raised(one, "socket.create_connection(('127.0.0.1', 4321), 2)") is None
    call = "import socket\nsocket.create_connection(('127.0.0.1', 4321), 2)"
    assert "ConnectionRefused" in raised(other, call)
    assert "ConnectionRefused" in raised(other, "socket.socket(socket.AF_UNIX).connect('\\0meet')")


def test_student_code_cannot_end_or_inspect_the_first_process(pair):
    one, _ = pair
    raised(one, "import os, signal\nos.kill(1, signal.SIGKILL)")
    assert "PermissionError" in raised(one, "open('/proc/1/mem', 'rb')")
    assert raised(one, "pass") is None


def test_no_descriptor_of_the_zygote_is_inherited(pair):
    one, _ = pair
    look = "import os\nraise KeyError(sorted(map(int, os.listdir('/proc/self/fd'))))"
    # The three standard ones, the channel, and the folder that is being listed.
    assert len(raised(one, look).split(",")) == 5


def test_random_numbers_differ_between_copies(pair):
    code = "import random, numpy as np\nraise KeyError((random.random(), np.random.rand()))"
    first, second = (raised(process, code) for process in pair)
    assert first != second


def test_a_withheld_module_is_not_in_the_copied_memory(pair):
    one, _ = pair
    assert LESSON.withheld
    for name in LESSON.withheld:
        assert raised(one, f"import sys\nassert {name!r} not in sys.modules") is None
        assert "ImportError" in raised(one, f"import {name}")


def test_only_memory_is_mounted_writable(pair):
    one, _ = pair
    look = (
        "lines = [line.split() for line in open('/proc/self/mounts')]\n"
        "writable = {line[1] for line in lines if 'rw' in line[3].split(',')}\n"
        "raise KeyError(sorted(w for w in writable if not w.startswith(('/dev/', '/proc'))))"
    )
    assert raised(one, look) == "KeyError: ['/tmp']"
    for path in ("/x", "/dev/x", "/dev/pts/x", "/dev/ptmx", "/usr/x", "/proc/sys/kernel/hostname"):
        assert "Error" in (raised(one, f"open({path!r}, 'w')") or "it was written"), path


def test_whatever_was_started_ends_with_it_and_the_zygote_stays():
    with start_process(LESSON, CONFINED) as process:
        start = "import subprocess\nsubprocess.Popen(['sleep', '613'], start_new_session=True)"
        assert process.run(start, "cell") is None
        time.sleep(0.2)
        family = process._process.process_tree()
        assert len(family) >= 3
        (zygote,) = fork_server._zygotes.values()
    _, alive = psutil.wait_procs(family, timeout=5)
    assert not [p for p in alive if p.status() != psutil.STATUS_ZOMBIE]
    assert zygote._process.poll() is None


def test_a_process_that_ends_itself_is_noticed_at_once():
    with start_process(LESSON, CONFINED) as process:
        begin = time.monotonic()
        with pytest.raises(ProcessLostError, match="ended its own process"):
            process.run("import os\nos._exit(3)", "cell")
        assert time.monotonic() - begin < 2


def test_a_dead_zygote_is_replaced():
    with start_process(LESSON, CONFINED):
        (zygote,) = fork_server._zygotes.values()
    zygote._process.kill()
    zygote._process.wait()
    with start_process(LESSON, CONFINED) as process:
        assert process.run("x = 1", "cell") is None
        assert isinstance(process._process, fork_server.ForkedProcess)


@pytest.mark.slow
def test_without_a_zygote_each_gets_a_sandbox_of_its_own(monkeypatch):
    def refuse(*_):
        raise CourseError("no")

    monkeypatch.setattr(fork_server.Zygote, "fork", refuse)
    monkeypatch.setattr(fork_server, "_forking_failed", set())
    with start_process(Lesson("01_rollouts", []), CONFINED) as process:
        assert process.run("x = 1", "cell") is None
        assert not isinstance(process._process, fork_server.ForkedProcess)


def test_a_zygote_that_cannot_isolate_runs_nothing(monkeypatch):
    with start_process(LESSON, CONFINED):
        (zygote,) = fork_server._zygotes.values()
    monkeypatch.setattr(fork_server, "TMP_SIZE", "no number")
    with pytest.raises(CourseError, match="namespaces"):
        zygote.fork()


@pytest.mark.slow
def test_a_process_that_does_not_start_is_an_error_of_the_course(monkeypatch):
    monkeypatch.setattr(fork_server, "_forking_failed", set())
    for module in (fork_server, child_process):
        broken = {"probes": "checks.probing.none", "withheld": {}, "preload": []}
        broken |= {"memory": None, "processes": 9}
        monkeypatch.setattr(module, "executor_settings", lambda *_, broken=broken: broken)
    with pytest.raises(CourseError, match=r"does not start: .*checks\.probing\.none"):
        start_process(LESSON, CONFINED)


@needs_somebody
def test_it_isolates_for_an_ordinary_user_too(tmp_path_factory):
    course = course_for_everybody(tmp_path_factory.getbasetemp() / "everybodys_fork")
    inside = (
        "import os, sys\n"
        f"sys.path.insert(0, {str(course)!r})\n"
        "from grading.sandbox.inside import namespaces\n"
        "namespaces.enter_namespaces()\n"
        "if os.fork() == 0:\n"
        "    namespaces.set_up_namespaces(2**20, 2**20, ['/tmp/home'])\n"
        "    namespaces.drop_privileges(0)\n"
        "    print(os.getpid(), os.getuid(), os.listdir('/tmp'), flush=True)\n"
        "    os._exit(0)\n"
        "os.wait()\n"
    )
    done = run_as_somebody(
        course,
        f"command = [sys.executable, '-I', '-c', {inside!r}]\n"
        "command = bubblewrap.sandbox_command(command, {}, uses_ray=False, forks=True)",
    )
    assert done.stdout.strip() == "1 1234 ['home']", done.stdout + done.stderr


@pytest.mark.slow
def test_it_ends_when_the_grader_is_killed():
    code = (
        "import time\n"
        "from grading.sandbox.limits import Limits\n"
        "from grading.sandbox.fork_server import start_process\n"
        "from checks.lessons import load_lesson\n"
        "process = start_process(load_lesson('01_rollouts'), Limits(confined=True))\n"
        "print(process._process.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    grader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    first = psutil.Process(int(grader.stdout.readline()))
    family = [*psutil.Process(grader.pid).children(recursive=True), first]
    assert len(family) >= 3
    grader.kill()
    grader.communicate()
    _, alive = psutil.wait_procs(family, timeout=10)
    assert not [p for p in alive if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]

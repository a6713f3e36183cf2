"""A student's process runs cells, is confined to its limits, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from checks.framework import Lesson
from grading.sandbox.child_process import TOKEN
from grading.sandbox.fork_server import start_process
from grading.sandbox.limits import Limits
from grading.sandbox.student_process import ProcessLostError

LESSON = Lesson("01_rollouts", [], withheld={"helpers.rollouts": "not while it is scored"})
LIMITS = Limits(cell=20, probe=5, memory=2**30)


@pytest.fixture(scope="module")
def process():
    with start_process(LESSON, LIMITS) as started:
        yield started


def test_cells_share_one_namespace(process):
    assert process.run("a = 2", "cell 1") is None
    assert process.run("b = a + 1\nassert b == 3", "cell 2") is None
    assert process.defined(("a", "b", "c")) == [True, True, False]


def test_an_exception_is_reported_with_its_line(process):
    raised = process.run("x = 1\ny = x / 0\n", "cell 3")
    assert raised["type"] == "ZeroDivisionError"
    assert raised["line"] == "y = x / 0"


def test_a_syntax_error_is_reported_with_its_line(process):
    raised = process.run("def f(:\n    pass", "cell 4")
    assert raised["type"] == "SyntaxError"
    assert "def f(:" in raised["line"]


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline",
        "%time timed = 1",
        "%%time\ntimed_cell = 1",
        "!echo hello",
        "%%html\n<b>no code</b>",
        "print('x' * 10_000_000)",
        "import sys; sys.stderr.write('noise')",
        "raise_nothing = display('picture')",
        "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()",
    ],
)
def test_cells_with_more_than_plain_python_run(process, source):
    assert process.run(source, "cell") is None


def test_timing_magics_run_their_code(process):
    process.run("%time timed = 1", "cell")
    process.run("%%time\ntimed_cell = 1", "cell")
    assert process.defined(("timed", "timed_cell")) == [True, True]


def test_leaving_with_sys_exit_is_an_exception_like_others(process):
    assert process.run("import sys; sys.exit(3)", "cell")["type"] == "SystemExit"


def test_a_withheld_module_cannot_be_imported_and_says_why(process):
    for source in ("import helpers.rollouts", "from helpers.rollouts import rollout_policy"):
        raised = process.run(source, "cell")
        assert raised["type"] == "ImportError"
        assert raised["text"] == "not while it is scored"


def test_checks_and_their_expected_values_are_not_on_this_side(process):
    source = (
        "from checks.lesson_01 import exercises as checks\n"
        "checks.rollout_policy(None)\n"
        "assert not hasattr(checks, '__file__') or 'judge' not in dir(checks)\n"
        "import sys\n"
        "assert 'checks.judging' not in sys.modules\n"
    )
    assert process.run(source, "cell") is None


def test_pictures_are_not_drawn_however_they_are_imported(process):
    source = (
        "from helpers import plotting\n"
        "plotting.strip_plot({'own': [1.0]}, title='mine')\n"
        "from helpers.plotting import distribution, learning_curves\n"
        "distribution.magnitudes({}); learning_curves(None)\n"
        "import helpers.plotting.movie as movie\n"
        "movie.anything()\n"
        "import sys\n"
        "assert 'helpers.plotting.style' not in sys.modules\n"
    )
    assert process.run(source, "cell") is None


def test_interrupts_work_even_if_the_grader_ignores_them():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with start_process(LESSON, LIMITS) as started:
            source = (
                "import signal\n"
                "assert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
            )
            assert started.run(source, "cell") is None
    finally:
        signal.signal(signal.SIGINT, before)


def test_the_graders_environment_is_not_the_students(monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_GRADER", "1")
    with start_process(LESSON, LIMITS) as started:
        source = "import os; assert 'SECRET_OF_THE_GRADER' not in os.environ"
        assert started.run(source, "cell") is None


def test_an_endless_loop_is_interrupted_and_named():
    with start_process(LESSON, Limits(cell=1)) as started:
        raised = started.run("x = 1\nwhile True:\n    pass\ndef f(): return x", "cell 3")
        assert (raised["type"], raised["text"]) == ("TooLongError", "it ran longer than 1 s")
        assert started.defined(("f",)) == [True]


def test_an_endless_loop_that_cannot_be_interrupted_is_ended_and_named():
    code = "import signal\nif signal.signal(signal.SIGALRM, signal.SIG_IGN):\n    while True: pass"
    with (
        start_process(LESSON, Limits(cell=1)) as started,
        pytest.raises(ProcessLostError, match="longer than 1 s"),
    ):
        started.run(code, "cell 3")


def test_a_process_that_ends_itself_is_noticed():
    with (
        start_process(LESSON, LIMITS) as started,
        pytest.raises(ProcessLostError, match="ended its own process"),
    ):
        started.run("import os; os._exit(3)", "cell")


@pytest.mark.slow
def test_memory_is_bounded():
    with start_process(LESSON, Limits(memory=2**29, address_space=2**34)) as started:
        source = "import numpy as np, time\nx = np.ones(2**27)\ntime.sleep(20)"
        with pytest.raises(ProcessLostError, match=r"more than 0\.5 GiB"):
            started.run(source, "cell")


def test_address_space_ends_in_a_memory_error_that_the_student_can_read():
    with start_process(LESSON, Limits(address_space=3 * 2**30)) as started:
        raised = started.run("import numpy as np; np.ones(2**30)", "cell")
        assert "MemoryError" in raised["type"]


def test_copies_that_it_forks_neither_answer_nor_take_its_requests(process):
    assert (
        process.run("import os\nme = os.getpid()\nfor _ in range(4):\n    os.fork()", "1") is None
    )
    for _ in range(50):
        assert process.run("assert os.getpid() == me", "2") is None


@pytest.mark.slow
def test_no_process_outlives_it():
    with start_process(LESSON, LIMITS) as started:
        source = "import subprocess\nsubprocess.Popen(['sleep', '600'], start_new_session=True)\n"
        assert started.run(source, "cell") is None
        token = started._process.token
        deadline = time.monotonic() + 5
        while len(carrying(token)) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(carrying(token)) == 2
        folder = started._process.folder
    assert carrying(token) == []
    assert not folder.exists()


@pytest.mark.slow
def test_it_ends_when_the_grader_is_killed(tmp_path):
    code = (
        "import sys, time\n"
        "from grading.sandbox.limits import Limits\n"
        "from grading.sandbox.fork_server import start_process\n"
        "from checks.framework import Lesson\n"
        "p = start_process(Lesson('01_rollouts', []), Limits())\n"
        "print(p._process.token, flush=True)\n"
        "p.run('import time; time.sleep(600)', 'cell')\n"
    )
    grader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    token = grader.stdout.readline().strip()
    time.sleep(1.5)
    assert len(carrying(token)) == 1
    grader.kill()
    grader.wait()
    deadline = time.monotonic() + 10
    while carrying(token) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert carrying(token) == []


def carrying(token: str) -> list[int]:
    found = []
    for other in psutil.process_iter():
        try:
            if other.pid != os.getpid() and other.environ().get(TOKEN) == token:
                found.append(other.pid)
        except psutil.Error:
            continue
    return found


@pytest.mark.parametrize(
    "raised", ["broken", 3, {"type": "X"}, {"type": 1, "text": "", "line": ""}, ["type"]], ids=str
)
def test_a_forged_report_of_an_exception_is_refused(monkeypatch, raised):
    with start_process(LESSON, LIMITS) as started:
        monkeypatch.setattr(started, "_ask", lambda *_: {"record": {"raised": raised}})
        with pytest.raises(ProcessLostError, match="out of turn"):
            started.probe({}, 1)


class Sleepy:
    """A host that answers slowly."""

    def answer(self, asked):
        time.sleep(0.05)
        return {"result": None, "raised": None}


WAITS = "from checks.probing import remote\ndef policy(_):\n    while True: remote.call({})\n"
WAITS_NOT = (
    "import gc, json, socket, struct\n"
    "def policy(_):\n"
    "    ask = json.dumps({'id': 2, 'call': {}}).encode()\n"
    "    for thing in gc.get_objects():\n"
    "        if isinstance(thing, socket.socket):\n"
    "            thing.setblocking(False)\n"
    "            thing.sendall(100 * (struct.pack('<IQ', len(ask), 0) + ask))\n"
    "    while True: pass\n"
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "why"), [(WAITS, "longer than 1 s"), (WAITS_NOT, "more than one message at a time")]
)
def test_a_probe_that_calls_its_host_for_ever_is_stopped_in_time(source, why):
    case = {"states": [[0.0]]}
    module = "checks.lesson_02.probes"
    asked = {"module": module, "probe": "actions_on_states", "answers": ["policy"], "case": case}
    with start_process(LESSON, LIMITS) as started:
        assert started.run(source, "cell") is None
        start = time.monotonic()
        with pytest.raises(ProcessLostError, match=why):
            started.probe(asked, 1, Sleepy())
        assert time.monotonic() - start < 3

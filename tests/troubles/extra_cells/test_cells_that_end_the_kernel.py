"""philipturner/swift-colab#19 and googlecolab/colabtools#5204: cells that restart a runtime.

Others crash it (sagemathinc/cocalc#4588, sagemathinc/cocalc#4951). Everything is run again, and of
such a cell only the definitions.
"""

import pytest
from troubles import ANSWER, CONFINED, EXERCISE, earns_nothing, notebook, scored

KILL = "import os\nos.kill(os.getpid(), 9)"
ENDING = {
    "kill": KILL,
    "terminate": "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)",
    "exit": "import os\nos._exit(0)",
    "an assigned exit": "import os\nstatus = os._exit(0)",
    "abort": "import os\nos.abort()",
    "a wrong pointer": "import ctypes\nctypes.string_at(0)",
    "another program": "import os, sys\nos.execv(sys.executable, [sys.executable, '-c', ''])",
    "a parent that leaves": "import os\nif os.fork():\n    os._exit(0)",
    "the stack": "import sys\nsys.setrecursionlimit(10**6)\nclass Deep:\n"
    "    def __repr__(self):\n        return repr([self])\nrepr(Deep())",
    "a shell": "import os\nos.system(f'kill -9 {os.getpid()}')",
    "closed descriptors": "import os\nos.closerange(3, 256)",
}


@pytest.mark.parametrize("ending", ENDING)
def test_it_stands_below_all_answers(ending, full_points):
    full_points(last=[ENDING[ending]])


@pytest.mark.parametrize("ending", ENDING)
def test_it_stands_above_the_answer_in_its_cell(ending, full_points):
    full_points(above=ENDING[ending] + "\nhalf = 0.5", needs="half == 0.5")


@pytest.mark.parametrize("place", ["first", "last"])
def test_there_are_six_of_them(place, full_points):
    score = full_points(**{place: [f"{KILL}\n# {n}" for n in range(6)]})
    assert len(score.notes) == 6


def test_good_cells_below_six_of_them_are_run_in_full(full_points):
    table = "for n in range(3):\n    table = {i: 1.0 for i in range(n + 1)}"
    cells = [*(f"{KILL}\n# {n}" for n in range(6)), table]
    full_points(first=cells, needs="table[0] == 1.0")


@pytest.mark.slow
def test_there_are_thirty_of_them(full_points):
    full_points(first=[f"{KILL}\n# {n}" for n in range(30)])


def test_one_of_them_is_under_a_magic_with_the_answer(full_points):
    full_points(answer=f"%%time\n{KILL}\n{ANSWER}")


def test_a_class_that_ends_the_process_is_left_out(full_points):
    code = "class Last:\n    import os\n    os._exit(0)"
    score = full_points(last=[code])
    assert "the other cells were run without it" in " ".join(score.notes)


def test_a_polite_restart_does_nothing(full_points):
    code = (
        "import IPython\nIPython.Application.instance().kernel.do_shutdown(True)\n"
        "get_ipython().kernel.do_shutdown(restart=True)\nexit()\nquit()\nbelow = 1"
    )
    full_points(first=[code], needs="below == 1")


def test_the_reason_for_a_missing_answer_is_the_real_one():
    answer = f"class Last:\n    import os\n    os._exit(0)\n{ANSWER}"
    score = scored(notebook(answer=answer), confined=CONFINED)
    earns_nothing(score, "it ended its own process")


def test_a_missing_answer_is_said_to_be_missing():
    answer = ANSWER.replace(EXERCISE, "another_name")
    earns_nothing(scored(notebook(answer=answer), confined=CONFINED), "No cell defines it")

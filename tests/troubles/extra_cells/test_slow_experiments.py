"""jupyter/nbgrader#70 and ucbds-infra/otter-grader#813: experiments take longer than a cell may.

They are interrupted, one by one, and all answers count.
"""

import pytest

LOOP = "while True: pass"


def test_five_below_all_answers(full_points):
    score = full_points(last=[f"runs = {n}\n{LOOP}" for n in range(5)], cell=0.3)
    assert len(score.notes) == 5
    assert all("it ran longer than 0.3 s" in note for note in score.notes)


@pytest.mark.slow
def test_more_than_the_time_for_all_cells(full_points):
    table = "for n in range(3):\n    table = {i: 1.0 for i in range(n + 1)}"
    slow = [f"runs = {n}\n{LOOP}" for n in range(22)]
    score = full_points(first=[*slow, table], needs="table[0] == 1.0", cell=0.3)
    assert "those below were interrupted after 1 s each" in " ".join(score.notes)


def test_one_above_the_answer_in_its_cell(full_points):
    code = f"import math\n{LOOP}\nhalf = 0.5\ndef helper():\n    return math.floor(half)\n"
    full_points(above=code, needs="helper() == 0", cell=0.3)


def test_one_in_a_block_with_the_answer(full_points):
    from troubles import ANSWER

    lines = f"{LOOP}\n{ANSWER}".splitlines()
    block = "if __name__ == '__main__':\n" + "\n".join(f"    {line}" for line in lines)
    full_points(answer=block, cell=0.3)


def test_one_under_a_magic_with_the_answer(full_points):
    from troubles import ANSWER

    full_points(answer=f"%%time\n{LOOP}\n{ANSWER}", cell=0.3)


WAITING = {
    "sleep": "import time\ntime.sleep(60)",
    "an assignment": "seconds = __import__('time').sleep(60)",
    "a loop that catches": "while True:\n    try:\n        1 / 0\n    except:\n        continue",
    "a sleep that catches": "import time\nwhile True:\n    try:\n        time.sleep(60)\n"
    "    except Exception:\n        pass",
    "training": "while True:\n    random_rollout(gym.make('CartPole-v1'), 0)",
    "an event": "import threading\nthreading.Event().wait()",
    "a lock": "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()",
    "a queue": "import queue\nqueue.Queue().get()",
    "a pool": "import time\nfrom multiprocessing import Pool\nwith Pool(2) as pool:\n"
    "    pool.map(time.sleep, [60, 60])",
    "a program": "import subprocess\nsubprocess.run(['sleep', '60'])",
    "a shell command": "!sleep 60",
    "a script": "%%bash\nsleep 60",
    "an await": "import asyncio\nawait asyncio.sleep(60)",
    "a server": "import http.server as h\n"
    "h.HTTPServer(('127.0.0.1', 0), h.SimpleHTTPRequestHandler).serve_forever()",
    "a socket": "import socket\nserver = socket.create_server(('127.0.0.1', 0))\nserver.accept()",
    "output": "while True:\n    print('x' * 1_000)",
    "a power": "digits = 10**10**10",
    "a pattern": "import re\nre.match('(a+)+$', 'a' * 40 + 'b')",
    "ignored alarms": "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\n" + LOOP,
}


@pytest.mark.parametrize("waiting", WAITING)
def test_whatever_a_cell_waits_for(waiting, full_points):
    score = full_points(last=[WAITING[waiting], "later = 1"], needs="later == 1", cell=0.4)
    assert any("it ran longer than 0.4 s" in note for note in score.notes)


@pytest.mark.slow
@pytest.mark.parametrize("line", ["sum(range(10**12))", "total = sum(range(10**12))"])
def test_one_that_cannot_be_interrupted(line, full_points):
    score = full_points(above=line, cell=0.4)
    assert any("it ran longer than 0.4 s and was stopped" in note for note in score.notes)

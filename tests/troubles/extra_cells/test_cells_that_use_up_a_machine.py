"""MaayanLab/appyter#84: experiments use more memory, processes or disk than there is."""

import pytest

GREEDY = {
    "one big array": "data = bytearray(10**11)",
    "files": "with open('big', 'wb') as file:\n    for _ in range(2_000):\n"
    "        file.write(bytes(10**6))",
    "threads": "import threading, time\nfor _ in range(200):\n"
    "    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
    "nested lists": "nested = []\nfor _ in range(10**5):\n    nested = [nested]\nrepr(nested)",
}


@pytest.mark.parametrize("greedy", GREEDY)
def test_the_cells_below_count(greedy, full_points):
    full_points(first=[GREEDY[greedy], "later = 1"], needs="later == 1")


@pytest.mark.slow
def test_memory_that_grows(full_points):
    code = "held = []\nwhile True:\n    held.append(bytearray(10**8))"
    score = full_points(last=[code])
    assert "GiB and was stopped" in score.notes[0]


@pytest.mark.slow
def test_a_hundred_processes(full_points):
    code = "import os, time\nfor _ in range(100):\n    if os.fork() == 0:\n        time.sleep(60)\n"
    score = full_points(last=[code + "        os._exit(0)"])
    assert "processes and was stopped" in score.notes[0]

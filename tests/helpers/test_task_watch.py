"""TaskWatch reports what became of tasks, and when, without disturbing the code that waits."""

import json
import os
import subprocess
import sys

import pytest

CODE = """
import json, os, time
import ray
from helpers.ray_start import start_ray
from helpers.task_watch import TaskWatch

start_ray(num_cpus=2)

@ray.remote(max_retries=0)
def task(kind):
    if kind == "raises":
        raise RuntimeError
    if kind == "dies":
        os._exit(1)
    return kind

ray.get([task.remote("finishes") for _ in range(4)])
nowhere = task.options(resources={"a machine like no other": 1})
refs = [task.remote(kind) for kind in ("finishes", "raises", "dies")]
refs += [nowhere.remote("late"), nowhere.remote("later")]
with TaskWatch(refs, list("abcde")) as watch:
    ray.wait(refs[:3], num_returns=3, timeout=20)
    time.sleep(0.3)
    ray.cancel(refs[3])
print(json.dumps([watch.bars, watch.seconds]))
"""


@pytest.mark.slow
def test_it_reports_the_fate_and_the_end_of_every_task():
    kept = {k: v for k, v in os.environ.items() if not k.startswith("RAY_")}
    done = subprocess.run(
        [sys.executable, "-c", CODE], env=kept, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    bars, seconds = json.loads(done.stdout)
    assert [name for name, *_ in bars] == list("abcde")
    fates = ["finished", "crashed", "crashed", "cancelled", "running"]
    assert [fate for *_, fate in bars] == fates
    assert all(begin == 0.0 for _, begin, _, _ in bars)
    ends = [end for _, _, end, _ in bars]
    assert max(ends[:3]) < seconds - 0.2
    assert ends[3:] == [seconds, seconds]

"""Batches of Ray tasks of which some fail, some end late, and some hang."""

import time

import ray

from checks.probing.ray_tasks import fetched
from helpers.ray_start import start_ray


@ray.remote
def fail_or_return(number: int) -> int:
    time.sleep(0.01 * number)
    if number % 2:
        raise ValueError("an odd number")
    return number


@ray.remote
def fail_or_hang(number: int) -> None:
    if number == 0:
        raise ValueError("zero")
    time.sleep(600)


def test_tasks_that_end_by_themselves_are_not_cancelled(monkeypatch):
    """To cancel a task in the moment in which it ends, ends the driver's process (Ray 2.60)."""
    cancelled = []
    monkeypatch.setattr(ray, "cancel", lambda ref, **_: cancelled.append(ref))
    start_ray()
    for _ in range(10):
        record = fetched(fail_or_return.remote(i) for i in range(8))
        assert "an odd number" in record["raised"]["text"]
    assert cancelled == []


def test_tasks_that_hang_beside_a_failed_one_are_cancelled():
    start_ray()
    begin, refs = time.monotonic(), []

    def submitted():
        for number in range(6):
            refs.append(fail_or_hang.remote(number))
            yield refs[-1]

    assert "zero" in fetched(submitted())["raised"]["text"]
    ended, _ = ray.wait(refs, num_returns=6, timeout=20)
    assert len(ended) == 6
    assert time.monotonic() - begin < 30

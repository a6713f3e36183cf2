"""One worker and two workers evaluate the same pairs."""

import pytest

from benchmarks import lessons, workers


@pytest.mark.slow
def test_one_worker_and_two_play_the_same_steps():
    evaluation = workers.Evaluation(lessons.pieces("07_distributed_nes"), pairs=3)
    runs = [run for peer in workers.WORKERS for run in evaluation.measure("a task", peer, seed=5)]
    assert [run.peer for run in runs] == list(workers.WORKERS)
    one, two = runs
    assert one.value == two.value
    assert one.steps == two.steps == round(one.value * 3 * 2 * workers.ROLLOUTS) > 0

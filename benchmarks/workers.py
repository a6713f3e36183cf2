"""What a second worker buys: lesson 07's evaluation of mirrored pairs on Ray, with one and two.

An iteration's tasks are submitted at once, as the lesson submits them, around a mean that has been
trained, so that episodes are long. "One worker" is the same Ray and the same tasks, each asking for
both processors, so that only one is under way at a time.
"""

import os
import time
from collections.abc import Iterator

import ray

from benchmarks.clock import Clock
from benchmarks.lessons import Lesson
from benchmarks.runs import Run
from helpers.ray_start import start_ray

WORKERS = {"one worker": 1, "two workers": 2}
PROCESSORS = 2
ROLLOUTS = 10
"""Episodes for each of a pair's two policies."""
SIGMA = 1.0
TRAINED_ON = 0
"""Seed of the training whose mean is evaluated."""


class Evaluation:
    """Lesson 07's evaluation on a Ray of two processors, ready to be timed.

    Args:
        lesson: 07, see `benchmarks.lessons.pieces`.
        pairs: mirrored pairs in an iteration.
    """

    def __init__(self, lesson: Lesson, pairs: int) -> None:
        self.pairs = pairs
        self.task = lesson["evaluate_perturbed_policies"]
        # One machine and a known number of processors, whatever cluster there may be.
        os.environ.pop("RAY_ADDRESS", None)
        start_ray(PROCESSORS)
        mean_policy, _ = lesson["train_nes"](TRAINED_ON)
        self.mean_policy = ray.put(mean_policy)

    def measure(self, task: str, peer: str, seed: int) -> Iterator[Run]:
        """Evaluate all pairs once.

        Args:
            task: its name in the report.
            peer: one of `WORKERS`.
            seed: the pairs' seeds follow from it.

        Yields:
            One run; its value is the mean return.
        """
        processors = PROCESSORS / WORKERS[peer]
        evaluate = self.task.options(num_cpus=processors)
        _wake(WORKERS[peer], processors)
        clock = Clock()
        refs = [
            evaluate.remote(self.mean_policy, ROLLOUTS, SIGMA, seed * self.pairs + pair)
            for pair in range(self.pairs)
        ]
        results = ray.get(refs)
        elapsed = clock.read()
        means = [mean for _, _, *both in results for mean in both]
        steps = round(sum(means) * ROLLOUTS)
        yield Run(task, peer, seed, *elapsed, steps, sum(means) / len(means))


@ray.remote
def _process() -> int:
    """The process that runs this task, which takes long enough for another to be chosen, too."""
    time.sleep(0.2)
    return os.getpid()


def _wake(workers: int, processors: float) -> None:
    """Wait until so many workers run side by side: Ray ends idle ones, and starts them slowly."""
    task = _process.options(num_cpus=processors)
    while len(set(ray.get([task.remote() for _ in range(workers)]))) < workers:
        pass

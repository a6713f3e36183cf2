"""Measure what a second worker gains: lesson 07's evaluation of mirrored pairs on Ray.

All tasks of an iteration are submitted at once, as in the lesson, around a trained mean, so that
episodes are long. "One worker" uses the same Ray and the same tasks, but each task asks for both
processors, so only one runs at a time.
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
"""Episodes for each of the two policies of a pair."""
SIGMA = 1.0
TRAINED_ON = 0
"""Seed of the training that produces the mean."""


class Evaluation:
    """Lesson 07's evaluation on a Ray instance with two processors, ready to be timed.

    Args:
        lesson: lesson 07, from `benchmarks.lessons.pieces`.
        pairs: mirrored pairs per iteration.
    """

    def __init__(self, lesson: Lesson, pairs: int) -> None:
        self.pairs = pairs
        self.task = lesson["evaluate_perturbed_policies"]
        # Use one machine and a known number of processors, even if a cluster is configured.
        os.environ.pop("RAY_ADDRESS", None)
        start_ray(PROCESSORS)
        mean_policy, _ = lesson["train_nes"](TRAINED_ON)
        self.mean_policy = ray.put(mean_policy)

    def measure(self, task: str, peer: str, seed: int) -> Iterator[Run]:
        """Evaluate all pairs once.

        Args:
            task: name of the task in the report.
            peer: one of `WORKERS`.
            seed: determines the seeds of the pairs.

        Yields:
            One run, with the mean return as its value.
        """
        processors = PROCESSORS / WORKERS[peer]
        evaluate = self.task.options(num_cpus=processors)
        _wait_for_workers(WORKERS[peer], processors)
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
    """Return the process id, after a pause in which Ray has to choose other workers as well."""
    time.sleep(0.2)
    return os.getpid()


def _wait_for_workers(workers: int, processors: float) -> None:
    """Wait until this many workers run; Ray ends idle ones and is slow to start new ones."""
    task = _process.options(num_cpus=processors)
    while len(set(ray.get([task.remote() for _ in range(workers)]))) < workers:
        pass

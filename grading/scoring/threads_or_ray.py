"""Choose where a class is scored: in threads, or on Ray if enough work remains to pay for it."""

import contextlib
import time
from collections.abc import Callable, Iterator

from checks.framework import Lesson
from grading.sandbox.limits import Limits
from grading.scoring.jobs import Job, JobResult, ScoreJob
from grading.scoring.on_ray import OnRay
from grading.scoring.threads import Threads

WORTH_RAY = 30.0
"""Ray is started only if more seconds of work than this remain; the start takes five to ten."""

FIRST_JOB_EXTRA = 3.0
"""How many seconds longer the first job takes than the others."""

POLL_SECONDS = 0.05
"""How long to wait for results from threads or from Ray while jobs are pending on both."""


class ThreadsOrRay:
    """Scores jobs in threads of this process, and switches to Ray as soon as that pays.

    Args:
        score_job: scores one submission.
        warm_up: prepares one of Ray's workers for its first job.
        lesson: the lesson of all jobs. If it starts Ray itself, each job needs two processors.
        limits: the limits of all jobs.
        jobs: how many jobs there will be.
        workers: how many processors of this machine to use.
        address: the address of a Ray cluster, which then scores all jobs.

    Use it as a context manager.
    """

    def __init__(
        self,
        score_job: ScoreJob,
        warm_up: Callable[[str, Limits], None],
        lesson: Lesson,
        limits: Limits,
        jobs: int,
        workers: int,
        address: str | None = None,
    ) -> None:
        processors = 2 if lesson.uses_ray else 1
        at_once = max(1, min(jobs, workers // processors))
        # In lessons without training, a fifth of the time is spent waiting for processes to start
        # or end, so one more job than processors is scored at once.
        quick = not lesson.uses_ray and not any(exercise.slow for exercise in lesson.exercises)
        self._threads = Threads(score_job, at_once + (quick and at_once > 1))
        self._address = address
        self._ray = None
        if address or at_once > 1:
            self._ray = OnRay(
                score_job,
                warm_up,
                at_once * processors,
                address,
                uses_ray=lesson.uses_ray,
                warm_up_for=(lesson.name, limits),
            )
        self._left, self._done, self._begin = jobs, 0, time.monotonic()
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> "ThreadsOrRay":
        with contextlib.ExitStack() as stack:
            stack.enter_context(self._threads)
            if self._ray is not None:
                stack.enter_context(self._ray)
            if self._address:
                self._ray.begin()
                self._ray.ready()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def window(self) -> int:
        """How many jobs to submit ahead of their results."""
        return self._current_pool().window

    def submit(self, job: Job) -> None:
        """Submit a job to Ray if it is ready, otherwise to the threads."""
        self._current_pool().submit(job)

    def finished(self) -> Iterator[JobResult]:
        """Wait for results and yield those that have not been yielded yet, at least one."""
        found: list[JobResult] = []
        while not found:
            pools = [pool for pool in (self._threads, self._ray) if pool and pool.pending]
            for pool in pools:
                found += pool.finished(POLL_SECONDS if len(pools) > 1 else None)
        self._done += len(found)
        self._left -= len(found)
        if self._ray is not None and self._seconds_left() > WORTH_RAY:
            self._ray.begin()
        yield from found

    def _current_pool(self) -> Threads | OnRay:
        return self._ray if self._ray is not None and self._ray.ready(0) else self._threads

    def _seconds_left(self) -> float:
        """Estimate how many seconds the remaining jobs will take at the current rate."""
        seconds = time.monotonic() - self._begin - FIRST_JOB_EXTRA
        return seconds / self._done * self._left

"""Chooses where a class is scored: in threads, or on Ray when enough work remains to pay for its start."""

import contextlib
import time
from collections.abc import Callable, Iterator

from checks.framework import Lesson
from grading.sandbox.limits import Limits
from grading.scoring.jobs import Do, Done, Job
from grading.scoring.on_ray import OnRay
from grading.scoring.threads import Threads

WORTH = 30.0
"""Seconds of work that must lie ahead for Ray, which takes five to ten to start, to be begun."""

ALLOWANCE = 3.0
"""Seconds that the first job takes longer than the others."""

TURN = 0.05
"""Seconds to wait in one place while there is another."""


class Crew:
    """Does jobs here, some at a time, and on Ray as soon as that pays.

    Args:
        do: scores one submission.
        get_ready: does what the first job of one of Ray's workers would wait for.
        lesson: of all jobs. Where it starts a Ray of its own, each wants two processors.
        limits: of all jobs.
        jobs: how many there will be.
        workers: how many processors of this machine to keep busy.
        address: of a Ray cluster; then all is done there.

    Use it as a context manager.
    """

    def __init__(
        self,
        do: Do,
        get_ready: Callable[[str, Limits], None],
        lesson: Lesson,
        limits: Limits,
        jobs: int,
        workers: int,
        address: str | None = None,
    ) -> None:
        processors = 2 if lesson.uses_ray else 1
        at_once = max(1, min(jobs, workers // processors))
        # Where nothing is trained, a fifth of the time is waiting for a process to begin or end.
        quick = not lesson.uses_ray and not any(exercise.slow for exercise in lesson.exercises)
        self._threads = Threads(do, at_once + (quick and at_once > 1))
        self._address = address
        self._ray = None
        if address or at_once > 1:
            first = lesson.name, limits
            self._ray = OnRay(
                do,
                get_ready,
                at_once * processors,
                address,
                uses_ray=lesson.uses_ray,
                first=first,
            )
        self._left, self._done, self._begin = jobs, 0, time.monotonic()
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> "Crew":
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
        """How many jobs to have in hand."""
        return self._place().window

    def submit(self, job: Job) -> None:
        """Take a job."""
        self._place().submit(job)

    def finished(self) -> Iterator[Done]:
        """Outcomes that have not been told yet, at least one: waits for it."""
        found: list[Done] = []
        while not found:
            places = [place for place in (self._threads, self._ray) if place and place.pending]
            for place in places:
                found += place.finished(TURN if len(places) > 1 else None)
        self._done += len(found)
        self._left -= len(found)
        if self._ray is not None and self._ahead() > WORTH:
            self._ray.begin()
        yield from found

    def _place(self) -> Threads | OnRay:
        return self._ray if self._ray is not None and self._ray.ready(0) else self._threads

    def _ahead(self) -> float:
        """Seconds that the rest will take at the present pace."""
        seconds = time.monotonic() - self._begin - ALLOWANCE
        return seconds / self._done * self._left

"""Score many submissions: here one after the other, or side by side on Ray.

A job and its outcome are plain data, so a job can be done anywhere. On Ray each is a task of its
own, and a worker or a node that dies costs only another try.
"""

import contextlib
import os
import socket
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from grading.errors import CourseError
from grading.forked import await_expected
from grading.limits import Limits
from grading.reference import load_reference
from grading.sandbox import CHOICES, chosen
from grading.score_exercises import Scored, as_scored
from grading.scoring import Cell, score_cells
from helpers.checks.lessons import load_lesson
from helpers.ray_start import RayStartError, start_ray

TRIES = 5
"""How often a job is begun whose worker dies under it."""

FEW = 8
"""So many submissions are scored here in the time that Ray takes to start."""

MEBIBYTE = 2**20

First = tuple[str, Limits]
"""A lesson and the limits of its jobs."""


@dataclass(frozen=True)
class Job:
    """A submission to score.

    Attributes:
        student: whose.
        lesson: its full name.
        cells: to run, as `grading.scoring.cells_to_run` finds them.
        seed: draws the inputs.
        limits: of time and memory.
    """

    student: str
    lesson: str
    cells: list[Cell] = field(repr=False)
    seed: int = field(repr=False)
    limits: Limits


@dataclass(frozen=True)
class Done:
    """What became of a job.

    Attributes:
        student: whose.
        scored: its score; None where there is none.
        error: why there is none.
        ours: the error lies with the machines and not with the submission.
    """

    student: str
    scored: Scored | None = None
    error: str | None = None
    ours: bool = False


def do(job: Job) -> Done:
    """Score one submission; whatever goes wrong becomes part of the outcome."""
    try:
        if job.limits.confined:
            chosen(CHOICES[0])  # Another machine may lack what the driver's has.
        lesson, reference = load_lesson(job.lesson), load_reference(job.lesson)
        score = score_cells(
            lesson, job.cells, seed=job.seed, reference=reference, limits=job.limits
        )
        return Done(job.student, as_scored(score))
    except CourseError as error:
        return Done(job.student, error=f"on {socket.gethostname()}: {error}", ours=True)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{os.path.basename(where.filename)}:{where.lineno}"
        return Done(job.student, error=f"{type(error).__name__}: {error} ({place})")


def get_ready(lesson: str, limits: Limits) -> None:
    """Do what the first job of a worker would wait for: import, and have what forks begun."""
    load_reference(lesson)
    if not load_lesson(lesson).uses_ray:
        await_expected(load_lesson(lesson), limits)


class Here:
    """Does each job at once, in this process (the student's code in one of its own)."""

    window = 1
    """How many jobs to have in hand."""

    def __init__(self) -> None:
        self._done: list[Done] = []

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *_: object) -> None:
        self._done.clear()

    def submit(self, job: Job) -> None:
        """Take a job."""
        self._done.append(do(job))

    def finished(self) -> Iterator[Done]:
        """Outcomes that have not been told yet, at least one."""
        while self._done:
            yield self._done.pop(0)


class OnRay:
    """Does jobs side by side, one Ray task each.

    Args:
        workers: how many at once, on this machine; a cluster knows its own number.
        address: of a Ray cluster whose machines have the course; None starts Ray here.
        uses_ray: the jobs start a Ray of their own in their sandbox, and want two processors.
        first: lesson and limits of the jobs: each worker on this machine gets ready for them.

    Raises:
        CourseError: Ray does not start, or does not answer at the address.
    """

    def __init__(
        self,
        workers: int,
        address: str | None = None,
        *,
        uses_ray: bool = False,
        first: First | None = None,
    ) -> None:
        self._workers, self._address, self._uses_ray = workers, address, uses_ray
        self._first = None if address else first
        self._students: dict[Any, str] = {}
        self._done: list[Done] = []
        self._failed: CourseError | None = None
        self._joined = False
        self._started, self._over = threading.Event(), threading.Event()
        self._starter = threading.Thread(target=self._start, daemon=True)

    def __enter__(self) -> "OnRay":
        self._starter.start()
        if self._address:
            self._ready()
        return self

    @property
    def window(self) -> int:
        """How many jobs to have in hand: until Ray has started, one, which is done here."""
        return self._window if self._ready(0) else 1

    def _ready(self, seconds: float | None = None) -> bool:
        started = self._started.wait(seconds)
        if self._failed is not None:
            raise self._failed
        return started

    def _start(self) -> None:
        """Start Ray, and stay: what a thread has started ends with it."""
        try:
            import ray

            self._joined = not ray.is_initialized()
            if self._joined:
                self._join()
            nodes = [node["Resources"].get("CPU", 0) for node in ray.nodes() if node["Alive"]]
            processors = min(2 if self._uses_ray else 1, max(nodes))
            # One more job for each worker, so that none waits for the driver.
            self._window = 2 * max(1, int(sum(nodes) // processors))
            # Tries are for workers and nodes that die; `do` itself raises nothing.
            self._do = ray.remote(num_cpus=processors, max_retries=TRIES - 1)(do)
            if self._first is not None:
                # As many as there are workers, all at once: each gets a worker of its own.
                ready = ray.remote(num_cpus=processors)(get_ready)
                with contextlib.suppress(ray.exceptions.RayError):
                    workers = range(self._window // 2)
                    ray.get([ready.remote(*self._first) for _ in workers], timeout=60)
        except CourseError as error:
            self._failed = error
        except Exception as error:
            self._failed = CourseError(f"Ray cannot be used ({error}): say --workers 1")
        self._started.set()
        self._over.wait()

    def _join(self) -> None:
        # Ray's workers would give way to every other program.
        os.environ.setdefault("RAY_worker_niceness", "0")
        with _ray_address(self._address):
            try:
                start_ray(self._workers, object_store_memory=80 * MEBIBYTE, timeout=20)
            except RayStartError as error:
                # The line that Ray's start gives a student speaks of notebooks and RAY_ADDRESS.
                name = "--ray-address " if self._address else "--workers 1 does without Ray; "
                raise CourseError(f"{name}{error}") from None

    def __exit__(self, *_: object) -> None:
        import ray

        self._started.wait()
        for task in self._students:
            with contextlib.suppress(Exception):
                ray.cancel(task, force=True)
        self._students.clear()
        if self._joined:
            ray.shutdown()
        self._over.set()
        self._starter.join()

    def submit(self, job: Job) -> None:
        """Take a job. While Ray starts, which takes some seconds, it is done here."""
        if self._ready(0):
            self._students[self._do.remote(job)] = job.student
        else:
            self._done.append(do(job))

    def finished(self) -> Iterator[Done]:
        """Outcomes that have not been told yet, at least one: waits for it."""
        import ray

        if self._done:
            yield self._done.pop()
            return
        ready, _ = ray.wait(list(self._students), num_returns=1)
        for task in ready:
            student = self._students.pop(task)
            try:
                yield ray.get(task)
            except ray.exceptions.RayError as error:
                what = f"its worker was lost {TRIES} times ({type(error).__name__})"
                yield Done(student, error=what, ours=True)


@contextlib.contextmanager
def _ray_address(address: str | None) -> Iterator[None]:
    """The environment variable by which `start_ray` knows where to go."""
    before = os.environ.pop("RAY_ADDRESS", None)
    if address:
        os.environ["RAY_ADDRESS"] = address
    try:
        yield
    finally:
        os.environ.pop("RAY_ADDRESS", None)
        if before is not None:
            os.environ["RAY_ADDRESS"] = before


Crew = Here | OnRay


def crew_for(
    jobs: int,
    workers: int,
    address: str | None,
    *,
    uses_ray: bool,
    first: First | None = None,
) -> Crew:
    """Who does the work.

    Args:
        jobs: about how many there are. Ray takes some five seconds to start.
        workers: how many at once on this machine.
        address: of a Ray cluster.
        uses_ray: the jobs start a Ray of their own.
        first: lesson and limits of the jobs, for which workers get ready.
    """
    processors, few = (2, 1) if uses_ray else (1, FEW)
    if address is None and (workers < 2 * processors or jobs <= few):
        return Here()
    return OnRay(min(workers, jobs * processors), address, uses_ray=uses_ray, first=first)

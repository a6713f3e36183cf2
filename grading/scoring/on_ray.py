"""Score jobs on Ray, with one task for each, so that jobs survive dying workers and nodes."""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from typing import Any

from grading.errors import CourseError
from grading.sandbox.limits import Limits
from grading.scoring.jobs import Job, JobResult, ScoreJob
from helpers.ray_start import RayStartError, start_ray

MAX_TRIES = 5
"""How many times a job is tried if its worker dies each time."""

MEBIBYTE = 2**20

WarmUpFor = tuple[str, Limits]
"""A lesson's full name and the limits of its jobs, for which workers are prepared."""


class OnRay:
    """Scores jobs in parallel, with one Ray task for each.

    Args:
        score_job: scores one submission and never raises an error.
        warm_up: prepares a worker for its first job.
        workers: how many processors of this machine to use. A cluster has its own number.
        address: the address of a Ray cluster with the course on its machines; None starts Ray
            on this machine.
        uses_ray: whether the jobs start Ray in their sandboxes and need two processors each.
        warm_up_for: the lesson and the limits for which to prepare each worker on this machine.

    Attributes:
        window: how many jobs to submit ahead of their results.

    Use it as a context manager. `begin` starts Ray, which takes some seconds.
    """

    def __init__(
        self,
        score_job: ScoreJob,
        warm_up: Callable[[str, Limits], None],
        workers: int,
        address: str | None = None,
        *,
        uses_ray: bool = False,
        warm_up_for: WarmUpFor | None = None,
    ) -> None:
        self._score_job, self._warm_up = score_job, warm_up
        self._workers, self._address, self._uses_ray = workers, address, uses_ray
        self._warm_up_for = None if address else warm_up_for
        self._students: dict[Any, str] = {}
        self._failed: CourseError | None = None
        self._joined = False
        self._started, self._over = threading.Event(), threading.Event()
        self._starter: threading.Thread | None = None
        self.window = 0

    def __enter__(self) -> "OnRay":
        return self

    def begin(self) -> None:
        """Start Ray or join the cluster in the background, and return at once."""
        if self._starter is None:
            self._starter = threading.Thread(target=self._start, daemon=True)
            self._starter.start()

    def ready(self, seconds: float | None = None) -> bool:
        """Return whether jobs can be submitted.

        Args:
            seconds: the longest time to wait until they can; None waits for ever.

        Raises:
            CourseError: Ray does not start, or does not answer at the address.
        """
        started = self._started.wait(seconds)
        if self._failed is not None:
            raise self._failed
        return started

    def _start(self) -> None:
        """Start Ray and stay alive, because processes started by a thread can end with it."""
        try:
            import ray

            self._joined = not ray.is_initialized()
            if self._joined:
                self._join()
            nodes = [node["Resources"].get("CPU", 0) for node in ray.nodes() if node["Alive"]]
            processors = min(2 if self._uses_ray else 1, max(nodes))
            # Queue one more job for each worker, so that none waits for the driver.
            self.window = 2 * max(1, int(sum(nodes) // processors))
            # Only the death of a worker or node causes a retry, since a job raises no error.
            self._task = ray.remote(num_cpus=processors, max_retries=MAX_TRIES - 1)(self._score_job)
            if self._warm_up_for is not None:
                # As many tasks as workers, all at once, so that each worker gets one of them.
                ready = ray.remote(num_cpus=processors)(self._warm_up)
                with contextlib.suppress(ray.exceptions.RayError):
                    workers = range(self.window // 2)
                    ray.get([ready.remote(*self._warm_up_for) for _ in workers], timeout=60)
        except CourseError as error:
            self._failed = error
        except (Exception, SystemExit) as error:
            # Ray may call sys.exit, after which the driver would wait for ever for this thread.
            self._failed = CourseError(f"Ray cannot be used ({error}): use --workers 1")
        self._started.set()
        self._over.wait()

    def _join(self) -> None:
        # By default, Ray's workers run at a lower priority than other programs.
        os.environ.setdefault("RAY_worker_niceness", "0")
        with _ray_address(self._address):
            try:
                start_ray(self._workers, object_store_memory=80 * MEBIBYTE, timeout=20)
            except RayStartError as error:
                # The message is written for students and mentions notebooks and RAY_ADDRESS.
                name = "--ray-address: " if self._address else "use --workers 1 to do without Ray: "
                raise CourseError(f"{name}{error}") from None

    def __exit__(self, *_: object) -> None:
        if self._starter is None:
            return
        import ray

        self._started.wait()
        if self._joined:
            ray.shutdown()  # It ends the tasks, too.
        else:
            for task in self._students:
                with contextlib.suppress(Exception):
                    ray.cancel(task, force=True)
        self._students.clear()
        self._over.set()
        self._starter.join()

    @property
    def pending(self) -> int:
        """How many submitted jobs `finished` has not returned yet."""
        return len(self._students)

    def submit(self, job: Job) -> None:
        """Submit a job as a Ray task."""
        self._students[self._task.remote(job)] = job.student

    def finished(self, seconds: float | None = None) -> list[JobResult]:
        """Return the next result that has not been returned yet.

        Args:
            seconds: the longest time to wait for it; None waits for ever.

        Returns:
            One result, or none.
        """
        import ray

        ready, _ = ray.wait(list(self._students), num_returns=1, timeout=seconds)
        return [self._result(task) for task in ready]

    def _result(self, task: Any) -> JobResult:
        import ray

        student = self._students.pop(task)
        try:
            return ray.get(task)
        except ray.exceptions.RayError as error:
            reason = f"its worker was lost {MAX_TRIES} times ({type(error).__name__})"
            return JobResult(student, error=reason, machine_failed=True)


@contextlib.contextmanager
def _ray_address(address: str | None) -> Iterator[None]:
    """Set the environment variable from which `start_ray` takes the address, and restore it."""
    before = os.environ.pop("RAY_ADDRESS", None)
    if address:
        os.environ["RAY_ADDRESS"] = address
    try:
        yield
    finally:
        os.environ.pop("RAY_ADDRESS", None)
        if before is not None:
            os.environ["RAY_ADDRESS"] = before

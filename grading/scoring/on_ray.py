"""Do jobs on Ray, one task each: a worker or a node that dies costs only another try."""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from typing import Any

from grading.errors import CourseError
from grading.sandbox.limits import Limits
from grading.scoring.jobs import Do, Done, Job
from helpers.ray_start import RayStartError, start_ray

TRIES = 5
"""How often a job is begun whose worker dies under it."""

MEBIBYTE = 2**20

First = tuple[str, Limits]
"""A lesson and the limits of its jobs."""


class OnRay:
    """Does jobs side by side, one Ray task each.

    Args:
        do: scores one submission; it raises nothing.
        get_ready: does what the first job of a worker would wait for.
        workers: how many at once, on this machine; a cluster knows its own number.
        address: of a Ray cluster whose machines have the course; None starts Ray here.
        uses_ray: the jobs start a Ray of their own in their sandbox, and want two processors.
        first: lesson and limits of the jobs: each worker on this machine gets ready for them.

    Use it as a context manager; `begin` starts Ray, which takes some seconds.
    """

    def __init__(
        self,
        do: Do,
        get_ready: Callable[[str, Limits], None],
        workers: int,
        address: str | None = None,
        *,
        uses_ray: bool = False,
        first: First | None = None,
    ) -> None:
        self._do, self._get_ready = do, get_ready
        self._workers, self._address, self._uses_ray = workers, address, uses_ray
        self._first = None if address else first
        self._students: dict[Any, str] = {}
        self._failed: CourseError | None = None
        self._joined = False
        self._started, self._over = threading.Event(), threading.Event()
        self._starter: threading.Thread | None = None
        self.window = 0

    def __enter__(self) -> "OnRay":
        return self

    def begin(self) -> None:
        """Begin to start Ray, or to join the cluster, and return at once."""
        if self._starter is None:
            self._starter = threading.Thread(target=self._start, daemon=True)
            self._starter.start()

    def ready(self, seconds: float | None = None) -> bool:
        """Whether jobs can be submitted.

        Args:
            seconds: to wait for it; None waits until it is so.

        Raises:
            CourseError: Ray does not start, or does not answer at the address.
        """
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
            self.window = 2 * max(1, int(sum(nodes) // processors))
            # Tries are for workers and nodes that die; the job itself raises nothing.
            self._task = ray.remote(num_cpus=processors, max_retries=TRIES - 1)(self._do)
            if self._first is not None:
                # As many as there are workers, all at once: each gets a worker of its own.
                ready = ray.remote(num_cpus=processors)(self._get_ready)
                with contextlib.suppress(ray.exceptions.RayError):
                    workers = range(self.window // 2)
                    ray.get([ready.remote(*self._first) for _ in workers], timeout=60)
        except CourseError as error:
            self._failed = error
        except (Exception, SystemExit) as error:
            # Ray also leaves by sys.exit, and the driver would wait for this thread for ever.
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
        if self._starter is None:
            return
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

    @property
    def pending(self) -> int:
        """How many jobs have outcomes that were not told yet."""
        return len(self._students)

    def submit(self, job: Job) -> None:
        """Take a job."""
        self._students[self._task.remote(job)] = job.student

    def finished(self, seconds: float | None = None) -> list[Done]:
        """Outcomes that have not been told yet.

        Args:
            seconds: to wait for one at most; None waits for ever.

        Returns:
            One outcome, or none.
        """
        import ray

        ready, _ = ray.wait(list(self._students), num_returns=1, timeout=seconds)
        return [self._outcome(task) for task in ready]

    def _outcome(self, task: Any) -> Done:
        import ray

        student = self._students.pop(task)
        try:
            return ray.get(task)
        except ray.exceptions.RayError as error:
            what = f"its worker was lost {TRIES} times ({type(error).__name__})"
            return Done(student, error=what, ours=True)


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

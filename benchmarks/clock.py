"""A stopwatch with a time limit, which can be paused while a result is examined."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Elapsed(NamedTuple):
    """Elapsed time.

    Attributes:
        seconds: wall time.
        cpu: seconds of processor time, all threads together; on a busy machine, much less than the
            wall time.
    """

    seconds: float
    cpu: float


class Clock:
    """A stopwatch that starts when it is created.

    Args:
        cap: number of seconds after which `over` is true.
    """

    def __init__(self, cap: float = math.inf) -> None:
        self.cap = cap
        self._begun = _now()

    def read(self) -> Elapsed:
        """Return how long the clock has run."""
        return _difference(_now(), self._begun)

    @property
    def over(self) -> bool:
        """Whether the time limit is reached."""
        return self.read().seconds >= self.cap

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Do not count the time spent inside the ``with`` block."""
        elapsed = self.read()
        try:
            yield
        finally:
            self._begun = _difference(_now(), elapsed)


def _now() -> Elapsed:
    return Elapsed(time.perf_counter(), time.process_time())


def _difference(later: Elapsed, earlier: Elapsed) -> Elapsed:
    return Elapsed(later.seconds - earlier.seconds, later.cpu - earlier.cpu)

"""A stopwatch with a cap, which stands still while somebody looks at the result."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Elapsed(NamedTuple):
    """What something took.

    Attributes:
        seconds: by the clock on the wall.
        cpu: of processor time, all threads together; much less than the wall's on a busy machine.
    """

    seconds: float
    cpu: float


class Clock:
    """Runs from the moment it is made.

    Args:
        cap: after so many seconds `over` is true.
    """

    def __init__(self, cap: float = math.inf) -> None:
        self.cap = cap
        self._begun = _now()

    def read(self) -> Elapsed:
        """How long it has run."""
        return _difference(_now(), self._begun)

    @property
    def over(self) -> bool:
        """Whether the cap is reached."""
        return self.read().seconds >= self.cap

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Leave out what happens inside."""
        elapsed = self.read()
        try:
            yield
        finally:
            self._begun = _difference(_now(), elapsed)


def _now() -> Elapsed:
    return Elapsed(time.perf_counter(), time.process_time())


def _difference(later: Elapsed, earlier: Elapsed) -> Elapsed:
    return Elapsed(later.seconds - earlier.seconds, later.cpu - earlier.cpu)

"""Interrupt code that takes too long, in the process that runs it.

A loop in C cannot be interrupted. `grading.sandbox.student_process` then ends the whole process.
"""

import contextlib
import signal
import time
from collections.abc import Iterator

AGAIN = 0.5
"""Seconds after which code that went on regardless, as in ``except BaseException``, is interrupted
again."""


class TooLongError(BaseException):
    """Raised in a cell whose time is up. Students catch `Exception`, but hardly this."""


def _ring(*_: object) -> None:
    raise TooLongError


@contextlib.contextmanager
def alarm(deadline: float | None) -> Iterator[None]:
    """Raise `TooLongError` in the block at a time of `time.monotonic`, even in an endless loop.

    Does nothing if the deadline is None, or if the student's own code handles this signal.
    """
    before = signal.getsignal(signal.SIGALRM)
    if deadline is None or before not in (signal.SIG_DFL, signal.SIG_IGN, None):
        yield
        return
    signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, max(deadline - time.monotonic(), 1e-3), AGAIN)
    try:
        yield
    finally:
        # What the block has changed is left as it is: statements below may need the student's own.
        if signal.getitimer(signal.ITIMER_REAL)[1] == AGAIN:
            cancel_alarm()
        if signal.getsignal(signal.SIGALRM) is _ring:
            signal.signal(signal.SIGALRM, before)


def cancel_alarm() -> None:
    """Cancel every alarm of this process, also those that a student's code has set."""
    signal.setitimer(signal.ITIMER_REAL, 0.0)

"""Show the progress of grading a class on stderr."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

PLAIN_SECONDS = 10.0
"""Time between two lines if the output is not a terminal."""


class Progress:
    """A line that shows how many are graded, how long the rest may take, and who needs a look.

    Args:
        total: the number of submissions.
        stream: where to write. On a terminal the line is overwritten; elsewhere a new line is
            written from time to time.
        clock: returns the time in seconds.
    """

    def __init__(
        self,
        total: int,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._total = total
        self._stream = stream or sys.stderr
        self._clock = clock
        self._begin = self._told = clock()
        self._done = self._fresh = 0
        self._looks: list[str] = []
        self._terminal = self._stream.isatty()

    def add(self, student: str, *, look: bool, fresh: bool) -> None:
        """Count one more submission.

        Args:
            student: the student's id.
            look: whether the submission needs a look.
            fresh: whether it was graded now, rather than in an earlier run.
        """
        self._done += 1
        self._fresh += fresh
        if look:
            self._looks.append(student)
        now = self._clock()
        if self._terminal:
            self._stream.write(f"\r\x1b[K{self.line()}")
            self._stream.flush()
        elif self._done < self._total and now - self._told >= PLAIN_SECONDS:
            self._told = now
            print(f"course: {self.line()}", file=self._stream, flush=True)

    def line(self) -> str:
        """Return the current state in words."""
        words = [f"{self._done} of {self._total} graded"]
        if self._fresh and self._done < self._total:
            each = (self._clock() - self._begin) / self._fresh
            words.append(f"about {_duration(each * (self._total - self._done))} to go")
        if self._looks:
            names = ", ".join(self._looks[-3:])
            more = "…, " if len(self._looks) > 3 else ""
            words.append(f"{len(self._looks)} to look at ({more}{names})")
        return ", ".join(words)

    def hide(self) -> None:
        """Erase the line, if on a terminal, to make room for other output."""
        if self._terminal:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"

"""Keep things on the grader's side, and give probes stand-ins that call back.

The rewards of an environment, or the top of a function, answer a question. If they lay beside the
student's code, it could read them, and it could make up a log that is kept there. When an answer is
graded, the probe therefore gets a case without the things that its `Host` keeps and makes stand-ins
for them. The host's log goes into the record, whatever else the probe returns.
"""

import threading
from collections.abc import Callable
from typing import Any

import numpy as np

from checks.probing.recording import describe

call: Callable[[dict], dict] | None = None
"""Sends a request to the grader's side; the executor sets it."""

_turn = threading.Lock()
"""Makes threads of a student's code take turns, because there is only one channel."""

ERRORS: dict[str, type[Exception]] = {}
"""Exceptions that a stand-in raises again with their own type; any other becomes a ValueError."""


def travels(error: type[Exception]) -> type[Exception]:
    """Register an exception class, as a decorator, so that stand-ins raise it as itself."""
    ERRORS[error.__name__] = error
    return error


def ask(what: dict) -> Any:
    """Send a request to the host; return its result, or raise what it raised."""
    with _turn:
        reply = call(what)
    raised = reply["raised"]
    if raised is not None:
        raise ERRORS.get(raised["type"], ValueError)(raised["text"])
    return reply["result"]


MAX_NUMBERS, MAX_TEXT = 16, 200


def small(value: Any) -> Any:
    """Return a value small enough to keep in a log; replace any other one by its type's name."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str) and len(value) <= MAX_TEXT:
        return value
    if isinstance(value, np.ndarray) and value.size <= MAX_NUMBERS:
        return value
    return {"opaque": type(value).__name__}


class Remote:
    """The student's end of one of a host's things: the host makes it and does the work."""

    def __init__(self) -> None:
        self._number = ask({"do": "make"})

    def ask(self, what: str, **given: Any) -> Any:
        """Let the host do something with the thing; return its result, or raise what it raised."""
        return ask({"do": what, "thing": self._number} | given)

    def log(self) -> dict:
        """Return nothing, because the host has the log."""
        return {}


class Host:
    """The grader's end of a probe: the things that it keeps, and a log of their use.

    Requests from the other side may be anything, so a subclass limits what it remembers of them.

    Args:
        case: the whole case.
        most: how many things the probe makes. More are refused: a judge reads the log of each, and
            the student's code must not try anything on one that is not read.

    Attributes:
        secret: names of the entries of the case that are not sent.
        things: the things that were made, in order.
    """

    secret: tuple[str, ...] = ()

    def __init__(self, case: dict, most: int = 1) -> None:
        self.case = case
        self.most = most
        self.things: list[Any] = []

    def answer(self, asked: Any) -> dict:
        """Answer the request of a stand-in.

        Args:
            asked: the request, which may be anything.

        Returns:
            ``result``, or ``raised`` as `describe` gives it.
        """
        try:
            # The grader must not show NumPy's warnings about the numbers of a request.
            with np.errstate(all="ignore"):
                return {"result": self._answer(asked), "raised": None}
        except Exception as error:
            return {"result": None, "raised": describe(error)}

    def _answer(self, asked: Any) -> Any:
        if asked["do"] != "make":
            return self.use(asked)
        if len(self.things) >= self.most:
            raise ValueError(f"there is no more than {self.most} of it")
        self.things.append(self.make())
        return len(self.things) - 1

    def make(self) -> Any:
        """Make one more thing."""
        raise NotImplementedError

    def use(self, asked: dict) -> Any:
        """Do something with the thing that has the number ``thing``; return the result."""
        raise NotImplementedError

    def made(self) -> list:
        """Return the things that were made, or a new one if there are none."""
        return self.things or [self.make()]

    def log(self) -> dict:
        """Return what goes into the record of the probe: the log of the first thing."""
        return self.made()[0].log()

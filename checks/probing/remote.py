"""Things that stay with the grader: a probe gets stand-ins for them, which call back.

What an environment pays, or where a function has its top, is the answer to a question. Were it
beside the student's code, that code could read it; and a log that is kept there could be made up.
When an answer is graded, a probe therefore gets a case without what its `Host` keeps, makes
stand-ins, and the host's log stands in the record, whatever else the probe brought back.
"""

import threading
from collections.abc import Callable
from typing import Any

import numpy as np

from checks.probing.recording import describe

call: Callable[[dict], dict] | None = None
"""Asks the other side; the executor puts it here."""

_turn = threading.Lock()
"""Threads of a student's code may ask, one after the other: there is one channel."""

ERRORS: dict[str, type[Exception]] = {}
"""What a stand-in raises again as what it was; anything else comes as a ValueError."""


def travels(error: type[Exception]) -> type[Exception]:
    """Let a stand-in raise this error when the thing behind it raised it: a class's decorator."""
    ERRORS[error.__name__] = error
    return error


def ask(what: dict) -> Any:
    """Ask the host, and raise what it raised."""
    with _turn:
        reply = call(what)
    raised = reply["raised"]
    if raised is not None:
        raise ERRORS.get(raised["type"], ValueError)(raised["text"])
    return reply["result"]


MAX_NUMBERS, MAX_TEXT = 16, 200


def small(value: Any) -> Any:
    """A value that a log may keep; what is too large, or no plain value, is named by its type."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str) and len(value) <= MAX_TEXT:
        return value
    if isinstance(value, np.ndarray) and value.size <= MAX_NUMBERS:
        return value
    return {"opaque": type(value).__name__}


class Remote:
    """The student's end of one of a host's things: it is made there, and asked for there."""

    def __init__(self) -> None:
        self._number = ask({"do": "make"})

    def ask(self, what: str, **given: Any) -> Any:
        """Have something done to the thing, and raise what it raised."""
        return ask({"do": what, "thing": self._number} | given)

    def log(self) -> dict:
        """Nothing: the host has the log."""
        return {}


class Host:
    """The grader's end of a probe: the things that it keeps, and what was done to them.

    What comes from the other side may be anything: a subclass bounds whatever it remembers.

    Args:
        case: whole.
        most: how many things the probe makes. There are no more: a judge looks at the log of
            each, and nothing is tried on one that nobody looks at.

    Attributes:
        secret: names of the case that are not sent.
        things: that were made, in order.
    """

    secret: tuple[str, ...] = ()

    def __init__(self, case: dict, most: int = 1) -> None:
        self.case = case
        self.most = most
        self.things: list[Any] = []

    def answer(self, asked: Any) -> dict:
        """Do what a stand-in asks for.

        Args:
            asked: whatever came over the wire.

        Returns:
            ``result``, or ``raised`` as `describe` gives it.
        """
        try:
            # NumPy's complaints about what was asked are not the grader's.
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
        """One more thing."""
        raise NotImplementedError

    def use(self, asked: dict) -> Any:
        """What a thing gives when something is done to it: ``thing`` is its number."""
        raise NotImplementedError

    def made(self) -> list:
        """The things, or one that nobody has touched where none was made."""
        return self.things or [self.make()]

    def log(self) -> dict:
        """What the record of a probe says of its things: the log of the first one."""
        return self.made()[0].log()

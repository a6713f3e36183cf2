"""The words in which the tasks are written down: how large a run is, who runs, at what."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.runs import Run

Say = Callable[[str], None]
"""Tells the user one line."""


@dataclass(frozen=True)
class Settings:
    """How large a run is.

    Attributes:
        cap: seconds that one training of the lecture's code may take.
        members: policies whose speed of play is measured.
        seeds: at most so many a peer; None takes each task's own number.
    """

    cap: float
    members: int
    seeds: int | None = None


# The course's notes on its source name 254 s, after which its NES was once stopped.
FULL = Settings(cap=254.0, members=256)
QUICK = Settings(cap=1.0, members=16, seeds=1)


@dataclass(frozen=True)
class Peer:
    """Somebody who runs at a task.

    Attributes:
        name: of the peer.
        seeds: how many times in a full run, with the seeds 0, 1, 2 and so on.
        run: what one seed gives, mostly a single `Run`.
    """

    name: str
    seeds: int
    run: Callable[[int], Iterable[Run]]


@dataclass(frozen=True)
class Task:
    """Something to be reached, or to be done fast.

    Attributes:
        name: on the command line.
        title: in the picture.
        peers: makes them ready, loads lessons, compiles; none of it is timed.
        baseline: the peer to which the others are compared.
    """

    name: str
    title: str
    peers: Callable[[Settings, Say], list[Peer]]
    baseline: str = "source"

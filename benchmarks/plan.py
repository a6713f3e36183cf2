"""The types that describe a benchmark: its settings, its tasks and the peers of a task."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.runs import Run

Say = Callable[[str], None]
"""Reports one line of progress to the user."""


@dataclass(frozen=True)
class Settings:
    """How large a run is.

    Attributes:
        cap: seconds that one training with the lecture's code may take.
        members: number of policies in a measurement of the speed of play.
        seeds: at most this many per peer; None takes each task's own number.
    """

    cap: float
    members: int
    seeds: int | None = None


# According to the course's notes on its source, the source's NES was once stopped after 254 s.
FULL = Settings(cap=254.0, members=256)
QUICK = Settings(cap=1.0, members=16, seeds=1)


@dataclass(frozen=True)
class Peer:
    """A version of the code that is measured on a task.

    Attributes:
        name: name of the peer.
        seeds: how often a full run measures it, with the seeds 0, 1, 2 and so on.
        run: measures one seed; gives its runs, usually a single one.
    """

    name: str
    seeds: int
    run: Callable[[int], Iterable[Run]]


@dataclass(frozen=True)
class Task:
    """A target to reach, or work to do fast.

    Attributes:
        name: name on the command line.
        title: title in the picture.
        peers: prepares the peers (loads lessons, compiles), untimed.
        baseline: the peer to which the others are compared.
    """

    name: str
    title: str
    peers: Callable[[Settings, Say], list[Peer]]
    baseline: str = "source"

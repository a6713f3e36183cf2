"""What one training gave, and what several of them say together."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Run:
    """One training, or one measurement of speed.

    Attributes:
        task: its name.
        peer: who ran: "source", "ours", "JAX", or one of the ways of playing episodes.
        seed: what it was seeded with.
        seconds: wall time.
        cpu: seconds of processor time.
        steps: environment steps that belong to an episode that counts; 0 where unknown.
        value: how good the result is, in the task's unit.
        reached: whether that is the target; None where the task has none.
        note: what else there is to say, one line.
        setup: seconds that it took once a process and that are not in ``seconds``: compilation.
    """

    task: str
    peer: str
    seed: int
    seconds: float
    cpu: float
    steps: int
    value: float
    reached: bool | None = None
    note: str = ""
    setup: float = 0.0

    @property
    def rate(self) -> float:
        """Environment steps per second."""
        return self.steps / self.seconds


@dataclass(frozen=True)
class Summary:
    """All runs of one peer at one task.

    Attributes:
        task: its name.
        peer: its name.
        seeds: how many runs.
        reached: how many of them reached the target; None where the task has none.
        seconds: median; a run that was stopped short of the target counts as longer than any.
        stopped: the median is such a run: ``seconds`` is only what it had used until then.
        cpu: median of the seconds of processor time.
        low: shortest run.
        high: longest run.
        steps: median.
        rate: median of environment steps per second.
        slowest: smallest of these.
        fastest: largest of these.
        value: median.
        ratio: how many times faster than the task's baseline; nan without one.
        setup: seconds once a process, not in ``seconds``.
        at_least: the baseline was stopped, so that the ratio is a lower bound.
    """

    task: str
    peer: str
    seeds: int
    reached: int | None
    seconds: float
    stopped: bool
    cpu: float
    low: float
    high: float
    steps: float
    rate: float
    slowest: float
    fastest: float
    value: float
    ratio: float
    setup: float
    at_least: bool


def summarise(runs: Sequence[Run], baseline: str) -> list[Summary]:
    """One summary a peer, in the order in which the peers first ran.

    Args:
        runs: of one task, at least one.
        baseline: the peer to which the others are compared. A task with a target compares medians
            of seconds; one without compares steps per second, seed by seed, and takes the median.
    """
    peers = list(dict.fromkeys(run.peer for run in runs))
    return [_summary([r for r in runs if r.peer == p], runs, baseline) for p in peers]


def median_seconds(runs: Sequence[Run]) -> tuple[float, bool]:
    """The median of the seconds to the target, and whether it is only a lower bound.

    Args:
        runs: of one peer. One that was stopped short of the target would have taken longer, so
            that it is sorted behind all others.
    """
    ordered = sorted(runs, key=lambda run: (run.reached is False, run.seconds))
    middle = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
    return sum(run.seconds for run in middle) / len(middle), middle[-1].reached is False


def _summary(runs: list[Run], task_runs: Sequence[Run], baseline: str) -> Summary:
    seconds, stopped = median_seconds(runs)
    against = [run for run in task_runs if run.peer == baseline]
    ratio, at_least = math.nan, False
    if against and runs[0].reached is not None:
        base_seconds, at_least = median_seconds(against)
        ratio = math.nan if stopped and runs[0].peer != baseline else base_seconds / seconds
    elif against:
        base = {run.seed: run.rate for run in against}
        paired = [run.rate / base[run.seed] for run in runs if run.seed in base]
        ratio = median(paired) if paired else math.nan
    return Summary(
        task=runs[0].task,
        peer=runs[0].peer,
        seeds=len(runs),
        reached=None if runs[0].reached is None else sum(bool(run.reached) for run in runs),
        seconds=seconds,
        stopped=stopped,
        cpu=median(run.cpu for run in runs),
        low=min(run.seconds for run in runs),
        high=max(run.seconds for run in runs),
        steps=median(run.steps for run in runs),
        rate=median(run.rate for run in runs),
        slowest=min(run.rate for run in runs),
        fastest=max(run.rate for run in runs),
        value=median(run.value for run in runs),
        ratio=ratio,
        setup=max(run.setup for run in runs),
        at_least=at_least and runs[0].peer != baseline,
    )

"""The result of one run, and the summary of all runs of a peer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Run:
    """One training, or one measurement of speed.

    Attributes:
        task: name of the task.
        peer: name of the peer: "source", "ours", "JAX", or one of the ways to play episodes.
        seed: the seed of the run.
        seconds: wall time.
        cpu: seconds of processor time.
        steps: environment steps in episodes that count; 0 if unknown.
        value: how good the result is, in the task's unit.
        reached: whether the value reaches the target; None if the task has no target.
        note: a remark in one line; may be empty.
        setup: seconds of set-up, such as compilation, once per process; not part of ``seconds``.
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
        task: name of the task.
        peer: name of the peer.
        seeds: number of runs.
        reached: how many of them reached the target; None if the task has no target.
        seconds: median; a run that was stopped short of the target counts as longer than any other.
        stopped: whether the median is such a run, so that ``seconds`` is only a lower bound.
        cpu: median of the seconds of processor time.
        low: seconds of the shortest run.
        high: seconds of the longest run.
        steps: median of the environment steps.
        rate: median of the environment steps per second.
        slowest: smallest number of steps per second.
        fastest: largest number of steps per second.
        value: median of the values.
        ratio: how many times faster than the task's baseline; nan without one.
        setup: seconds of set-up, once per process; not part of ``seconds``.
        at_least: whether the baseline was stopped, so that the ratio is only a lower bound.
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
    """Summarise the runs of each peer, in the order in which the peers first ran.

    Args:
        runs: the runs of one task, at least one.
        baseline: the peer to which the others are compared. If the task has a target, the medians
            of the seconds are compared; otherwise the ratio is the median over the seeds of the
            ratios of steps per second.
    """
    peers = list(dict.fromkeys(run.peer for run in runs))
    return [_summary([r for r in runs if r.peer == p], runs, baseline) for p in peers]


def median_seconds(runs: Sequence[Run]) -> tuple[float, bool]:
    """Return the median of the seconds to the target, and whether it is only a lower bound.

    Args:
        runs: the runs of one peer. A run that was stopped short of the target would have taken
            longer, so it is sorted after all others.
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

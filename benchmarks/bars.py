"""What the course promises of its own versions, and whether a run kept it.

Seconds are promised for two cores that have nothing else to do. On a busy machine look at the
ratios, whose two sides were measured side by side, and at the processor time in the table.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.runs import Summary
from benchmarks.words import ratio_text, seconds_text
from helpers.plotting.words import number


@dataclass(frozen=True)
class Bar:
    """One promise.

    Attributes:
        task: its name.
        peer: who it is about.
        kind: "seconds" at most, "faster" than the baseline at least so many times, or "reached"
            by at least this share of the seeds.
        limit: the number.
    """

    task: str
    peer: str
    kind: str
    limit: float


@dataclass(frozen=True)
class Verdict:
    """Whether a promise was kept.

    Attributes:
        task: its name.
        peer: who it is about.
        text: the promise in words.
        measured: what was measured, in words.
        holds: None where that says nothing.
    """

    task: str
    peer: str
    text: str
    measured: str
    holds: bool | None


BARS = (
    Bar("nes-cartpole", "ours", "seconds", 3.0),
    Bar("nes-cartpole", "ours", "faster", 80.0),
    Bar("nes-cartpole", "ours", "reached", 0.95),
    Bar("cem-cartpole", "ours", "seconds", 1.0),
    Bar("cem-cartpole", "ours", "reached", 0.95),
    Bar("cem-cartpole", "batched", "seconds", 1.0),
    Bar("cem-cartpole", "batched", "reached", 0.95),
    Bar("deep-cem-cartpole", "ours", "faster", 20.0),
    Bar("deep-cem-cartpole", "ours", "reached", 0.95),
    Bar("nes-frozenlake", "ours", "seconds", 5.0),
    Bar("nes-frozenlake", "ours", "reached", 0.95),
    Bar("reinforce-cartpole", "ours", "seconds", 10.0),
    Bar("reinforce-cartpole", "ours", "reached", 0.9),
    Bar("throughput-random", "queue", "faster", 5.0),
    Bar("throughput-trained", "queue", "faster", 20.0),
    Bar("ray-workers", "two workers", "faster", 1.7),
)


def judge(summaries: Sequence[Summary], bars: Sequence[Bar] = BARS) -> list[Verdict]:
    """Hold the summaries against the bars of the tasks that were run."""
    found = {(summary.task, summary.peer): summary for summary in summaries}
    return [_judge(bar, found[bar.task, bar.peer]) for bar in bars if (bar.task, bar.peer) in found]


def _judge(bar: Bar, summary: Summary) -> Verdict:
    if bar.kind == "seconds":
        text = f"at most {bar.limit:g} s"
        kept = summary.seconds <= bar.limit and not summary.stopped
        measured = f"{seconds_text(summary)} s, {number(summary.cpu)} s of processor time"
        return Verdict(bar.task, bar.peer, text, measured, kept)
    if bar.kind == "reached":
        text = f"the target for at least {bar.limit:.0%} of the seeds"
        kept = summary.reached >= bar.limit * summary.seeds
        return Verdict(bar.task, bar.peer, text, f"{summary.reached} of {summary.seeds}", kept)
    text = f"at least {bar.limit:g} times as fast as the baseline"
    if math.isnan(summary.ratio):
        return Verdict(bar.task, bar.peer, text, "no ratio", None)
    kept = summary.ratio >= bar.limit
    # A baseline that was stopped gives a lower bound; one under the bar says nothing.
    holds = None if summary.at_least and not kept else kept
    return Verdict(bar.task, bar.peer, text, ratio_text(summary), holds)

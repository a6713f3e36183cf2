"""The bars: what the course promises about its own versions, and whether a run kept it.

The promises in seconds are for two otherwise idle cores. On a busy machine, look at the ratios,
because both of their sides were measured under the same load, and at the processor time.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.runs import Summary
from benchmarks.words import ratio_text, seconds_text
from helpers.plotting.words import number


@dataclass(frozen=True)
class Bar:
    """One promise about a peer.

    Attributes:
        task: name of the task.
        peer: name of the peer.
        kind: "seconds" (at most this many), "faster" (at least this many times as fast as the
            baseline) or "reached" (the target, by at least this share of the seeds).
        limit: the number that the kind refers to.
    """

    task: str
    peer: str
    kind: str
    limit: float


@dataclass(frozen=True)
class Verdict:
    """Whether a promise was kept.

    Attributes:
        task: name of the task.
        peer: name of the peer.
        text: the promise in words.
        measured: the measurement in words.
        holds: whether the promise was kept; None if the measurement does not tell.
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
    """Judge the summaries by the bars for the tasks that were run."""
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
    # If the baseline was stopped, the ratio is a lower bound, which says nothing below the bar.
    holds = None if summary.at_least and not kept else kept
    return Verdict(bar.task, bar.peer, text, ratio_text(summary), holds)

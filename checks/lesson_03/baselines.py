"""Lesson 03: what weighs each step of a policy gradient, rightly and by the usual slips."""

import numpy as np

from checks.lesson_03.specification import right_returns

Weights = list[np.ndarray]
"""One number a step for every episode."""


def right_baselines(returns: Weights) -> Weights:
    """The mean of G_t over the other episodes that reach step t, 0 where there is none."""
    found = []
    for i, own in enumerate(returns):
        baseline = np.zeros(len(own))
        for t in range(len(own)):
            others = [g[t] for j, g in enumerate(returns) if j != i and len(g) > t]
            baseline[t] = np.mean(others) if others else 0.0
        found.append(baseline)
    return found


def advantages_of(returns: Weights, baselines: Weights) -> Weights:
    """Returns minus baselines, episode by episode."""
    return [g - b for g, b in zip(returns, baselines, strict=True)]


def weight_suspects(rewards: Weights, gamma: float) -> dict[str, Weights]:
    """What the usual slips weight the steps with.

    Args:
        rewards: of every episode.
        gamma: of the case.

    Returns:
        The sentence that names a slip, to the weights that it gives.
    """
    returns = [right_returns(r, gamma) for r in rewards]
    n = len(returns)
    loo = right_baselines(returns)
    wholes = [np.full(len(g), g[0]) for g in returns]
    undiscounted = [right_returns(r, 1.0) for r in rewards]
    forwards = [np.cumsum(r) for r in rewards]
    shortest = min(map(len, returns))
    padded = np.zeros((n, max(map(len, returns))))
    for i, g in enumerate(returns):
        padded[i, : len(g)] = g

    def with_baselines(of: Weights) -> Weights:
        return advantages_of(of, right_baselines(of))

    def own_included() -> Weights:
        reach = [sum(len(g) > t for g in returns) for t in range(padded.shape[1])]
        return [g - padded.sum(axis=0)[: len(g)] / reach[: len(g)] for g in returns]

    advantages = advantages_of(returns, loo)
    every = np.concatenate(advantages)
    spread = every.std() or 1.0
    others = [[g for j, g in enumerate(returns) if j != i] or [np.zeros(1)] for i in range(n)]
    others_first = [np.mean([g[0] for g in rest]) for rest in others]
    others_all = [np.mean(np.concatenate(rest)) for rest in others]
    return {
        "No baseline is taken off: b_t is the mean over the other episodes.": returns,
        "The baseline counts the own episode as well, which shrinks the gradient: leave it out of "
        "its own mean.": own_included(),
        "The baseline counts the own episode as well, and those that have ended as 0.": [
            g - padded.mean(axis=0)[: len(g)] for g in returns
        ],
        "Episodes that have ended count as 0 in the baseline: only those that reach step t "
        "count.": [g - (padded.sum(axis=0)[: len(g)] - g) / max(1, n - 1) for g in returns],
        "The baseline is added; it is taken off.": [
            g + b for g, b in zip(returns, loo, strict=True)
        ],
        "This weights with b_t - G_t: the other way round.": [-a for a in advantages],
        "Every step is weighted with the return of the whole episode: rewards from before step t "
        "do not count.": with_baselines(wholes),
        "Every step is weighted with the return of the whole episode, and no baseline is taken "
        "off.": wholes,
        "The rewards are summed forwards: G_t counts the rewards from t on.": with_baselines(
            forwards
        ),
        "Every step is weighted with its own reward alone: actions are paid later, too.": (
            with_baselines(rewards)
        ),
        "gamma plays no part: it belongs into the rewards to go.": with_baselines(undiscounted),
        "gamma counts twice: G_t is discounted from step t on, and not once more by gamma to the "
        "power t.": [a * gamma ** np.arange(len(a)) for a in advantages],
        "One number serves as the baseline of all steps: it is a mean for every step t.": [
            g - b for g, b in zip(returns, others_first, strict=True)
        ],
        "One number, the mean over all steps, serves as the baseline: it is a mean for every "
        "step t.": [g - b for g, b in zip(returns, others_all, strict=True)],
        "One number, the mean over all steps of all episodes, serves as the baseline.": [
            g - np.mean(np.concatenate(returns)) for g in returns
        ],
        "The baseline is the mean of G_t over the steps of the same episode: it depends on the "
        "very actions that it judges.": [g - g.mean() for g in returns],
        "The weights are divided by their standard deviation: that is another method.": [
            a / spread for a in advantages
        ],
        "The weights are standardised: that is another method.": [
            (a - every.mean()) / spread for a in advantages
        ],
        "All steps after the end of the shortest episode are left out.": [
            np.where(np.arange(len(a)) < shortest, a, 0.0) for a in advantages
        ],
        "Steps that no other episode reaches are left out: their baseline is 0, and G_t counts in "
        "full.": [
            np.where([sum(len(o) > t for o in returns) > 1 for t in range(len(a))], a, 0.0)
            for a in advantages
        ],
        "The last episode is left out.": [
            a * (i < n - 1 or n == 1) for i, a in enumerate(advantages)
        ],
    }

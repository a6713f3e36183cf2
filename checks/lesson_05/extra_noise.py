"""Judge the extra noise that cross_entropy_method (lesson 05) adds to sigma."""

import numpy as np

from checks.compare import same
from checks.framework import Case, Problem, Record
from checks.lesson_05.replayed_search import (
    extra_noise,
    form_problem,
    replay,
    scores_of,
    search_case,
)
from checks.lesson_05.sample_population import spread_fits
from checks.report import show


def noise_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make searches of one and of several iterations, with noise as large as the elites' spread."""
    found = []
    for iterations in (4, 1) + (6, 2) * graded:
        extra = float(rng.choice([1.5, 2.5]))
        found.append(
            search_case(
                rng, 60, batch_size=30, elite_frac=0.2, iterations=iterations, extra_std=extra
            )
        )
    return found


def _schedules(case: Case) -> dict:
    """Map causes to wrong rules: each gives the new sigma from the elites' own and from k."""
    extra, total = case["settings"]["extra_std"], case["settings"]["iterations"]
    share = max(1, total - 1)

    def falling(k: int) -> float:
        return extra * (1 - k / share)

    return {
        "extra_std is never added to the elites' standard deviation.": lambda s, k: s,
        "The noise stays as it is: it shrinks to 0 at the last iteration.": lambda s, k: s + extra,
        "The noise is divided by K and not by K - 1, so that it never gets to 0: k runs from 0 to "
        "K - 1.": lambda s, k: s + extra * (1 - k / total),
        "k runs from 0: after the first iteration the whole of extra_std is added.": lambda s, k: (
            s + extra * (1 - (k + 1) / total)
        ),
        "The noise grows from iteration to iteration: it should shrink.": lambda s, k: (
            s + extra * k / share
        ),
        "The noise is added to the variance, as Szita and Lőrincz do; here it is added to the "
        "standard deviation.": lambda s, k: np.sqrt(s**2 + falling(k)),
        "The squares are added; here extra_std is added to the standard deviation itself.": (
            lambda s, k: np.sqrt(s**2 + falling(k) ** 2)
        ),
        "The larger of the two is taken; here they are added.": lambda s, k: np.maximum(
            s, falling(k)
        ),
        "The elites' standard deviation is multiplied; extra_std is added to it.": lambda s, k: (
            s * (1 + falling(k))
        ),
        "The noise takes the place of the elites' standard deviation: it is added to it.": (
            lambda s, k: np.full_like(s, falling(k))
        ),
    }


def judge_noise(case: Case, record: Record) -> Problem | None:
    """Judge the last sigma to the last digits, and the earlier ones by the spread of the samples.

    There is one comparison of `TAIL` for each batch after the first, at most 9 in all.
    """
    if (problem := form_problem(case, record)) is not None:
        return problem
    steps = replay(case, record["thetas"])
    last = len(steps) - 1
    expected = steps[-1].fitted[1] + extra_noise(case, last)
    got = record["value"][1]
    off = [k for k in range(1, len(steps)) if not spread_fits(scores_of(steps[k : k + 1]))]
    if same(got, expected) and not off:
        return None

    def as_if(rule) -> bool:
        """Test whether a rule explains the last sigma and the spread of every batch."""
        spreads = [rule(steps[k - 1].fitted[1], k - 1) for k in range(1, len(steps))]
        return same(got, rule(steps[-1].fitted[1], last)) and all(
            np.all(spread > 0) and spread_fits((step.rows - step.mu) / spread)
            for step, spread in zip(steps[1:], spreads, strict=True)
        )

    cause = next((words for words, rule in _schedules(case).items() if as_if(rule)), None)
    if off:
        k = off[0]
        what = (
            f"batch {k}, from 0, drawn with a sigma of about {show(float(steps[k].sigma.mean()))}"
        )
        spread = float(np.sqrt(np.mean((steps[k].rows - steps[k].mu) ** 2)))
        came = f"a spread of {show(spread)}"
    else:
        what, came = f"sigma = {show(expected)}", show(got)
    return Problem(
        case["given"],
        what,
        came,
        cause
        or "After iteration k of K, from 0, sigma is the elites' standard deviation plus "
        "extra_std (1 - k / max(1, K - 1)).",
    )

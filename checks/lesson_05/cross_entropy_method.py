"""Examine cross_entropy_method (lesson 05): the loop as a whole.

`replayed_search` works out what must follow from the samples that an answer drew; `extra_noise`
and `search_history` judge two of the properties.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, array_problem, global_random_problem, mutated_problem
from checks.lesson_05 import probes
from checks.lesson_05.extra_noise import judge_noise, noise_cases
from checks.lesson_05.fit_gaussian import as_array
from checks.lesson_05.replayed_search import (
    Iteration,
    extra_noise,
    form_problem,
    hill_host,
    replay,
    scores_of,
    search_case,
)
from checks.lesson_05.sample_population import centre_fits, shape_fits, spread_fits
from checks.lesson_05.search_history import judge_history, judge_nan, nan_cases
from checks.lesson_05.select_elites import elite_rows
from checks.noise import seed_problem
from checks.report import show


def search_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make short searches without extra noise."""
    found = [
        search_case(rng, 4, batch_size=40, elite_frac=0.25, iterations=5),
        search_case(rng, 2, batch_size=9, elite_frac=0.4, iterations=3),
    ]
    if graded:
        found += [
            search_case(rng, 6, batch_size=40, elite_frac=0.2, iterations=6),
            search_case(rng, 1, batch_size=12, elite_frac=0.5, iterations=4),
            search_case(rng, 3, batch_size=4, elite_frac=0.1, iterations=2),
            search_case(rng, 3, batch_size=8, elite_frac=0.5, iterations=1),
        ]
    return found


def short_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Keep the `search_cases` with few calls of f, because each is a request when graded."""
    return [case for case in search_cases(rng, graded) if case["settings"]["iterations"] < 6]


def _mu_suspects(case: Case, steps: list[Iteration]) -> Suspects:
    last, count = steps[-1], len(steps[-1].elites)
    everything = np.concatenate([step.rows for step in steps])
    heights = np.concatenate([step.values for step in steps])
    worst = elite_rows(-last.values, count)
    return {
        "This is the mean you began with: the last elites' is asked for.": case["mu"],
        "The last refit is missing: this is the mean from which the last batch was drawn.": last.mu,
        "This is the best sample of the last batch: return the mean of its elites.": last.elites[0],
        "This is the best sample of all: return the mean of the last elites.": everything[
            elite_rows(heights, 1)[0]
        ],
        "All samples count here: fit the elites alone.": last.rows.mean(axis=0),
        "These are the worst samples' mean: the largest values of f are the best.": (
            last.rows[worst].mean(axis=0)
        ),
        "The elites are chosen from all batches together: each batch has its own.": everything[
            elite_rows(heights, count)
        ].mean(axis=0),
        "This is one mean, of all numbers together: each parameter has its own.": np.array(
            last.elites.mean()
        ),
        "mu and sigma are swapped: mu comes first.": last.fitted[1],
    }


def _sigma_suspects(case: Case, steps: list[Iteration]) -> Suspects:
    last, n = steps[-1], len(steps[-1].elites)
    sigma = last.fitted[1]
    return {
        "This is the sigma you began with: the last elites' is asked for.": case["sigma"],
        "The last refit is missing: this is the sigma from which the last batch was drawn.": (
            last.sigma
        ),
        "This is the spread of the whole last batch: fit the elites alone.": last.rows.std(axis=0),
        "This is the variance: sigma is its root.": sigma**2,
        "The standard deviation is taken with ddof=1; fit_gaussian takes ddof=0.": (
            sigma * np.sqrt(n / max(1, n - 1))
        ),
    }


def judge_refit(case: Case, record: Record) -> Problem | None:
    """Judge mu and sigma against the fit to the last elites, to the last digits."""
    if (problem := form_problem(case, record)) is not None:
        return problem
    steps = replay(case, record["thetas"])
    mu, sigma = steps[-1].fitted[0], steps[-1].fitted[1] + extra_noise(case, len(steps) - 1)
    for name, place, expected, suspects in (
        ("mu", 0, mu, _mu_suspects(case, steps)),
        ("sigma", 1, sigma, _sigma_suspects(case, steps)),
    ):
        problem = array_problem(
            case["given"],
            as_array(record["value"][place]),
            expected,
            suspects,
            f"{name} is not that of the last batch's elites, the best of the samples for which f "
            "was called last.",
        )
        if problem is not None:
            return replace(problem, expected=f"{name} = {problem.expected}")
    return None


# --- where the samples come from -----------------------------------------------------------


def _fit(scores: np.ndarray) -> bool:
    return spread_fits(scores) and centre_fits(scores)


def drawn_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make batches that are large enough to tell which Gaussian they come from."""
    found = [search_case(rng, 16, batch_size=50, elite_frac=0.3, iterations=4)]
    if graded:
        found += [
            search_case(rng, 6, batch_size=50, elite_frac=0.4, iterations=3),
            search_case(rng, 40, batch_size=40, elite_frac=0.25, iterations=3),
        ]
    return found


def judge_drawn(case: Case, record: Record) -> Problem | None:
    """Judge that every batch comes from the Gaussian that was fitted last.

    Given the batches before it, the scores of a right answer are standard normal. There are two
    comparisons of `TAIL` for the first batch and three for the others, at most 15 in all.
    """
    if (problem := form_problem(case, record)) is not None:
        return problem
    steps = replay(case, record["thetas"])
    first, rest = steps[:1], steps[1:]
    given, expected = case["given"], "samples from N(mu, diag(sigma²)) with the latest mu and sigma"
    if not _fit(scores_of(first)):
        got = f"a first batch with mean {show(steps[0].rows.mean(axis=0))}"
        cause = "The first batch comes from the mu and the sigma that were handed over."
        if spread_fits(scores_of(first, spread=lambda s: np.sqrt(s.sigma))):
            cause = "sigma stands for the variance here: it is the standard deviation."
        return Problem(given, expected, got, cause)
    scores = scores_of(rest)
    if _fit(scores) and shape_fits(scores):
        return None
    old_mu, old_sigma = case["mu"], case["sigma"]
    suspects = {
        "Every batch comes from the Gaussian at the start: let the fitted mu and sigma take their "
        "place.": scores_of(rest, lambda s: old_mu, lambda s: old_sigma),
        "The fitted sigma is never used: it takes the place of the old one, as mu does.": scores_of(
            rest, spread=lambda s: old_sigma
        ),
        "The fitted mu is never used: it takes the place of the old one, as sigma does.": scores_of(
            rest, mean=lambda s: old_mu
        ),
        "sigma stands for the variance here: it is the standard deviation.": scores_of(
            rest, spread=lambda s: np.sqrt(s.sigma)
        ),
        "The noise is multiplied by sigma²: the standard deviation is sigma.": scores_of(
            rest, spread=lambda s: s.sigma**2
        ),
    }
    cause = next((words for words, value in suspects.items() if _fit(value)), None)
    if cause is None and len(np.unique(np.round(scores, 9))) < scores.size:
        cause = "The same noise occurs again: hand the one rng on to sample_population each time."
    return Problem(
        given,
        expected,
        f"from the second batch on, a spread of {show(float(scores.std()))} sigma around "
        f"{show(float(scores.mean()))} sigma",
        cause
        or "The batches after the first come from the mean and the standard deviation of the "
        "elites before.",
    )


# --- seed and inputs -----------------------------------------------------------------------


def judge_repeats(case: Case, record: Record) -> Problem | None:
    """Judge that the seed decides everything, and that mu and sigma stay as they were."""
    given = case["given"]
    if (problem := form_problem(case, record)) is not None:
        return problem
    if (problem := mutated_problem(given, record)) is not None:
        return problem
    if (problem := global_random_problem(given, record)) is not None:
        return problem
    value, again = record["value"], record["again"]
    if (problem := seed_problem(given, value, again, "result", "another result")) is not None:
        return problem
    if same(value, record["other"]):
        cause = (
            "Another rng gives the same result: is a generator of its own made, or the rng seeded?"
        )
        return Problem(given, "another result for another seed", "the same result", cause)
    return None


def repeat_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make one short search."""
    return [search_case(rng, 3, batch_size=10, elite_frac=0.3, iterations=3, extra_std=0.5)]


def _search(title: str, weight: float, cases: Callable, judge: Callable) -> Property:
    return Property(title, weight, cases, probes.search, judge, host=hill_host)


cross_entropy_method = Exercise(
    "cross_entropy_method",
    points=3,
    properties=[
        _search(
            "calls f once for each sample and returns the fit to the last elites",
            0.333,
            search_cases,
            judge_refit,
        ),
        _search(
            "draws every batch from the Gaussian that was fitted last",
            0.25,
            drawn_cases,
            judge_drawn,
        ),
        _search("adds extra noise to sigma, less and less", 0.167, noise_cases, judge_noise),
        _search("history holds each batch's mean", 0.083, short_cases, judge_history),
        _search("copes with values that are nan", 0.083, nan_cases, judge_nan),
        Property(
            "the seed decides the result; mu and sigma stay as they are",
            0.084,
            repeat_cases,
            probes.search_twice,
            judge_repeats,
            host=partial(hill_host, most=3),
        ),
    ],
)

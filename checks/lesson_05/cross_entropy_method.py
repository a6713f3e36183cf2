"""Lesson 05, cross_entropy_method: the loop."""

from functools import partial

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, array_problem, global_random_problem, mutated_problem
from checks.lesson_05 import probes
from checks.lesson_05.extra_noise import judge_noise, noise_cases
from checks.lesson_05.fit_gaussian import as_array
from checks.lesson_05.history import judge_history, judge_nan, nan_cases
from checks.lesson_05.replay import (
    Iteration,
    extra_noise,
    form_problem,
    hill_host,
    replay,
    scores_of,
    search_case,
)
from checks.lesson_05.sample_population import centre_fits, shape_fits, spread_fits
from checks.lesson_05.select_elites import elite_rows
from checks.report import show


def search_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Short searches without extra noise."""
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
    """Those of `search_cases` that ask for few values: when graded, each is a question."""
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
    """The mean and the standard deviation of the last elites, to the last digits."""
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
            {cause: value for cause, value in suspects.items() if not same(value, expected)},
            f"{name} is not that of the last batch's elites, the best of the samples for which f "
            "was called last.",
        )
        if problem is not None:
            return Problem(
                problem.given, f"{name} = {problem.expected}", problem.got, problem.cause
            )
    return None


# --- where the samples come from -----------------------------------------------------------


def _fit(scores: np.ndarray) -> bool:
    return spread_fits(scores) and centre_fits(scores)


def drawn_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Batches large enough to tell from which Gaussian they come."""
    found = [search_case(rng, 16, batch_size=50, elite_frac=0.3, iterations=4)]
    if graded:
        found += [
            search_case(rng, 6, batch_size=50, elite_frac=0.4, iterations=3),
            search_case(rng, 40, batch_size=40, elite_frac=0.25, iterations=3),
        ]
    return found


def judge_drawn(case: Case, record: Record) -> Problem | None:
    """Every batch comes from the Gaussian that was fitted last.

    Given the batches before it, a right answer's scores are standard normal. Two comparisons of
    `TAIL` for the first batch and three for the others, at most 15 in all.
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
    """The seed decides everything, and mu and sigma are the caller's."""
    given = case["given"]
    if (problem := form_problem(case, record)) is not None:
        return problem
    if (problem := mutated_problem(given, record)) is not None:
        return problem
    if (problem := global_random_problem(given, record)) is not None:
        return problem
    if not same(record["value"], record["again"], 0.0):
        cause = "The random numbers come from somewhere else than rng, so the seed decides nothing."
        return Problem(given, "the same result for the same seed", "another result", cause)
    if same(record["value"], record["other"]):
        cause = (
            "Another rng gives the same result: is a generator of its own made, or the rng seeded?"
        )
        return Problem(given, "another result for another seed", "the same result", cause)
    return None


def repeat_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """One short search."""
    return [search_case(rng, 3, batch_size=10, elite_frac=0.3, iterations=3, extra_std=0.5)]


cross_entropy_method = Exercise(
    "cross_entropy_method",
    points=3,
    properties=[
        Property(
            "calls f once for each sample and returns the fit to the last elites",
            0.333,
            search_cases,
            probes.search,
            judge_refit,
            host=hill_host,
        ),
        Property(
            "draws every batch from the Gaussian that was fitted last",
            0.25,
            drawn_cases,
            probes.search,
            judge_drawn,
            host=hill_host,
        ),
        Property(
            "adds extra noise to sigma, less and less",
            0.167,
            noise_cases,
            probes.search,
            judge_noise,
            host=hill_host,
        ),
        Property(
            "history holds each batch's mean",
            0.083,
            short_cases,
            probes.search,
            judge_history,
            host=hill_host,
        ),
        Property(
            "copes with values that are nan",
            0.083,
            nan_cases,
            probes.search,
            judge_nan,
            host=hill_host,
        ),
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

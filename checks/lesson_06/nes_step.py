"""Examine nes_step (lesson 06): the log of its calls to f tells which step it should make."""

from functools import partial

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, array_problem, global_random_problem, mutated_problem
from checks.lesson_06 import probes
from checks.lesson_06.antithetic_noise import normal_cause
from checks.noise import seed_problem
from checks.probing.objectives import ObjectiveHost
from checks.report import show

TOLERANCE = 1e-6
"""Wide enough for answers that add 1e-8 to the standard deviation."""

SEARCH_CAUSES = {
    "NoParametersError": "f takes one parameter vector of the shape of w, and returns its value: "
    "call it once for each row of the population.",
    "CalledTooOftenError": "The search does not end: look at the condition of its loop.",
    "NameError": "A name is used that was not handed over: what the function may use are its "
    "arguments, and the answers above.",
    "takes 0 positional": "f takes one argument, the parameter vector.",
}

function_host = partial(ObjectiveHost, kind=probes.KnownFunction)
"""Keeps the function and its log on the grader's side when an answer is graded."""


def hill(rng: np.random.Generator, dim: int) -> dict:
    """Draw a hill with a known top and a slope of its own in each dimension."""
    return {
        "kind": "hill",
        "top": rng.normal(scale=3.0, size=dim).round(1),
        "slopes": rng.uniform(0.5, 4.0, dim).round(1),
        "level": float(rng.integers(50, 90)),
    }


def _case(rng: np.random.Generator, dim: int, num_pairs: int) -> Case:
    sigma = float(rng.choice([0.2, 0.4, 1.7]))
    alpha = float(rng.choice([0.1, 0.3, 0.7]))
    return {
        "given": f"a hill in {dim} dimension(s), sigma={sigma:g}, alpha={alpha:g}, "
        f"num_pairs={num_pairs}",
        "objective": hill(rng, dim),
        "w": rng.normal(size=dim).round(1),
        "sigma": sigma,
        "alpha": alpha,
        "num_pairs": num_pairs,
        "seed": int(rng.integers(10_000)),
        "causes": SEARCH_CAUSES,
    }


def step_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make a few hills."""
    sizes = [(3, 5), (2, 4)] + [(1, 3), (8, 10)] * graded
    return [_case(rng, *size) for size in sizes]


def calls_problem(case: Case, record: Record) -> Problem | None:
    """Judge that f is called once for each member and for nothing else; None if so."""
    num_pairs, thetas, w = case["num_pairs"], record["thetas"], case["w"]
    if len(thetas) == 2 * num_pairs:
        return None
    at_w = int(np.sum(np.all(thetas == w, axis=1)))
    if at_w:
        cause = (
            "f(w) is asked as well: with standardised returns no other baseline is needed, and "
            "it would cost one more call."
        )
    elif len(thetas) == num_pairs:
        cause = "Only half of the population is evaluated: a pair has two members."
    elif len(thetas) == 0:
        cause = "f is never called."
    else:
        cause = "f is called once for each of the 2 · num_pairs members, and for nothing else."
    return Problem(
        case["given"], f"{2 * num_pairs} calls to f", f"{len(thetas)}, {at_w} of them at w", cause
    )


@np.errstate(all="ignore")
def step_suspects(case: Case, thetas: np.ndarray, values: np.ndarray) -> Suspects:
    """Map usual mistakes to the steps they give, for these arguments and values of f."""
    w, sigma, alpha, n = case["w"], case["sigma"], case["alpha"], len(values)
    eps = (thetas - w) / sigma
    centred = values - values.mean()
    fitness = centred / values.std()
    ranks = np.argsort(np.argsort(values)) / (n - 1) - 0.5
    right = alpha / (n * sigma) * fitness @ eps

    def moved(weights, factor=1.0) -> np.ndarray:
        return w + factor * alpha / (n * sigma) * weights @ eps

    level = case["objective"]["level"]
    at_w = level - np.sum(case["objective"]["slopes"] * (w - case["objective"]["top"]) ** 2)
    return {
        "The step goes downhill: this is ascent, so the gradient is added.": w - right,
        "This is the step alone: add it to w.": right,
        "w comes back where it was: add the step.": np.array(w),
        "alpha is missing: the step is alpha times the search gradient.": w + right / alpha,
        "alpha/(n sigma + 1) is the source's factor: nothing is added to n sigma.": w
        + right * n * sigma / (n * sigma + 1),
        "The returns are used as they are: standardise them first.": moved(values),
        "The returns are centred, but not divided by their standard deviation.": moved(centred),
        "f(w) is subtracted, and nothing is standardised.": moved(values - at_w),
        "The returns are ranked; this exercise standardises them.": moved(ranks),
        "The standard deviation is taken with ddof=1; standardize has ddof=0.": moved(
            centred / values.std(ddof=1)
        ),
        "The step lacks a 1/sigma: the search gradient takes the noise eps, neither sigma eps nor "
        "the members, and divides by N sigma.": moved(fitness, sigma),
        "The step has one 1/sigma too many: the members are w + sigma eps, with sigma once, and "
        "the search gradient divides by it once.": moved(fitness, 1 / sigma),
        "The step is not divided by the size of the population.": moved(fitness, n),
        "N is the size of the whole population, not the number of pairs.": moved(fitness, 2.0),
        "The noise and the returns do not belong together: noise i made member i.": moved(
            fitness[::-1]
        ),
        "w moves to the best member: all of them take part.": thetas[int(np.argmax(values))],
    }


def judge_step(case: Case, record: Record) -> Problem | None:
    """Judge the step against the formula, evaluated on the log of f."""
    if (problem := calls_problem(case, record)) is not None:
        return problem
    w, thetas, values = case["w"], record["thetas"], record["values"]
    eps = (thetas - w) / case["sigma"]
    fitness = (values - values.mean()) / values.std()
    expected = w + case["alpha"] / (len(values) * case["sigma"]) * np.sum(
        fitness[:, None] * eps, axis=0
    )
    return array_problem(
        case["given"],
        record["value"],
        expected,
        step_suspects(case, thetas, values),
        "w + alpha times the search gradient of these noises and of their standardised returns.",
        TOLERANCE,
    )


def sample_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make populations that are large enough to measure their spread."""
    return [_case(rng, 60, 20)] + [_case(rng, 100, 10)] * graded


def judge_samples(case: Case, record: Record) -> Problem | None:
    """Judge that the members are mirrored pairs w ± sigma eps, new ones at every step.

    There are at most six comparisons of `antithetic_noise.TAIL`.
    """
    if (problem := calls_problem(case, record)) is not None:
        return problem
    given, half = case["given"], case["num_pairs"]
    eps = (record["thetas"] - case["w"]) / case["sigma"]
    expected = "2 · num_pairs members w + sigma eps, in mirrored pairs"
    alternating = np.allclose(eps[1::2], -eps[::2], atol=1e-9)
    if alternating:
        eps = np.concatenate([eps[::2], eps[1::2]])
    if not np.allclose(eps[half:], -eps[:half], atol=1e-9):
        by_itself = np.allclose(record["thetas"][half:], -record["thetas"][:half], atol=1e-9)
        cause = "The members are no mirrored pairs: take antithetic_noise."
        if by_itself:
            cause = "The members are mirrored around 0, not around w: add w to every one."
        return Problem(given, expected, "members without an opposite", cause)
    if (cause := normal_cause(eps[:half].ravel())) is not None:
        spread = float(eps.std())
        sigma = case["sigma"]
        if np.isclose(spread, 1 / sigma, rtol=0.1):
            cause = "The noise is not multiplied by sigma."
        elif np.isclose(spread, sigma, rtol=0.1):
            cause = "The noise is multiplied by sigma twice."
        elif np.isclose(spread, 1 / np.sqrt(sigma), rtol=0.1):
            cause = "sigma is taken for a variance: it is the standard deviation."
        return Problem(given, expected, f"a spread of {spread * sigma:.3g} around w", cause)
    following, again = record["others"]
    if same(record["thetas"], following["thetas"]):
        cause = (
            "Every step draws the same noise: hand the generator on as it comes; a new one with a "
            "fixed seed always begins with the same numbers."
        )
        return Problem(given, "other noise in the second step", "the same noise", cause)
    return seed_problem(given, record["thetas"], again["thetas"], "population")


def judge_untouched(case: Case, record: Record) -> Problem | None:
    """Judge that w stays as it was, the answer is a new array, and no global generator is used."""
    given = case["given"]
    problem = mutated_problem(given, record) or global_random_problem(given, record)
    if problem is not None or not record["shared"]:
        return problem
    cause = "The answer is w itself, so that a change to one changes both: build a new array."
    return Problem(given, "a new array", f"w itself, {show(record['value'])}", cause)


nes_step = Exercise(
    "nes_step",
    points=2,
    properties=[
        Property(
            "moves by alpha times the search gradient of standardised returns, uphill",
            0.5,
            step_cases,
            probes.step,
            judge_step,
            host=function_host,
        ),
        Property(
            "asks f about mirrored pairs around w, with spread sigma and noise from rng",
            0.25,
            sample_cases,
            probes.step_twice,
            judge_samples,
            host=partial(function_host, most=3),
        ),
        Property(
            "leaves w as it was, and global randomness alone",
            0.25,
            step_cases,
            probes.step,
            judge_untouched,
            host=function_host,
        ),
    ],
)

"""Examine generate_perturbed_policies (lesson 07): mirrored pairs around a mean."""

from functools import partial

import numpy as np

from checks.chances import chance_of_mean, chance_of_shape
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import mutated_problem, tuple_problem
from checks.lesson_07 import probes
from checks.lesson_07.compute_action import KEYS, random_policy
from checks.noise import GENERATOR_CAUSES, TAIL, source_problem, spread_fits
from checks.report import show
from helpers.policies import initial_policy

NORMAL_SIZES = (40, 140)
"""Inputs and hidden units of the statistical cases: 5,881 numbers."""


def pair_shape_problem(given: str, value: object, policy: dict) -> Problem | None:
    """Judge that the answer is a pair of policies of the given shapes; None if it is."""
    expected = "two policies, plus and minus, with the keys and shapes of the given one"
    problem = tuple_problem(given, value, 2, expected, "Return the pair (plus, minus).")
    if problem is not None:
        return problem
    for new in value:
        if not isinstance(new, dict) or list(new) != list(policy):
            keys = list(new) if isinstance(new, dict) else show(new)
            cause = "Each of the two is a dict with the same keys in the same order."
            return Problem(given, f"the keys {list(policy)}", f"{keys}", cause)
        for key, weights in policy.items():
            got = new[key]
            if not isinstance(got, np.ndarray) or got.shape != weights.shape:
                return Problem(
                    given,
                    f"{key} of shape {weights.shape}",
                    f"shape {got.shape}" if isinstance(got, np.ndarray) else show(got),
                    "Each new array has the shape of the given one: draw the noise with "
                    "size=weights.shape.",
                )
    return None


def mirror_problem(given: str, policy: dict, plus: dict, minus: dict) -> Problem | None:
    """Judge that two policies lie opposite each other around a third; None if they do."""

    def everywhere(holds) -> bool:
        return all(holds(policy[k], plus[k], minus[k]) for k in policy)

    def close(a, b) -> bool:
        return bool(np.allclose(a, b, rtol=1e-9, atol=1e-9))

    same_there = [k for k in policy if close(plus[k], policy[k]) and close(minus[k], policy[k])]
    mirrored = everywhere(lambda m, p, q: close(p - m, m - q))
    if mirrored and not same_there:
        return None
    if len(same_there) == len(policy):
        cause = "Both policies equal the mean: nothing was added."
    elif same_there:
        cause = f"{same_there[0]!r} is not perturbed: every array of the policy is."
    elif everywhere(lambda m, p, q: close(p, q)):
        cause = "Both policies are the same: one adds the noise, the other subtracts it."
    elif everywhere(lambda m, p, q: close(q, -p)) and np.mean(plus["weights1"]) < 5.0:
        cause = "These are the perturbations alone: add them to the policy."
    elif everywhere(lambda m, p, q: close(q, -p)):
        cause = "minus is the negative of plus; mirror the noise around the mean, not the policy."
    elif everywhere(lambda m, p, q: close(q, m)):
        cause = "minus is the mean itself: subtract the noise from it."
    elif everywhere(lambda m, p, q: close(p - m, 2 * (m - q)) or close(2 * (p - m), m - q)):
        cause = "One of the two lies twice as far away: the same noise goes both ways, once."
    elif everywhere(lambda m, p, q: not np.any(np.isclose(p - m, m - q))):
        cause = (
            "The two policies were perturbed by different noise: draw it once, add it for plus "
            "and subtract it for minus."
        )
    else:
        cause = "plus - mean and mean - minus must be the same, number by number."
    key = next(
        (k for k in policy if not close(plus[k] - policy[k], policy[k] - minus[k])), "weights1"
    )
    return Problem(
        given,
        "plus - mean = mean - minus, in every array",
        f"in {key}: plus - mean begins {show((plus[key] - policy[key]).ravel()[:3])}, "
        f"mean - minus {show((policy[key] - minus[key]).ravel()[:3])}",
        cause,
    )


def _case(rng: np.random.Generator, policy: dict, sigma: float, words: str) -> Case:
    seed = int(rng.integers(10_000))
    return {
        "given": f"{words}, sigma={sigma:g}, rng=default_rng({seed})",
        "policy": policy,
        "sigma": sigma,
        "seed": seed,
        "causes": {
            "ValueError": "The shapes do not fit, or a read-only array is changed: draw noise of "
            "each array's own shape and build new arrays.",
            **GENERATOR_CAUSES,
        },
    }


def mirror_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make small policies away from zero."""
    found = []
    for inputs, hiddens in [(4, 10), (2, 3)] + ([(6, 1), (1, 16)] if graded else []):
        policy = random_policy(rng, inputs, hiddens)
        policy = {key: weights + 10.0 for key, weights in policy.items()}
        sigma = float(rng.choice([0.05, 0.2, 0.3]))
        found.append(_case(rng, policy, sigma, f"{inputs} inputs, {hiddens} hidden units"))
    return found


def judge_mirror(case: Case, record: Record) -> Problem | None:
    """Judge that plus and minus lie opposite each other around the mean."""
    given, policy = case["given"], case["policy"]
    return (
        pair_shape_problem(given, record["value"], policy)
        or mutated_problem(given, record)
        or mirror_problem(given, policy, *record["value"])
    )


def spread_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make a policy of zeros, so that plus is the noise itself, to the last bit."""
    sigmas = [0.04] + ([float(rng.uniform(0.02, 0.3)), 2.5] if graded else [])
    policy = initial_policy(*NORMAL_SIZES)
    return [_case(rng, policy, sigma, "a large policy of zeros") for sigma in sigmas]


def spread_cause(noise: np.ndarray, sigma: float) -> str | None:
    """Name the likeliest cause of noise with a spread other than sigma; None if it is sigma."""
    fits = partial(spread_fits, noise)
    if fits(sigma):
        return None
    if fits(np.sqrt(sigma)):
        return (
            "sigma stands for the variance here: it is the standard deviation, so that the "
            "covariance is sigma² I."
        )
    if fits(sigma**2):
        return "The noise is multiplied by sigma²: the standard deviation is sigma."
    if fits(1.0):
        return "The noise is not scaled: multiply it by sigma."
    if fits(sigma / np.sqrt(3.0)) or fits(sigma / np.sqrt(12.0)):
        return "The noise is uniform: it should be normal, with standard deviation sigma."
    if fits(sigma / np.sqrt(2.0)) or fits(sigma * np.sqrt(2.0)):
        return "The spread is off by √2: each policy is the mean plus or minus sigma times eps."
    if fits(sigma / 2.0) or fits(sigma * 2.0):
        return "The spread is off by 2: each policy is the mean plus or minus sigma times eps."
    return "Each number is perturbed by sigma times a standard-normal number."


def judge_spread(case: Case, record: Record) -> Problem | None:
    """Judge standard deviation, independence, mean and shape of the noise.

    There are three comparisons of `TAIL` for each case (squares, mean, Kolmogorov-Smirnov). Two of
    5,881 numbers are equal by chance with a probability under 1e-8.
    """
    given, policy, sigma = case["given"], case["policy"], case["sigma"]
    if (problem := pair_shape_problem(given, record["value"], policy)) is not None:
        return problem
    plus = record["value"][0]
    noise = np.concatenate([plus[key].ravel() for key in KEYS])
    expected = f"{noise.size} independent numbers from N(0, {sigma:g}²)"
    if len(np.unique(noise)) < noise.size:
        for key in KEYS:
            if plus[key].size > 1 and len(np.unique(plus[key])) < plus[key].size:
                cause = (
                    "One random number serves many entries: every entry gets a number of its own, "
                    "size=weights.shape."
                )
                return Problem(given, expected, f"equal numbers inside {key}", cause)
        cause = (
            "The same noise serves several arrays: draw anew for each, from the one generator that "
            "is handed over, and do not seed it again."
        )
        return Problem(given, expected, "the same numbers in several arrays", cause)
    standard = f"a standard deviation of {noise.std():.4g}, a mean of {noise.mean():.4g}"
    if abs(noise.mean()) > 0.2 * noise.std():
        cause = "The noise has a mean: it should be normal around 0, not uniform on one side."
        return Problem(given, expected, standard, cause)
    if (cause := spread_cause(noise, sigma)) is not None:
        return Problem(given, expected, standard, cause)
    scores = noise / sigma
    if chance_of_mean(scores) < TAIL or chance_of_shape(scores) < TAIL:
        cause = "The noise has the right spread but is not normal around 0: draw standard normals."
        return Problem(given, expected, standard, cause)
    return None


def source_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make one call, which the probe repeats."""
    return [_case(rng, random_policy(rng, 4, 10), 0.5, "two calls in a row, and the first again")]


def judge_source(case: Case, record: Record) -> Problem | None:
    """Judge that the generator decides everything and goes on from call to call."""
    return source_problem(case["given"], record, "pair", "another pair")


def judge_inputs(case: Case, record: Record) -> Problem | None:
    """Judge that the given policy stays as it is, and that the new arrays are new."""
    given = case["given"]
    problem = mutated_problem(given, record)
    if problem is not None or not record["shared"]:
        return problem
    return Problem(
        given,
        "new arrays",
        "two policies that share an array",
        "A change to one policy would change the other: build every array anew.",
    )


generate_perturbed_policies = Exercise(
    "generate_perturbed_policies",
    points=2,
    properties=[
        Property(
            "plus and minus lie opposite each other around the mean",
            0.375,
            mirror_cases,
            probes.perturbation,
            judge_mirror,
        ),
        Property(
            "every number gets noise of its own, normal with standard deviation sigma",
            0.375,
            spread_cases,
            probes.perturbation,
            judge_spread,
        ),
        Property(
            "the noise comes from rng alone, and goes on from call to call",
            0.125,
            source_cases,
            probes.perturbation_twice,
            judge_source,
        ),
        Property(
            "the given policy stays as it is, the new ones are new",
            0.125,
            mirror_cases,
            probes.perturbation,
            judge_inputs,
        ),
    ],
)

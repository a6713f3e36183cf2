"""Lesson 07, generate_perturbed_policies: mirrored pairs around a mean."""

import numpy as np

from checks.chances import chance_of_mean, chance_of_shape, chance_of_spread
from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import global_random_problem, mutated_problem
from checks.lesson_07 import probes
from checks.lesson_07.compute_action import KEYS, TAIL, random_policy
from checks.report import show
from helpers.policies import initial_policy

NORMAL_SIZES = (40, 140)
"""Inputs and hidden units of the statistical cases: 5,881 numbers."""


def pair_shape_problem(given: str, value: object, policy: dict) -> Problem | None:
    """The problem of an answer that is no pair of policies of the given shapes."""
    expected = "two policies, plus and minus, with the keys and shapes of the given one"
    if value is None:
        cause = "The function returns nothing: is the `return` missing?"
        return Problem(given, expected, "None", cause)
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        return Problem(given, expected, show(value), "Return the pair (plus, minus).")
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
    """The problem of two policies that do not lie opposite each other around a third."""

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
            "AttributeError": "rng is a NumPy generator: it has standard_normal(size) and "
            "normal(loc, scale, size), but no randn.",
        },
    }


def mirror_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Small policies away from zero."""
    found = []
    for inputs, hiddens in [(4, 10), (2, 3)] + ([(6, 1), (1, 16)] if graded else []):
        policy = random_policy(rng, inputs, hiddens)
        policy = {key: weights + 10.0 for key, weights in policy.items()}
        sigma = float(rng.choice([0.05, 0.2, 0.3]))
        found.append(_case(rng, policy, sigma, f"{inputs} inputs, {hiddens} hidden units"))
    return found


def judge_mirror(case: Case, record: Record) -> Problem | None:
    """Plus and minus lie opposite each other around the mean."""
    given, policy = case["given"], case["policy"]
    if (problem := pair_shape_problem(given, record["value"], policy)) is not None:
        return problem
    if (problem := mutated_problem(given, record)) is not None:
        return problem
    return mirror_problem(given, policy, *record["value"])


def spread_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """A policy of zeros, so that plus is the noise itself, to the last bit."""
    sigmas = [0.04] + ([float(rng.uniform(0.02, 0.3)), 2.5] if graded else [])
    policy = initial_policy(*NORMAL_SIZES)
    return [_case(rng, policy, sigma, "a large policy of zeros") for sigma in sigmas]


def spread_cause(noise: np.ndarray, sigma: float) -> str | None:
    """The likeliest cause of noise whose spread is not sigma; None where it is.

    The sum of n squares of standard-normal numbers has a chi-squared distribution: a right answer
    lies outside its central ``1 - TAIL`` with probability `TAIL`.
    """

    def fits(scale: float) -> bool:
        return chance_of_spread(noise, scale) > TAIL

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
    """Standard deviation, independence, mean and shape of the noise.

    Three comparisons of `TAIL` for each case (squares, mean, Kolmogorov-Smirnov); two equal
    numbers among 5,881 by chance have a probability under 1e-8.
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
    """One call, the next one, and the first again."""
    return [_case(rng, random_policy(rng, 4, 10), 0.5, "two calls in a row, and the first again")]


def judge_source(case: Case, record: Record) -> Problem | None:
    """The generator decides everything, and goes on from call to call."""
    given = case["given"]
    if (problem := global_random_problem(given, record)) is not None:
        return problem
    if not same(record["value"], record["again"], 0.0):
        cause = "The random numbers come from somewhere else than rng, so the seed decides nothing."
        return Problem(given, "the same pair for the same seed", "another pair", cause)
    if same(record["value"], record["next"]):
        cause = (
            "Every call gives the same pair: take the numbers from rng as it comes; a new "
            "generator with a fixed seed always begins with the same numbers."
        )
        return Problem(given, "another pair from the second call", "the same pair", cause)
    return None


def judge_inputs(case: Case, record: Record) -> Problem | None:
    """The given policy stays as it is, and the new ones have arrays of their own."""
    given = case["given"]
    if (problem := mutated_problem(given, record)) is not None:
        return problem
    if not record["shared"]:
        return None
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

"""Examine update_mean_policy (lesson 07): one step of natural evolution strategies."""

import numpy as np

from checks.compare import same
from checks.flat_returns import FLAT_RETURNS, flat_cause
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING, Suspects, mutated_problem, name_cause, unlike
from checks.lesson_07 import probes
from checks.lesson_07.compute_action import random_policy
from checks.report import show
from helpers.policies import PolicyDict

TOLERANCE = 1e-6
"""Wide enough for answers that add 1e-8 to the standard deviation."""


def policy_shape_problem(given: str, value: object, policy: PolicyDict) -> Problem | None:
    """Judge that the answer is a policy of the given shapes; None if it is."""
    expected = f"a dict with the keys {list(policy)}"
    if value is None:
        return Problem(given, expected, "None", NOTHING)
    if not isinstance(value, dict) or list(value) != list(policy):
        got = str(list(value)) if isinstance(value, dict) else show(value)
        cause = "Return a policy: a dict with the keys of the mean policy, in their order."
        return Problem(given, expected, got, cause)
    for key, weights in policy.items():
        shape = value[key].shape if isinstance(value[key], np.ndarray) else None
        if shape != weights.shape:
            return Problem(
                given,
                f"{key} of shape {weights.shape}",
                f"shape {shape}" if shape is not None else show(value[key]),
                "Each array of the new mean has the shape of the old one: the sum is over the "
                "policies, one array at a time.",
            )
    return None


def right_update(case: Case) -> PolicyDict:
    """Compute mu + alpha / (N sigma²) Σ fitness_n (theta_n - mu), policy by policy."""
    return _updated(case, case["alpha"] / case["sigma"] ** 2, _standardised(case["returns"]))


def _standardised(returns, ddof: int = 0) -> np.ndarray:
    returns = np.asarray(returns, dtype=float)
    return (returns - returns.mean()) / returns.std(ddof=ddof)


def _updated(case: Case, factor: float, weights, moving: bool = False) -> PolicyDict:
    """Update with a given factor before 1/N; ``moving`` subtracts the mean as it changes."""
    new = {}
    for key, mean in case["mean_policy"].items():
        total = np.array(mean)
        for policy, weight in zip(case["policies"], weights, strict=True):
            origin = np.array(total) if moving else mean
            total += factor / len(case["policies"]) * weight * (policy[key] - origin)
        new[key] = total
    return new


def update_suspects(case: Case) -> Suspects:
    """Map usual mistakes to the updates they give."""
    alpha, sigma = case["alpha"], case["sigma"]
    mean, policies = case["mean_policy"], case["policies"]
    raw = np.asarray(case["returns"], dtype=float)
    fitness, n = _standardised(raw), len(raw)
    factor = alpha / sigma**2
    index = np.arange(n)
    ranks = np.argsort(np.argsort(raw)) / (n - 1) - 0.5

    def plain_sum(weights, scale) -> PolicyDict:
        return {k: v + scale / n * np.sum(weights) for k, v in mean.items()}

    def positions(weights, scale) -> PolicyDict:
        sums = {k: sum(w * p[k] for w, p in zip(weights, policies, strict=True)) for k in mean}
        return {k: mean[k] + scale / n * sums[k] for k in mean}

    moving = (
        "The mean is changed while it is still being subtracted, so that later policies are "
        "measured from another place: take every difference from the old mean."
    )
    lost = (
        "One 1/sigma is lost: the difference theta - mu is sigma times eps, so that it is divided "
        "by N sigma²."
    )
    unscaled = "The returns are used as they are: standardise them first."
    steps = {k: right - mean[k] for k, right in _updated(case, factor, fitness).items()}
    return {
        moving: _updated(case, factor, fitness, moving=True),
        lost: _updated(case, alpha / sigma, fitness),
        unscaled: _updated(case, factor, raw),
        unscaled + " And one 1/sigma is lost.": _updated(case, alpha / sigma, raw),
        moving + " And the returns are used as they are, and one 1/sigma is lost.": _updated(
            case, alpha / sigma, raw, moving=True
        ),
        moving + " And one 1/sigma is lost.": _updated(case, alpha / sigma, fitness, moving=True),
        moving + " And the returns are used as they are.": _updated(case, factor, raw, moving=True),
        "The returns are centred, but not divided by their standard deviation.": _updated(
            case, factor, raw - raw.mean()
        ),
        "The returns are divided by their standard deviation, but not centred.": _updated(
            case, factor, raw / raw.std()
        ),
        "The returns are divided by their variance; it takes the standard deviation.": _updated(
            case, factor, (raw - raw.mean()) / raw.var()
        ),
        "The standard deviation is taken with ddof=1; these are all the returns there are, so "
        "ddof=0.": _updated(case, factor, _standardised(raw, ddof=1)),
        "The returns are ranked; this exercise standardises them.": _updated(case, factor, ranks),
        "The sum is not divided by N, the number of policies.": _updated(case, n * factor, fitness),
        "N is the number of policies, not of pairs: the step is twice as long as it should "
        "be.": _updated(case, 2 * factor, fitness),
        "N is the number of policies: the sum is divided by twice that.": _updated(
            case, factor / 2, fitness
        ),
        "The step goes downhill: good returns must pull the mean towards their policies.": _updated(
            case, -factor, fitness
        ),
        "The sum has no direction: each fitness multiplies its own difference theta_n - "
        "mu.": plain_sum(raw, alpha / sigma),
        "The policies themselves are summed: it takes their differences from the mean.": positions(
            fitness, alpha / sigma
        ),
        "The step is not divided by sigma².": _updated(case, alpha, fitness),
        "alpha is missing: the step is alpha / (N sigma²) times the sum.": _updated(
            case, 1 / sigma**2, fitness
        ),
        "This is the step alone: add it to the mean.": steps,
        "The mean moves to the average of the policies, whatever their returns.": {
            k: np.mean([p[k] for p in policies], axis=0) for k in mean
        },
        "The mean moves to the best policy: all of them take part, weighted by their "
        "fitness.": policies[int(np.argmax(raw))],
        "Only the first policy is counted.": _updated(case, factor, fitness * (index < 1)),
        "The last policy is left out.": _updated(case, factor, fitness * (index < n - 1)),
        "Every second policy is left out.": _updated(case, factor, fitness * (index % 2 < 1)),
        "The new mean is the old one: nothing was added to it. (Fitnesses without a direction add "
        "up to 0.)": mean,
    }


def _update_case(rng: np.random.Generator, returns, words: str, sizes=(2, 3)) -> Case:
    mean = random_policy(rng, *sizes)
    sigma, alpha = float(rng.choice([0.2, 0.5, 3.0])), float(rng.choice([0.1, 0.3, 0.7]))
    policies = [
        {k: v + sigma * rng.standard_normal(v.shape) for k, v in mean.items()} for _ in returns
    ]
    return {
        "given": f"{words}, alpha={alpha:g}, sigma={sigma:g}",
        "mean_policy": mean,
        "policies": policies,
        "returns": returns,
        "alpha": alpha,
        "sigma": sigma,
        "causes": {
            "ValueError": "The shapes do not fit: treat one array of the policy at a time; the "
            "arrays have 1 or 2 axes.",
            "NameError": "A name is used that the function was not given: its arguments are "
            "mean_policy, perturbed_policies, returns, alpha and sigma.",
            "TypeError": "A value of another type than expected: a policy is a dict, so go "
            "through its keys; returns may be a list.",
        },
    }


def update_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make policies that are no mirrored pairs: the contract does not ask for that."""
    found = []
    for count, sizes in [(6, (2, 3)), (4, (4, 10))] + ([(10, (1, 2)), (40, (3, 4))] * graded):
        returns = [float(r) for r in rng.permutation(np.arange(10, 10 + 7 * count, 7))]
        words = f"{count} policies, returns {show(returns)}"
        found.append(_update_case(rng, returns, words, sizes))
    found[-1]["returns"] = np.array(found[-1]["returns"])
    return found


def judge_update(case: Case, record: Record) -> Problem | None:
    """Judge the update against the formula, with every difference taken from the old mean."""
    value = record["value"]
    if (problem := policy_shape_problem(case["given"], value, case["mean_policy"])) is not None:
        return problem
    expected = right_update(case)
    if same(value, expected, TOLERANCE):
        return None
    key = next(k for k in expected if not same(value[k], expected[k], TOLERANCE))
    return Problem(
        case["given"],
        f"{key} moves by {show((expected[key] - case['mean_policy'][key]).ravel()[:4])} …",
        f"by {show((value[key] - case['mean_policy'][key]).ravel()[:4])} …",
        name_cause(
            value,
            unlike(update_suspects(case), expected, TOLERANCE),
            "Not mu + alpha / (N sigma²) Σ fitness_n (theta_n - mu): work the lesson's example by "
            "hand, then print each factor.",
            TOLERANCE,
        ),
    )


def flat_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make policies that all return the same."""
    return [
        _update_case(rng, [level] * count, f"{count} policies that all return {level}")
        for level, count in FLAT_RETURNS
    ]


def judge_flat(case: Case, record: Record) -> Problem | None:
    """Judge that the mean stays if all returns are equal, because they say nothing."""
    value, mean = record["value"], case["mean_policy"]
    if (problem := policy_shape_problem(case["given"], value, mean)) is not None:
        return problem
    if same(value, mean, TOLERANCE) and not record["warnings"]:
        return None
    has_nan = any(np.isnan(array).any() for array in value.values())
    cause = flat_cause(has_nan, bool(record["warnings"]))
    got = "a warning" if record["warnings"] else "a mean that moved"
    return Problem(case["given"], "the old mean, without a warning", got, cause)


def untouched_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make returns that move the mean, and returns that do not."""
    return update_cases(rng, graded)[:2] + flat_cases(rng, graded)[:1]


def judge_untouched(case: Case, record: Record) -> Problem | None:
    """Judge that no input is changed, and that the new mean shares no array with the old."""
    problem = mutated_problem(case["given"], record)
    if problem is not None or not record["shared"]:
        return problem
    return Problem(
        case["given"],
        "a new dict with new arrays",
        "the old mean, or an array of it",
        "The new mean shares an array with the old one, so that the next change to one changes "
        "both: build a new dict with new arrays.",
    )


update_mean_policy = Exercise(
    "update_mean_policy",
    points=3,
    properties=[
        Property(
            "moves along the differences from the old mean, weighted by standardised returns",
            0.667,
            update_cases,
            probes.update,
            judge_update,
            compare=TOLERANCE,
        ),
        Property(
            "stays where it is when all returns are equal, without a warning",
            0.166,
            flat_cases,
            probes.update,
            judge_flat,
        ),
        Property(
            "leaves what it is given as it was",
            0.167,
            untouched_cases,
            probes.update,
            judge_untouched,
        ),
    ],
)

"""Examine evaluate_perturbed_policies (lesson 07): a task on Ray, with returns that are known."""

import numpy as np

from checks.compare import as_number, same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING
from checks.lesson_07 import probes
from checks.lesson_07.compute_action import KEYS, random_policy
from checks.lesson_07.generate_perturbed_policies import (
    mirror_problem,
    pair_shape_problem,
    spread_cause,
)
from checks.report import show
from checks.rollouts import (
    ENVIRONMENT_CAUSES,
    ROLLOUTS,
    STEPS,
    certain_return,
    mean_of_rollouts_problem,
    not_remote_problem,
)
from helpers.policies import PolicyDict, initial_policy

CAUSES = {
    "GetTimeoutError": "The tasks do not come back: does the loop also end when an episode is "
    "truncated? rollout_policy from lesson 1 does.",
    **ENVIRONMENT_CAUSES,
    "ValueError": "What Ray hands to a task is read-only, and shapes must fit: build new arrays "
    "instead of changing the mean, and take the sizes from it.",
    "TypeError": "A value of another type than expected: the arguments come in the order "
    "mean_policy, num_rollouts, sigma, seed, env_id.",
}


def _case(mean: PolicyDict, num_rollouts: int, sigma: float, seeds, env_id, words: str) -> Case:
    return {
        "given": words,
        "mean_policy": mean,
        "num_rollouts": num_rollouts,
        "sigma": sigma,
        "seeds": [int(seed) for seed in seeds],
        "env_id": env_id,
        "causes": CAUSES,
    }


def remote_problem(case: Case, record: Record) -> Problem | None:
    """Judge that the function is remote and that each result has four values; None if so."""
    if (problem := not_remote_problem(case["given"], record)) is not None:
        return problem
    for result in record["value"]:
        if not isinstance(result, (tuple, list)) or len(result) != 4:
            return Problem(
                case["given"],
                "four values: plus, minus, return_plus, return_minus",
                show(result),
                NOTHING
                if result is None
                else "Return the two policies and their two mean returns, in this order.",
            )
        problem = pair_shape_problem(case["given"], tuple(result[:2]), case["mean_policy"])
        if problem is not None:
            return problem
        for number in result[2:]:
            if as_number(number) is None:
                cause = "A mean return is one plain number."
                return Problem(case["given"], "two numbers", show(result[2:]), cause)
    return None


# --- returns that are certain --------------------------------------------------------------


def certain_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make noise so wide that nearly every perturbed policy is certain of its actions."""
    found = []
    for env_id, inputs in (("lwg/ActionMatters-v0", 4), ("lwg/Counter-v0", 1)):
        seeds = rng.choice(100_000, size=16 if graded else 10, replace=False)
        words = f"{env_id}, num_rollouts=3, sigma=100, {len(seeds)} seeds"
        found.append(_case(initial_policy(inputs), 3, 100.0, seeds, env_id, words))
    return found


def judge_certain(case: Case, record: Record) -> Problem | None:
    """Judge the returns of the policies that came back, without playing the student's code."""
    if (problem := remote_problem(case, record)) is not None:
        return problem
    rows = []
    for plus, minus, *returns in record["value"]:
        expected = [certain_return(policy, case["env_id"]) for policy in (plus, minus)]
        rows.append((expected, [as_number(value) for value in returns]))
    known = [(e, g) for expected, got in rows for e, g in zip(expected, got, strict=True)]
    known = [(e, g) for e, g in known if e is not None]
    if not known:
        cause = "The policies hardly differ from the mean: the noise is sigma times eps."
        return Problem(case["given"], "policies far from the mean", "none of them is", cause)
    wrong = [(e, g) for e, g in known if not same(g, e)]
    if not wrong:
        return None
    k = case["num_rollouts"]
    pairs = [row for row in rows if None not in row[0]]
    if pairs and all(same(g, e[::-1]) for e, g in pairs):
        cause = "The returns are in the other order: that of plus comes first."
    elif all(same(g, k * e) for e, g in known):
        cause = "This is the sum of the returns: divide by num_rollouts."
    elif all(same(g, e / k) for e, g in known):
        cause = "This is one return divided by num_rollouts: sum all of them first."
    elif all(same(g, e / STEPS) for e, g in known):
        cause = "This is the mean reward a step; a return is the sum over the episode."
    elif len({g for _, g in known}) == 1:
        cause = (
            "Every return is the same: are the rollouts played with the mean policy, instead of "
            "plus and minus, or in another environment than env_id?"
        )
    elif all(same(g[0], g[1]) for _, g in pairs):
        cause = "Both returns are those of one policy: play plus, and then minus."
    elif any(abs(g) > STEPS for _, g in known):
        cause = "No episode here can return so much: is the environment that of env_id?"
    else:
        cause = (
            "Not the mean return of the policy that came back: is it played with compute_action, "
            "from reset to the end, in the environment of env_id?"
        )
    expected, got = wrong[0]
    return Problem(
        case["given"], f"a mean return of {show(expected)} for this policy", show(got), cause
    )


# --- mirrored pairs ------------------------------------------------------------------------


def pair_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make pairs around a mean that is not zero, with short episodes."""
    sigma = float(rng.choice([0.03, 0.06]))
    seeds = rng.choice(100_000, size=12, replace=False)
    words = f"lwg/Counter-v0, num_rollouts=1, sigma={sigma:g}, {len(seeds)} seeds"
    mean = random_policy(rng, 1, 10)
    return [_case(mean, 1, sigma, seeds, "lwg/Counter-v0", words)]


def judge_pairs(case: Case, record: Record) -> Problem | None:
    """Judge that plus and minus mirror the mean, with new noise of spread sigma for every seed.

    The spread is compared once, in `spread_cause`, with false alarms of 1e-7.
    """
    given, mean = case["given"], case["mean_policy"]
    if (problem := remote_problem(case, record)) is not None:
        return problem
    noise = []
    for plus, minus, *_ in record["value"]:
        if (problem := mirror_problem(given, mean, plus, minus)) is not None:
            return problem
        noise.append(np.concatenate([(plus[key] - mean[key]).ravel() for key in KEYS]))
    first = noise[0]
    if any(np.allclose(first, other, atol=1e-12) for other in noise[1:]):
        cause = (
            "Two seeds give the same perturbation, so that the population is made of copies: build "
            "the generator from the seed that is handed over."
        )
        return Problem(given, "another perturbation for every seed", "the same one", cause)
    if (cause := spread_cause(np.concatenate(noise), case["sigma"])) is not None:
        spread = float(np.concatenate(noise).std())
        return Problem(given, f"a standard deviation of {case['sigma']:g}", show(spread), cause)
    return None


# --- episodes on CartPole ------------------------------------------------------------------


def cartpole_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make a fair coin on CartPole-v1, the default: seven rollouts, six seeds, each asked twice."""
    seeds = rng.choice(100_000, size=6, replace=False)
    words = f"the default environment, all zeros, num_rollouts={ROLLOUTS}, sigma=1e-9"
    return [_case(initial_policy(), ROLLOUTS, 1e-9, [*seeds, *seeds], None, words)]


def judge_episodes(case: Case, record: Record) -> Problem | None:
    """Judge that each mean is over seven different episodes: it is seldom whole, its parts are.

    The twelve means of a right answer are all whole, or all equal, with a probability under
    (1/5)^12 = 4e-9, because the length of a random episode modulo 7 is spread wide.
    """
    if (problem := remote_problem(case, record)) is not None:
        return problem
    means = np.array([[as_number(v) for v in row[2:]] for row in record["value"]])
    return mean_of_rollouts_problem(case["given"], means, shortest=8)


def judge_seed(case: Case, record: Record) -> Problem | None:
    """Judge that the seed decides everything: policies, resets and actions."""
    if (problem := remote_problem(case, record)) is not None:
        return problem
    half = len(case["seeds"]) // 2
    first, second = record["value"][:half], record["value"][half:]
    given = f"each of {half} seeds, asked twice"
    for one, other in zip(first, second, strict=True):
        if not same(one[0], other[0], 0.0):
            cause = "The noise does not come from the seed: build one generator from it."
            return Problem(given, "the same policies", "other policies", cause)
        if not same(one[2:], other[2:], 0.0):
            cause = (
                "The policies repeat, the returns do not: the resets of the environment, or the "
                "actions, do not get their randomness from the seed."
            )
            return Problem(given, "the same returns", f"{show(one[2:])}, {show(other[2:])}", cause)
    if len({tuple(row[2:]) for row in first}) == 1:
        cause = "Different seeds give the same returns: does every task seed the same episodes?"
        return Problem(given, "other returns for other seeds", show(first[0][2:]), cause)
    return None


evaluate_perturbed_policies = Exercise(
    "evaluate_perturbed_policies",
    points=3,
    properties=[
        Property(
            "returns two policies and the mean return of each, in the environment asked for",
            0.5,
            certain_cases,
            probes.evaluations,
            judge_certain,
        ),
        Property(
            "the policies mirror the mean, at a distance of sigma, anew for every seed",
            0.167,
            pair_cases,
            probes.evaluations,
            judge_pairs,
        ),
        Property(
            "plays num_rollouts different episodes, by default of CartPole-v1",
            0.166,
            cartpole_cases,
            probes.evaluations,
            judge_episodes,
        ),
        Property(
            "the same seed gives the same result, another seed another",
            0.167,
            cartpole_cases,
            probes.evaluations,
            judge_seed,
        ),
    ],
)

"""Examine `evaluate_random_policy` (lesson 04): a task whose episodes the judge plays again."""

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from checks.compare import as_number, same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, name_cause, tuple_problem
from checks.lesson_04 import probes
from checks.lesson_04.random_policy import (
    everything,
    normal_cause,
    policy_form_problem,
    spread_words,
)
from checks.report import show
from checks.rollouts import SEED_CAUSE, cartpole_returns, not_remote_problem
from helpers.policies import PolicyDict, act

LONG_LIVED = (990, 5354, 7814, 10968)
"""Seeds whose policy, drawn array by array, would live a little longer than `MAX_STEPS`."""

MAX_STEPS = 500

CAUSES = {
    **SEED_CAUSE,
    "GetTimeoutError": "The tasks do not come back: does the loop also end when an episode is "
    "truncated? rollout_policy from lesson 1 does.",
    "ValueError": "What Ray hands to a task is read-only, and shapes must fit; an action is a "
    "single number, 0 or 1.",
    "TypeError": "A value of another type than expected: the arguments come in the order "
    "num_rollouts, seed; a policy is a function of the state for rollout_policy.",
}


def swapped(policy: PolicyDict, state: np.ndarray) -> int:
    """Return the action that the policy does not take."""
    return 1 - act(policy, state)


def replayed(
    calls: Iterable[tuple[PolicyDict, int, int]],
    resets: Callable = lambda seed, n: range(seed, seed + n),
    choose: Callable = act,
    max_steps: int = MAX_STEPS,
) -> list[list[float]]:
    """Play the episodes of some calls again and return the returns of each call.

    Args:
        calls: policy, seed and number of episodes of each call.
        resets: ``resets(seed, n)`` gives the reset seeds of a call's episodes.
        choose: ``choose(policy, observation)`` acts for a policy.
        max_steps: after so many steps an episode is truncated.
    """
    return [
        cartpole_returns(partial(choose, policy), resets(seed, n), max_steps)
        for policy, seed, n in calls
    ]


def _case(num_rollouts: int, seeds, words: str) -> Case:
    return {
        "given": words,
        "num_rollouts": num_rollouts,
        "seeds": [int(seed) for seed in seeds],
        "causes": CAUSES,
    }


def result_problem(case: Case, record: Record) -> Problem | None:
    """Judge whether the function is remote and returns pairs of a mean return and a policy."""
    given, expected = case["given"], "the pair (mean return, policy)"
    if (problem := not_remote_problem(given, record)) is not None:
        return problem
    for result in record["value"]:
        cause = "Return two values: the mean return, and the policy that was played."
        if (problem := tuple_problem(given, result, 2, expected, cause)) is not None:
            return problem
        if isinstance(result[0], dict) and not isinstance(result[1], dict):
            cause = "The two are in the other order: the mean return comes first."
            return Problem(given, expected, show(result), cause)
        if as_number(result[0]) is None:
            cause = "The mean return is one plain number."
            return Problem(given, "a number", show(result[0]), cause)
        if (problem := policy_form_problem(given, result[1])) is not None:
            return problem
    return None


# --- the mean return -----------------------------------------------------------------------


def mean_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Ask for several episodes and for one, of some policies; the first outlives an episode."""
    found = []
    for num_rollouts in (4, 1, 7)[: 3 if graded else 2]:
        seeds = rng.choice(100_000, size=7, replace=False)
        seeds = [LONG_LIVED[len(found)], *seeds]
        words = f"num_rollouts={num_rollouts}, seeds {', '.join(map(str, seeds[:3]))}, …"
        found.append(_case(num_rollouts, seeds, words))
    return found


def means(returns: list[list[float]]) -> list[float]:
    """Compute the mean return of each call."""
    return [float(np.mean(of_call)) for of_call in returns]


def mean_suspects(calls: list[tuple[PolicyDict, int, int]]) -> Suspects:
    """Compute the means that the usual mistakes give, one a call."""
    right, n = replayed(calls), calls[0][2]
    suspects = {
        "This is the sum of the returns: divide by num_rollouts.": [sum(r) for r in right],
        "The actions are swapped: act(policy, state) is 0 where the output is positive.": means(
            replayed(calls, choose=swapped)
        ),
        "Every episode is reset with the same seed, so that they are all the same: episode i takes "
        "seed + i.": [returns[0] for returns in right],
        "An episode is not over when it is truncated, after 500 steps: one that is truncated is "
        "over, too.": means(replayed(calls, max_steps=20 * MAX_STEPS)),
        "Only the last episode counts.": [returns[-1] for returns in right],
        "Episode i is reset with seed + i, and i begins at 0.": means(
            replayed(calls, lambda seed, n: range(seed + 1, seed + n + 1))
        ),
        "One episode too many is played.": means(
            replayed(calls, lambda seed, n: range(seed, seed + n + 1))
        ),
        "One episode is missing.": means([r[: max(1, n - 1)] for r in right]),
        "Episode i is reset with i, whatever the seed: it takes seed + i.": means(
            replayed(calls, lambda seed, n: range(n))
        ),
        "This is the best of the returns, not their mean.": [max(returns) for returns in right],
        "Every step pays 1, so that the mean of the rewards says nothing: a return is their sum "
        "over an episode.": [1.0] * len(right),
    }
    # With a single episode, its return is the mean.
    return {cause: value for cause, value in suspects.items() if n > 1 or "Only" not in cause}


def judge_means(case: Case, record: Record) -> Problem | None:
    """Play the returned policies again: the seeds of the resets are CartPole's only randomness."""
    if (problem := result_problem(case, record)) is not None:
        return problem
    got = [as_number(mean) for mean, _ in record["value"]]
    policies = [policy for _, policy in record["value"]]
    pairs = zip(policies, case["seeds"], strict=True)
    calls = [(policy, seed, case["num_rollouts"]) for policy, seed in pairs]
    expected = means(replayed(calls))
    if same(got, expected):
        return None
    if any(number < 1.0 for number in got):
        cause = "No episode is so short: is this the mean return?"
    else:
        otherwise = (
            "Not the mean return of the policy that came back, played with act from reset to the "
            "end (terminated or truncated), episode i reset with seed + i."
        )
        cause = name_cause(got, mean_suspects(calls), otherwise)
    worst = next(i for i in range(len(got)) if not same(got[i], expected[i]))
    return Problem(
        f"{case['given']}; the policy that came back for seed {case['seeds'][worst]}",
        f"a mean return of {show(expected[worst])}, which is what it plays",
        show(got[worst]),
        cause,
    )


# --- the policy ----------------------------------------------------------------------------


def policy_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Ask for thirty policies, and for the same ones again."""
    seeds = rng.choice(100_000, size=30, replace=False)
    return [_case(1, [*seeds, *seeds], f"num_rollouts=1, {len(seeds)} seeds, each asked twice")]


def judge_policies(case: Case, record: Record) -> Problem | None:
    """Judge whether each seed has its own standard-normal policy (three tests of `noise.TAIL`)."""
    if (problem := result_problem(case, record)) is not None:
        return problem
    given, half = case["given"], len(case["seeds"]) // 2
    policies = [policy for _, policy in record["value"]]
    for first, second in zip(policies[:half], policies[half:], strict=True):
        if not same(first, second, 0.0):
            cause = "The policy does not come from the seed: draw it with default_rng(seed)."
            return Problem(given, "the same policy for the same seed", "another one", cause)
    vectors = np.array([everything(policy) for policy in policies[:half]])
    if len(np.unique(vectors, axis=0)) < half:
        cause = (
            "Several seeds give the same policy, so that the search would try it again and again: "
            "draw it with default_rng(seed), from the very seed of the task."
        )
        return Problem(given, "another policy for every seed", "copies", cause)
    if (cause := normal_cause(vectors.ravel())) is not None:
        return Problem(given, "standard-normal weights and biases", spread_words(vectors), cause)
    return None


evaluate_random_policy = Exercise(
    "evaluate_random_policy",
    points=2,
    properties=[
        Property(
            "returns a policy and its mean return, episode i reset with seed + i",
            0.625,
            mean_cases,
            probes.evaluations,
            judge_means,
        ),
        Property(
            "draws the policy from the seed, another one for every seed",
            0.375,
            policy_cases,
            probes.evaluations,
            judge_policies,
        ),
    ],
)

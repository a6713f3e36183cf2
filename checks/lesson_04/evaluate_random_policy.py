"""Lesson 04, evaluate_random_policy: a task whose episodes the judge plays again."""

from collections.abc import Callable

import gymnasium as gym
import numpy as np

from checks.compare import as_number, same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, name_cause
from checks.lesson_04 import probes
from checks.lesson_04.random_policy import everything, normal_cause, policy_form_problem
from checks.report import show
from helpers.policies import PolicyDict, act
from helpers.rollouts import rollout_policy

LONG_LIVED = (990, 5354, 7814, 10968)
"""Seeds whose policy, drawn array by array, outlives the 500 steps of an episode by a little."""

MAX_STEPS = 500

CAUSES = {
    "Seed must be a python integer": "Gymnasium takes Python's own integers for seeds: "
    "int(…) turns NumPy's into one.",
    "GetTimeoutError": "The tasks do not come back: does the loop also end when an episode is "
    "truncated? rollout_policy from lesson 1 does.",
    "ValueError": "What Ray hands to a task is read-only, and shapes must fit; an action is a "
    "single number, 0 or 1.",
    "TypeError": "A value of another type than expected: the arguments come in the order "
    "num_rollouts, seed; a policy is a function of the state for rollout_policy.",
}


def played(
    policy: PolicyDict, seeds, choose: Callable = act, max_steps: int = MAX_STEPS
) -> list[float]:
    """Returns of one episode of CartPole-v1 a seed, played here."""
    with gym.make("CartPole-v1", max_episode_steps=max_steps) as env:
        return [rollout_policy(env, lambda state: choose(policy, state), seed) for seed in seeds]


def swapped(policy: PolicyDict, state: np.ndarray) -> int:
    """The action that is not the policy's."""
    return 1 - act(policy, state)


def _case(num_rollouts: int, seeds, words: str) -> Case:
    return {
        "given": words,
        "num_rollouts": num_rollouts,
        "seeds": [int(seed) for seed in seeds],
        "causes": CAUSES,
    }


def result_problem(case: Case, record: Record) -> Problem | None:
    """The problem of a function that is no remote one, or whose results are no pairs."""
    given, expected = case["given"], "the pair (mean return, policy)"
    if not record["remote"]:
        cause = "The line @ray.remote above the function is missing, or Ray was not imported."
        return Problem(given, "a remote function", "an ordinary one", cause)
    for result in record["value"]:
        if result is None:
            cause = "The function returns nothing: is the `return` missing?"
            return Problem(given, expected, "None", cause)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            cause = "Return two values: the mean return, and the policy that was played."
            return Problem(given, expected, show(result), cause)
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
    """Several episodes a policy, and one; among the policies is one that outlives an episode."""
    found = []
    for num_rollouts in (4, 1, 7)[: 3 if graded else 2]:
        seeds = rng.choice(100_000, size=7, replace=False)
        seeds = [LONG_LIVED[len(found)], *seeds]
        words = f"num_rollouts={num_rollouts}, seeds {', '.join(map(str, seeds[:3]))}, …"
        found.append(_case(num_rollouts, seeds, words))
    return found


def right_means(case: Case, policies: list[PolicyDict]) -> list[float]:
    """The means of episodes that were reset with seed, seed + 1, and so on."""
    n = case["num_rollouts"]
    pairs = zip(policies, case["seeds"], strict=True)
    return [float(np.mean(played(policy, range(seed, seed + n)))) for policy, seed in pairs]


def mean_suspects(case: Case, policies: list[PolicyDict]) -> Suspects:
    """Means that the usual slips give, one a task."""
    n, pairs = case["num_rollouts"], list(zip(policies, case["seeds"], strict=True))

    def means(resets: Callable, choose: Callable = act, max_steps=MAX_STEPS) -> list[float]:
        returns = [played(policy, resets(seed), choose, max_steps) for policy, seed in pairs]
        return [float(np.mean(of_policy)) for of_policy in returns]

    sums = [n * mean for mean in right_means(case, policies)]
    suspects = {
        "This is the sum of the returns: divide by num_rollouts.": sums,
        "The actions are swapped: act(policy, state) is 0 where the output is positive.": means(
            lambda seed: range(seed, seed + n), swapped
        ),
        "Every episode is reset with the same seed, so that they are all the same: episode i takes "
        "seed + i.": means(lambda seed: [seed]),
        "An episode is not over when it is truncated, after 500 steps: one that is truncated is "
        "over, too.": means(lambda seed: range(seed, seed + n), max_steps=20 * MAX_STEPS),
        "Only the last episode counts.": means(lambda seed: [seed + n - 1]),
        "Episode i is reset with seed + i, and i begins at 0.": means(
            lambda seed: range(seed + 1, seed + n + 1)
        ),
        "One episode too many is played.": means(lambda seed: range(seed, seed + n + 1)),
        "One episode is missing.": means(lambda seed: range(seed, seed + max(1, n - 1))),
        "Episode i is reset with i, whatever the seed: it takes seed + i.": means(
            lambda seed: range(n)
        ),
        "This is the best of the returns, not their mean.": [
            max(played(policy, range(seed, seed + n))) for policy, seed in pairs
        ],
        "Every step pays 1, so that the mean of the rewards says nothing: a return is their sum "
        "over an episode.": [1.0] * len(pairs),
    }
    return {cause: value for cause, value in suspects.items() if n > 1 or "Only" not in cause}


def judge_means(case: Case, record: Record) -> Problem | None:
    """The episodes of the policy that came back, played again: CartPole knows no other chance."""
    if (problem := result_problem(case, record)) is not None:
        return problem
    got = [as_number(mean) for mean, _ in record["value"]]
    policies = [policy for _, policy in record["value"]]
    expected = right_means(case, policies)
    if same(got, expected):
        return None
    if any(number < 1.0 for number in got):
        cause = "No episode is so short: is this the mean return?"
    else:
        otherwise = (
            "Not the mean return of the policy that came back, played with act from reset to the "
            "end (terminated or truncated), episode i reset with seed + i."
        )
        cause = name_cause(got, mean_suspects(case, policies), otherwise)
    worst = next(i for i in range(len(got)) if not same(got[i], expected[i]))
    return Problem(
        f"{case['given']}; the policy that came back for seed {case['seeds'][worst]}",
        f"a mean return of {show(expected[worst])}, which is what it plays",
        show(got[worst]),
        cause,
    )


# --- the policy ----------------------------------------------------------------------------


def policy_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Thirty policies, drawn twice."""
    seeds = rng.choice(100_000, size=30, replace=False)
    return [_case(1, [*seeds, *seeds], f"num_rollouts=1, {len(seeds)} seeds, each asked twice")]


def judge_policies(case: Case, record: Record) -> Problem | None:
    """The seed decides the policy, every seed another one; three comparisons of `TAIL`."""
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
        got = f"a mean of {vectors.mean():.3g} and a standard deviation of {vectors.std():.3g}"
        return Problem(given, "standard-normal weights and biases", got, cause)
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

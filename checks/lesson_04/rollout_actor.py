"""Examine `RolloutActor` (lesson 04), an actor that keeps its environment."""

from itertools import chain

import numpy as np

from checks.compare import as_number, same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, mutated_problem, name_cause
from checks.lesson_04 import probes
from checks.lesson_04.evaluate_random_policy import LONG_LIVED, MAX_STEPS, replayed, swapped
from checks.report import show
from checks.rollouts import SEED_CAUSE
from helpers.policies import PolicyDict, initial_policy

CAUSES = {
    "required positional argument": "The actor is made with RolloutActor.remote() and takes no "
    "argument; do_rollouts takes policy, num_rollouts and seed.",
    "positional argument": "The actor is made with RolloutActor.remote() and takes no argument; "
    "do_rollouts takes self, policy, num_rollouts and seed.",
    "no attribute 'do_rollouts'": "The method is called do_rollouts.",
    "AttributeError": "What the actor keeps is an attribute of self: set it in __init__, and read "
    "it as self.….",
    **SEED_CAUSE,
    "GetTimeoutError": "The actor does not come back: does its loop also end when an episode is "
    "truncated?",
    "ActorDiedError": "The actor's process ended: does __init__ raise on a worker?",
    "ValueError": "What Ray hands to an actor is read-only, and shapes must fit; an action is a "
    "single number, 0 or 1.",
}


def _policy(seed: int) -> PolicyDict:
    rng = np.random.default_rng(seed)
    return {key: rng.standard_normal(zeros.shape) for key, zeros in initial_policy().items()}


def _uneven(rng: np.random.Generator, seed: int) -> PolicyDict:
    """Draw a policy whose first episodes differ, so that equal returns hide no mistake."""
    while True:
        policy = _policy(int(rng.integers(100_000)))
        (returns,) = replayed([(policy, seed, 3)])
        if len(set(returns)) > 1 and np.mean(returns) not in returns and max(returns) < MAX_STEPS:
            return policy


def _case(rng: np.random.Generator, numbers: list[tuple[int, int]]) -> Case:
    """Make calls with two policies, the second of which would outlive an episode by a little."""
    long_lived = int(rng.choice(LONG_LIVED))
    seeds = [int(rng.integers(10_000)), long_lived, int(rng.integers(10_000, 20_000))]
    calls = [
        {"policy": which, "num_rollouts": num_rollouts, "seed": seeds[i % len(seeds)]}
        for i, (which, num_rollouts) in enumerate(numbers)
    ]
    calls.append(calls[0])
    return {
        "given": f"one actor, {len(calls)} calls of do_rollouts, the last one like the first",
        "policies": [_uneven(rng, seeds[0]), _policy(long_lived)],
        "calls": calls,
        "causes": CAUSES,
    }


def actor_problem(case: Case, record: Record) -> Problem | None:
    """Judge whether the class makes actors."""
    if record["actor"]:
        return None
    cause = "The line @ray.remote above the class is missing, or Ray was not imported."
    return Problem(case["given"], "a class of actors", "an ordinary class", cause)


def rollout_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Call one actor a few times, with a short-lived policy and a long-lived one."""
    found = [_case(rng, [(0, 3), (1, 1), (1, 2)])]
    if graded:
        found += [_case(rng, [(0, 5), (1, 2)]), _case(rng, [(0, 3), (1, 1), (1, 2), (0, 4)])]
    return found


def _calls(case: Case) -> list[tuple[PolicyDict, int, int]]:
    """List policy, seed and number of episodes of each call."""
    return [
        (case["policies"][call["policy"]], call["seed"], call["num_rollouts"])
        for call in case["calls"]
    ]


def return_suspects(case: Case) -> Suspects:
    """Compute the returns that the usual mistakes give, for all calls."""
    calls = _calls(case)
    right, first_policy = replayed(calls), calls[0][0]
    piled = [list(chain.from_iterable(right[: i + 1])) for i in range(len(right))]
    return {
        "This is the mean of the returns: return the list, one number an episode.": [
            float(np.mean(returns)) for returns in right
        ],
        "This is the sum of the returns: return the list, one number an episode.": [
            sum(returns) for returns in right
        ],
        "Only the first return comes back: does the `return` stand inside the loop?": [
            returns[0] for returns in right
        ],
        "The returns of earlier calls are still in the list: begin with an empty one in every "
        "call.": piled,
        "The actions are swapped: act(policy, state) is 0 where the output is positive.": replayed(
            calls, choose=swapped
        ),
        "Every episode is reset with the same seed: episode i takes seed + i.": replayed(
            calls, lambda seed, n: n * [seed]
        ),
        "Episode i is reset with seed + i, and i begins at 0.": replayed(
            calls, lambda seed, n: range(seed + 1, seed + n + 1)
        ),
        "One episode too many is played.": replayed(
            calls, lambda seed, n: range(seed, seed + n + 1)
        ),
        "One episode is missing.": [returns[:-1] for returns in right],
        "The policy of the first call is played in every call: play the one that is handed "
        "over.": replayed([(first_policy, seed, n) for _, seed, n in calls]),
    }


def judge_returns(case: Case, record: Record) -> Problem | None:
    """Compare the returns with those of the same episodes, played again by the judge."""
    if problem := actor_problem(case, record) or mutated_problem(case["given"], record):
        return problem
    got = [v.tolist() if isinstance(v, np.ndarray) else v for v in record["value"]]
    expected = replayed(_calls(case))
    if same(got, expected):
        return None
    worst = next(i for i in range(len(got)) if not same(got[i], expected[i]))
    if got[worst] is None:
        cause = "The method returns nothing: is the `return` missing?"
    elif any(number > MAX_STEPS for value in got for number in numbers_in(value)):
        cause = "No episode of CartPole-v1 is so long: one that is truncated is over, too."
    else:
        otherwise = (
            "Not the returns of this policy, played with act from reset to the end, episode i "
            "reset with seed + i."
        )
        cause = name_cause(got, return_suspects(case), otherwise)
    call = case["calls"][worst]
    words = f"do_rollouts(policy {call['policy']}, {call['num_rollouts']}, seed={call['seed']})"
    given = f"call {worst + 1} of {len(got)}, {words}"
    return Problem(given, show(expected[worst]), show(got[worst]), cause)


def numbers_in(value: object) -> list[float]:
    """List the numbers in a list; anything else has none."""
    found = [as_number(item) for item in value] if isinstance(value, (list, tuple)) else []
    return [number for number in found if number is not None]


def judge_kept(case: Case, record: Record) -> Problem | None:
    """Judge whether an actor makes at most one environment, which serves all its calls."""
    if (problem := actor_problem(case, record)) is not None:
        return problem
    made = record["made"]
    if made[-1] <= 1:
        return None
    calls = len(made)
    if made[-1] - made[0] >= calls - 1:
        cause = (
            "Every call makes an environment: make it once, in __init__, and keep it in an "
            "attribute of self."
        )
    else:
        cause = "One environment is enough for an actor: make it in __init__ and keep it."
    got = f"{made[-1]} environments after {calls} calls"
    return Problem(case["given"], "one environment, made once", got, cause)


RolloutActor = Exercise(
    "RolloutActor",
    points=2,
    properties=[
        Property(
            "do_rollouts gives one return an episode, of the policy and the seed of the call",
            0.5,
            rollout_cases,
            probes.rollouts_here,
            judge_returns,
        ),
        Property(
            "the actor keeps its environment from call to call",
            0.25,
            rollout_cases,
            probes.rollouts_here,
            judge_kept,
        ),
        Property(
            "in a process of its own, on Ray, it does the same",
            0.25,
            lambda rng, graded: rollout_cases(rng, False),
            probes.rollouts_on_ray,
            judge_returns,
        ),
    ],
)

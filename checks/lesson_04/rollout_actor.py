"""Lesson 04, RolloutActor: an actor that keeps its environment."""

from itertools import chain

import numpy as np

from checks.compare import as_number, same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, mutated_problem, name_cause
from checks.lesson_04 import probes
from checks.lesson_04.evaluate_random_policy import LONG_LIVED, MAX_STEPS, played, swapped
from checks.report import show
from helpers.policies import PolicyDict, act, initial_policy

CAUSES = {
    "required positional argument": "The actor is made with RolloutActor.remote() and takes no "
    "argument; do_rollouts takes policy, num_rollouts and seed.",
    "positional argument": "The actor is made with RolloutActor.remote() and takes no argument; "
    "do_rollouts takes self, policy, num_rollouts and seed.",
    "no attribute 'do_rollouts'": "The method is called do_rollouts.",
    "AttributeError": "What the actor keeps is an attribute of self: set it in __init__, and read "
    "it as self.….",
    "Seed must be a python integer": "Gymnasium takes Python's own integers for seeds: int(…) "
    "turns NumPy's into one.",
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
    """A policy whose first episodes differ, so that no slip hides in equal returns."""
    while True:
        policy = _policy(int(rng.integers(100_000)))
        returns = played(policy, range(seed, seed + 3))
        if len(set(returns)) > 1 and np.mean(returns) not in returns and max(returns) < MAX_STEPS:
            return policy


def _case(rng: np.random.Generator, numbers: list[tuple[int, int]]) -> Case:
    """Calls of two policies: the second one outlives an episode by a little."""
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


def call_words(call: dict) -> str:
    """A call, in words."""
    return f"do_rollouts(policy {call['policy']}, {call['num_rollouts']}, seed={call['seed']})"


def actor_problem(case: Case, record: Record) -> Problem | None:
    """The problem of a class that makes no actors."""
    if record["actor"]:
        return None
    cause = "The line @ray.remote above the class is missing, or Ray was not imported."
    return Problem(case["given"], "a class of actors", "an ordinary class", cause)


def rollout_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """A few calls of one actor, with policies that live short and long."""
    found = [_case(rng, [(0, 3), (1, 1), (1, 2)])]
    if graded:
        found += [_case(rng, [(0, 5), (1, 2)]), _case(rng, [(0, 3), (1, 1), (1, 2), (0, 4)])]
    return found


def all_returns(
    case: Case, resets=None, choose=act, policy: int | None = None
) -> list[list[float]]:
    """The returns of every call.

    Args:
        case: its policies and calls.
        resets: the seeds of a call's episodes; None takes those that the docstring names.
        choose: how a policy acts.
        policy: the number of the policy that is played in every call; None plays the call's own.
    """
    found = []
    for call in case["calls"]:
        seed, n = call["seed"], call["num_rollouts"]
        seeds = range(seed, seed + n) if resets is None else resets(seed, n)
        player = case["policies"][call["policy"] if policy is None else policy]
        found.append(played(player, seeds, choose))
    return found


def return_suspects(case: Case) -> Suspects:
    """What the usual slips make of all calls' returns."""
    right = all_returns(case)
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
        "The actions are swapped: act(policy, state) is 0 where the output is "
        "positive.": all_returns(case, choose=swapped),
        "Every episode is reset with the same seed: episode i takes seed + i.": all_returns(
            case, lambda seed, n: n * [seed]
        ),
        "Episode i is reset with seed + i, and i begins at 0.": all_returns(
            case, lambda seed, n: range(seed + 1, seed + n + 1)
        ),
        "One episode too many is played.": all_returns(
            case, lambda seed, n: range(seed, seed + n + 1)
        ),
        "One episode is missing.": [returns[:-1] for returns in right],
        "The policy of the first call is played in every call: play the one that is handed "
        "over.": all_returns(case, policy=case["calls"][0]["policy"]),
    }


def judge_returns(case: Case, record: Record) -> Problem | None:
    """The episodes of every call, played again by the judge."""
    if (problem := actor_problem(case, record)) is not None:
        return problem
    if (problem := mutated_problem(case["given"], record)) is not None:
        return problem
    got = [v.tolist() if isinstance(v, np.ndarray) else v for v in record["value"]]
    expected = all_returns(case)
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
    call = f"call {worst + 1} of {len(got)}, {call_words(case['calls'][worst])}"
    return Problem(call, show(expected[worst]), show(got[worst]), cause)


def numbers_in(value: object) -> list[float]:
    """The numbers of a list; none where it is no list of numbers."""
    found = [as_number(item) for item in value] if isinstance(value, (list, tuple)) else []
    return [number for number in found if number is not None]


def judge_kept(case: Case, record: Record) -> Problem | None:
    """One environment serves all calls: it is made at most once."""
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

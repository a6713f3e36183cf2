"""Judge what a training run returns: play it on fresh episodes, and train again with one seed.

A training has to succeed with one of a few seeds. Each judge says how rarely a right answer fails
with all of them: the reference was run with many seeds without a failure, and the rule of three
then bounds how often it fails with one (3 / runs, with 95 % confidence).
"""

from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym
import numpy as np

from checks.compare import same
from checks.framework import Case, Problem, Record
from checks.judging import global_random_problem
from helpers.batched import Act, rollout_population

Cases = Callable[[np.random.Generator, bool], list[Case]]


def training_cases(
    call: str, count: int, causes: dict[str, str], *, fresh: bool = True, **more: Any
) -> Cases:
    """Make the cases of a property: trainings with different seeds.

    Args:
        call: the call in words, with ``{seed}`` in it.
        count: how many seeds.
        causes: as in every case, what an exception means here.
        fresh: give each case a ``fresh_seed`` for the episodes that the judge plays.
        **more: further entries of each case.
    """

    def cases(rng: np.random.Generator, graded: bool) -> list[Case]:
        found = []
        for seed in rng.choice(10_000, size=count, replace=False):
            case = {"given": call.format(seed=seed), "seed": int(seed), "causes": causes} | more
            if fresh:
                case["fresh_seed"] = int(rng.integers(10**6, 10**7))
            found.append(case)
        return found

    return cases


def play(
    env_id: str,
    act: Act,
    episodes: int,
    seed: int,
    theta: Sequence[float] | np.ndarray = (0.0,),
    **options: Any,
) -> np.ndarray:
    """Play a policy on fresh episodes, all at once; return their returns, shape (episodes,).

    Args:
        env_id: of the environment.
        act: as `helpers.batched.rollout_population` takes it.
        episodes: how many.
        seed: of the resets.
        theta: the policy's parameters, shape (dim,), if ``act`` needs them.
        **options: of `gymnasium.make_vec`.
    """
    vec_env = gym.make_vec(env_id, num_envs=episodes, **options)
    try:
        return rollout_population(np.array([theta]), vec_env, act, episodes, seed)[0]
    finally:
        vec_env.close()


def mean_return_problem(
    given: str, returns: np.ndarray, target: float, cause: Callable[[float], str], how: str = ""
) -> Problem | None:
    """Judge that the returns of fresh episodes reach a mean; None if they do.

    Args:
        given: the training, in words.
        returns: of the fresh episodes.
        target: the mean that is asked for.
        cause: ``cause(mean)`` names the likeliest cause if they do not.
        how: the episodes were played, in words: " with sampled actions".
    """
    mean = float(returns.mean())
    if mean >= target:
        return None
    expected = f"a mean return ≥ {target:g} over {returns.size} fresh episodes{how}"
    return Problem(given, expected, f"{mean:.1f}", cause(mean))


def repeat_problem(
    given: str,
    record: Record,
    what: str,
    source: str,
    got: str = "another one",
    equal: Callable[[Any, Any], bool] = lambda first, again: same(first, again, 0.0),
) -> Problem | None:
    """Judge that a second training with the same seed agrees, and that no global generator is used.

    Args:
        given: the training, in words.
        record: has the first result as ``value`` and the second one as ``again``.
        what: the name of what a training run returns, such as "theta".
        source: says where all random numbers should come from.
        got: the second result, in words.
        equal: compares the two results.
    """
    if (problem := global_random_problem(given, record)) is not None:
        return problem
    if equal(record["value"], record["again"]):
        return None
    return Problem(
        given + ", twice",
        f"the same {what}, bit for bit",
        got,
        f"Something draws its random numbers from elsewhere than the seed: {source}",
    )

"""Examine `evaluate_seed` (lesson 08), a task that sends back a seed and two returns."""

from collections.abc import Callable

import numpy as np

from checks.compare import as_index, as_number, same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING
from checks.lesson_08 import probes
from checks.report import show
from checks.rollouts import (
    ENVIRONMENT_CAUSES,
    ROLLOUTS,
    SEED_CAUSE,
    STEPS,
    certain_return,
    mean_of_rollouts_problem,
    not_remote_problem,
)
from helpers.policies import initial_policy
from helpers.vectors import num_parameters, unflatten

INPUTS = {"lwg/ActionMatters-v0": 4, "lwg/Counter-v0": 1, "CartPole-v1": 4}

CAUSES = {
    "GetTimeoutError": "The tasks do not come back: does the loop also end when an episode is "
    "truncated? evaluate_policy from lesson 1 does.",
    **ENVIRONMENT_CAUSES,
    "the policy has": "The vector does not fit the template: a network for this environment has "
    "as many inputs as the observation has numbers, env.observation_space.shape[0].",
    "read-only": "What Ray hands to a task is read-only: build new vectors instead of changing mu.",
    **SEED_CAUSE,
    "TypeError": "A value of another type than expected: the arguments come in the order mu, seed, "
    "sigma, num_rollouts, env_id; a policy is a function of the state alone.",
    "ValueError": "Shapes do not fit: mu is one flat vector; unflatten makes a policy of such a "
    "vector.",
}


def _case(rng: np.random.Generator, env_id: str, scale: float, sigma: float, **settings) -> Case:
    dim = num_parameters(initial_policy(INPUTS[env_id]))
    return {
        "mu": scale * rng.standard_normal(dim),
        "sigma": sigma,
        "env_id": env_id,
        "causes": CAUSES,
        **settings,
    }


def results_problem(case: Case, record: Record) -> Problem | None:
    """Judge whether the function is remote and returns three numbers, the seed first."""
    given, expected = case["given"], "three numbers: seed, return_plus, return_minus"
    if (problem := not_remote_problem(given, record)) is not None:
        return problem
    for seed, result in zip(case["seeds"], record["value"], strict=True):
        numbers = result.tolist() if isinstance(result, np.ndarray) else result
        if not isinstance(numbers, (tuple, list)) or any(as_number(n) is None for n in numbers):
            cause = (
                "Only three numbers travel: the seed stands for the noise, and nobody needs the "
                "policies back."
            )
            return Problem(given, expected, show(result), NOTHING if result is None else cause)
        if len(numbers) != 3:
            cause = (
                "Return the seed, too: without it nobody knows whose returns these are."
                if len(numbers) == 2
                else "Return three numbers: the seed and the two mean returns."
            )
            return Problem(given, expected, show(result), cause)
        if as_index(numbers[0]) != seed:
            cause = (
                "The seed comes first, then return_plus, then return_minus."
                if seed in numbers[1:]
                else "The first of the three is the seed that was handed over, as it was."
            )
            return Problem(given, f"the seed {seed} first", show(result), cause)
    return None


def _returns(record: Record) -> list[list[float]]:
    """List the two returns of each result, without the seed."""
    return [[float(as_number(number)) for number in list(row)[1:]] for row in record["value"]]


# --- returns that are certain --------------------------------------------------------------


def certain_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Use noise so wide that nearly every perturbed policy is certain of its actions."""
    found = []
    for env_id in ("lwg/ActionMatters-v0", "lwg/Counter-v0"):
        count = 16 if graded else 10
        seeds = [int(s) for s in rng.choice(2**31, size=count, replace=False)]
        words = f"{env_id}, mu and noise of size 60, num_rollouts=3, {count} seeds"
        found.append(_case(rng, env_id, 60.0, 60.0, seeds=seeds, num_rollouts=3, given=words))
    return found


def certain_rows(case: Case, noise: list, make: Callable) -> list[list[float | None]]:
    """Work out the returns of the pair that ``make(mu, step)`` gives for each seed's noise.

    A return is None if the policy is not certain of its actions.
    """
    template = initial_policy(INPUTS[case["env_id"]])
    return [
        [
            certain_return(unflatten(theta, template), case["env_id"])
            for theta in make(case["mu"], case["sigma"] * np.asarray(eps, dtype=float))
        ]
        for eps in noise
    ]


def agree(got: list[list[float]], rows: list[list[float | None]]) -> bool:
    """Test whether all returns that are certain are as they should be."""
    pairs = zip(np.ravel(got), [value for row in rows for value in row], strict=True)
    return all(value is None or same(float(number), value) for number, value in pairs)


def judge_certain(case: Case, record: Record) -> Problem | None:
    """Compare with the returns of mu ± sigma eps, worked out without the student's task."""
    if (problem := results_problem(case, record)) is not None:
        return problem
    noise, got = record["noise"], _returns(record)
    rows = certain_rows(case, noise, lambda mu, step: (mu + step, mu - step))
    if agree(got, rows):
        return None
    sigma, k = case["sigma"], case["num_rollouts"]

    def times(factor: float) -> list:
        return [[None if v is None else factor * v for v in row] for row in rows]

    def others(make: Callable) -> list:
        return certain_rows(case, noise, make)

    suspects = {
        "The returns are in the other order: that of mu + sigma eps comes first.": [
            row[::-1] for row in rows
        ],
        "This is the sum of the returns: divide by num_rollouts.": times(k),
        "This is one return divided by num_rollouts: sum all of them first.": times(1 / k),
        "This is the mean reward a step; a return is the sum over the episode.": times(1 / STEPS),
        "Both returns are those of mu: the noise is missing, or not multiplied by sigma.": others(
            lambda mu, step: (mu, mu)
        ),
        "Both returns are those of mu + sigma eps: the second is mu - sigma eps.": [
            [row[0]] * 2 for row in rows
        ],
        "Both returns are those of mu - sigma eps: the first is mu + sigma eps.": [
            [row[1]] * 2 for row in rows
        ],
        "The noise is played alone: add it to mu, and subtract it from mu.": others(
            lambda mu, step: (step, -step)
        ),
        "minus is the negative of plus; mirror the noise around mu.": others(
            lambda mu, step: (mu + step, -mu - step)
        ),
        "The noise is not scaled: the policies are mu ± sigma eps.": others(
            lambda mu, step: (mu + step / sigma, mu - step / sigma)
        ),
        "The noise is multiplied by sigma²: sigma is a standard deviation.": others(
            lambda mu, step: (mu + step * sigma, mu - step * sigma)
        ),
        "The noise is multiplied by √sigma: sigma is a standard deviation.": others(
            lambda mu, step: (mu + step / sigma**0.5, mu - step / sigma**0.5)
        ),
        "The actions are swapped: act(policy, state) is 0 where the output is positive.": others(
            lambda mu, step: [_negated(theta) for theta in (mu + step, mu - step)]
        ),
    }
    otherwise = (
        "Not the returns of mu ± sigma eps with eps = noise_from_seed(seed, len(mu)): is it that "
        "very noise, in the environment of env_id? (A remote function takes along the "
        "noise_from_seed of the moment when it is first called: run its cell again after a change.)"
    )
    cause = next((cause for cause, other in suspects.items() if agree(got, other)), otherwise)
    first = next(i for i, row in enumerate(rows) if not agree([got[i]], [row]))
    expected = ", ".join("?" if v is None else show(v) for v in rows[first])
    given = f"{case['given']}; seed {case['seeds'][first]}"
    return Problem(given, f"the returns {expected}", show(got[first]), cause)


def _negated(theta: np.ndarray) -> np.ndarray:
    """Flip the sign of a network's output by flipping that of its last layer."""
    flipped = np.array(theta)
    flipped[-11:] *= -1.0
    return flipped


# --- episodes on CartPole ------------------------------------------------------------------


def cartpole_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Play random networks on CartPole-v1: seven rollouts, six seeds, each asked twice."""
    seeds = [int(s) for s in rng.choice(2**31, size=6, replace=False)]
    words = f"CartPole-v1, mu of zeros, sigma=1, num_rollouts={ROLLOUTS}, six seeds"
    settings = {"seeds": [*seeds, *seeds], "num_rollouts": ROLLOUTS, "given": words}
    return [_case(rng, "CartPole-v1", 0.0, 1.0, **settings)]


def judge_episodes(case: Case, record: Record) -> Problem | None:
    """Judge whether each mean is that of seven different episodes.

    Both means of a pair are whole with a probability of 0.03 (measured on 3,000 pairs), those of
    six pairs with 0.03^6 < 1e-9.
    """
    if (problem := results_problem(case, record)) is not None:
        return problem
    return mean_of_rollouts_problem(case["given"], np.array(_returns(record)), shortest=7)


def judge_seed(case: Case, record: Record) -> Problem | None:
    """Judge whether the seed decides the noise and the resets."""
    if (problem := results_problem(case, record)) is not None:
        return problem
    half = len(case["seeds"]) // 2
    rows = _returns(record)
    given = f"each of {half} seeds, asked twice"
    for one, other in zip(rows[:half], rows[half:], strict=True):
        if one != other:
            cause = (
                "The noise, or the resets of the environment, do not get their randomness from the "
                "seed: a lost task that is sent again would give another result."
            )
            return Problem(given, "the same returns", f"{show(one)}, then {show(other)}", cause)
    if len({tuple(row) for row in rows}) == 1:
        cause = "Different seeds give the same returns: does every task play the same noise?"
        return Problem(given, "other returns for other seeds", show(rows[0]), cause)
    return None


evaluate_seed = Exercise(
    "evaluate_seed",
    points=2,
    others=("noise_from_seed",),
    properties=[
        Property(
            "returns the seed and the mean returns of mu ± sigma eps, in the environment asked for",
            0.5,
            certain_cases,
            probes.evaluations,
            judge_certain,
        ),
        Property(
            "plays num_rollouts different episodes",
            0.25,
            cartpole_cases,
            probes.evaluations,
            judge_episodes,
        ),
        Property(
            "the same seed gives the same result, another seed another",
            0.25,
            cartpole_cases,
            probes.evaluations,
            judge_seed,
        ),
    ],
)

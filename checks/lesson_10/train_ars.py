"""Examine the bonus `train_ars` (lesson 10): linear policies on MuJoCo's Swimmer."""

import gymnasium as gym
import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import global_random_problem, tuple_problem
from checks.lesson_10 import probes

ENV_ID, SIZES = "Swimmer-v5", (2, 8)
SMALL_ENV_ID, SMALL_SIZES = "Pendulum-v1", (1, 3)
EPISODES, SEEDS, TEST_EPISODES = 100, 5, 3
REFERENCE = 150.0
"""The mean return to beat: version V1 with alpha = nu = 0.02 reaches 143 on average of 28 seeds."""

DRAWS = 2
"""Attempts with five seeds each, one of which is enough. The lesson's answer reached 244 on average
of 51 seeds, with a standard deviation of 92: the mean of five is under 150 in 1.8 % of all
attempts, and twice in a row in 0.03 %."""

NEEDS_MUJOCO = {
    "mujoco": "The bonus needs MuJoCo, which is not installed: "
    "`pip install 'gymnasium[mujoco]'` and try again."
}

CAUSES = {
    "OutOfEpisodes": f"A training has {EPISODES} episodes: count them all, also those that only "
    "test, and stop in time.",
    "NameNotFound": "Make the environment in this process, by the env_id that was handed over: "
    "no other process knows it.",
    "ValueError": "Shapes do not fit: weights have one row a component of the action, one column "
    "a number of the observation; the spaces of the environment tell how many.",
}


def swim(weights: np.ndarray, bias: np.ndarray, seed: int) -> float:
    """Return the mean return of a linear policy over `TEST_EPISODES` fresh episodes."""
    with gym.make(ENV_ID, disable_env_checker=True) as env:
        low, high = env.action_space.low, env.action_space.high
        total = 0.0
        for episode in range(TEST_EPISODES):
            observation, _ = env.reset(seed=seed + episode)
            over = False
            while not over:
                action = np.clip(weights @ observation + bias, low, high)
                observation, reward, terminated, truncated, _ = env.step(action)
                total += float(reward)
                over = terminated or truncated
    return total / TEST_EPISODES


def policy_problem(case: Case, value: object) -> Problem | None:
    """Judge whether the answer is a pair (weights, bias) of the right shapes."""
    rows, columns = case["sizes"]
    given = case["given"]
    expected = f"the pair (weights, bias), arrays of shape ({rows}, {columns}) and ({rows},)"
    cause = "Return the pair (weights, bias); without a bias, return zeros for it."
    if (problem := tuple_problem(given, value, 2, expected, cause)) is not None:
        return problem
    shapes = [part.shape if isinstance(part, np.ndarray) else None for part in value]
    if shapes != [(rows, columns), (rows,)]:
        cause = (
            "Weights have one row a component of the action, one column a number of the "
            "observation, and the bias one number a component: ask the environment's spaces."
        )
        return Problem(given, expected, f"shapes {shapes[0]} and {shapes[1]}", cause)
    if not all(part.dtype.kind in "iuf" and np.isfinite(part).all() for part in value):
        cause = "The parameters are no longer finite: is something divided by a spread of 0?"
        return Problem(given, "finite numbers", "nan or infinity", cause)
    return None


def _case(env_id: str, sizes: tuple[int, int], seeds: list[int], words: str) -> Case:
    return {
        "given": f"train_ars on {env_id}, {words}",
        "env_id": env_id,
        "sizes": sizes,
        "episodes": EPISODES,
        "seeds": seeds,
        "causes": CAUSES,
    }


def training_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Train with `SEEDS` seeds a case: their mean is what counts."""
    drawn = rng.choice(10_000, size=(DRAWS, SEEDS), replace=False).tolist()
    found = []
    for seeds in drawn:
        case = _case(ENV_ID, SIZES, seeds, f"{EPISODES} episodes, seeds {seeds}")
        found.append(case | {"fresh_seed": int(rng.integers(10**6, 10**7))})
    return found


def judge_swimming(case: Case, record: Record) -> Problem | None:
    """Judge whether the mean over the seeds beats `REFERENCE`."""
    if (problem := trainings_problem(case, record)) is not None:
        return problem
    reached = [swim(*value, case["fresh_seed"]) for value in record["value"]]
    mean = float(np.mean(reached))
    if mean > REFERENCE:
        return None
    if max(record["counts"]) < EPISODES / 2:
        cause = (
            f"Only {max(record['counts'])} of {EPISODES} episodes are played: use what there is."
        )
    elif all(np.allclose(weights, 0) for weights, _ in record["value"]):
        cause = "The weights are still zero: is the step added to them?"
    elif mean < -5:
        cause = "It swims backwards: the step goes towards the direction that returned more."
    else:
        cause = (
            "It learns too slowly, or gets stuck on some seeds: how far apart are the two policies "
            "of a pair (nu), and how long is a step (alpha)? Lesson 7's question, once more."
        )
    return Problem(
        case["given"],
        f"a mean return over {REFERENCE:g}, the lesson's reference",
        f"{mean:.1f} (seed by seed {', '.join(f'{value:.0f}' for value in reached)})",
        cause,
    )


def trainings_problem(case: Case, record: Record) -> Problem | None:
    """Judge whether each training plays in the right environment and returns a policy."""
    if min(record["counts"]) > 0:
        problems = (policy_problem(case, value) for value in record["value"])
        return next(filter(None, problems), None)
    cause = "Play in the environment of the env_id that is handed over: it counts the episodes."
    return Problem(case["given"], "episodes in gym.make(env_id)", "none", cause)


def repeat_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Use one seed twice and another one once, in an environment of other sizes."""
    seed = int(rng.integers(10_000))
    return [_case(SMALL_ENV_ID, SMALL_SIZES, [seed, seed, seed + 1], f"the seed {seed} twice")]


def judge_repeats(case: Case, record: Record) -> Problem | None:
    """Judge whether the seed decides the result, and the environment its sizes."""
    given = case["given"]
    if problem := trainings_problem(case, record) or global_random_problem(given, record):
        return problem
    first, again, other = record["value"]
    if not same(first, again, 0.0):
        cause = "Something is random beside the seed: the directions, or the resets."
        return Problem(given, "the same parameters, bit for bit", "other ones", cause)
    if same(first, other, 0.0):
        cause = "Another seed gives the same parameters: make the generator from the seed."
        return Problem(given, "other parameters for another seed", "the same ones", cause)
    return None


train_ars = Exercise(
    "train_ars",
    points=3,
    slow=True,
    bonus=True,
    needs=NEEDS_MUJOCO,
    properties=[
        Property(
            f"swims: a mean return over {REFERENCE:g} in {EPISODES} episodes, over {SEEDS} seeds",
            0.75,
            training_cases,
            probes.ars_trainings,
            judge_swimming,
            needed=1,
        ),
        Property(
            "the seed decides, and the sizes are the environment's",
            0.25,
            repeat_cases,
            probes.ars_trainings,
            judge_repeats,
        ),
    ],
)

"""Judge `rollout_population` (lesson 10) where the right returns are known exactly."""

from functools import partial

import numpy as np

from checks.compare import as_number
from checks.framework import Case, Problem, Record
from checks.judging import NOTHING, mutated_problem
from checks.report import show
from checks.rollouts import course_return

LIMIT = 60
"""Steps after which an episode of the race is truncated."""

LATE_REWARD = 1000.0
"""What the step that only resets pays."""

CAUSES = {
    "act takes one row": "act gets as many rows of parameters as observations, row by row the "
    "parameters of the member that plays in that sub-environment: index thetas with the members.",
    "step takes": "The vector environment takes one action a sub-environment, also for those that "
    "have nothing to play: keep an array of actions for all of them.",
    "RanTooLong": "The loop does not end once all episodes are over: when does it notice that no "
    "episode is left to play?",
    "NeverReset": "The vector environment is stepped before it was reset: reset(seed=seed) first.",
    "IndexError": "An index runs past the end: sub-environments, members and episodes are three "
    "different counts; the environment may be wider than all episodes, or narrower.",
    "ValueError": "Shapes do not fit: rewards and endings have one entry a sub-environment, the "
    "result is (population, episodes), and the two counts differ here.",
}


def population_shape_problem(case: Case, record: Record) -> Problem | None:
    """Judge whether the answer is an array (population, episodes) of finite numbers."""
    value, given = record["value"], case["given"]
    population, episodes = len(case["thetas"]), case["episodes"]
    expected = f"an array of shape ({population}, {episodes})"
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "iuf":
        cause = "Return a NumPy array of numbers, one row a member, one column an episode."
        return Problem(given, expected, show(value), NOTHING if value is None else cause)
    if value.shape != (population, episodes):
        cause = "One row a member, one column an episode."
        if value.shape == (population,):
            cause = "The episodes are averaged (or summed): every return is asked for."
        elif value.shape == (episodes, population):
            cause = "Rows and columns are swapped: one row a member, one column an episode."
        elif value.shape == (population * episodes,):
            cause = "The returns lie in one long row: reshape them, one row a member."
        return Problem(given, expected, f"shape {value.shape}", cause)
    if not np.isfinite(value).all():
        cause = "Some episodes have no return: every member plays all its episodes to the end."
        return Problem(given, "finite returns", f"{(~np.isfinite(value)).sum()} nan or inf", cause)
    return None


# --- the race: every reward shows which member plays ---------------------------------------


def race_returns(numbers: np.ndarray, lengths: np.ndarray, pay: float) -> np.ndarray:
    """Sum each member's rewards: step t, counted from 1, pays pay (t + number / 8)."""
    found = []
    for number, length in zip(numbers, lengths, strict=True):
        steps = range(1, int(min(length, LIMIT)) + 1)
        found.append(sum(pay * (t + number / 8) for t in steps))
    return np.array(found)


def race_case(
    rng: np.random.Generator, lengths: list[int], episodes: int, width: int, late: float
) -> Case:
    """Make a race of members with different numbers and the given lengths in random order."""
    lengths_here = rng.permutation(lengths)
    numbers = rng.choice(np.arange(1, 400), size=len(lengths), replace=False)
    words = f", its reset step paying {late:g}" if late else ""
    return {
        "given": f"{len(lengths)} members of different lengths, {episodes} episode(s) each, "
        f"{width} sub-environment(s){words}",
        "thetas": np.stack([numbers, lengths_here], axis=1).astype(float),
        "episodes": episodes,
        "width": width,
        "late_reward": late,
        "pay": float(rng.choice([0.75, 1.25, 1.5, 2.5])),
        "seed": int(rng.integers(10_000)),
        "causes": CAUSES,
    }


def exact_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Race in narrow, fitting and wide environments, and play in the course's environments."""
    plans = [([1, 4, 2, 90, 3], 3, 4), ([5, 1, 12, 7], 2, 8), ([3, 1, 2], 1, 7)]
    plans += [([2, 9, 70, 1, 1, 5, 30], 4, 1), ([6, 6, 2, 11], 1, 2)] if graded else []
    found = [race_case(rng, *plan, late=0.0) for plan in plans]
    for env_id, n_states in (("lwg/Counter-v0", 1), ("lwg/ActionMatters-v0", 4)):
        for width in (3, 16) if graded else (3,):
            found.append(_course_case(rng, env_id, n_states, width))
    return found


def _course_case(rng: np.random.Generator, env_id: str, n_states: int, width: int) -> Case:
    """Make linear policies, some that always act alike and some that turn round on the way."""
    thetas = rng.standard_normal((6, 2 * n_states + 2))
    return {
        "given": f"six linear policies on {env_id}, two episodes each, {width} sub-environments",
        "env_id": env_id,
        "thetas": thetas,
        "episodes": 2,
        "width": width,
        "seed": int(rng.integers(10_000)),
        "causes": CAUSES,
    }


def course_returns(env_id: str, thetas: np.ndarray) -> np.ndarray:
    """Play linear policies by the rules of a course environment, without that environment."""

    def act(theta: np.ndarray, state: np.ndarray) -> int:
        return int(np.argmax(state @ theta[:-2].reshape(-1, 2) + theta[-2:]))

    return np.array([course_return(env_id, partial(act, theta)) for theta in thetas])


def expected_returns(case: Case) -> np.ndarray:
    """Return the right answer, shape (population, episodes); a member's episodes are alike."""
    if "env_id" in case:
        each = course_returns(case["env_id"], case["thetas"])
    else:
        each = race_returns(*case["thetas"].T, case["pay"])
    return np.repeat(each[:, None], case["episodes"], axis=1)


def judge_exact(case: Case, record: Record) -> Problem | None:
    """Compare the returns, number by number."""
    if (problem := population_shape_problem(case, record)) is not None:
        return problem
    got, expected = record["value"].astype(float), expected_returns(case)
    if not np.allclose(got, expected, rtol=1e-9, atol=1e-9):
        place = tuple(int(i) for i in np.argwhere(~np.isclose(got, expected))[0])
        return Problem(
            case["given"],
            f"a return of {show(expected[place])} for member {place[0]}, episode {place[1]}",
            show(got[place]),
            _returns_cause(case, got, expected),
        )
    return mutated_problem(case["given"], record)


def _returns_cause(case: Case, got: np.ndarray, expected: np.ndarray) -> str:
    """Name the mistake in the loop that would give these wrong returns."""
    wrong = ~np.isclose(got, expected)
    tiled = np.tile(expected[:, 0], case["episodes"]).reshape(got.shape)
    if np.allclose(got, np.floor(expected)) or np.allclose(got, np.trunc(expected)):
        return "The returns lose what stands behind the point: collect them in an array of floats."
    if (got[wrong] == 0).all() and wrong[:, 1:].all() and not wrong[:, 0].any():
        return "Only the first episode of each member is there: the others are missing."
    if (got[wrong] == 0).all() and wrong.any(axis=None):
        return (
            "Some returns are still 0: are there episodes that nobody played, or that were not "
            "yet over when the loop ended?"
        )
    if np.allclose(np.sort(got, axis=None), np.sort(expected, axis=None)):
        return (
            "The right returns in the wrong places: row m belongs to thetas[m]. Which member does "
            "each sub-environment play at the moment, and where does its return belong?"
        )
    if np.allclose(got, tiled):
        return "Members and episodes are counted in another order than the rows are filled."
    if "env_id" not in case:
        numbers, lengths = case["thetas"].T
        played = np.minimum(lengths, LIMIT)[:, None]
        last = case["pay"] * (played + numbers[:, None] / 8)
        first = case["pay"] * (1 + numbers[:, None] / 8)
        if np.allclose(got, np.broadcast_to(played, got.shape)):
            return "This is the number of steps; sum the rewards, they are not all 1."
        if np.allclose(got, expected - last):
            return "The reward of the last step is missing: it belongs to the episode that it ends."
        if np.allclose(got[wrong], (expected - first)[wrong]):
            return "The reward of the first step is missing."
        if np.allclose(got, expected / played):
            return "This is the mean reward a step; a return is the sum."
        if np.allclose(got[wrong], np.broadcast_to(last, got.shape)[wrong]):
            return "Only the last reward is kept: add the rewards up, one sum a sub-environment."
    if (got[wrong] > expected[wrong]).all():
        return (
            "Rewards after the end are counted: an episode's return is complete when it is "
            "terminated or truncated, and the next episode starts again from 0."
        )
    if (got[wrong] < expected[wrong]).all():
        return "Some rewards of an episode are missing: it counts from its reset to its end."
    return (
        "These returns mix several episodes: print, for one sub-environment, whom it plays, its "
        "running sum and when it is over."
    )


# --- the step that only resets -------------------------------------------------------------


def reset_step_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Race in environments in which the step after the end pays a reward that is nobody's."""
    plans = [([1, 4, 2, 90, 3], 3, 4), ([5, 1, 12, 7], 4, 3)]
    plans += [([2, 9, 70, 1, 1, 5, 30], 4, 1), ([1, 1, 8], 3, 20)] if graded else []
    return [race_case(rng, *plan, late=LATE_REWARD) for plan in plans]


def judge_reset_step(case: Case, record: Record) -> Problem | None:
    """Judge whether the reward of a step that only resets is in no return."""
    problem = judge_exact(case, record)
    if problem is None or not isinstance(record["value"], np.ndarray):
        return problem
    if as_number(record["value"].max()) is None or record["value"].max() < LATE_REWARD:
        cause = (
            "A step is skipped that belongs to an episode: only the one step right after an "
            "episode's end is nobody's, in that sub-environment."
        )
    else:
        cause = (
            "The step after an episode's end only resets that sub-environment: its action is "
            "ignored, and its reward belongs to no episode, neither to the old one nor to the new."
        )
    return Problem(problem.given, problem.expected, problem.got, cause)

"""Examine `CounterEnv` (lesson 02)."""

from itertools import accumulate

import numpy as np

from checks.compare import same
from checks.environments import STEPS, checker_problem, ending_problem, walk, well_formed
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import name_cause
from checks.lesson_02 import probes
from checks.report import show

GOAL = 5


def count_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make short walks whose actions are Python's integers and NumPy's in turn."""
    walks = [[1, 1, 0, 1, 0, 0, 0, 1], walk(rng, 12, 0.7)]
    walks += [walk(rng, 19, up) for up in (0.9, 0.5, 0.1)] if graded else []
    return [
        {
            "given": f"the actions {show(actions)} after a reset",
            "episodes": [{"actions": actions}],
            "numpy_actions": i % 2 == 1,
        }
        for i, actions in enumerate(walks)
    ]


def _counts(actions: list[int]) -> np.ndarray:
    """Return the count at the reset and after each action."""
    return np.concatenate([[0], np.cumsum(2 * np.array(actions) - 1)])


@well_formed
def judge_counts(case: Case, record: Record) -> Problem | None:
    """Judge that the observations are the counts."""
    seen = record["value"]["episodes"][0]["observations"]
    actions = case["episodes"][0]["actions"]
    expected = _counts(actions)[: len(seen)].astype(float)
    if same(seen, expected) and len(seen) > min(len(actions), GOAL):
        return None
    if same(seen, -expected):
        cause = "Up and down are exchanged: action 1 adds 1, action 0 takes 1 away."
    elif same(seen, np.abs(expected)):
        cause = "The sign is lost: the count goes below zero."
    elif same(seen, np.maximum(expected, 0)) or _stops_at_zero(seen, actions):
        cause = "The count stops at zero: it is free to go below."
    elif not seen.any():
        cause = "The count never moves: `step` changes it by the action."
    elif same(seen[0], 0.0) and same(seen[1:], expected[:-1]):
        cause = "Each step returns the old count: return the observation after the action."
    elif not same(seen[0], 0.0):
        cause = "The count starts at 0 after every reset."
    elif same(seen, np.concatenate([[0], np.cumsum(actions)])[: len(seen)].astype(float)):
        cause = "Action 0 stands still; it takes 1 away."
    elif same(seen, np.arange(len(seen), dtype=float)):
        cause = "The count goes up whatever the action is: it counts steps."
    elif len(seen) <= min(len(actions), GOAL):
        cause = "The episode ends much too soon: it has 20 steps."
    else:
        cause = "The observation is the count after the action: action 1 adds 1, 0 takes 1 away."
    return Problem(case["given"], f"the counts {show(expected)}", show(seen), cause)


def _stops_at_zero(seen: np.ndarray, actions: list[int]) -> bool:
    counts = accumulate(actions, lambda count, a: max(0, count + 2 * a - 1), initial=0)
    return same(seen, np.array(list(counts)[: len(seen)], dtype=float))


def reward_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make walks over the goal and back again, and one downwards."""
    walks = [[1] * 7 + [0] * 4 + [1] * 3]
    walks += [walk(rng, 19, up) for up in (0.95, 0.8, 0.8)] if graded else []
    walks.append([0] * 7)
    return [
        {"given": f"the actions {show(actions)} after a reset", "episodes": [{"actions": actions}]}
        for actions in walks
    ]


@well_formed
def judge_reward(case: Case, record: Record) -> Problem | None:
    """Judge that the reward is 1.0 if the new count is at least 5, else 0.0."""
    rewards = record["value"]["episodes"][0]["rewards"]
    counts = _counts(case["episodes"][0]["actions"])[: len(rewards) + 1]
    old, new = counts[:-1], counts[1:]
    expected = (new >= GOAL).astype(float)
    if same(rewards, expected):
        return None
    suspects = {
        "The old count is judged: the reward is for the count after the action.": old >= GOAL,
        "Is > where >= belongs? A count of 5 is enough.": new > GOAL,
        "A count of 4 is not enough: is the reward for 5 and more?": new >= GOAL - 1,
        "Only a count of exactly 5 is paid; 6 is worth as much.": new == GOAL,
        "The reward is the count itself; it is 1.0 or 0.0.": new,
        "The count is paid where it has reached 5; the reward is 1.0 there.": new * (new >= GOAL),
        "Below 5 the reward is 0.0, not -1.": np.where(new >= GOAL, 1, -1),
        "The size of the count is judged without its sign.": np.abs(new) >= GOAL,
        "The rewards are added up: return the reward of this step alone.": np.cumsum(expected),
        "No step is ever paid.": np.zeros(len(new)),
        "Every step is paid; only counts of 5 and more are.": np.ones(len(new)),
    }
    at = int(np.argmax(rewards != expected))
    return Problem(
        case["given"],
        f"the reward {expected[at]:g} for the step from {old[at]} to {new[at]}",
        f"{rewards[at]:g}",
        name_cause(
            rewards,
            suspects,
            "The reward is 1.0 if the count after the action is at least 5, else 0.0.",
        ),
    )


def ending_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make walks with more actions than an episode has steps."""
    walks = {"26 times action 1": [1] * 26, "26 times action 0": [0] * 26}
    if graded:
        walks["26 mixed actions"] = walk(rng, 26, 0.6)
    return [
        {"given": f"{words}, after a reset", "episodes": [{"actions": actions}]}
        for words, actions in walks.items()
    ]


def restart_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Reset in the middle of an episode, and after its end."""
    lengths = [int(rng.integers(6, 16)), STEPS]
    return [
        {
            "given": f"a reset after {n} steps of action 1, then action 1 again",
            "episodes": [{"actions": [1] * n}, {"actions": [1] * 26}],
        }
        for n in lengths
    ]


@well_formed
def judge_counter_restart(case: Case, record: Record) -> Problem | None:
    """Judge that a reset starts the count and the steps again."""
    first, again = (episode["observations"] for episode in record["value"]["episodes"])
    if again[0] == first[-1] != 0:
        return Problem(
            case["given"],
            "the observation [0] from the second reset",
            f"[{again[0]:g}]",
            "The old count survives the reset: set it to 0 there, not only when the environment "
            "is made.",
        )
    if again[0] != 0 or again[1] != 1:
        return Problem(
            case["given"],
            "the counts 0 and 1 after the second reset",
            f"{again[0]:g} and {again[1]:g}",
            "`reset` must set the count itself to 0, not only return a zero.",
        )
    return ending_problem(case, record)


def invalid_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Use whole numbers that are no action."""
    return [{"given": f"action {action}", "actions": [action]} for action in (2, -1, 7)]


def judge_invalid(case: Case, record: Record) -> Problem | None:
    """Judge that an invalid action raises a ValueError."""
    raised = record["value"][0]
    if raised is None:
        cause = (
            "The action is taken as if it were 0 or 1, or ignored: an error nobody is told of. "
            "Look at the action first."
        )
        return Problem(case["given"], "a ValueError", "no exception", cause)
    if raised["type"] == "ValueError":
        return None
    if raised["type"] == "AssertionError":
        cause = (
            "An assert raises AssertionError (and is skipped under python -O): raise a "
            "ValueError yourself."
        )
    elif raised["type"] == "TypeError" and "BaseException" in raised["text"]:
        cause = "Return does not raise, and raise needs an exception: raise a ValueError."
    else:
        cause = "The wrong kind of exception: the contract asks for a ValueError."
    return Problem(case["given"], "a ValueError", f"{raised['type']}: {raised['text']}", cause)


def bounds_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make the walks that take the count as far as it can get."""
    return [
        {"given": f"20 times action {action}", "episodes": [{"actions": [action] * STEPS}]}
        for action in (1, 0)
    ]


CounterEnv = Exercise(
    "CounterEnv",
    points=4,
    properties=[
        Property(
            "the count starts at 0, action 1 adds 1 and action 0 takes 1 away",
            0.25,
            count_cases,
            probes.play,
            judge_counts,
        ),
        Property(
            "the reward is 1.0 where the new count is at least 5, else 0.0",
            0.25,
            reward_cases,
            probes.play,
            judge_reward,
        ),
        Property(
            "an episode is truncated after 20 steps and never terminated",
            0.125,
            ending_cases,
            probes.play,
            ending_problem,
        ),
        Property(
            "a reset starts the count and the steps again",
            0.125,
            restart_cases,
            probes.play,
            judge_counter_restart,
        ),
        Property(
            "an action other than 0 and 1 is a ValueError",
            0.125,
            invalid_cases,
            probes.invalid_actions,
            judge_invalid,
        ),
        Property(
            "observations are new float32 arrays of shape (1,) in their space; passes check_env",
            0.125,
            bounds_cases,
            probes.play_and_check,
            checker_problem,
        ),
    ],
)

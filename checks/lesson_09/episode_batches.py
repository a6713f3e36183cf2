"""Compare a batch of recorded episodes (lesson 09) with the right one, and say what is wrong."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from checks.compare import NUMERIC
from checks.framework import Case, Problem
from checks.judging import NOTHING
from checks.report import show

PLAY_CAUSES = {
    "InvalidActionsError": "`step` takes one valid action for every sub-environment, also for "
    "those whose episode is over: any action will do for them, it goes nowhere.",
    "RanPastTheEnd": "The loop does not notice that all episodes are over: an episode is over once "
    "terminated or truncated was True for it, and the flag is False again a step later.",
    "Seed must be": "The seed is a plain whole number: int(rng.integers(2**31)).",
    "predict_proba takes": "`predict_proba` takes a table of states, one row each, and returns a "
    "table of probabilities.",
    "need at least one array": "Nothing was recorded: the loop ends before its first step.",
    "inhomogeneous": "Episodes differ in length, so a list of one array an episode is no array: "
    "join the rows of all steps end to end with np.concatenate.",
    "probabilities do not sum": "rng.choice takes the probabilities of one state, one row.",
    "p' must be 1-dimensional": "rng.choice takes the probabilities of one state, one row: draw "
    "for each row.",
    "must have same size": "The number of actions is that of the probabilities in a row, "
    "whatever it is.",
    "boolean index": "A mask over all sub-environments meets an array of the live ones only: print "
    "both shapes.",
    "could not broadcast": "An array of the live rows meets one of all sub-environments: print "
    "both shapes.",
}


def batch_case(rng: np.random.Generator, lengths: list[int], num_actions: int) -> Case:
    """Make scripted episodes of these lengths, half of them truncated, with certain actions."""
    seed = int(rng.integers(10_000))
    rewards = [[float(r) for r in rng.integers(1, 9, size=length)] for length in lengths]
    ending = rng.permutation(len(lengths)) % 2 == 0
    words = f"{len(lengths)} sub-environments whose episodes have {lengths} steps"
    return {
        "given": f"{words}, rng=default_rng({seed})",
        "rewards": rewards,
        "truncated": [bool(flag) for flag in ending],
        "num_actions": num_actions,
        "certain": rng.integers(num_actions, size=(len(lengths), max(lengths))),
        "seed": seed,
        "causes": PLAY_CAUSES,
    }


@dataclass(frozen=True, eq=False)
class Batch:
    """Four arrays of floats: three with a row for each step, one with a return for each episode.

    Attributes:
        states: shape (steps, size of an observation).
        actions: shape (steps,).
        ids: the number of each step's episode, shape (steps,).
        returns: shape (episodes,).
    """

    states: np.ndarray
    actions: np.ndarray
    ids: np.ndarray
    returns: np.ndarray

    def __eq__(self, other: object) -> bool:
        """Test whether all four agree, within float32."""
        return isinstance(other, Batch) and all(
            close(getattr(self, name), getattr(other, name))
            for name in ("states", "actions", "ids", "returns")
        )


def close(first: np.ndarray, second: np.ndarray) -> bool:
    """Test whether two arrays have the same shape and agree within float32."""
    return first.shape == second.shape and np.allclose(first, second, rtol=1e-6, atol=1e-6)


def as_array(value: Any) -> np.ndarray | None:
    """Turn numbers in lists or arrays into one array of floats; anything else gives None."""
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    return array.astype(float) if array.dtype.kind in NUMERIC else None


def read_batch(given: str, value: Any, size: int) -> Batch | Problem:
    """Read an answer as a batch, or return the problem if it does not have that form."""
    expected = "four arrays: states, actions, episode_ids, returns"
    if not isinstance(value, (tuple, list)) or len(value) != 4:
        got = f"{len(value)} values" if isinstance(value, (tuple, list)) else show(value)
        cause = NOTHING if value is None else "Return the four, in this order."
        return Problem(given, expected, got, cause)
    arrays = [as_array(part) for part in value]
    names = ("states", "actions", "episode_ids", "returns")
    for name, array, part in zip(names, arrays, value, strict=True):
        if array is None:
            cause = (
                f"{name} is no array of numbers: steps have different numbers of live rows; join "
                "them end to end with np.concatenate."
            )
            return Problem(given, expected, f"{name}: {show(part)}", cause)
    shapes = [array.shape for array in arrays]
    steps = shapes[0][0] if shapes[0] else 0
    wanted = [(steps, size), (steps,), (steps,)]
    if shapes[:3] != wanted or len(shapes[3]) != 1:
        if len(shapes[0]) == 3:
            cause = "A row is one step of one sub-environment: join the rows of all steps."
        elif shapes[1][1:] == (1,):
            cause = "An action is one number; actions has one axis."
        else:
            cause = "states, actions and episode_ids have one row a step, the same number of rows."
        expected = f"shapes (steps, {size}), (steps,), (steps,), (episodes,)"
        return Problem(given, expected, f"{', '.join(map(str, shapes))}", cause)
    return Batch(*arrays)


def batch_problem(given: str, value: Any, expected: Batch, rewards: list) -> Problem | None:
    """Judge whether an answer is the expected batch of a scripted environment."""
    if isinstance(found := read_batch(given, value, expected.states.shape[1]), Problem):
        return found
    if found == expected:
        return None
    if not close(found.states, expected.states):
        first = _first_difference(found.states, expected.states)
        return Problem(
            f"{given}; a state is (sub-environment, episode, step)",
            f"{len(expected.states)} rows" + _row(expected.states, first),
            f"{len(found.states)} rows" + _row(found.states, first),
            rows_cause(found, expected),
        )
    taken = "actions[k] is the action that was taken in states[k]."
    for word, got, wanted, cause in (
        ("actions", found.actions, expected.actions, taken),
        ("episode_ids", found.ids, expected.ids, _ids_cause(found, expected)),
    ):
        if not close(got, wanted):
            k = int(np.flatnonzero(got != wanted)[0])
            state = show(expected.states[k].astype(int).tolist())
            row = f"{given}; row {k} is the state {state}: (sub-environment, episode, step)"
            return Problem(row, f"{word}[{k}] = {wanted[k]:g}", f"{got[k]:g}", cause)
    cause = returns_cause(found.returns, expected.returns, rewards)
    return Problem(given, f"returns {show(expected.returns)}", show(found.returns), cause)


def _row(states: np.ndarray, index: int) -> str:
    if index >= len(states):
        return ""
    return f", row {index} is {show(states[index].astype(int).tolist())}"


def _first_difference(first: np.ndarray, second: np.ndarray) -> int:
    shorter = min(len(first), len(second))
    differs = np.flatnonzero(np.any(first[:shorter] != second[:shorter], axis=1))
    return int(differs[0]) if len(differs) else shorter


def rows_cause(found: Batch, expected: Batch) -> str:
    """Name the likeliest cause of rows that are not the expected ones."""
    states, wanted = found.states, expected.states
    scripted = wanted.shape[1] == 3
    if scripted and np.any(states[:, 1] > 0):
        return (
            "Rows of a second episode: a sub-environment resets itself on the step after its end "
            "and plays on; once finished, it contributes nothing more."
        )
    by_rows = [np.unique(table, axis=0) for table in (states, wanted)]
    same_rows = by_rows[0].shape == by_rows[1].shape and np.array_equal(*by_rows)
    if same_rows and len(states) == len(wanted):
        return "The rows are in another order: by time, and within a step by sub-environment."
    if same_rows:
        return "Rows stand there more than once: a step is recorded once."
    if scripted and len(states) and not np.any(states[:, 2] == 0):
        return (
            "These are the states after the steps: the state in which an action is taken is the "
            "one from before the step."
        )
    if scripted and len(states) < len(wanted):
        ends = [states[states[:, 0] == i][-1:, 2] for i in np.unique(wanted[:, 0])]
        last = [wanted[wanted[:, 0] == i][-1:, 2] for i in np.unique(wanted[:, 0])]
        shortest = min(t[0] for t in last)
        if all(len(e) and e[0] == shortest for e in ends):
            return "The loop ends with the first episode that ends: go on until all are over."
        if all(len(e) == 0 or e[0] < t[0] for e, t in zip(ends, last, strict=True)):
            return "The last step of an episode is missing: it is taken, recorded and paid."
        if min(map(len, ends)) and states[:, 2].max() < wanted[:, 2].max():
            return "The loop ends too early: an episode is over when terminated or truncated."
    if len(states) < len(wanted):
        return "Steps are missing: every sub-environment plays on to the end of its own episode."
    return "The rows are the states of the live sub-environments, step by step."


def _ids_cause(found: Batch, expected: Batch) -> str:
    if np.array_equal(found.ids, expected.ids + 1):
        return "Episodes are counted from 0, like sub-environments."
    if np.array_equal(found.ids, expected.states[:, 2]):
        return "This is the number of the step; episode_ids has the number of the sub-environment."
    return (
        "episode_ids[k] is the number of the sub-environment of row k. Its place among the live "
        "ones changes when others finish."
    )


def returns_cause(got: np.ndarray, wanted: np.ndarray, rewards: list) -> str:
    """Name the likeliest cause of returns that are not the sums of the episodes' rewards."""
    if got.shape != wanted.shape:
        return f"There are {len(wanted)} episodes, one a sub-environment, and so many returns."
    if np.any(got >= 900.0):
        return (
            "Rewards from after the end are in it: a finished sub-environment plays a new episode, "
            "whose rewards are no one's."
        )
    suspects = {
        "These are the lengths of the episodes; a return is the sum of the rewards.": [
            len(paid) for paid in rewards
        ],
        "The last reward is missing: the step that ends an episode is paid too.": [
            sum(paid[:-1]) for paid in rewards
        ],
        "This is the last reward alone: add the rewards up.": [paid[-1] for paid in rewards],
        "This is the mean reward a step; a return is the sum.": [
            float(np.mean(paid)) for paid in rewards
        ],
        "The returns are sorted: returns[i] is that of sub-environment i.": sorted(wanted),
    }
    for cause, values in suspects.items():
        if np.allclose(got, values):
            return cause
    if np.allclose(np.sort(got), np.sort(wanted)):
        return "The returns are in another order: returns[i] is that of sub-environment i."
    return "returns[i] is the sum of the rewards of sub-environment i until its episode ends."

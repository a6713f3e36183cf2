"""Examine `select_elite_steps` (lesson 09), which keeps the steps of the best episodes."""

import numpy as np

from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import mutated_problem, tuple_problem
from checks.lesson_09 import probes
from checks.lesson_09.episode_batches import as_array, close
from checks.report import show

CAUSES = {
    "need at least one array": "No episode is chosen: where none lies above the threshold, those "
    "at the threshold are.",
    "boolean index": "A mask over the episodes does not fit the steps: episode_ids says which "
    "episode a step belongs to.",
    "out of bounds": "An index over the steps meets an array over the episodes: episode_ids says "
    "which episode a step belongs to.",
    "Percentiles must be": "The percentile stands between 0 and 100 and is handed over as it is.",
}


def _case(rng: np.random.Generator, returns: list[float], percentile: float, words: str) -> Case:
    """Make the steps of episodes of random length, in time order as play_episodes gives them."""
    lengths = rng.integers(1, 6, size=len(returns))
    ids = [i for t in range(lengths.max()) for i in range(len(returns)) if t < lengths[i]]
    states = np.round(rng.normal(size=(len(ids), 2)), 3).astype(np.float32)
    return {
        "given": f"{words}, percentile={percentile:g}",
        "states": states,
        "actions": rng.integers(3, size=len(ids)),
        "episode_ids": np.array(ids),
        "returns": np.array(returns, dtype=float),
        "percentile": percentile,
        "causes": CAUSES,
    }


def _distinct(rng: np.random.Generator, count: int) -> list[float]:
    return [float(value) for value in rng.permutation(np.arange(5, 5 + 3 * count, 3))]


def above_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Give returns that all differ, and the percentile of the lesson's source."""
    found = []
    for count in (8, 5) + ((30, 12) if graded else ()):
        returns = _distinct(rng, count)
        found.append(_case(rng, returns, 70, f"the returns {show(returns)}"))
    return found


def percentile_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Give other percentiles, whose interpolated thresholds lie between returns or on one."""
    found = []
    for percentile in (50.0, 90.0, 25.0) + ((0.0, 99.0, 62.5) if graded else ()):
        returns = _distinct(rng, 11)
        found.append(_case(rng, returns, percentile, f"the returns {show(returns)}"))
    return found


def tie_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Let so many episodes reach the best return that none lies above the threshold."""
    worst, best = float(rng.integers(5, 20)), float(rng.integers(300, 501))
    found = [[-200.0] * 5, [best, worst, best, best, worst + 1, best]]
    if graded:
        found += [[best], [worst, best, best], [0.0] * 9]
    return [_case(rng, returns, 75.0, f"the returns {show(returns)}") for returns in found]


def elite_episodes(returns: np.ndarray, percentile: float) -> list[int]:
    """Return the numbers of the elite episodes, found one comparison at a time."""
    ordered, place = sorted(returns), (len(returns) - 1) * percentile / 100
    low = int(place)
    high = min(low + 1, len(returns) - 1)
    threshold = ordered[low] + (place - low) * (ordered[high] - ordered[low])
    above = [i for i, value in enumerate(returns) if value > threshold + 1e-9]
    return above or [i for i, value in enumerate(returns) if value >= threshold - 1e-9]


def right_steps(case: Case) -> list[int]:
    """Return the numbers of the steps that a right answer keeps."""
    elite = set(elite_episodes(case["returns"], case["percentile"]))
    return [k for k, episode in enumerate(case["episode_ids"]) if episode in elite]


def judge_steps(case: Case, record: Record) -> Problem | None:
    """Judge whether the states and actions of the elite episodes come back in the given order."""
    given, value = case["given"], record["value"]
    expected = "the pair (states, actions) of the elite steps"
    cause = "Return the pair (states, actions)."
    if (problem := tuple_problem(given, value, 2, expected, cause)) is not None:
        return problem
    states, actions = map(as_array, value)
    if states is None or actions is None:
        cause = "states and actions are arrays with one row a step, joined end to end."
        return Problem(given, expected, show(value), cause)
    keep = right_steps(case)
    right = case["states"][keep].astype(float), case["actions"][keep].astype(float)
    if close(states, right[0]) and close(actions, right[1]):
        return mutated_problem(given, record)
    elite = elite_episodes(case["returns"], case["percentile"])
    expected = f"the {len(keep)} steps of the episodes {elite}"
    got, cause = _described(case, states, actions), _cause(case, states, actions, keep)
    return Problem(given, expected, got, cause)


def _rows(case: Case, states: np.ndarray) -> list[int] | None:
    """Return the numbers of these steps among the given ones, or None if one is not among them."""
    table = {tuple(row): k for k, row in enumerate(case["states"].astype(float).tolist())}
    if states.ndim != 2 or not all(tuple(row) in table for row in states.tolist()):
        return None
    return [table[tuple(row)] for row in states.tolist()]


def _described(case: Case, states: np.ndarray, actions: np.ndarray) -> str:
    rows = _rows(case, states)
    if rows is None:
        return f"states of shape {states.shape}, actions of shape {actions.shape}"
    episodes = sorted({int(case["episode_ids"][k]) for k in rows})
    return f"{len(rows)} states, of the episodes {episodes}, and {actions.size} actions"


def _cause(case: Case, states: np.ndarray, actions: np.ndarray, keep: list[int]) -> str:
    """Name the likeliest cause by trying the usual mistakes."""
    if states.ndim == 1 and actions.ndim == 2:
        return "The two are in the other order: states come first."
    rows = _rows(case, states)
    if rows is None:
        return "A row is one step: return rows of the given states as they are."
    if len(actions) != len(rows) or not np.array_equal(actions, case["actions"][rows]):
        return "The actions are not those of the chosen states: choose with the same mask."
    if sorted(rows) == keep:
        return "The right steps in another order: keep them in the order in which they came."
    if not rows:
        return (
            "Nothing is chosen: where no episode lies strictly above the threshold, those at the "
            "threshold are the elites."
        )
    returns, ids = case["returns"], case["episode_ids"]
    steps = returns[ids]
    for cause, kept in _suspects(returns, ids, steps, case["percentile"]).items():
        if list(np.flatnonzero(kept)) == rows:
            return cause
    return "Keep the steps of the episodes whose return lies strictly above the percentile."


def _suspects(returns, ids, steps, percentile: float) -> dict[str, np.ndarray]:
    """Tell for each of the usual mistakes which steps it would keep."""

    def at(q: float) -> float:
        return float(np.percentile(returns, q))

    fixed = {
        f"The number {q} stands where the percentile belongs: it is an argument, use it.": steps
        > at(q)
        for q in (70, 75, 80, 90, 50)
        if q != percentile
    }
    count = max(1, int(len(returns) * (1 - percentile / 100)))
    best = np.argsort(returns)[-count:]
    lengths = np.bincount(ids, minlength=len(returns)).astype(float)
    return {
        "All steps are kept where no episode lies above the threshold: only the episodes at the "
        "threshold are elite then.": np.full(len(ids), not np.any(returns > at(percentile))),
        "Every step is kept: which episodes are elite?": np.ones(len(ids), dtype=bool),
        "These are the episodes at or above the threshold; at it counts only where none lies "
        "above.": steps >= at(percentile),
        "These are the worst episodes: the elites lie above the threshold.": steps < at(percentile),
        "These are the worst episodes, or those at the threshold.": steps <= at(percentile),
        "np.percentile takes 0 to 100, np.quantile 0 to 1: here the two are mixed up.": steps
        > at(percentile / 100),
        "The percentile is taken from the wrong side: the 90th leaves a tenth of the episodes "
        "above it.": steps > at(100 - percentile),
        "The percentile is taken over the steps, where a long episode counts many times: take it "
        "over the returns, one an episode.": steps > np.percentile(steps, percentile),
        "The threshold is the mean of the returns: take their percentile.": steps > returns.mean(),
        "The threshold is a share of the best return: take the percentile of the returns.": steps
        > percentile / 100 * returns.max(),
        "The percentile is taken of the lengths of the episodes, not of their returns.": lengths[
            ids
        ]
        > np.percentile(lengths, percentile),
        "A fixed share of the episodes is kept, the best by rank: the threshold is the percentile "
        "of the returns, and ties count.": np.isin(ids, best),
        "Only the single best episode is kept.": ids == int(np.argmax(returns)),
        **fixed,
    }


select_elite_steps = Exercise(
    "select_elite_steps",
    points=3,
    properties=[
        Property(
            "keeps the steps of the episodes above the percentile, in their order",
            0.5,
            above_cases,
            probes.selection,
            judge_steps,
        ),
        Property(
            "takes the percentile that it is given",
            0.25,
            percentile_cases,
            probes.selection,
            judge_steps,
        ),
        Property(
            "keeps the episodes at the percentile where none lies above it",
            0.25,
            tie_cases,
            probes.selection,
            judge_steps,
        ),
    ],
)

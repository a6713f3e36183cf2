"""Judge functions that shape returns (lesson 06): shared by standardize and centered_ranks."""

import numpy as np

from checks.framework import Case, Problem, Record
from checks.judging import Suspects, array_problem, mutated_problem
from checks.report import show

TOLERANCE = 1e-6
"""Wide enough for answers that add 1e-8 to a standard deviation of ordinary size."""

CAUSES = {
    "TypeError": "returns may be a list: make an array of it first, np.asarray(returns, "
    "dtype=float).",
    "AttributeError": "returns may be a list, which has no mean, std or max of its own: make an "
    "array of it first.",
    "ZeroDivisionError": "Something is divided by zero: think of one value, and of equal ones.",
}


def returns_case(returns, words: str = "returns") -> Case:
    """Make a case of some returns, with words that introduce them."""
    kind = " (a list)" if isinstance(returns, list) else ""
    return {"given": f"{words} {show(returns)}{kind}", "returns": returns, "causes": CAUSES}


def distinct_returns(rng: np.random.Generator, count: int) -> np.ndarray:
    """Draw different whole numbers with a large spread."""
    return rng.choice(np.arange(10, 400, 3), size=count, replace=False).astype(float)


def distinct_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make different returns, in arrays and in a list."""
    found = [distinct_returns(rng, count) for count in (5, 8) + (3, 40) * graded]
    return [returns_case(returns) for returns in found] + [
        returns_case(distinct_returns(rng, 4).tolist())
    ]


def shaped_problem(
    case: Case, record: Record, expected: np.ndarray, suspects: Suspects, otherwise: str
) -> Problem | None:
    """Judge a function of the returns that has a known result; None if it is right."""
    given, value = case["given"], record["value"]
    problem = array_problem(given, value, expected, suspects, otherwise, TOLERANCE)
    return problem or mutated_problem(given, record)


def round_robin(returns) -> np.ndarray:
    """Rank as in a tournament, a win counting 1 and a draw one half, from -0.5 to 0.5."""
    n = len(returns)
    found = np.zeros(n)
    for i in range(n):
        points = 0.0
        for j in range(n):
            if j != i:
                points += 1.0 if returns[i] > returns[j] else 0.5 * (returns[i] == returns[j])
        found[i] = points / (n - 1) - 0.5 if n > 1 else 0.0
    return found

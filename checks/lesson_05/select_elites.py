"""Examine select_elites (lesson 05): which rows are kept, and in which order."""

import numpy as np

from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, array_problem, mutated_problem
from checks.lesson_05 import probes
from checks.report import show


def elite_rows(returns, count: int) -> list[int]:
    """Choose the best rows one after the other, and the earliest of equally good ones.

    Args:
        returns: one for each row; a nan is chosen only if no number is left.
        count: how many rows.
    """
    left, chosen = list(range(len(returns))), []
    while len(chosen) < count:
        numbers = [i for i in left if not np.isnan(returns[i])]
        best = numbers[0] if numbers else left[0]
        for i in numbers:
            if returns[i] > returns[best]:
                best = i
        chosen.append(best)
        left.remove(best)
    return chosen


def elite_count(batch_size: int, elite_frac: float) -> int:
    """Return how many rows are kept."""
    return max(1, int(batch_size * elite_frac))


def _elite_case(rng: np.random.Generator, returns, elite_frac: float, dim: int = 3) -> Case:
    returns = [float(value) for value in returns]
    return {
        "given": f"{len(returns)} rows with the returns {show(returns)}, elite_frac={elite_frac:g}",
        "population": np.round(rng.normal(scale=5.0, size=(len(returns), dim)), 2),
        "returns": returns,
        "elite_frac": elite_frac,
        "causes": {
            "TypeError": "A value of another type than expected: returns may be a list, so turn it "
            "into an array first; a slice needs whole numbers.",
            "IndexError": "An index runs past the end: rows are counted from 0, and there are "
            "batch_size of them.",
        },
    }


def _distinct(rng: np.random.Generator, size: int, elite_frac: float) -> np.ndarray:
    """Draw different returns such that the best rows are neither in row order nor reversed."""
    count = elite_count(size, elite_frac)
    while True:
        returns = rng.permutation(np.arange(-3, size - 3)) * 7.0
        steps = np.diff(elite_rows(returns, count))
        mixed = count < 3 or (np.any(steps < 0) and np.any(steps > 0))
        if mixed and not {0, size - 1} & {int(returns.argmax()), int(returns.argmin())}:
            return returns


def top_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make different returns, with elite_frac a whole number of rows."""
    sizes = [(12, 0.25), (10, 0.5)] + [(25, 0.2), (40, 0.25), (6, 1.0), (5, 0.2)] * graded
    found = [_elite_case(rng, _distinct(rng, n, f), f, dim) for dim, (n, f) in enumerate(sizes, 2)]
    found[1]["returns"] = np.array(found[1]["returns"])
    return found


def count_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make cases with elite_frac a fractional number of rows, in some of them less than 1."""
    sizes = [(9, 0.25), (7, 0.4), (4, 0.2)] + [(30, 0.25), (5, 0.1), (11, 0.35)] * graded
    return [_elite_case(rng, _distinct(rng, n, f), f) for n, f in sizes]


def tie_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make equal returns for which it matters which of them is kept, and in which order."""
    found = [[500.0] * 10, [9, 500, 9, 500, 500, 9, 500, 500]]
    if graded:
        found += [list(rng.permutation([1.0] * 12 + [2.0] * 8)) for _ in range(3)]
    return [_elite_case(rng, returns, 0.5 if len(returns) == 10 else 0.375) for returns in found]


def nan_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make nan among negative returns, with fewer numbers than elites, and with no number."""
    nan = float("nan")
    found = [([nan, -7, nan, 3, -9, -5, nan, -8], 0.25), ([nan] * 4, 0.5), ([nan, -2, nan], 0.7)]
    if graded:
        for _ in range(3):
            returns = -np.arange(1.0, 13.0)
            returns[rng.choice(12, size=5, replace=False)] = nan
            found.append((rng.permutation(returns), 0.5))
    cases = [_elite_case(rng, returns, share) for returns, share in found]
    # As arrays, because a nan in a list differs from its copy and would look like a changed input.
    return [case | {"returns": np.array(case["returns"])} for case in cases]


def _elite_suspects(case: Case) -> Suspects:
    population, returns = case["population"], np.array(case["returns"])
    n, share = len(returns), case["elite_frac"]
    count = elite_count(n, share)
    known = np.nan_to_num(returns, nan=-np.inf)
    ranking = np.array(elite_rows(returns, n))

    def rows(indices) -> np.ndarray:
        return population[np.asarray(indices, dtype=int)]

    ups = np.argsort(returns, kind="stable")
    wins = np.nan_to_num(returns, nan=np.inf)
    nan_suspects = {
        "A nan became elite: NumPy's argsort puts nan behind the largest number. Treat it as worse "
        "than any.": rows(ups[::-1][:count]),
        "A nan became elite: NumPy's argsort puts nan last. Treat it as worse than any number.": (
            rows(ups[n - count :])
        ),
        "A nan became elite: it beats every number here. Treat it as worse than any.": rows(
            np.argsort(-wins, kind="stable")[:count]
        ),
        "A nan became elite: as a 0 it beats every negative return. Treat it as worse than any "
        "number.": rows(np.argsort(-np.nan_to_num(returns), kind="stable")[:count]),
        "Rows without a number are dropped, also where nothing else is left to keep.": rows(
            [i for i in ranking[:count] if not np.isnan(returns[i])]
        ),
    }
    return (nan_suspects if np.isnan(returns).any() else {}) | {
        "These are the worst rows: the largest returns are the best.": rows(
            np.argsort(known, kind="stable")[:count]
        ),
        "The right rows, but the best comes last: best first.": rows(ranking[:count][::-1]),
        "Of equal returns the later rows are kept: turning a sorted order around turns the ties "
        "around as well.": rows(np.argsort(known, kind="stable")[::-1][:count]),
        "The right rows in the order of the population: best first.": rows(
            np.sort(ranking[:count])
        ),
        "These are the first rows, whatever they returned.": population[:count],
        "The share is rounded to the nearest whole number: int(batch_size * elite_frac) cuts "
        "off.": rows(ranking[: max(1, round(n * share))]),
        "The share is rounded up: int(batch_size * elite_frac) cuts off.": rows(
            ranking[: max(1, int(np.ceil(n * share)))]
        ),
        "One row too many: is 1 added to the number, where it should be at least 1?": rows(
            ranking[: count + 1]
        ),
        "This is the single best row: elite_frac says how many.": rows(ranking[:1]),
        "This is one row without its axis: return an array of shape (1, dim).": rows(ranking[0]),
        "The rows are sorted, but none is left out.": rows(ranking),
        "These are the numbers of the rows: return the rows themselves.": ranking[:count],
        "These are the returns: return the rows of the population.": known[ranking[:count]],
        "No row is left: int(batch_size * elite_frac) can be 0; keep at least one.": population[:0],
        "All rows are kept: with no elite to count, a slice from minus 0 takes everything.": (
            population[ups]
        ),
    }


def judge_elites(case: Case, record: Record) -> Problem | None:
    """Judge that the rows are those that selection one by one takes, and nothing is changed."""
    count = elite_count(len(case["returns"]), case["elite_frac"])
    expected = case["population"][elite_rows(case["returns"], count)]
    problem = array_problem(
        case["given"],
        record["value"],
        expected,
        _elite_suspects(case),
        "Sort the rows by their returns, the largest first, and keep the first few.",
    )
    return problem or mutated_problem(case["given"], record)


def judge_nan(case: Case, record: Record) -> Problem | None:
    """Judge the rows, and that there is no warning."""
    problem = judge_elites(case, record)
    if problem is None and record["warnings"]:
        cause = "NumPy complains of nan: ask np.isnan where they are, and go around them."
        return Problem(case["given"], "no warning", record["warnings"][0], cause)
    return problem


def _selection(title: str, weight: float, cases, judge=judge_elites) -> Property:
    return Property(title, weight, cases, probes.elites, judge, compare=1e-9)


select_elites = Exercise(
    "select_elites",
    points=2,
    properties=[
        _selection("keeps the rows with the largest returns, best first", 0.5, top_cases),
        _selection("keeps int(batch_size * elite_frac) rows, at least one", 0.25, count_cases),
        _selection("of equal returns the earlier row comes first", 0.125, tie_cases),
        _selection("a nan is elite only where nothing else is left", 0.125, nan_cases, judge_nan),
    ],
)

"""Examine `parallel_speedup` (lesson 10): speed-up, efficiency and the fitted serial fraction."""

import numpy as np
import scipy

from checks.compare import as_index, as_number, same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING, Suspects, mutated_problem, name_cause, unlike
from checks.lesson_10 import probes
from checks.report import show

KEYS = ("speedup", "efficiency", "serial_fraction")
TOLERANCE = 1e-4
"""Of the serial fraction, wide enough for answers that search for the minimum numerically."""

CAUSES = {
    "ZeroDivisionError": "With one worker 1 - 1/p is 0: it says nothing about the serial part, and "
    "it must not be divided by.",
    "KeyError": "times is a dict, number of workers to seconds; it always holds 1, the other "
    "counts may be any.",
    "LinAlgError": "There may be a single count beside 1: the fit is one quotient of two sums.",
}


def _case(times: dict[int, float], words: str) -> Case:
    shown = ", ".join(f"{count}: {show(seconds, 4)}" for count, seconds in times.items())
    return {
        "given": f"times {{{shown}}}, {words}",
        "times": [[count, float(seconds)] for count, seconds in times.items()],
        "causes": CAUSES,
    }


def amdahl_times(serial: float, counts: list[int], one: float) -> dict[int, float]:
    """Compute seconds by Amdahl's law, T_p = T_1 (s + (1 - s) / p)."""
    return {count: one * (serial + (1 - serial) / count) for count in counts}


def exact_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make times that follow Amdahl's law to the last digit, with the counts in any order."""
    plans = [[4, 1, 8, 2], [1, 2]] + ([[16, 3, 1], [1, 64, 5, 2, 1000]] if graded else [])
    found = []
    for counts in plans:
        serial, one = float(rng.choice([0.05, 0.1, 0.25])), float(rng.choice([12.0, 60.0, 7.5]))
        times = amdahl_times(serial, counts, one)
        found.append(_case(times, "Amdahl's law with a serial part"))
    return found


def noisy_times(rng: np.random.Generator, counts: list[int]) -> dict[int, float]:
    """Make times that follow Amdahl's law roughly, so that every other fit gives another result."""
    times = amdahl_times(float(rng.choice([0.06, 0.12])), counts, 40.0)
    bumps = rng.permutation(np.linspace(0.9, 1.35, len(counts)))
    return {
        count: seconds * (1.0 if count == 1 else bump)
        for (count, seconds), bump in zip(times.items(), bumps, strict=True)
    }


def noisy_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make times as if measured, for which it matters what is fitted to what."""
    plans = [[1, 2, 4, 8], [1, 2, 3, 16]] + ([[4, 1, 32, 7, 12]] if graded else [])
    return [_case(noisy_times(rng, counts), "measured") for counts in plans]


def edge_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make times with more speed-up than workers, times that grow, and that of one worker alone."""
    one = float(rng.choice([10.0, 30.0]))
    return [
        _case({1: one, 2: 0.45 * one, 4: 0.2 * one}, "more than twice as fast with two"),
        _case({1: one, 2: 1.2 * one, 4: 1.5 * one}, "slower with each worker"),
        _case({1: one}, "nothing but one worker"),
    ]


def least_squares(times: dict[int, float]) -> float:
    """Find the s in [0, 1] that minimises Σ (1/speedup - (s + (1 - s)/p))² over all counts p.

    It evaluates that sum instead of using a formula for s.
    """
    counts = np.array(list(times), dtype=float)
    measured = np.array(list(times.values())) / times[1]

    def misfit(serial: float) -> float:
        return float(np.sum((measured - serial - (1 - serial) / counts) ** 2))

    # The misfit is a parabola in s: three of its points determine where it is lowest.
    at = [misfit(serial) for serial in (-1.0, 0.0, 1.0)]
    curvature = at[0] - 2 * at[1] + at[2]
    return float(np.clip((at[0] - at[2]) / (2 * curvature), 0.0, 1.0))


def _times(case: Case) -> dict[int, float]:
    return {int(count): seconds for count, seconds in case["times"]}


def right_speedup(case: Case) -> dict:
    """Return the right answer, its dicts sorted by count."""
    times = _times(case)
    speedup = {count: times[1] / seconds for count, seconds in sorted(times.items())}
    return {
        "speedup": speedup,
        "efficiency": {count: value / count for count, value in speedup.items()},
        "serial_fraction": float("nan") if set(times) == {1} else least_squares(times),
    }


def form_problem(case: Case, record: Record) -> Problem | None:
    """Judge whether the answer has the three keys, and a number for each count."""
    value, given, counts = record["value"], case["given"], sorted(_times(case))
    if not isinstance(value, dict) or set(value) != set(KEYS):
        got = f"the keys {sorted(value)}" if isinstance(value, dict) else show(value)
        cause = NOTHING if value is None else "Return a dict with exactly these three keys."
        return Problem(given, f"a dict with {', '.join(KEYS)}", got, cause)
    for key in KEYS[:2]:
        pairs = value[key]
        if not isinstance(pairs, list) or any(
            not isinstance(pair, list) or as_index(pair[0]) is None for pair in pairs
        ):
            cause = f"{key} is a dict, number of workers to a number."
            return Problem(given, f"{key} for the counts {counts}", show(pairs), cause)
        if sorted(as_index(pair[0]) for pair in pairs) != counts:
            cause = f"{key} has an entry for each count of times, for 1 as well."
            got = str(sorted(as_index(pair[0]) for pair in pairs))
            return Problem(given, f"{key} for the counts {counts}", got, cause)
        if any(as_number(pair[1]) is None for pair in pairs):
            cause = f"Each entry of {key} is one plain number."
            return Problem(given, "numbers", show(pairs), cause)
    return None


def judge_speedup(case: Case, record: Record) -> Problem | None:
    """Compare the speed-up and the efficiency of each count with their definitions."""
    if (problem := form_problem(case, record)) is not None:
        return problem
    right, times = right_speedup(case), _times(case)
    for key in KEYS[:2]:
        entries = {as_index(count): as_number(number) for count, number in record["value"][key]}
        for count, number in right[key].items():
            got, one, seconds = entries[count], times[1], times[count]
            if same(got, number):
                continue
            first = case["times"][0][1]
            suspects = {
                "The quotient is upside down: the time of one worker over the time of p.": (
                    seconds / one
                ),
                "The efficiency is the speed-up itself: divide it by the workers.": one / seconds,
                "The efficiency is multiplied by the workers: divide by them.": (
                    count * one / seconds
                ),
                "The time of the fewest (or the first) workers stands in for that of one.": (
                    first / seconds
                ),
                "This is the share of time saved; the speed-up is a quotient.": 1 - seconds / one,
            }
            otherwise = "speedup = T_1 / T_p, efficiency = speedup / p."
            cause = name_cause(got, unlike(suspects, number), otherwise)
            expected = f"{key} of {count} workers: {show(number)}"
            return Problem(case["given"], expected, show(got), cause)
    return mutated_problem(case["given"], record)


@np.errstate(all="ignore")
def fraction_suspects(times: dict[int, float]) -> Suspects:
    """Compute what other fits give."""
    p = np.array([count for count in times if count > 1], dtype=float)
    y = np.array([times[int(count)] for count in p]) / times[1]
    x, z = 1 - 1 / p, y - 1 / p
    each = z / x
    every = np.array(list(times), dtype=float)
    all_y = np.array(list(times.values())) / times[1]
    line = np.linalg.lstsq(np.stack([np.ones(len(every)), 1 / every], axis=1), all_y)[0]

    def misfit(serial: float) -> float:
        return float(np.sum((1 / (serial + (1 - serial) / p) - 1 / y) ** 2))

    in_speedup = scipy.optimize.minimize_scalar(
        misfit, bounds=(0.0, 1.0), method="bounded", options={"xatol": 1e-10}
    ).x
    best = float(np.clip(x @ z / (x @ x), 0.0, 1.0))
    found = {
        "This is the parallel part; the serial fraction is 1 minus that.": 1 - best,
        "This is the fraction of one count alone, the largest: fit all of them.": each[p.argmax()],
        "This is the mean of the fractions of single counts; least squares weighs those more "
        "that say more.": each.mean(),
        "This is the median of the fractions of single counts; fit them by least "
        "squares.": np.median(each),
        "A line with a slope of its own was fitted: Amdahl's two parts add to 1, so that there is "
        "one unknown.": line[0],
        "The speed-ups were fitted, not their inverses: another sum of squares, with another "
        "minimum.": in_speedup,
        "The inverse efficiency was fitted, not the inverse speed-up: another sum of squares.": (
            (p - 1) @ (p * y - 1) / ((p - 1) @ (p - 1))
        ),
        "The seconds were fitted: divide by the time of one worker first.": times[1] * best,
    }
    return {cause: float(np.clip(value, 0.0, 1.0)) for cause, value in found.items()}


def judge_fraction(case: Case, record: Record) -> Problem | None:
    """Compare with the least-squares fit; noisy times tell it from all other fits."""
    if (problem := form_problem(case, record)) is not None:
        return problem
    times = _times(case)
    got, expected = record["value"]["serial_fraction"], right_speedup(case)["serial_fraction"]
    if same(got, expected, TOLERANCE):
        return None
    suspects = fraction_suspects(times) if len(times) > 1 else {}
    otherwise = (
        "The s in [0, 1] with the least sum of squares of 1/speedup - (s + (1 - s)/p) over the "
        "counts; nan where there is no count but 1."
    )
    cause = name_cause(got, unlike(suspects, expected, TOLERANCE), otherwise, TOLERANCE)
    return Problem(case["given"], f"serial_fraction = {show(expected)}", show(got), cause)


def judge_edges(case: Case, record: Record) -> Problem | None:
    """Judge whether it is clipped to [0, 1], and nan without a warning for one worker alone."""
    problem = judge_fraction(case, record)
    if problem is None and record["warnings"]:
        cause = "Something is divided by zero: one worker alone says nothing of the serial part."
        return Problem(case["given"], "no warning", record["warnings"][0], cause)
    number = as_number(problem and record["value"] and record["value"].get("serial_fraction"))
    if number is not None and not 0.0 <= number <= 1.0:
        cause = (
            "A fraction lies between 0 and 1: what the fit gives beyond that is noise (or a cache "
            "that suddenly fits), so clip it."
        )
        return Problem(problem.given, problem.expected, problem.got, cause)
    return problem


parallel_speedup = Exercise(
    "parallel_speedup",
    points=2,
    properties=[
        Property(
            "speed-up and efficiency for each count of workers",
            0.375,
            exact_cases,
            probes.speedup,
            judge_speedup,
        ),
        Property(
            "finds the serial fraction of times that follow Amdahl's law",
            0.25,
            exact_cases,
            probes.speedup,
            judge_fraction,
        ),
        Property(
            "fits measured times by least squares of the inverse speed-up",
            0.25,
            noisy_cases,
            probes.speedup,
            judge_fraction,
        ),
        Property(
            "clips to [0, 1], and is nan for one worker alone",
            0.125,
            edge_cases,
            probes.speedup,
            judge_edges,
        ),
    ],
)

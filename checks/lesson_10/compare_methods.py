"""Examine `compare_methods` (lesson 10) with made-up methods of known scores, steps and times."""

from functools import partial

import numpy as np

from checks.compare import as_number, same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING, Suspects, mutated_problem, name_cause
from checks.lesson_10 import probes
from checks.lesson_10.exact_bootstrap import Bootstrap, middle_half
from checks.probing.made_up_methods import MethodsHost
from checks.report import show

COLUMNS = ("method", "iqm", "low", "high", "steps", "seconds")
NAMES = ("walk", "crawl", "jump", "swim")

CAUSES = {
    "TypeError": "A method is called as method(env_id, budget, seed) and returns (score, steps): "
    "methods is a dict, name to function.",
    "KeyError": "methods is a dict, name to function: go through methods.items().",
}


def made_up_method(rng: np.random.Generator, name: str, count: int, budget: int) -> dict:
    """Make up a method that uses nearly the whole budget and has one unlucky seed."""
    scores = 200 + 50 * rng.standard_normal(count)
    scores[rng.integers(count)] -= 150
    steps = (budget - rng.choice(budget // 10, size=count, replace=False)).tolist()
    return {"name": name, "scores": scores.tolist(), "steps": steps, "seconds": [0.0] * count}


def comparison_case(rng: np.random.Generator, methods: int, count: int) -> Case:
    """Make a case that compares some made-up methods on ``count`` seeds."""
    budget = int(rng.choice([20_000, 50_000]))
    seeds = [int(seed) for seed in rng.choice(900, size=count, replace=False) + 7]
    names = [str(name) for name in rng.permutation(NAMES)[:methods]]
    return {
        "given": f"methods {', '.join(names)}; budget {budget}, seeds {seeds}",
        "methods": [made_up_method(rng, name, count, budget) for name in names],
        "env_id": "CartPole-v1",
        "budget": budget,
        "seeds": seeds,
        "causes": CAUSES,
    }


def table_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Compare one to four methods on some seeds."""
    plans = [(2, 7), (3, 5)] + ([(4, 8), (1, 6)] if graded else [])
    return [comparison_case(rng, *plan) for plan in plans]


def table_problem(case: Case, record: Record) -> Problem | None:
    """Judge whether the answer is a list of rows with the right columns."""
    value, given = record["value"], case["given"]
    expected = f"a list of {len(case['methods'])} dicts with the keys {', '.join(COLUMNS)}"
    if not isinstance(value, (list, tuple)) or not all(isinstance(row, dict) for row in value):
        cause = NOTHING if value is None else "The table is a list of dicts, one a method."
        return Problem(given, expected, show(value), cause)
    if len(value) != len(case["methods"]):
        cause = "One row a method, however many seeds there are: is a `return` inside the loop?"
        return Problem(given, expected, f"{len(value)} rows", cause)
    for row, spec in zip(value, case["methods"], strict=True):
        if set(row) != set(COLUMNS):
            cause = "Each row has these six keys and no other ones."
            return Problem(given, expected, f"the keys {sorted(row)}", cause)
        if row["method"] != spec["name"]:
            cause = "The rows stand in the order of `methods`, each under the method's name."
            return Problem(given, f"a row for {spec['name']!r}", show(row["method"]), cause)
        for column in COLUMNS[1:]:
            if as_number(row[column]) is None:
                cause = "All columns but `method` hold one plain number each."
                return Problem(given, f"a number under {column!r}", show(row[column]), cause)
    return None


def calls_problem(case: Case, record: Record) -> Problem | None:
    """Judge whether each method is called once with each seed, and with the right arguments."""
    got = sorted(map(repr, record["calls"]))
    names = [spec["name"] for spec in case["methods"]]
    expected = [
        [name, case["env_id"], case["budget"], seed] for name in names for seed in case["seeds"]
    ]
    if got == sorted(map(repr, expected)):
        return None
    given, calls = case["given"], record["calls"]
    want = f"{len(expected)} calls, each method once a seed, as method(env_id, budget, seed)"
    seeds, budgets = [call[3] for call in calls], {call[2] for call in calls}
    if any(call[1] != case["env_id"] for call in calls):
        cause = "The environment is the one that was handed over, env_id."
    elif budgets and budgets != {case["budget"]}:
        cause = (
            "Every run of every method gets the whole budget: not a share of it, and not what "
            "another run has left."
        )
    elif len(calls) > len(expected):
        cause = "A method is called more than once a seed: one call gives score and steps."
    elif set(seeds) != set(case["seeds"]):
        cause = (
            "The seeds are those of the list, each handed to the method as it is; they are not "
            "counted from 0, and none is left out."
        )
    else:
        cause = "Each method is called once for each seed."
    return Problem(given, want, f"{len(calls)} calls, the first {show(calls[:1])}", cause)


def judge_table(case: Case, record: Record) -> Problem | None:
    """Judge the rows: each has the interquartile mean of a method's scores, and its mean steps."""
    if problem := calls_problem(case, record) or table_problem(case, record):
        return problem
    for row, spec in zip(record["value"], case["methods"], strict=True):
        scores, steps = np.array(spec["scores"]), np.array(spec["steps"], dtype=float)
        middle = float(middle_half(np.sort(scores)[None])[0])
        if not same(row["iqm"], middle):
            given = f"{case['given']}; {spec['name']} scores {show(spec['scores'])}"
            otherwise = "The interquartile mean of the scores."
            cause = name_cause(row["iqm"], _middle_suspects(scores), otherwise)
            return Problem(given, f"iqm = {show(middle)}", show(row["iqm"]), cause)
        if not same(row["steps"], steps.mean()):
            given = f"{case['given']}; {spec['name']} took {show(spec['steps'])} steps"
            otherwise = "The mean of the steps that the runs took."
            cause = name_cause(row["steps"], _step_suspects(steps, case["budget"]), otherwise)
            expected = f"steps = {show(float(steps.mean()))}"
            return Problem(given, expected, show(row["steps"]), cause)
    return mutated_problem(case["given"], record)


def _middle_suspects(scores: np.ndarray) -> Suspects:
    return {
        "This is the mean of the scores: one unlucky seed moves it a long way.": scores.mean(),
        "This is the median of the scores.": np.median(scores),
        "This is the best score: the best of several seeds is luck, lesson 4's winner again.": (
            scores.max()
        ),
        "This is the score of the last seed alone.": scores[-1],
        "This is the score of the first seed alone.": scores[0],
    }


def _step_suspects(steps: np.ndarray, budget: int) -> Suspects:
    return {
        "This is the sum over the seeds; it is the mean.": steps.sum(),
        "This is the budget; what the runs really took is in what the method returns.": budget,
        "These are the steps of the last seed alone.": steps[-1],
        "These are the steps of the first seed alone.": steps[0],
    }


def judge_interval(case: Case, record: Record) -> Problem | None:
    """Judge whether the ends lie within the bounds of 10,000 resamples, and repeat in a second run.

    A right answer is refused with a probability of at most 4e-9 a row.
    """
    for value in (record["value"], record["again"]):
        if (problem := table_problem(case, record | {"value": value})) is not None:
            return problem
    for row, again, spec in zip(record["value"], record["again"], case["methods"], strict=True):
        exact = Bootstrap(np.array(spec["scores"]))
        given = f"{case['given']}; {spec['name']} scores {show(spec['scores'])}"
        for end, share in (("low", 0.025), ("high", 0.975)):
            low, high = exact.bounds(share)
            if not low - 1e-9 <= as_number(row[end]) <= high + 1e-9:
                cause = (
                    "low and high are the two ends of bootstrap_interval of this method's scores, "
                    "one a seed."
                )
                expected = f"{end} about {show(exact.quantile(share), 4)}"
                return Problem(given, expected, show(float(row[end]), 4), cause)
            if not same(row[end], again[end], 0.0):
                cause = (
                    "The interval is another one each time: make its generator from a fixed seed, "
                    "so that a comparison can be repeated."
                )
                given, got = f"{given}; compared twice", f"{show(row[end])} and {show(again[end])}"
                return Problem(given, f"the same {end}", got, cause)
    return None


# --- time and budget -----------------------------------------------------------------------

TRIALS = 4


def seconds_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Let methods sleep so that their mean time differs from the sum, the first and the last.

    One of `TRIALS` cases is enough, because a busy machine may pause between two clock readings.
    """
    found = []
    for _ in range(TRIALS):
        case = comparison_case(rng, 2, 3)
        first, second = case["methods"]
        first["seconds"], second["seconds"] = [0.01, 0.08, 0.01], [0.1, 0.01, 0.1]
        found.append(case)
    return found


def judge_seconds(case: Case, record: Record) -> Problem | None:
    """Judge whether the time is within a third of the mean that the methods measured themselves."""
    if (problem := table_problem(case, record)) is not None:
        return problem
    for row, spec in zip(record["value"], case["methods"], strict=True):
        lasted = np.array(record["lasted"][spec["name"]])
        got, mean = as_number(row["seconds"]), lasted.mean()
        if mean - 0.005 <= got <= 4 / 3 * mean + 0.005:
            continue
        given = f"{case['given']}; {spec['name']}'s runs took {show(lasted.tolist(), 2)} s"
        suspects = {
            "This is the time of all runs together; it is the mean of a run.": lasted.sum(),
            "This is the time of the last run alone: is the clock reset in the loop?": lasted[-1],
            "This is the time of the first run alone.": lasted[0],
        }
        near = (cause for cause, value in suspects.items() if abs(got - value) <= 0.25 * value)
        otherwise = "The mean seconds of a run: a clock before, a clock after, divided by the runs."
        cause = next(near, otherwise)
        if got > lasted.sum() + 0.02:
            cause = "The clock also counts the methods before: start it anew for each method."
        return Problem(given, f"seconds = {show(float(mean), 2)}", show(got, 2), cause)
    return None


def overspending_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Let one run of a method take a step too many, or exactly its budget."""
    found = []
    for excess in (1, 0) + ((500,) if graded else ()):
        case = comparison_case(rng, 2, 5)
        spec, place = case["methods"][1], int(rng.integers(5))
        spec["steps"][place] = case["budget"] + excess
        words = f"one run of {spec['name']} took {spec['steps'][place]} steps"
        case["given"] = f"{case['given']}; {words}"
        found.append(case | {"excess": excess, "may_raise": True})
    return found


def judge_overspending(case: Case, record: Record) -> Problem | None:
    """Judge whether more steps than the budget raise a ValueError, and the budget itself none."""
    raised, given = record["raised"], case["given"]
    if case["excess"] == 0:
        if raised is None:
            return None
        cause = "Exactly the budget is allowed: more than it is not."
        return Problem(given, "a table", f"{raised['type']}: {raised['text']}", cause)
    if raised is None:
        cause = (
            "Whoever takes more steps than the others is not compared with them: look at the steps "
            "of every run, and raise a ValueError."
        )
        return Problem(given, "a ValueError", "a table", cause)
    if raised["type"] != "ValueError":
        cause = "Raise a ValueError that names the method."
        return Problem(given, "a ValueError", f"{raised['type']}: {raised['text']}", cause)
    name = case["methods"][1]["name"]
    if name not in raised["text"]:
        cause = "The message should name the method that took too many steps."
        return Problem(given, f"{name!r} in the message", raised["text"], cause)
    return None


compare_methods = Exercise(
    "compare_methods",
    points=3,
    properties=[
        Property(
            "one row a method: the same budget for every run, their iqm and mean steps",
            0.5,
            table_cases,
            probes.comparison,
            judge_table,
            host=MethodsHost,
        ),
        Property(
            "low and high are the bootstrap interval, the same each time",
            0.166,
            table_cases,
            probes.comparison_twice,
            judge_interval,
            host=partial(MethodsHost, most=2),
        ),
        Property(
            "seconds is the mean time of a run",
            0.167,
            seconds_cases,
            probes.comparison,
            judge_seconds,
            needed=1,
            host=MethodsHost,
        ),
        Property(
            "refuses a method that took more steps than the budget",
            0.167,
            overspending_cases,
            probes.comparison,
            judge_overspending,
            host=MethodsHost,
        ),
    ],
)

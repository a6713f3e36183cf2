"""Lesson 10, compare_methods: the table of made-up methods whose scores and steps are known."""

import numpy as np

from checks.compare import as_number, same
from checks.framework import Case, Problem, Record
from checks.judging import Suspects, mutated_problem, name_cause
from checks.lesson_10.bootstrap import Bootstrap, middle_half
from checks.report import show

COLUMNS = ("method", "iqm", "low", "high", "steps", "seconds")
NAMES = ("walk", "crawl", "jump", "swim")

CAUSES = {
    "TypeError": "A method is called as method(env_id, budget, seed) and returns (score, steps): "
    "methods is a dict, name to function.",
    "KeyError": "methods is a dict, name to function: go through methods.items().",
}


def made_up_method(rng: np.random.Generator, name: str, count: int, budget: int) -> dict:
    """A method that takes nearly the whole budget, and has one unlucky seed."""
    scores = 200 + 50 * rng.standard_normal(count)
    scores[rng.integers(count)] -= 150
    steps = budget - rng.choice(budget // 10, size=count, replace=False)
    return {
        "name": name,
        "scores": scores.tolist(),
        "steps": [int(n) for n in steps],
        "seconds": [0.0] * count,
    }


def comparison_case(rng: np.random.Generator, methods: int, count: int) -> Case:
    """So many made-up methods, compared on so many seeds."""
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
    """Two methods and some seeds."""
    plans = [(2, 7), (3, 5)] + ([(4, 8), (1, 6)] if graded else [])
    return [comparison_case(rng, *plan) for plan in plans]


def table_problem(case: Case, record: Record) -> Problem | None:
    """The problem of an answer that is no list of rows with the right columns."""
    value, given = record["value"], case["given"]
    expected = f"a list of {len(case['methods'])} dicts with the keys {', '.join(COLUMNS)}"
    if value is None:
        cause = "The function returns nothing: is the `return` missing?"
        return Problem(given, expected, "None", cause)
    if not isinstance(value, (list, tuple)) or not all(isinstance(row, dict) for row in value):
        cause = "The table is a list of dicts, one a method."
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
    """The problem of methods that are not called once a seed, with what they should get."""
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
    """One row a method, with the interquartile mean of its scores and its mean steps."""
    if (problem := calls_problem(case, record)) is not None:
        return problem
    if (problem := table_problem(case, record)) is not None:
        return problem
    for row, spec in zip(record["value"], case["methods"], strict=True):
        scores, steps = np.array(spec["scores"]), np.array(spec["steps"], dtype=float)
        middle = float(middle_half(np.sort(scores)[None])[0])
        if not same(row["iqm"], middle):
            return Problem(
                f"{case['given']}; {spec['name']} scores {show(spec['scores'])}",
                f"iqm = {show(middle)}",
                show(row["iqm"]),
                name_cause(
                    row["iqm"], _middle_suspects(scores), "The interquartile mean of the scores."
                ),
            )
        if not same(row["steps"], steps.mean()):
            return Problem(
                f"{case['given']}; {spec['name']} took {show(spec['steps'])} steps",
                f"steps = {show(float(steps.mean()))}",
                show(row["steps"]),
                name_cause(
                    row["steps"],
                    _step_suspects(steps, case["budget"]),
                    "The mean of the steps that the runs took.",
                ),
            )
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
    """Ends within the luck of 10,000 resamples, at most 4e-9 a row; the same in a second run."""
    for value in (record["value"], record["again"]):
        if (problem := table_problem(case, record | {"value": value})) is not None:
            return problem
    for row, again, spec in zip(record["value"], record["again"], case["methods"], strict=True):
        exact = Bootstrap(np.array(spec["scores"]))
        given = f"{case['given']}; {spec['name']} scores {show(spec['scores'])}"
        for end, share in (("low", 0.025), ("high", 0.975)):
            low, high = exact.bounds(share)
            if not low - 1e-9 <= as_number(row[end]) <= high + 1e-9:
                return Problem(
                    given,
                    f"{end} about {show(exact.quantile(share), 4)}",
                    show(float(row[end]), 4),
                    "low and high are the two ends of bootstrap_interval of this method's scores, "
                    "one a seed.",
                )
            if not same(row[end], again[end], 0.0):
                return Problem(
                    f"{given}; compared twice",
                    f"the same {end}",
                    f"{show(row[end])} and {show(again[end])}",
                    "The interval is another one each time: make its generator from a fixed seed, "
                    "so that a comparison can be repeated.",
                )
    return None

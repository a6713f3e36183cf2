"""Judge what nes (lesson 06) returns, its history, and how often it calls f."""

import numpy as np

from checks.compare import as_number, same
from checks.framework import Case, Problem, Record
from checks.judging import global_random_problem, mutated_problem, tuple_problem
from checks.lesson_06.nes_step import SEARCH_CAUSES, hill
from checks.noise import seed_problem
from checks.report import show

NEVER = {"patience": None}


def result_problem(case: Case, record: Record) -> Problem | None:
    """Judge that the answer is a pair (w, history); None if it is."""
    given, value, dim = case["given"], record["value"], len(case["w"])
    expected = f"the pair (w, history): an array of shape ({dim},) and a list of numbers"
    problem = tuple_problem(given, value, 2, expected, "Return the pair (w, history).")
    if problem is not None:
        return problem
    w, history = value
    if isinstance(history, np.ndarray) and history.ndim == 1:
        history = history.tolist()
    numbers = isinstance(history, (list, tuple)) and all(
        as_number(number) is not None for number in history
    )
    if isinstance(w, np.ndarray) and w.shape == (dim,) and numbers and len(history):
        return None
    if isinstance(w, list) or (isinstance(history, np.ndarray) and history.shape == (dim,)):
        cause = "The two are in the other order: w comes first."
    else:
        cause = "w is an array like the given one, the history a list with one number a value of f."
    return Problem(given, expected, show(value), cause)


def search_case(rng: np.random.Generator, objective: dict, words: str, **settings) -> Case:
    """Make a search in three dimensions; ``settings`` replace the usual arguments of nes."""
    dim = 3
    return {
        "given": words,
        "objective": objective,
        "w": rng.normal(size=dim).round(1),
        "settings": {"sigma": 0.5, "alpha": 0.3, "num_pairs": 6} | settings,
        "seed": int(rng.integers(10_000)),
        "causes": SEARCH_CAUSES,
    }


def history_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make searches that run to the end."""
    counts = (4, 0) + (1, 6) * graded
    return [
        search_case(
            rng,
            hill(rng, 3),
            f"a hill, max_iterations={count}, patience=None",
            max_iterations=count,
            **NEVER,
        )
        for count in counts
    ]


def _value_at(case: Case, theta: np.ndarray) -> float:
    known = case["objective"]
    return float(known["level"] - np.sum(known["slopes"] * (theta - known["top"]) ** 2))


def judge_history(case: Case, record: Record) -> Problem | None:
    """Judge that the history is f(w), then f after each step, and ends with f of the new w."""
    if (problem := result_problem(case, record)) is not None:
        return problem
    given, steps = case["given"], case["settings"]["max_iterations"]
    w, history = record["value"]
    members = 2 * case["settings"]["num_pairs"]
    first, last = _value_at(case, case["w"]), _value_at(case, w)
    if not same(history[0], first):
        got = f"history[0] = {show(float(history[0]))}"
        cause = "The history begins with f(w) before any step."
        if len(history) > 1 and same(history[1], first):
            cause = "Something stands before f(w) in the history: it begins with that."
        return Problem(given, f"history[0] = f(w) = {show(first)}", got, cause)
    if len(history) != steps + 1:
        cause = "The history has f(w) and one value after each of the max_iterations steps."
        if len(history) == steps:
            cause = "One step is missing: max_iterations counts steps, f(w) comes on top."
        elif len(history) == 1:
            cause = "No step is made, or none is noted: append f after each."
        return Problem(given, f"{steps + 1} values", f"{len(history)} values", cause)
    if steps and np.array_equal(w, case["w"]):
        cause = "w stays where it was: keep what nes_step returns, w = nes_step(…)."
        return Problem(given, "a w that has moved", show(w), cause)
    if not same(history[-1], last):
        cause = "The last value of the history is not f of the w that comes back."
        if steps and same(max(history), last):
            cause = "The best w comes back: return the last one, to which history[-1] belongs."
        elif steps > 1 and same(history[-2], last):
            cause = "The w that comes back is one step old."
        elif same(history[-1], first) or len(set(map(float, history))) == 1:
            cause = "The history repeats f of the first w: evaluate f at the new w after each step."
        elif same(history[-1], float(np.mean(record["values"][-members:]))):
            cause = "The history holds the population's mean return: it takes f of w itself."
        return Problem(given, f"history[-1] = f(w) = {show(last)}", show(history[-1]), cause)
    asked = record["values"].tolist()
    strange = [number for number in history if not any(same(number, value) for value in asked)]
    if not strange:
        return None
    cause = "A value of the history is not one that f has returned: append f(w) after each step."
    return Problem(given, "values of f", show(float(strange[0])), cause)


def cost_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make a search of a few steps."""
    words = "a hill, max_iterations=3, num_pairs=6"
    return [search_case(rng, hill(rng, 3), words, max_iterations=3, **NEVER)]


def judge_cost(case: Case, record: Record) -> Problem | None:
    """Judge the number of calls of f, that w stays as it was, and that the seed decides."""
    given, settings = case["given"], case["settings"]
    problem = (
        mutated_problem(given, record)
        or global_random_problem(given, record)
        or seed_problem(given, record["value"], record["again"], "search")
    )
    if problem is not None:
        return problem
    steps, members = settings["max_iterations"], 2 * settings["num_pairs"]
    right = 1 + steps * (members + 1)
    counts = [len(record["values"]), *(len(other["values"]) for other in record["others"])]
    got = next((count for count in counts if count != right), right)
    if got == right:
        return None
    cause = "f is called more often than needed: evaluate f(w) once after each step, and keep it."
    if got < right:
        cause = "f is called less often than the history and the populations need."
    return Problem(given, f"{right} calls of f: 1 + {steps} · ({members} + 1)", f"{got}", cause)

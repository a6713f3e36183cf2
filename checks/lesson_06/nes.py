"""Examine nes (lesson 06): above all when it stops.

With alpha=0 the mean stays where it is, so that a script can say what f returns for it in turn.
`search_history` judges the history and the number of calls.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.lesson_06 import probes
from checks.lesson_06.nes_step import function_host
from checks.lesson_06.search_history import (
    NEVER,
    cost_cases,
    history_cases,
    judge_cost,
    judge_history,
    result_problem,
    search_case,
)
from checks.report import show


def stop_after(values: list[float], settings: dict) -> int:
    """Count the steps that a search makes by the contract if f takes these values.

    Args:
        values: of f before the first step and after each step; the last one repeats.
        settings: the arguments of nes.
    """
    target, tolerance = settings.get("target", np.inf), settings.get("tolerance", 0.0)
    patience = settings.get("patience", 10)
    history, stale = [values[0]], 0
    while history[-1] < target and len(history) <= settings["max_iterations"]:
        if patience is not None and stale >= patience:
            break
        value = values[min(len(history), len(values) - 1)]
        stale = 0 if value > max(history) + tolerance else stale + 1
        history.append(value)
    return len(history) - 1


def _scripted(rng, values: list[float], words: str = "", **settings) -> Case:
    told = ", ".join(f"{key}={value}" for key, value in settings.items())
    return search_case(
        rng,
        {"kind": "script", "values": values},
        f"alpha=0, so that w stays, and f(w) is {show(values)} in turn{words}; {told}",
        **{"max_iterations": 15, "alpha": 0.0, "num_pairs": 1} | settings,
    )


def target_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make targets that are passed, met exactly, met before the first step, or never met."""
    up = [float(value) for value in np.cumsum(rng.integers(2, 6, 6))]
    found = [
        _scripted(rng, up, target=up[3] - 1.0, **NEVER),
        _scripted(rng, up, target=up[2], **NEVER),
        _scripted(rng, up, target=up[0], **NEVER),
        _scripted(rng, [9.0, 1.0, 2.0], target=5.0, **NEVER),
    ]
    dip = [up[0], up[3] - 0.5, up[1], up[4]]
    return found + [_scripted(rng, dip, target=up[3], **NEVER)] * graded


def patience_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make plateaus, a dip and a slow rise, and searches with patience=None."""
    low = float(rng.integers(5, 20))
    found = [
        _scripted(rng, [low - k for k in range(20)], patience=3),
        _scripted(rng, [low], patience=3),
        _scripted(rng, [low, low + 5, low + 1, low + 2, low + 3, low + 4, low + 9], patience=4),
        _scripted(rng, [low, low, low + 1, low + 1, low + 2, low + 2], patience=3),
        _scripted(rng, [low], max_iterations=13, **NEVER),
        _scripted(rng, [low + k / 2 for k in range(20)], patience=2, tolerance=1.0),
        _scripted(rng, [low, low + 1, low + 2, low + 1, low + 2], patience=2, tolerance=1.0),
        _scripted(rng, [low + 3 * (k // 2) for k in range(9)], patience=2, tolerance=2.0),
    ]
    if graded:
        found.append(_scripted(rng, [low], max_iterations=14))
        found.append(_scripted(rng, [low, low - 1, low - 2, low - 3, low + 4], patience=4))
    return found


def _stop_cause(case: Case, got: int) -> str:
    """Name the mistake with which a search stops after so many steps."""
    values, settings = case["objective"]["values"], case["settings"]
    tolerance, patience = settings.get("tolerance", 0.0), settings.get("patience", 10)
    target, limit = settings.get("target", np.inf), settings["max_iterations"]

    def after(rule, wait=patience) -> int:
        history, stale = [values[0]], 0
        while history[-1] < target and len(history) <= limit:
            if wait is not None and stale >= wait:
                break
            value = values[min(len(history), len(values) - 1)]
            stale = rule(value, history, stale)
            history.append(value)
        return len(history) - 1

    def reset(value, against, stale, margin=tolerance) -> int:
        return 0 if value > against + margin else stale + 1

    def counted(value, history, _) -> int:
        """Compare with the best value that counted as progress, not with the best so far."""
        best, stale = history[0], 0
        for number in [*history[1:], value]:
            best, stale = (number, 0) if number > best + tolerance else (best, stale + 1)
        return stale

    met = [k for k, value in enumerate(values) if value >= target]
    suspects = {
        "The best so far is the largest value of the history, also where it rose by less than "
        "the tolerance.": after(counted),
        "It stops one step too early: count the iterations without progress from 1 to "
        "patience.": after(
            lambda v, h, s: reset(v, max(h), s), None if patience is None else patience - 1
        ),
        "It stops one step too late: after patience iterations without progress there is no "
        "further one.": after(
            lambda v, h, s: reset(v, max(h), s), None if patience is None else patience + 1
        ),
        "Each value is compared with the one before it: compare with the best so far.": after(
            lambda v, h, s: reset(v, h[-1], s)
        ),
        "Each value is compared with the first one: compare with the best so far.": after(
            lambda v, h, s: reset(v, h[0], s)
        ),
        "A value that equals the best so far (or exceeds it by just the tolerance) is no "
        "progress: it has to be more.": after(
            lambda v, h, s: 0 if v >= max(h) + tolerance else s + 1
        ),
        "The iterations without progress are counted in all, not in a row: begin anew at "
        "every progress.": after(lambda v, h, s: s if v > max(h) + tolerance else s + 1),
        "The tolerance is left out: progress has to exceed the best so far by more than "
        "that.": after(lambda v, h, s: reset(v, max(h), s, 0.0)),
        "The patience is 10 whatever is asked for: use the argument.": after(
            lambda v, h, s: reset(v, max(h), s), 10
        ),
    }
    if met and met[0] > 0 and values[met[0]] == target and got == met[0] + 1:
        return "A value that equals the target has reached it: stop at >=."
    if met and got == met[0] + 1:
        return "It goes on for one more step: look at the target before each step, the first too."
    if not met and np.isfinite(target):
        return "It stops before the target is reached."
    if met and got > met[0]:
        return "The target is passed by: look at f(w) after each step, and before the first."
    if patience is None:
        return "patience=None never stops for a lack of progress."
    named = [cause for cause, steps in suspects.items() if steps == got]
    if named:
        return named[0]
    if got == limit:
        return "It goes on to max_iterations: count the iterations without progress, and stop."
    return "Work the table of the lesson through by hand, and print the counter."


def judge_stop(case: Case, record: Record) -> Problem | None:
    """Judge that the search makes as many steps as the contract asks for."""
    if (problem := result_problem(case, record)) is not None:
        return problem
    history = [float(number) for number in record["value"][1]]
    values = case["objective"]["values"]
    steps = stop_after(values, case["settings"])
    expected = [values[min(k, len(values) - 1)] for k in range(steps + 1)]
    if same(history, expected):
        return None
    said = f"it stops after {steps} step(s), history {show(expected)}"
    if same(history, [values[min(k, len(values) - 1)] for k in range(len(history))]):
        cause = _stop_cause(case, len(history) - 1)
    else:
        cause = "The history does not hold f(w) and f after each step."
    got = f"after {len(history) - 1} step(s), history {show(history)}"
    return Problem(case["given"], said, got, cause)


def _search(title: str, weight: float, cases: Callable, judge: Callable) -> Property:
    return Property(title, weight, cases, probes.search, judge, host=function_host)


nes = Exercise(
    "nes",
    points=2,
    properties=[
        _search(
            "history: f(w) first, then f after each step, up to max_iterations",
            0.375,
            history_cases,
            judge_history,
        ),
        _search(
            "stops where the target is reached, before the first step too",
            0.25,
            target_cases,
            judge_stop,
        ),
        _search(
            "stops after patience iterations in a row without progress, never for None",
            0.25,
            patience_cases,
            judge_stop,
        ),
        Property(
            "calls f no more than needed, leaves w alone, and the seed decides",
            0.125,
            cost_cases,
            probes.search_twice,
            judge_cost,
            host=partial(function_host, most=2),
        ),
    ],
)

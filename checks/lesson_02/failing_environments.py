"""Examine `failing_environments` (lesson 02) with made-up learners and environments."""

from functools import partial

import numpy as np

from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import global_random_problem, mutated_problem
from checks.lesson_02 import probes
from checks.probing.made_up_learner import LearnerHost
from checks.report import NOTHING_OR_PRINTED, show

COUNT = 20
FAILING = ("Fox", "Bee", "Owl", "Ant", "Yak")
PASSING = ("Hen", "Cod", "Elk", "Doe", "Jay")


def _spread(mean: float, width: float) -> list[float]:
    """Return twenty returns that lie below and above their mean in turn."""
    return [mean + (width if i % 2 else -width) for i in range(COUNT)]


def _environment(returns: list[float], optimal: float, unseeded: float) -> dict:
    return {"optimal": optimal, "returns": returns, "unseeded": unseeded}


def _case(rng: np.random.Generator, kinds: dict[str, dict], threshold: float | None) -> Case:
    """Put environments in random order, with ids that no sorting puts into the right order.

    Args:
        rng: draws the order.
        kinds: an environment for each word that says what it is there for.
        threshold: that of the call, or None for the default.
    """
    share = 0.9 if threshold is None else threshold
    failing, passing = iter(FAILING), iter(PASSING)
    environments = []
    for word in rng.permutation(list(kinds)):
        spec = kinds[word]
        fails = np.mean(spec["returns"]) < share * spec["optimal"]
        name = next(failing) if fails else next(passing)
        environments.append(spec | {"id": f"probe/{name}-v0"})
    means = [f"{np.mean(spec['returns']):g} of {spec['optimal']:g}" for spec in environments]
    words = "" if threshold is None else f", threshold={threshold:g}"
    return {
        "given": f"environments where the trained policies reach the means {', '.join(means)}"
        f"{words}",
        "environments": environments,
        "threshold": threshold,
        "causes": LEARNER_CAUSES,
    }


LEARNER_CAUSES = {
    "AttributeError": "gymnasium.make wraps the environment, and a wrapper does not pass every "
    "attribute on: the environment inside it is env.unwrapped.",
    "KeyError": "The best return stands in the environment, not in a table of three: any "
    "environment with optimal_return can be tested.",
}


def verdict_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make seven environments, chosen so that each usual mistake lists others."""
    found = []
    for _ in range(2 if graded else 1):
        scale = float(rng.integers(1, 5))
        kinds = {
            "perfect": _environment([8 * scale] * COUNT, 8 * scale, 0.0),
            "bad": _environment(_spread(2 * scale, scale), 8 * scale, 8 * scale),
            "lucky now and then": _environment(_spread(6 * scale, 2 * scale), 8 * scale, 8 * scale),
            "almost perfect": _environment([7.5 * scale] * COUNT, 8 * scale, 0.0),
            "good until the last day": _environment([8 * scale] * 19 + [4 * scale], 8 * scale, 0.0),
            "large": _environment(_spread(64 * scale, 8 * scale), 128 * scale, 128 * scale),
            "small": _environment([0.5] * COUNT, 0.5, 0.0),
        }
        found.append(_case(rng, kinds, None))
    return found


def seed_range_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make environments whose verdict depends on the first, the last or an unseeded episode."""
    kinds = {
        "all but the last": _environment([9.5] * 19 + [-20.0], 10.0, 10.0),
        "all but the first": _environment([-20.0] + [9.5] * 19, 10.0, 10.0),
        "all": _environment([9.5] * COUNT, 10.0, -200.0),
    }
    return [_case(rng, kinds, None) for _ in range(2 if graded else 1)]


def threshold_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make means on, just under and just over another threshold, all exact in binary."""
    found = []
    for threshold in (0.75, 0.25) if graded else (0.75,):
        line = 16 * threshold
        kinds = {
            "on the line": _environment(_spread(line, 0.5), 16.0, 16.0),
            "under it": _environment(_spread(line - 0.125, 0.5), 16.0, 16.0),
            "over it": _environment(_spread(line + 0.125, 0.5), 16.0, 0.0),
            "well over it": _environment(_spread(15.0, 0.5), 16.0, 0.0),
        }
        found.append(_case(rng, kinds, threshold))
    return found


def empty_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make an environment that does not fail."""
    return [_case(rng, {"perfect": _environment([8.0] * COUNT, 8.0, 0.0)}, None)]


def _returns_and_limits(case: Case) -> tuple[np.ndarray, np.ndarray, float]:
    """Return the returns by environment, the best return of each, and the threshold."""
    specs = case["environments"]
    threshold = 0.9 if case["threshold"] is None else case["threshold"]
    returns = np.array([spec["returns"] for spec in specs])
    return returns, np.array([spec["optimal"] for spec in specs]), threshold


def _listed(case: Case, fails: np.ndarray) -> list[str]:
    """Return the ids of the environments that fail."""
    specs = zip(case["environments"], fails, strict=True)
    return [spec["id"] for spec, failed in specs if failed]


def judge_verdicts(case: Case, record: Record) -> Problem | None:
    """Judge that the ids are listed, in order, whose mean is under threshold x optimal_return."""
    returns, best, share = _returns_and_limits(case)
    expected = _listed(case, returns.mean(axis=1) < share * best)
    got = record["value"]
    if got == expected:
        return _use_problem(case, record)
    everything = [spec["id"] for spec in case["environments"]]
    cause = (
        _container_cause(got, expected)
        or _train_cause(record["calls"], everything)
        or _seeds_cause(record["seeds"])
        or _verdict_cause(case, got, everything)
        or "An environment fails if the mean return over the 20 episodes is under threshold x "
        "its optimal_return."
    )
    return Problem(case["given"], show(expected), show(got), cause)


def _container_cause(got: object, expected: list[str]) -> str | None:
    if got is None:
        return NOTHING_OR_PRINTED
    if not isinstance(got, list):
        return "Return a list of ids: no set, no tuple, no generator, no dict."
    if not all(isinstance(item, str) for item in got):
        return "The list holds the ids themselves, as text, and nothing else."
    if got != expected and sorted(got) == sorted(expected):
        return "The right ids in another order: keep the order of env_ids."
    if set(got) == set(expected):
        return "An id stands in the list more than once: one verdict an environment."
    return None


def _train_cause(calls: list, everything: list[str]) -> str | None:
    if not calls:
        return "`train` was never called: it gives the policy that is tested."
    if not all(isinstance(call, str) for call in calls):
        return "`train` takes the id, a text, and makes the environment itself."
    if len(calls) == 1 < len(everything):
        return (
            "`train` was called for one environment only: each environment gets a policy trained "
            "on it (and every id its verdict: is a `return` inside the loop?)."
        )
    if len(calls) > len(everything):
        return "`train` is called more than once for an environment: train once, play 20 episodes."
    if sorted(calls) != sorted(everything):
        return "`train` is called once for each id of env_ids."
    return None


def _seeds_cause(logs: list[list]) -> str | None:
    for seeds in logs:
        given = sorted(seed for seed in seeds if seed is not None)
        if given == list(range(COUNT)):
            continue
        if not given:
            return "The episodes are not seeded: episode i is reset with seed=i."
        if len(given) > 1 and len(set(given)) == 1:
            return (
                "Every episode is reset with the same seed, so all are copies of one another: "
                "episode i takes seed i."
            )
        if len(given) == 1 and len(seeds) > 1:
            return "Only the first episode is seeded: each of the 20 gets its own seed."
        if len(given) == 1:
            return "Only one episode is played: the mean is over 20."
        if given == list(range(1, COUNT + 1)):
            return "The seeds run from 1 to 20; they run from 0 to 19."
        if len(given) != COUNT:
            return f"{len(given)} episodes are played instead of 20, with the seeds 0 to 19."
        return "The seeds are 0 to 19, the same for every environment."
    return None


def _verdict_cause(case: Case, got: object, everything: list[str]) -> str | None:
    r, best, share = _returns_and_limits(case)
    mean, line = r.mean(axis=1), share * best
    suspects = {
        "The median of the 20 decides here; their mean is asked for.": np.median(r, axis=1) < line,
        "These are the environments that pass; the failing ones are asked for.": mean >= line,
        "The threshold is a share: it is multiplied with optimal_return first.": mean < share,
        "An environment on the line passes: under the threshold means <, not <=.": mean <= line,
        "The threshold is not used: nobody asks for the full optimal_return.": mean < best,
        "The threshold is fixed at 0.9: use the argument.": mean < 0.9 * best,
        "The worst episode decides here; the mean of the 20 is asked for.": r.min(axis=1) < line,
        "The best episode decides here; the mean of the 20 is asked for.": r.max(axis=1) < line,
        "The sum of the 20 returns is compared; their mean is asked for.": r.sum(axis=1) < line,
        "The first episode decides here; the mean of the 20 is asked for.": r[:, 0] < line,
        "The last episode decides here; the mean of the 20 is asked for.": r[:, -1] < line,
        "The best return is fixed at 20: each environment has its own optimal_return.": (
            mean < share * 20
        ),
        "The best return is fixed at 16: each environment has its own optimal_return.": (
            mean < share * 16
        ),
    }
    for cause, fails in suspects.items():
        if got == _listed(case, fails):
            return cause
    if got == everything:
        return "Every environment is listed: is the comparison there, and is `train`'s policy used?"
    if got == []:
        return "No environment is listed: is the comparison the right way round?"
    return None


def _use_problem(case: Case, record: Record) -> Problem | None:
    """Judge how a right list came about."""
    everything = [spec["id"] for spec in case["environments"]]
    if (problem := mutated_problem(case["given"], record)) is not None:
        return problem
    if (problem := global_random_problem(case["given"], record)) is not None:
        return problem
    cause = _train_cause(record["calls"], everything) or _seeds_cause(record["seeds"])
    if cause is None:
        return None
    return Problem(
        case["given"],
        "one training an environment, then 20 episodes with the seeds 0 to 19",
        f"{len(record['calls'])} trainings, {show([len(seeds) for seeds in record['seeds']])} "
        "episodes",
        cause,
    )


learner_property = partial(
    Property, probe=probes.learner_test, judge=judge_verdicts, host=LearnerHost
)

failing_environments = Exercise(
    "failing_environments",
    points=2,
    properties=[
        learner_property(
            "lists the ids, in order, whose mean return is under 0.9 of the best",
            0.5,
            verdict_cases,
        ),
        learner_property("plays 20 episodes, with the seeds 0 to 19", 0.25, seed_range_cases),
        learner_property(
            "takes another threshold; an environment on the line passes", 0.125, threshold_cases
        ),
        learner_property("gives an empty list where nothing fails", 0.125, empty_cases),
    ],
)

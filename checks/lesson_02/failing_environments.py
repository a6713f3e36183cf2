"""Lesson 02, failing_environments: made-up learners on made-up environments."""

from collections.abc import Callable

import numpy as np

from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import global_random_problem, mutated_problem
from checks.lesson_02 import probes
from checks.probing.made_up_learner import LearnerHost
from checks.report import show

COUNT = 20
FAILING = ("Fox", "Bee", "Owl", "Ant", "Yak")
PASSING = ("Hen", "Cod", "Elk", "Doe", "Jay")


def _spread(mean: float, width: float) -> list[float]:
    """Twenty returns in turn above and below their mean, exact in binary."""
    return [mean + (width if i % 2 else -width) for i in range(COUNT)]


def _environment(returns: list[float], optimal: float, unseeded: float) -> dict:
    return {"optimal": optimal, "returns": returns, "unseeded": unseeded}


def _case(rng: np.random.Generator, kinds: dict[str, dict], threshold: float | None) -> Case:
    """Environments in random order; the names of those that fail are in no alphabetical order."""
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
    """Seven environments, so that every usual slip lists others."""
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
    """The first, the last and the next episode decide."""
    kinds = {
        "all but the last": _environment([9.5] * 19 + [-20.0], 10.0, 10.0),
        "all but the first": _environment([-20.0] + [9.5] * 19, 10.0, 10.0),
        "all": _environment([9.5] * COUNT, 10.0, -200.0),
    }
    return [_case(rng, kinds, None) for _ in range(2 if graded else 1)]


def threshold_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Means at, just under and just over another threshold; exact in binary."""
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
    """Nothing fails."""
    return [_case(rng, {"perfect": _environment([8.0] * COUNT, 8.0, 0.0)}, None)]


def _failing(case: Case, fails: Callable[[np.ndarray, float, float], bool]) -> list[str]:
    threshold = 0.9 if case["threshold"] is None else case["threshold"]
    return [
        spec["id"]
        for spec in case["environments"]
        if fails(np.array(spec["returns"]), spec["optimal"], threshold)
    ]


def judge_verdicts(case: Case, record: Record) -> Problem | None:
    """The ids, in order, whose mean return is under threshold x optimal_return."""
    expected = _failing(case, lambda r, best, share: float(r.mean()) < share * best)
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
        return "The function returns nothing: is the `return` missing (or a print in its place)?"
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
    wanted = list(range(COUNT))
    for seeds in logs:
        given = sorted(seed for seed in seeds if seed is not None)
        if given == wanted:
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
        if len(given) < COUNT:
            return f"{len(given)} episodes are played instead of 20, with the seeds 0 to 19."
        if len(given) > COUNT:
            return f"{len(given)} episodes are played instead of 20, with the seeds 0 to 19."
        return "The seeds are 0 to 19, the same for every environment."
    return None


def _verdict_cause(case: Case, got: object, everything: list[str]) -> str | None:
    suspects = {
        "The median of the 20 decides here; their mean is asked for.": (
            lambda r, best, share: np.median(r) < share * best
        ),
        "These are the environments that pass; the failing ones are asked for.": (
            lambda r, best, share: r.mean() >= share * best
        ),
        "The threshold is a share: it is multiplied with optimal_return first.": (
            lambda r, best, share: r.mean() < share
        ),
        "An environment on the line passes: under the threshold means <, not <=.": (
            lambda r, best, share: r.mean() <= share * best
        ),
        "The threshold is not used: nobody asks for the full optimal_return.": (
            lambda r, best, share: r.mean() < best
        ),
        "The threshold is fixed at 0.9: use the argument.": (
            lambda r, best, share: r.mean() < 0.9 * best
        ),
        "The worst episode decides here; the mean of the 20 is asked for.": (
            lambda r, best, share: r.min() < share * best
        ),
        "The best episode decides here; the mean of the 20 is asked for.": (
            lambda r, best, share: r.max() < share * best
        ),
        "The sum of the 20 returns is compared; their mean is asked for.": (
            lambda r, best, share: r.sum() < share * best
        ),
        "The first episode decides here; the mean of the 20 is asked for.": (
            lambda r, best, share: r[0] < share * best
        ),
        "The last episode decides here; the mean of the 20 is asked for.": (
            lambda r, best, share: r[-1] < share * best
        ),
        "The best return is fixed at 20: each environment has its own optimal_return.": (
            lambda r, best, share: r.mean() < share * 20
        ),
        "The best return is fixed at 16: each environment has its own optimal_return.": (
            lambda r, best, share: r.mean() < share * 16
        ),
    }
    for cause, fails in suspects.items():
        if got == _failing(case, fails):
            return cause
    if got == everything:
        return "Every environment is listed: is the comparison there, and is `train`'s policy used?"
    if got == []:
        return "No environment is listed: is the comparison the right way round?"
    return None


def _use_problem(case: Case, record: Record) -> Problem | None:
    """The right list, come by in a wrong way."""
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


failing_environments = Exercise(
    "failing_environments",
    points=2,
    properties=[
        Property(
            "lists the ids, in order, whose mean return is under 0.9 of the best",
            0.5,
            verdict_cases,
            probes.learner_test,
            judge_verdicts,
            host=LearnerHost,
        ),
        Property(
            "plays 20 episodes, with the seeds 0 to 19",
            0.25,
            seed_range_cases,
            probes.learner_test,
            judge_verdicts,
            host=LearnerHost,
        ),
        Property(
            "takes another threshold; an environment on the line passes",
            0.125,
            threshold_cases,
            probes.learner_test,
            judge_verdicts,
            host=LearnerHost,
        ),
        Property(
            "gives an empty list where nothing fails",
            0.125,
            empty_cases,
            probes.learner_test,
            judge_verdicts,
            host=LearnerHost,
        ),
    ],
)

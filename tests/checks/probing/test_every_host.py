"""Whoever asks the grader's hosts for anything gets an answer, and fills no memory."""

import gc
import random
import tracemalloc
from functools import partial

import numpy as np
import pytest

from checks.lessons import load_lesson
from checks.probing import made_up_methods
from grading.lessons.source import lesson_names

ASKED = 1_500
WORDS = ("make", "call", "reset", "step", "policy", "sizes", "predict", "names", "run", "train")
WORDS += ("open", "submit", "__class__", None)
PARTS = ("seed", "action", "actions", "theta", "observation", "states", "given", "env_id", "place")
MOST_KEPT = 8 * 2**20


def hosted():
    """A property of each kind of host that a lesson has."""
    found = {}
    for lesson in lesson_names():
        for exercise in load_lesson(lesson).exercises:
            for prop in exercise.properties:
                if prop.host is not None:
                    kind = getattr(prop.host, "func", prop.host).__name__
                    found.setdefault(f"{lesson[:2]}-{exercise.name}-{kind}", prop)
    return [pytest.param(prop, id=name) for name, prop in found.items()]


def anything(rng, case):
    """A value that the wire lets through; some are large, and some are what a host waits for."""
    sizes = [len(part) for part in case.values() if isinstance(part, (list, np.ndarray))]
    return rng.choice(
        [
            lambda: rng.choice([None, True, -1, 0, 1, 2, 2**63, 1.5, float("nan"), "", "x", {}]),
            lambda: "x" * rng.randrange(200_000),
            lambda: [0] * rng.randrange(20_000),
            lambda: ["x" * 10_000, [1] * 1000, {"a": "y" * 10_000}],
            lambda: np.zeros(rng.choice([10**5, 16, 3, 2, 1, *sizes]), rng.choice([float, int])),
            lambda: np.full((rng.choice([1, 2, 900, *sizes]), 3), rng.choice([0.0, np.nan, 1e300])),
        ]
    )()


@pytest.mark.slow
@pytest.mark.parametrize("prop", hosted())
def test_anything_is_answered_and_hardly_anything_kept(prop, monkeypatch):
    monkeypatch.setattr(made_up_methods.time, "sleep", lambda seconds: None)
    rng = random.Random(prop.title)
    case = next(iter(prop.cases(np.random.default_rng(1), True)))
    host = prop.host(case)
    value = partial(anything, rng, case)
    answered = 0
    tracemalloc.start()
    for _ in range(ASKED):
        asked = {"do": rng.choice(WORDS), "thing": rng.choice([0, 0, 0, 1, -1, "0", None])}
        reply = host.answer(asked | {name: value() for name in rng.sample(PARTS, 4)})
        answered += reply["raised"] is None
        assert set(reply) == {"result", "raised"}
    assert 0 < answered < ASKED
    for asked in (None, [], {}, 3, value()):
        assert host.answer(asked)["raised"] is not None
    log = host.log()
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(log, dict)
    assert kept < MOST_KEPT, f"{kept / 2**20:.1f} MiB are kept"


def test_every_case_of_a_hosted_property_has_what_its_host_keeps():
    for parameter in hosted():
        (prop,) = parameter.values
        for case in prop.cases(np.random.default_rng(2), True):
            host = prop.host(case)
            if host is not None:
                assert set(host.secret) & set(case), (parameter.id, host.secret)

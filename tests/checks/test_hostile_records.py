"""No judge raises or hangs on a hostile record, and none gives points for it.

A student's code may forge a record. Whatever the wire lets through must end in a verdict.
"""

import inspect
import random
import re
import time

import numpy as np
import pytest

from checks import framework
from checks.lessons import load_lesson
from grading.lessons.source import lesson_names

QUICK, MANY = 3, 150
SECONDS = 20
"""The time for one judge and one record; a slower judge could hold up a whole class."""

PROPERTIES = [
    pytest.param(exercise, prop, id=f"{lesson[:2]}-{exercise.name}-{prop.title}".replace(" ", "_"))
    for lesson in lesson_names()
    for exercise in load_lesson(lesson).exercises
    for prop in exercise.properties
]


def fields(prop) -> list[str]:
    """Return the keys that the judge's module, and the checks it imports, read in records."""
    module = inspect.getmodule(prop.judge)
    modules = {inspect.getmodule(value) for value in vars(module).values()} - {None}
    modules = [module, *(m for m in modules if m.__name__.startswith("checks"))]
    found = re.findall(r"""\[["'](\w+)["']\]|get\(["'](\w+)["']""", "".join(map(source, modules)))
    return sorted({name for pair in found for name in pair if name} | {"value", "raised"})


def source(module) -> str:
    return inspect.getsource(module)


def anything(rng: random.Random, names: list[str], depth: int = 0):
    """Make a random value that the wire lets through."""
    numpy_rng = np.random.default_rng(rng.randrange(2**32))
    kind = rng.randrange(16 if depth < 4 else 9)
    if kind < 6:
        return rng.choice(
            [None, True, False, 0, -1, 2**63, 1.5, 1e308, float("nan"), float("inf"), "", "x"]
        )
    if kind < 9:
        shape = tuple(rng.choice([0, 1, 2, 3, 4, 20]) for _ in range(rng.randrange(4)))
        dtype = rng.choice(["float64", "float16", "int64", "uint8", "bool"])
        with np.errstate(all="ignore"):
            array = (numpy_rng.normal(size=shape) * rng.choice([1, 1e300])).astype(dtype)
        return array if rng.random() < 0.8 else np.full(shape, np.nan)
    if kind < 12:
        items = [anything(rng, names, depth + 1) for _ in range(rng.randrange(6))]
        return items if kind < 11 else tuple(items)
    return {name: anything(rng, names, depth + 1) for name in rng.sample(names, min(4, len(names)))}


def large(rng: random.Random):
    """Choose a value near the wire's size limits."""
    return rng.choice(
        [
            [0.5] * 300_000,
            [[1, 2.0]] * 90_000,
            {f"k{i}": i for i in range(200_000)},
            "x" * 3_000_000,
            np.zeros(2**22),
            np.zeros((2**24, 0)),
            np.ones(2**24, bool),
            np.full((2**21, 2), np.nan),
        ]
    )


def record_of(rng: random.Random, names: list[str], value) -> dict:
    record = {name: value() for name in names}
    record["raised"] = None
    if rng.random() < 0.1:
        record["raised"] = {"type": "ValueError", "text": "x", "line": ""}
    for name in rng.sample(names, rng.randrange(3)):
        record.pop(name)
    return {"value": None, "raised": None} | record


def judged(prop, case, record):
    """Return the verdict, after asserting that it is one and came in time."""
    start = time.monotonic()
    with np.errstate(all="ignore"):
        problem = framework._judge(prop, case, record, None)
    assert time.monotonic() - start < SECONDS, f"the judge took {time.monotonic() - start:.0f} s"
    assert problem is None or isinstance(problem, framework.Problem)
    return problem


def cases(prop, graded: bool) -> list[dict]:
    return list(prop.cases(np.random.default_rng(1), graded))


def try_records(prop, count, seed):
    """Return those of a number of hostile records that pass for an answer."""
    rng, names, passed = random.Random(seed), fields(prop), []
    given = cases(prop, graded=True)
    for number in range(count):
        record = record_of(rng, names, lambda: anything(rng, names))
        if judged(prop, given[number % len(given)], record) is None:
            passed.append(record)
    return passed


@pytest.mark.slow
@pytest.mark.parametrize(("exercise", "prop"), PROPERTIES)
def test_a_record_of_wrong_types_ends_in_a_verdict(exercise, prop):
    try_records(prop, QUICK, seed=1)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("exercise", "prop"), PROPERTIES)
def test_many_records_of_wrong_types_end_in_verdicts(exercise, prop):
    passed = try_records(prop, MANY, seed=2)
    if prop is exercise.properties[0]:
        assert not passed, "made-up records earn points"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("exercise", "prop"), PROPERTIES)
def test_a_record_as_large_as_the_wire_allows_is_judged_in_time(exercise, prop):
    names = fields(prop)
    rng = random.Random(prop.title)
    case = cases(prop, graded=True)[0]
    for name in ["value", *rng.sample(names, 2)]:
        record = record_of(rng, names, lambda: anything(rng, names)) | {name: large(rng)}
        judged(prop, case, record | {"raised": None})

"""Examine `NoiseTable` (lesson 08): one block of noise that all processes of a machine read."""

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import global_random_problem
from checks.lesson_08 import probes
from checks.lesson_08.noise_from_seed import normal_problem
from checks.report import show

CAUSES = {
    "AttributeError": "The object has no such attribute: __init__ puts the block into the object "
    "store and keeps its reference on self; get looks it up there.",
    "takes": "The class is made with NoiseTable(size, seed) and asked with get(index, dim).",
    "IndexError": "This part lies inside the table: index + dim may be as large as size.",
    "GetTimeoutError": "Ray did not answer in time.",
}

WEIGHT = 50_000
"""Bytes that a table may take on its way to a task: a class from a notebook needs up to 2,000, the
block 800,000."""


def _case(rng: np.random.Generator, size: int, parts: list, words: str) -> Case:
    seed, other = (int(s) for s in rng.choice(100_000, size=2, replace=False))
    return {
        "given": f"NoiseTable({size}, {seed}), {words}",
        "size": size,
        "seed": seed,
        "other_seed": other,
        "parts": [(int(index), int(dim)) for index, dim in parts],
        "causes": CAUSES,
    }


# --- the numbers ---------------------------------------------------------------------------


def view_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Ask for the whole table, then for parts of it, including the first and the last number."""
    found = []
    for size in (20_000, 30_001) if graded else (20_000,):
        parts = [(0, size), (0, 61), (size - 61, 61), (size - 1, 1)]
        parts += [(rng.integers(size - 500), rng.integers(2, 500)) for _ in range(6)]
        found.append(_case(rng, size, parts, f"get(index, dim) for {len(parts)} parts"))
    return found


def judge_views(case: Case, record: Record) -> Problem | None:
    """Judge whether every part is a slice of the whole, whose numbers the seed alone decides."""
    given = case["given"]
    for part, view in zip(case["parts"], record["value"][0], strict=True):
        words, expected = f"get{part}", f"a float32 array of shape ({part[1]},)"
        if view is None:
            cause = "The method returns nothing: is the `return` missing?"
            return Problem(words, expected, "None", cause)
        if not isinstance(view, np.ndarray) or view.shape != (part[1],):
            cause = "A part begins at index and has dim numbers: the slice index : index + dim."
            return Problem(words, expected, show(view), cause)
        if view.dtype != np.float32:
            cause = "The block is in single precision, float32: half the memory of a plain float."
            return Problem(words, expected, f"the type {view.dtype}", cause)
    whole, *_ = record["value"][0]
    expected = "independent numbers from N(0, 1)"
    if (problem := normal_problem(given, whole, expected)) is not None:
        return problem
    for (index, dim), view in zip(case["parts"], record["value"][0], strict=True):
        if not np.array_equal(view, whole[index : index + dim]):
            cause = "Parts of one table belong to one block: numbers index to index + dim of it."
            expected = show(whole[index : index + dim])
            return Problem(f"get({index}, {dim})", expected, show(view), cause)
    if (problem := global_random_problem(given, record)) is not None:
        return problem
    if not same(record["value"][1], record["value"][0], 0.0):
        cause = "The numbers do not come from the seed: make one generator from it, in __init__."
        return Problem(given, "the same numbers in a second table", "other numbers", cause)
    if np.array_equal(record["value"][2][0], whole):
        cause = "Every seed gives the same table: make the generator from the seed."
        return Problem(given, "other numbers for another seed", "the same numbers", cause)
    return None


# --- the memory ----------------------------------------------------------------------------


def memory_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Ask for two parts that overlap."""
    start = int(rng.integers(100_000))
    parts = [(start, 1000), (start + 500, 1000)]
    return [_case(rng, 200_000, parts, f"get{parts[0]} and get{parts[1]}")]


def judge_no_copy(case: Case, record: Record) -> Problem | None:
    """Judge whether the parts are read-only views of the object store, here and on a worker."""
    for where, looked in (("here", record["value"]), ("on a worker", record["elsewhere"])):
        given = f"{case['given']}, {where}"
        if looked["copied"]:
            cause = (
                "The part is a copy: a slice of the array is a view of it, and ray.get of an array "
                "copies nothing; astype, np.array and indexing with a list do."
            )
            return Problem(given, "two views of one block", "memory of their own", cause)
        if looked["in_store"] is False:
            cause = (
                "The numbers lie in this process's own memory: put the block into the object store "
                "with ray.put, and take the views from what ray.get returns."
            )
            return Problem(given, "a view of Ray's object store", "an ordinary array", cause)
        if looked["writeable"]:
            cause = "Anybody could write into the block: what ray.get returns is read-only."
            return Problem(given, "a read-only view", "one that can be written to", cause)
    if not same(record["elsewhere"]["parts"], record["value"]["parts"], 0.0):
        cause = "A worker sees other numbers: the block is made once, in __init__."
        return Problem(case["given"], "the same numbers on a worker", "other numbers", cause)
    return None


def judge_weight(case: Case, record: Record) -> Problem | None:
    """Judge whether a table that is sent to a task is light, because it holds only a reference."""
    if record["weight"] <= WEIGHT:
        return None
    cause = (
        "The table carries its numbers along to every task: keep only the reference on self, and "
        "call ray.get where the numbers are needed."
    )
    got = f"{record['weight']} bytes for a block of {4 * case['size']}"
    return Problem(f"{case['given']}, sent to a task", f"at most {WEIGHT} bytes", got, cause)


# --- the end -------------------------------------------------------------------------------


def edge_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Ask for parts that end at the end of the table, one past it, and far beyond."""
    size = int(rng.integers(1000, 2000))
    parts = [(size - 10, 10), (0, size), (size - 9, 10), (0, size + 1), (size, 1), (3 * size, 5)]
    return [_case(rng, size, parts, "parts at its end and past it")]


def judge_edges(case: Case, record: Record) -> Problem | None:
    """Judge whether each part is as long as asked for, or raises an IndexError past the end."""
    for (index, dim), got in zip(case["parts"], record["value"], strict=True):
        inside = index + dim <= case["size"]
        if got == (dim if inside else "IndexError"):
            continue
        given = f"a table of {case['size']} numbers, get({index}, {dim})"
        if inside:
            cause = "This part fits exactly: only index + dim > size is past the end."
            return Problem(given, f"{dim} numbers", show(got), cause)
        if isinstance(got, str):
            cause = "Past the end it raises an IndexError, as a list does."
        else:
            cause = (
                "A slice that runs past the end is cut short without a word, and the update would "
                "use another vector than the worker: raise an IndexError."
            )
        got = f"{got}" if isinstance(got, str) else f"{got} numbers"
        return Problem(given, "an IndexError", got, cause)
    return None


NoiseTable = Exercise(
    "NoiseTable",
    points=2,
    properties=[
        Property(
            "get returns parts of one block of float32 noise, which the seed decides",
            0.5,
            view_cases,
            probes.table_views,
            judge_views,
        ),
        Property(
            "they are read-only views of Ray's object store, without a copy, on workers, too",
            0.25,
            memory_cases,
            probes.table_memory,
            judge_no_copy,
        ),
        Property(
            "a table that is sent to a task weighs little, however large it is",
            0.125,
            memory_cases,
            probes.table_memory,
            judge_weight,
        ),
        Property(
            "past the end is an IndexError",
            0.125,
            edge_cases,
            probes.table_edges,
            judge_edges,
        ),
    ],
)

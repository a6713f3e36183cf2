"""Examine `message_bytes` (lesson 08), which weighs messages with Ray's own serialiser."""

import math
import pickle
import sys
from typing import Any

import numpy as np

from checks.compare import as_index, as_number
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING
from checks.lesson_08 import probes
from checks.report import show
from helpers.policies import initial_policy

WITHIN = 0.10
"""The tolerance: Ray's serialiser and its object store count some bytes of envelope differently."""

CAUSES = {
    "AttributeError": "Ray's serialiser is reached with "
    "ray._private.worker.global_worker.get_serialization_context(), after start_ray().",
    "RaySystemError": "Ray does not run yet: call start_ray() first.",
}


def right_bytes(message: Any) -> int:
    """Return the length of what Ray's serialiser writes; Ray need not be running."""
    import ray
    from ray._private.serialization import SerializationContext

    context = SerializationContext(ray._private.worker.global_worker)
    return len(context.serialize(message).to_bytes())


def numbers_in(message: Any) -> int:
    """Count the numbers in a message."""
    if isinstance(message, np.ndarray):
        return message.size
    if isinstance(message, dict):
        message = list(message.values())
    return sum(map(numbers_in, message)) if isinstance(message, (list, tuple)) else 1


def _case(messages: dict[str, Any]) -> Case:
    return {
        "given": "; ".join(messages),
        "words": list(messages),
        "messages": list(messages.values()),
        "causes": CAUSES,
    }


def vector_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Weigh what lesson 07 sends, and flat vectors of several lengths."""
    policies = initial_policy(), initial_policy()
    messages = {"two policies of 61 numbers and their returns": (*policies, 21.0, 10.0)}
    for dim in [61, 10_000] + [int(d) for d in rng.integers(100, 100_000, size=5)] * graded:
        vectors = tuple(rng.standard_normal((2, dim)))
        messages[f"two vectors of {dim} numbers and their returns"] = (*vectors, 21.0, 10.0)
    return [_case(messages)]


def small_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Weigh a seed and two returns, a list of such results, a float32 array, and a text."""
    seeds = [int(seed) for seed in rng.integers(2**30, 2**31, size=40)]
    results = [(seed, 21.5, 10.25) for seed in seeds]
    messages = {
        "a seed and two returns": results[0],
        "a list of 40 results": results,
        "an array of 5000 numbers in single precision": rng.standard_normal(5000, dtype=np.float32),
        "a text of 600 letters": "abcdef" * 100,
    }
    return [_case(messages)]


def judge_weights(case: Case, record: Record) -> Problem | None:
    """Judge whether each weight is within 10 % of what the serialiser writes."""
    rows = zip(case["words"], case["messages"], record["value"], strict=True)
    for words, message, value in rows:
        number, expected = as_number(value), right_bytes(message)
        if number is None or not abs(number - expected) <= WITHIN * expected:
            cause = _cause(message, value, number)
        elif as_index(value) is None:
            cause = "Bytes are whole: return an int."
        else:
            continue
        return Problem(words, f"about {expected} bytes", show(value), cause)
    return None


def _cause(message: Any, value: Any, number: float | None) -> str:
    if value is None:
        return NOTHING
    if number is None:
        return "Return one number: the attribute total_bytes has it."
    found = numbers_in(message)
    if number in (sys.getsizeof(message), sys.getsizeof(message) - 16):
        return (
            "sys.getsizeof weighs the outermost object alone, in memory: what lies inside it, and "
            "the envelope of the message, are not counted."
        )
    if any(math.isclose(number, len(pickle.dumps(message, p)), abs_tol=2) for p in range(2, 6)):
        return (
            "This is what pickle writes: Ray has a serialiser of its own, with another envelope, "
            "and a small message is mostly envelope."
        )
    if number == found:
        return "This counts the numbers, not their bytes."
    if number in (4 * found, 8 * found):
        return "These are the numbers alone: what travels has an envelope, too."
    if number in (len(str(message)), len(repr(message))):
        return "This is the length of the printed text: ask Ray's serialiser."
    right = right_bytes(message)
    if math.isclose(number, 8 * right, rel_tol=0.1):
        return "These are bits: a byte has eight of them."
    if any(math.isclose(number * kilo, right, rel_tol=0.1) for kilo in (1024, 1000)):
        return "These are kilobytes: the contract asks for bytes."
    return "Not what Ray's own serialiser writes: serialise the message and take its total_bytes."


message_bytes = Exercise(
    "message_bytes",
    points=1,
    properties=[
        Property(
            "weighs vectors and policies as Ray's serialiser does, within 10 %",
            0.5,
            vector_cases,
            probes.weights,
            judge_weights,
        ),
        Property(
            "weighs short messages, which are mostly envelope, within 10 %",
            0.5,
            small_cases,
            probes.weights,
            judge_weights,
        ),
    ],
)

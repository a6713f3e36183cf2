"""Examine `flatten` and `unflatten` (lesson 04), which turn a policy into a vector and back."""

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, array_problem, mutated_problem, name_cause
from checks.lesson_04 import probes
from checks.report import show
from helpers.policies import PolicyDict, initial_policy

CAUSES = {
    "must have same number": "The arrays have different shapes: make each one flat before "
    "they are put end to end.",
    "at least one array": "np.concatenate takes a list (or tuple) of arrays.",
    "cannot reshape": "The piece of the vector is not as long as the array: cut out `array.size` "
    "numbers, and begin where the array before it ended.",
    "could not broadcast": "The piece of the vector is not as long as the array: cut out "
    "`array.size` numbers, and begin where the array before it ended.",
    "inhomogeneous": "The arrays have different shapes: make each one flat before they are put "
    "end to end.",
    "KeyError": "The keys are those of the dict that is handed over, whatever they are called.",
}

ROUNDED = "The numbers are rounded on the way (to float32, say): keep them as they are."

SHAPES = (
    {"weights": (2, 3), "biases": (2,)},
    {"w2": (3, 2), "a": (1,), "w1": (2, 2)},
    {"z": (4,), "m": (2, 4), "b": (1, 3), "c": (2,)},
)
"""Policies whose keys are not in alphabetical order and whose arrays are not square."""


def _numbered(shapes: dict[str, tuple], start: int = 1) -> PolicyDict:
    """Make arrays that hold 1, 2, 3, … in order, which are easy to read in a message."""
    policy = {}
    for key, shape in shapes.items():
        size = int(np.prod(shape))
        policy[key] = np.arange(start, start + size, dtype=float).reshape(shape)
        start += size
    return policy


def _words(policy: PolicyDict) -> str:
    return ", ".join(f"{key} {array.shape}" for key, array in policy.items())


def end_to_end(policy: PolicyDict) -> np.ndarray:
    """Flatten a policy number by number: its keys in order, its arrays row by row."""
    numbers = []
    for array in policy.values():
        rows = array if array.ndim == 2 else [array]
        numbers += [float(number) for row in rows for number in row]
    return np.array(numbers)


# --- flatten -------------------------------------------------------------------------------


def flatten_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make small policies whose vector can be read off, and one of the lesson's own size."""
    policies = [_numbered(shapes, int(rng.integers(1, 50))) for shapes in SHAPES]
    policies = policies if graded else policies[:2]
    policies.append({k: rng.normal(size=v.shape) for k, v in initial_policy().items()})
    return [{"given": _words(p), "policy": p, "causes": CAUSES} for p in policies]


def flatten_suspects(policy: PolicyDict) -> Suspects:
    """Compute the vectors that the usual mistakes give."""
    right = end_to_end(policy)
    by_name = end_to_end(dict(sorted(policy.items())))
    weights_first = end_to_end(dict(sorted(policy.items(), key=lambda item: -item[1].ndim)))
    columns = np.concatenate([array.ravel(order="F") for array in policy.values()])
    return {
        "The keys are sorted by name: keep the order in which the policy has them.": by_name,
        "The arrays stand in the opposite order.": end_to_end(dict(reversed(policy.items()))),
        "All weights come before all biases: keep the order in which the policy has "
        "them.": weights_first,
        "The arrays are read column by column: read them row by row.": columns,
        ROUNDED: right.astype(np.float32).astype(float),
        "Only the first array is in it.": next(iter(policy.values())).ravel(),
        "The vector has a second axis: its shape is (dim,).": right[None, :],
        "The vector has an axis too many: its shape is (dim,).": right[:, None],
    }


def judge_flatten(case: Case, record: Record) -> Problem | None:
    """Judge whether the vector has the arrays one after the other, in the order of the keys."""
    policy = case["policy"]
    return array_problem(
        case["given"],
        record["value"],
        end_to_end(policy),
        flatten_suspects(policy),
        "Put the arrays end to end, in the order of the keys, each one row by row.",
    )


# --- unflatten -----------------------------------------------------------------------------


def unflatten_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make vectors of consecutive numbers, and templates that hold other numbers."""
    found = []
    for shapes in SHAPES if graded else SHAPES[:2]:
        policy = _numbered(shapes, int(rng.integers(1, 50)))
        vector = end_to_end(policy)
        template = {key: np.full(array.shape, -1.0) for key, array in policy.items()}
        given = f"a vector of {vector.size} numbers and the template {_words(template)}"
        case = {"given": given, "vector": vector, "template": template, "policy": policy}
        found.append(case | {"causes": CAUSES})
    return found


def unflatten_suspects(case: Case) -> Suspects:
    """Compute the policies that the usual mistakes give."""
    policy, vector = case["policy"], case["vector"]
    by_name = {key: policy[key].shape for key in sorted(policy)}
    return {
        "These are the template's own numbers: it gives keys and shapes, the vector the "
        "numbers.": case["template"],
        "The arrays are flat: give each one the shape that it has in the template.": {
            key: array.ravel() for key, array in policy.items()
        },
        "Every array begins at the start of the vector: begin where the one before it ended.": {
            key: vector[: array.size].reshape(array.shape) for key, array in policy.items()
        },
        "The arrays are filled column by column: fill them row by row.": {
            key: array.ravel().reshape(array.shape, order="F") for key, array in policy.items()
        },
        "The keys are taken by name: keep the order in which the template has them.": _numbered(
            by_name, int(vector[0])
        ),
    }


def judge_unflatten(case: Case, record: Record) -> Problem | None:
    """Judge whether keys, order and shapes are the template's, and the numbers the vector's."""
    given, policy, value = case["given"], case["policy"], record["value"]
    if value is None:
        cause = "`unflatten` returns nothing: is the `return` missing?"
        return Problem(given, "a dict of arrays", "None", cause)
    if not isinstance(value, dict) or not all(isinstance(v, np.ndarray) for v in value.values()):
        cause = "A policy is a dict of NumPy arrays."
        return Problem(given, "a dict of arrays", show(value), cause)
    if not same(value, policy):
        otherwise = "Cut the vector into pieces, one an array, in the order of the template's keys."
        cause = name_cause(value, unflatten_suspects(case), otherwise)
        return Problem(given, show(policy), show(value), cause)
    if record["keys"] != list(policy):
        cause = "The arrays are right and their order is not: that of the template."
        return Problem(given, f"the keys {list(policy)}", f"{record['keys']}", cause)
    return mutated_problem(given, record)


# --- there and back ------------------------------------------------------------------------


def trip_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Draw numbers with many digits, very large and very small ones."""
    found = []
    for shapes in [SHAPES[0], {k: v.shape for k, v in initial_policy(3, 6, 2).items()}]:
        policy = {}
        for key, shape in shapes.items():
            policy[key] = rng.normal(size=shape) * 10.0 ** rng.integers(-200, 200, size=shape)
        found.append({"given": f"a policy with {_words(policy)}", "policy": policy})
    return [case | {"causes": CAUSES} for case in found]


def judge_trip(case: Case, record: Record) -> Problem | None:
    """Judge whether exactly the same numbers come back and no input was changed."""
    given, policy, value = case["given"], case["policy"], record["value"]
    if (problem := mutated_problem(given, record)) is not None:
        return problem
    if isinstance(value, dict) and value.keys() == policy.keys():
        if all(np.array_equal(value[key], policy[key]) for key in policy):
            return None
        if same(value, policy, 1e-3):
            return Problem(given, "the very same numbers", "numbers close to them", ROUNDED)
    cause = "`flatten` and `unflatten` take the numbers in different orders, or lose some of them."
    return Problem(given, "unflatten(flatten(policy), policy) equals policy", show(value), cause)


flatten = Exercise(
    "flatten",
    points=2,
    others=("unflatten",),
    properties=[
        Property(
            "flatten puts the arrays end to end, in the order of the keys",
            0.5,
            flatten_cases,
            probes.flattening,
            judge_flatten,
            compare=1e-12,
        ),
        Property(
            "unflatten gives the numbers the template's keys, order and shapes",
            0.25,
            unflatten_cases,
            probes.unflattening,
            judge_unflatten,
        ),
        Property(
            "there and back again changes no bit",
            0.25,
            trip_cases,
            probes.round_trip,
            judge_trip,
        ),
    ],
)

"""Examine `random_policy` (lesson 04): a network whose weights and biases are drawn at random."""

import numpy as np

from checks.chances import chance_of_mean, chance_of_shape
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING
from checks.lesson_04 import probes
from checks.noise import TAIL, source_problem, spread_fits
from checks.report import show
from helpers.policies import PolicyDict, initial_policy

KEYS = ("weights1", "biases1", "weights2", "biases2")
NORMAL_SIZES = {"num_inputs": 40, "num_hiddens": 140, "num_outputs": 3}
"""The sizes of the statistical cases, with 6,163 numbers."""

CAUSES = {
    "TypeError": "The signature is random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1);"
    " rng.standard_normal takes one shape, in brackets.",
    "AttributeError": "rng is a NumPy generator: it has standard_normal(shape) and normal(loc, "
    "scale, size), but no randn.",
}


def _case(rng: np.random.Generator, sizes: dict[str, int]) -> Case:
    seed = int(rng.integers(10_000))
    words = ", ".join(f"{name}={size}" for name, size in sizes.items()) or "the default sizes"
    return {
        "given": f"rng=default_rng({seed}), {words}",
        "sizes": sizes,
        "seed": seed,
        "causes": CAUSES,
    }


def policy_form_problem(given: str, value: object, **sizes: int) -> Problem | None:
    """Judge whether a value is a policy of these sizes."""
    wanted = {key: zeros.shape for key, zeros in initial_policy(**sizes).items()}
    if value is None:
        return Problem(given, "a dict of four arrays", "None", NOTHING)
    if not isinstance(value, dict) or set(value) != set(KEYS):
        got = f"the keys {sorted(value)}" if isinstance(value, dict) else show(value)
        cause = "A policy is a dict with the keys weights1, biases1, weights2 and biases2."
        return Problem(given, f"the keys {list(KEYS)}", got, cause)
    shapes = {key: getattr(value[key], "shape", None) for key in KEYS}
    if shapes == wanted and all(value[key].dtype.kind == "f" for key in KEYS):
        return None
    key = next((k for k in KEYS if shapes[k] != wanted[k]), KEYS[0])
    if shapes[key] is None or shapes == wanted:
        cause = "Each value is a NumPy array of floats."
    elif shapes[key] == wanted[key][::-1]:
        cause = (
            "The two axes are swapped: a layer is weights @ values, with a row for every unit that "
            "the layer has and a column for every value that comes in."
        )
    elif shapes[key] == initial_policy()[key].shape:
        cause = "This is the shape for the default sizes: build every shape from the arguments."
    elif len(shapes[key]) > len(wanted[key]):
        cause = "A bias is one number a unit: its array has a single axis."
    else:
        cause = (
            "weights1 leads from the inputs to the hidden units, weights2 from those to the "
            "outputs; there is a bias for every hidden unit and for every output."
        )
    return Problem(given, f"{key} of shape {wanted[key]}", f"{shapes[key] or show(value)}", cause)


def shape_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Ask for the default sizes and for others."""
    found = [{}, {"num_inputs": 2, "num_hiddens": 3, "num_outputs": 5}]
    if graded:
        inputs, hiddens, outputs = (int(n) for n in rng.permutation(np.arange(2, 9))[:3])
        found += [
            {"num_inputs": inputs, "num_hiddens": hiddens, "num_outputs": outputs},
            {"num_hiddens": hiddens},
        ]
    return [_case(rng, sizes) for sizes in found]


def judge_shapes(case: Case, record: Record) -> Problem | None:
    """Judge whether keys and shapes are as in the docstring."""
    return policy_form_problem(case["given"], record["value"], **case["sizes"])


# --- standard normal -----------------------------------------------------------------------


def everything(policy: PolicyDict) -> np.ndarray:
    """Put all numbers of a policy end to end."""
    return np.concatenate([policy[key].ravel() for key in KEYS])


def spread_words(numbers: np.ndarray) -> str:
    """Describe numbers by their mean and their standard deviation."""
    return f"a mean of {numbers.mean():.3g} and a standard deviation of {numbers.std():.3g}"


def normal_cause(numbers: np.ndarray) -> str | None:
    """Name the likeliest cause of numbers that are not standard normal, or None if they are.

    It makes three comparisons of `TAIL`: squares, mean, and distribution (Kolmogorov-Smirnov).
    """
    if spread_fits(numbers) and chance_of_mean(numbers) > TAIL:
        if chance_of_shape(numbers) > TAIL:
            return None
        return "Mean and spread are right, the shape is not: draw standard-normal numbers."
    if numbers.min() >= 0.0 or numbers.max() <= 0.0:
        return "All numbers have one sign: standard-normal numbers lie around 0, on both sides."
    if chance_of_shape(numbers, lambda x: np.clip((x + 1) / 2, 0, 1)) > TAIL:
        return "All numbers lie between -1 and 1, evenly: they are uniform, not standard normal."
    if spread_fits(numbers, float(numbers.std())) and abs(numbers.mean()) < 0.2:
        return (
            f"The standard deviation is {numbers.std():.2g}, not 1: standard-normal numbers are "
            "not scaled."
        )
    return "Standard-normal numbers have the mean 0 and the standard deviation 1."


def normal_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Ask for a large network, or two."""
    return [_case(rng, NORMAL_SIZES) for _ in range(2 if graded else 1)]


def judge_normal(case: Case, record: Record) -> Problem | None:
    """Judge whether all numbers are standard normal and independent.

    It makes four comparisons of `TAIL` a case, for at most two cases. Two of 6,163 numbers are
    equal by chance with a probability under 1e-8.
    """
    given = case["given"]
    if (problem := policy_form_problem(given, record["value"], **case["sizes"])) is not None:
        return problem
    policy = record["value"]
    expected = "independent standard-normal numbers"
    for key in KEYS:
        if np.ptp(policy[key]) == 0.0:
            cause = f"All numbers of {key} are equal: weights and biases are random, all of them."
            return Problem(given, expected, show(policy[key].ravel()[:4]), cause)
    numbers = everything(policy)
    if len(np.unique(numbers)) < numbers.size:
        cause = (
            "The same numbers stand in several places: draw anew for each array, as large as that "
            "array, from the one generator that is handed over."
        )
        return Problem(given, expected, "numbers that occur twice", cause)
    cause = normal_cause(numbers)
    if cause is None and not spread_fits(policy["biases1"]):
        cause = "The biases have another spread than the weights: all of them are standard normal."
    return None if cause is None else Problem(given, expected, spread_words(numbers), cause)


# --- the generator -------------------------------------------------------------------------


def source_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Ask for a policy, the next one, and the first again."""
    return [_case(rng, {})]


def judge_source(case: Case, record: Record) -> Problem | None:
    """Judge whether the generator decides everything, and goes on from call to call."""
    given = case["given"] + ": a policy, the next one, and the first again"
    return source_problem(given, record, "policy", "another policy", "the same one")


random_policy = Exercise(
    "random_policy",
    points=1,
    properties=[
        Property(
            "a policy has four arrays, sized for inputs, hidden units and outputs",
            0.5,
            shape_cases,
            probes.policy_draw,
            judge_shapes,
        ),
        Property(
            "every number is standard normal, drawn for itself",
            0.25,
            normal_cases,
            probes.policy_draw,
            judge_normal,
        ),
        Property(
            "the numbers come from rng alone, and go on from call to call",
            0.25,
            source_cases,
            probes.policy_draws,
            judge_source,
        ),
    ],
)

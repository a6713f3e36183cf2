"""Judge which tasks a search (lesson 04) submits, and the form of what it returns."""

import numpy as np

from checks.compare import as_number, same
from checks.framework import Case, Problem, Record
from checks.judging import tuple_problem
from checks.lesson_04.random_policy import KEYS, everything
from checks.report import show
from checks.rollouts import SEED_CAUSE

REFERENCE = "A reference is used as if it were the value: ray.get fetches what it stands for."

TIE = (
    "Where two mean returns are equal, Python goes on and compares the policies, which have no "
    "order: compare the mean returns alone."
)

CAUSES = {
    "cannot be called directly": "A remote function is called with .remote(…): it comes back at "
    "once with a reference.",
    "no attribute 'remote'": "evaluate_random_policy has no .remote: the line @ray.remote above it "
    "is missing (exercise 3).",
    "'dict' and 'dict'": TIE,
    "ambiguous": TIE,
    "'ObjectRef'": REFERENCE,
    "ObjectRef' object is not": REFERENCE,
    **SEED_CAUSE,
    "GetTimeoutError": "The tasks do not come back in time: is one waiting for another?",
    "TypeError": "A value of another type than expected: a task takes num_rollouts and seed, and "
    "gives back the pair (mean return, policy).",
    "ValueError": "A shape or a count does not fit: ray.get of a list of references gives a list "
    "of pairs (mean return, policy).",
}


def number_of(policy: object) -> int | None:
    """Return the number of the task whose policy this is, or None if it is no task's."""
    if not isinstance(policy, dict) or set(policy) != set(KEYS):
        return None
    if not all(isinstance(array, np.ndarray) and array.size for array in policy.values()):
        return None
    numbers = np.unique(everything(policy))
    return int(numbers[0]) if len(numbers) == 1 else None


def calls_problem(case: Case, record: Record) -> Problem | None:
    """Judge whether one task per policy was submitted, with the right arguments."""
    given, total = case["given"], len(case["means"])
    if record["remote"]:
        cause = "The search runs here and submits tasks: it takes no @ray.remote itself."
        return Problem(given, "an ordinary function", "a remote one", cause)
    calls = record["calls"]
    if len(calls) != total:
        if not calls:
            cause = "No task is submitted: call evaluate_random_policy.remote once a policy."
        elif len(calls) in (total - 1, total + 1):
            cause = "One task too many or too few: count from 0 to num_policies - 1."
        else:
            cause = "Submit one task a policy: num_policies of them."
        return Problem(given, f"{total} tasks", f"{len(calls)}", cause)
    for num_rollouts, seed in calls:
        if as_number(seed) is None:
            cause = "A task's seed is one whole number."
            return Problem(given, "a seed", show(seed), cause)
        if same(num_rollouts, case["num_rollouts"]):
            continue
        cause = "Every task plays num_rollouts episodes."
        if same(seed, case["num_rollouts"]):
            cause = "The arguments are in the other order: num_rollouts first, then the seed."
        expected = f"num_rollouts={case['num_rollouts']} in every task"
        return Problem(given, expected, show(num_rollouts), cause)
    return None


def pair_problem(given: str, value: object) -> Problem | None:
    """Judge whether an answer is a pair of a number and a policy."""
    expected = "the pair (mean return, policy)"
    if isinstance(value, dict) and value.get("opaque") == "ObjectRef":
        cause = "This is a reference: ray.get fetches what it stands for."
        return Problem(given, expected, "an ObjectRef", cause)
    cause = "Return two values: the best mean return, and the policy that earned it."
    if (problem := tuple_problem(given, value, 2, expected, cause)) is not None:
        return problem
    if isinstance(value[0], dict):
        cause = "The two are in the other order: the mean return comes first."
        return Problem(given, expected, show(value), cause)
    if as_number(value[0]) is None or not isinstance(value[1], dict):
        cause = "The first value is the best mean return, a number; the second one is its policy."
        return Problem(given, expected, show(value), cause)
    return None

"""Lesson 04, random_search: what a search submits and returns, before anybody asks who won."""

import numpy as np

from checks.compare import as_number, same
from checks.framework import Case, Problem, Record
from checks.lesson_04.random_policy import KEYS, everything
from checks.report import show

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
    "'ObjectRef'": "A reference is used as if it were the value: ray.get fetches what it stands "
    "for.",
    "ObjectRef' object is not": "A reference is used as if it were the value: ray.get fetches what "
    "it stands for.",
    "Seed must be a python integer": "Gymnasium takes Python's own integers for seeds: int(…) "
    "turns NumPy's into one.",
    "GetTimeoutError": "The tasks do not come back in time: is one waiting for another?",
    "TypeError": "A value of another type than expected: a task takes num_rollouts and seed, and "
    "gives back the pair (mean return, policy).",
    "ValueError": "A shape or a count does not fit: ray.get of a list of references gives a list "
    "of pairs (mean return, policy).",
}


def number_of(policy: object) -> int | None:
    """Which task's policy this is; None where it is no task's."""
    if not isinstance(policy, dict) or set(policy) != set(KEYS):
        return None
    if not all(isinstance(array, np.ndarray) and array.size for array in policy.values()):
        return None
    numbers = np.unique(everything(policy))
    return int(numbers[0]) if len(numbers) == 1 else None


def calls_problem(case: Case, record: Record) -> Problem | None:
    """The problem of tasks that were not submitted, or not as they should be."""
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
    """The problem of an answer that is no pair of a number and a policy."""
    expected = "the pair (mean return, policy)"
    if value is None:
        cause = "The function returns nothing: is the `return` missing?"
        return Problem(given, expected, "None", cause)
    if isinstance(value, dict) and value.get("opaque") == "ObjectRef":
        cause = "This is a reference: ray.get fetches what it stands for."
        return Problem(given, expected, "an ObjectRef", cause)
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        cause = "Return two values: the best mean return, and the policy that earned it."
        return Problem(given, expected, show(value), cause)
    if isinstance(value[0], dict):
        cause = "The two are in the other order: the mean return comes first."
        return Problem(given, expected, show(value), cause)
    if as_number(value[0]) is None or not isinstance(value[1], dict):
        cause = "The first value is the best mean return, a number; the second one is its policy."
        return Problem(given, expected, show(value), cause)
    return None

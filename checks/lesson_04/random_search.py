"""Examine `random_search` (lesson 04) with tasks that play a script and with the notebook's own."""

import numpy as np

from checks.compare import as_number, same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, global_random_problem, name_cause, unlike
from checks.lesson_04 import probes
from checks.lesson_04.submitted_tasks import CAUSES, calls_problem, number_of, pair_problem
from checks.probing.staged import MeansHost
from checks.report import show


def _case(rng: np.random.Generator, means, order, words: str) -> Case:
    seed = int(rng.integers(10_000))
    return {
        "given": f"{len(means)} policies, seed={seed}, {words}",
        "num_policies": len(means),
        "means": [float(mean) for mean in means],
        "order": [int(index) for index in order],
        "num_rollouts": int(rng.integers(2, 9)),
        "seed": seed,
        "causes": CAUSES,
    }


# --- the best ------------------------------------------------------------------------------


def best_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Draw mean returns that all differ, of which the best is neither the first nor the last."""
    found = []
    for total in (12, 7, 30, 2)[: 4 if graded else 2]:
        while True:
            means = rng.permutation(np.linspace(9.0, 431.0, total) + rng.uniform(0.0, 5.0))
            if total == 2 or 0 < int(np.argmax(means)) < total - 1:
                break
        words = f"mean returns {show(means.round(1).tolist())}"
        found.append(_case(rng, means, range(total), words))
    return found


def best_suspects(means: list[float]) -> Suspects:
    """Return the number of the policy that each of the usual mistakes returns."""
    return {
        "This is the worst policy: the best has the largest mean return.": int(np.argmin(means)),
        "This is the last policy: keep the best so far.": len(means) - 1,
        "This is the first policy: look at all of them.": 0,
        "The last task is not looked at.": int(np.argmax(means[:-1])),
        "The first task is not looked at.": 1 + int(np.argmax(means[1:])),
    }


def judge_best(case: Case, record: Record) -> Problem | None:
    """Judge whether the largest mean return comes back, and the policy that belongs to it."""
    given, means = case["given"], case["means"]
    if problem := calls_problem(case, record) or pair_problem(given, record["value"]):
        return problem
    mean, policy = record["value"]
    best = int(np.argmax(means))
    winner = number_of(policy)
    if same(mean, means[best]) and winner == best:
        return None
    if winner is None:
        cause = "This policy is none that a task returned: hand on the winner's as it is."
    elif same(mean, means[winner]):
        otherwise = (
            "Not the best: go through all results and keep the one with the largest mean return."
        )
        cause = name_cause(winner, unlike(best_suspects(means), best), otherwise)
    else:
        cause = "The mean return and the policy are not of the same task: keep them together."
    expected = f"{show(means[best])} and the policy of task {best} (from 0)"
    return Problem(given, expected, f"{show(mean)} and the policy of task {winner}", cause)


# --- all before the first wait -------------------------------------------------------------


def submit_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Ask for a few policies, and for more than a cautious search submits at a time."""
    return [
        _case(rng, rng.permutation(np.linspace(9.0, 400.0, n)), range(n), "tasks are counted")
        for n in ((10, 150) if graded else (10,))
    ]


def judge_submitted(case: Case, record: Record) -> Problem | None:
    """Judge whether all tasks are submitted before the search waits for a result."""
    if (problem := calls_problem(case, record)) is not None:
        return problem
    before, total = record["before_waiting"], len(case["means"])
    if before is None or before == total:
        return None
    if before == 1:
        cause = (
            "ray.get stands in the loop that submits, so that each task is over before the next "
            "begins and one worker has all the work: one loop submits, then you wait."
        )
    elif before == 0:
        cause = "Something is waited for before any task is submitted."
    else:
        cause = (
            "The tasks are submitted in portions, and after each portion everybody waits for its "
            "slowest: submit all of them first; Ray keeps the queue."
        )
    expected = f"{total} tasks submitted before the first ray.get or ray.wait"
    return Problem(case["given"], expected, f"{before} of {total}", cause)


# --- any order -----------------------------------------------------------------------------


def order_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Let tasks complete in another order than they are submitted in, with equal winners."""
    total, found = 12, []
    for i in range(4 if graded else 2):
        means = np.round(rng.uniform(9.0, 400.0, size=total), 1)
        tied = np.sort(rng.choice(np.arange(1, total - 1), size=3, replace=False))
        means[tied] = 500.0
        order = list(range(total))[::-1] if i == 0 else rng.permutation(total).tolist()
        # The first of the winners completes last.
        places = sorted(order.index(winner) for winner in tied)
        for place, winner in zip(places, tied[::-1], strict=True):
            order[place] = winner
        numbers = f"tasks {', '.join(map(str, tied[:-1]))} and {tied[-1]}"
        words = f"{numbers} all return 500 and complete in the opposite order"
        found.append(_case(rng, means, order, words))
    means = rng.permutation(np.linspace(9.0, 431.0, total))
    words = "different mean returns, tasks that complete in another order"
    return [*found, _case(rng, means, rng.permutation(total), words)]


def judge_order(case: Case, record: Record) -> Problem | None:
    """Judge whether the first of the best wins, whichever completes first."""
    given, means = case["given"], case["means"]
    if problem := calls_problem(case, record) or pair_problem(given, record["value"]):
        return problem
    mean, winner = record["value"][0], number_of(record["value"][1])
    tied = [i for i, value in enumerate(means) if value == max(means)]
    if winner == tied[0] and same(mean, means[winner]):
        return None
    if winner in tied:
        cause = (
            "Of equal policies the one with the lowest number wins. Where the last one does, look "
            "at >= or at a sort; where the first to complete does, the winner depends on luck."
        )
    else:
        cause = (
            "Results are taken for those of other tasks: ray.wait gives references in the order of "
            "completion, ray.get(refs) gives values in the order of refs."
        )
    expected = f"{show(means[tied[0]])} and the policy of task {tied[0]}"
    return Problem(given, expected, f"{show(mean)} and the policy of task {winner}", cause)


# --- seeds ---------------------------------------------------------------------------------

POLICIES = 16


def real_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Search twice with one seed and once with another, with the notebook's tasks."""
    first, second = (int(seed) for seed in rng.choice(10_000, size=2, replace=False))
    return [
        {
            "given": f"your evaluate_random_policy, {POLICIES} policies, seeds {first}, {first} "
            f"and {second}",
            "num_policies": POLICIES,
            "num_rollouts": 2,
            "seeds": [first, first, second],
            "causes": CAUSES,
        }
    ]


def judge_real(case: Case, record: Record) -> Problem | None:
    """Judge whether every task has a seed of its own, and the search's seed decides them all.

    If seeds are drawn from a small range, a few may be equal by chance, but not half of them.
    """
    given = case["given"]
    for value, tasks in zip(record["value"], record["tasks"], strict=True):
        if (problem := pair_problem(given, value)) is not None:
            return problem
        means = [as_number(task[0]) for task in tasks]
        if len(means) != POLICIES or not same(value[0], max(means)):
            cause = "Not the best of the values that the tasks returned."
            return Problem(given, show(max(means, default=None)), show(value[0]), cause)
    first, again, other = record["seeds"]
    if len(set(first)) <= POLICIES // 2:
        cause = (
            "Tasks share a seed, so that the same policy is tried again and again: every task gets "
            "a seed of its own."
        )
        return Problem(given, f"{POLICIES} different seeds", show(first), cause)
    if (problem := global_random_problem(given, record)) is not None:
        return problem
    if first != again or not same(record["value"][0], record["value"][1], 0.0):
        cause = "The tasks' seeds do not come from the search's seed: make them from it alone."
        return Problem(given, "the same winner for the same seed", "another one", cause)
    if first == other:
        cause = "The search's seed changes nothing: make the tasks' seeds from it."
        return Problem(given, "other tasks for another seed", "the same tasks", cause)
    return None


random_search = Exercise(
    "random_search",
    points=3,
    properties=[
        Property(
            "returns the best mean return and the policy that earned it",
            0.5,
            best_cases,
            probes.staged_search,
            judge_best,
            host=MeansHost,
        ),
        Property(
            "submits all tasks before it waits for any",
            0.167,
            submit_cases,
            probes.staged_search,
            judge_submitted,
            host=MeansHost,
        ),
        Property(
            "finds the same winner whatever the order of completion; of equals, the first",
            0.167,
            order_cases,
            probes.staged_search,
            judge_order,
            host=MeansHost,
        ),
        Property(
            "gives every task a seed of its own, and its own seed decides everything",
            0.166,
            real_cases,
            probes.real_searches,
            judge_real,
        ),
    ],
)

"""Examine linear_policy (lesson 05): it scores the actions and chooses the largest score."""

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING, Suspects, mutated_problem, name_cause, unlike
from checks.lesson_05 import probes
from checks.report import show

COUNT = 40
"""How many policies a case asks for."""


def policy_suspects(case: Case) -> Suspects:
    """Map usual mistakes to the actions they give, one for each policy and its state."""
    n_states, n_actions = case["n_states"], case["n_actions"]
    size = n_states * n_actions
    pairs = list(zip(case["thetas"], case["states"], strict=True))

    def chosen(scores) -> list[int]:
        return [int(np.argmax(scores(theta, state))) for theta, state in pairs]

    def rows(theta: np.ndarray) -> np.ndarray:
        return theta[:size].reshape(n_states, n_actions)

    def columns(theta: np.ndarray) -> np.ndarray:
        return theta[:size].reshape(n_actions, n_states)

    last = case["thetas"][-1]
    return {
        "W is filled column by column: theta[:n_states * n_actions] has the shape (n_states, "
        "n_actions), row by row.": chosen(lambda t, s: columns(t) @ s + t[size:]),
        "The biases are missing: they are the last n_actions numbers of theta.": chosen(
            lambda t, s: s @ rows(t)
        ),
        "The biases are taken from the front of theta: W comes first.": chosen(
            lambda t, s: s @ t[n_actions:].reshape(n_states, n_actions) + t[:n_actions]
        ),
        "The biases are subtracted: they are added.": chosen(lambda t, s: s @ rows(t) - t[size:]),
        "This is the smallest score's action: argmax takes the largest.": chosen(
            lambda t, s: -(s @ rows(t) + t[size:])
        ),
        "The largest absolute value is taken; the largest value is asked for.": chosen(
            lambda t, s: np.abs(s @ rows(t) + t[size:])
        ),
        "Every policy uses the theta of the last one that was made: let each keep its own.": chosen(
            lambda t, s: s @ rows(last) + last[size:]
        ),
        "The action is 0 whatever the state is.": [0] * len(pairs),
    }


def right_actions(case: Case) -> list[int]:
    """Add the scores up one by one and take the first of the largest."""
    n_states, n_actions = case["n_states"], case["n_actions"]
    found = []
    for theta, state in zip(case["thetas"], case["states"], strict=True):
        scores = [float(theta[n_states * n_actions + a]) for a in range(n_actions)]
        for s in range(n_states):
            for a in range(n_actions):
                scores[a] += float(state[s]) * float(theta[s * n_actions + a])
        found.append(scores.index(max(scores)))
    return found


def policy_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make policies of several sizes for which every mistake chooses wrongly several times."""
    found = []
    for n_states, n_actions in [(4, 2), (3, 5)] + [(2, 2), (8, 4), (1, 3)] * graded:
        while True:
            size = n_states * n_actions + n_actions
            case = {
                "given": f"n_states={n_states}, n_actions={n_actions}, {COUNT} thetas of shape "
                f"({size},), one state each",
                "thetas": list(rng.normal(size=(COUNT, size))),
                "states": list(rng.normal(size=(COUNT, n_states)).astype(np.float32)),
                "n_states": n_states,
                "n_actions": n_actions,
                "causes": {
                    "ValueError": "The shapes do not fit: W has the shape (n_states, n_actions), b "
                    "is the rest of theta, shape (n_actions,).",
                    "TypeError": "A value of another type than expected: linear_policy returns a "
                    "function that takes one state.",
                },
            }
            right = right_actions(case)
            differ = [np.sum(np.not_equal(right, o)) for o in policy_suspects(case).values()]
            if n_states == 1 or min(differ) >= 3:
                break
        found.append(case)
    return found


def odd_problem(case: Case, record: Record) -> Problem | None:
    """Judge that the answer is a policy and that its answers are actions; None if so."""
    value = record["value"]
    if value["actions"] is None:
        cause = "linear_policy returns a policy: a function that takes a state."
        if value["made"] is None:
            cause = NOTHING
        return Problem(case["given"], "a function of the state", show(value["made"]), cause)
    if not value["odd"]:
        return None
    odd, cause = value["odd"][0], "An action is one whole number, from 0 to n_actions - 1."
    if odd is None:
        cause = "The policy returns nothing: is its `return` missing?"
    elif isinstance(odd, np.ndarray):
        cause = "These are the scores, or an array around the action: the action is one number."
    return Problem(case["given"], "an action for every state", show(odd), cause)


def judge_policy(case: Case, record: Record) -> Problem | None:
    """Judge that every policy chooses argmax(state @ W + b) in its state."""
    if (problem := odd_problem(case, record)) is not None:
        return problem
    got, expected = record["value"]["actions"], right_actions(case)
    if same(got, expected):
        return mutated_problem(case["given"], record)
    worst = next(i for i in range(COUNT) if not same(got[i], expected[i]))
    return Problem(
        f"n_states={case['n_states']}, n_actions={case['n_actions']}, policy {worst} of {COUNT} in "
        "the state made for it",
        f"action {expected[worst]}",
        f"action {show(got[worst])}",
        name_cause(
            got,
            unlike(policy_suspects(case), expected),
            "The action is the argmax of state @ W + b, with as many actions as n_actions says.",
        ),
    )


linear_policy = Exercise(
    "linear_policy",
    points=1,
    properties=[
        Property(
            "chooses the action with the largest score",
            1.0,
            policy_cases,
            probes.policies,
            judge_policy,
            compare=1e-9,
        )
    ],
)

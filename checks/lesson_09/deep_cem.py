"""Examine `DeepCEM` (lesson 09): its training, its actions, and a network of its own."""

from functools import partial

import numpy as np

from checks.compare import as_number
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import global_random_problem
from checks.lesson_09 import probes
from checks.lesson_09.agent_training import (
    CAUSES,
    judge_likelier,
    judge_networks,
    judge_pass,
    judge_target,
    lacking_cases,
    likelier_cases,
    pass_cases,
    target_cases,
    training_case,
)
from checks.lesson_09.classifier_networks import network_problem, probabilities, same_network
from checks.noise import likely
from checks.probing.scripted_vector import NUM_INPUTS
from checks.report import show

# --- policy --------------------------------------------------------------------------------

DRAWS = 300


def policy_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Ask for many actions in three states, with weights that make the network choosy."""
    states = rng.normal(size=(3, NUM_INPUTS)).astype(np.float32)
    return [
        {
            "given": f"an agent with other weights, {DRAWS} draws in each of 3 states",
            "states": states,
            "num_actions": 3,
            "count": DRAWS,
            "seed": int(rng.integers(10_000)),
            "weights_seed": int(rng.integers(10_000)),
            "causes": CAUSES,
        }
    ]


def judge_policy(case: Case, record: Record) -> Problem | None:
    """Compare nine frequencies with the network's probabilities, each with a tail of 1e-7."""
    given, value = case["given"], record["value"]
    if (p := network_problem(given, value["network"], NUM_INPUTS, 3, fresh=True)) is not None:
        return p
    if value["odd"]:
        cause = "policy returns one whole number, the action; no array and no probability."
        if value["odd"] == [None]:
            cause = "policy returns nothing: is the `return` missing?"
        return Problem(given, "an action, 0, 1 or 2", show(value["odd"][0]), cause)
    if (problem := global_random_problem(given, record)) is not None:
        return problem
    table = probabilities(value["network"], case["states"])
    counts = np.array(
        [[sum(as_number(a) == k for a in row) for k in range(3)] for row in value["actions"]]
    )

    def fits(shares: np.ndarray) -> bool:
        return all(
            likely(int(c), DRAWS, float(min(max(p, 0.0), 1.0)))
            for c, p in zip(counts.ravel(), shares.ravel(), strict=True)
        )

    if not fits(table):
        if np.all(counts.max(axis=1) == DRAWS):
            cause = "Every draw gives the same action: draw with the probabilities, from rng."
        elif fits(np.full((3, 3), 1 / 3)):
            cause = "All actions are equally likely: use the probabilities of the classifier."
        else:
            cause = "Action j is drawn with the classifier's probability in column j."
        return Problem(given, f"shares of {show(table)}", show(counts / DRAWS), cause)
    if value["actions"] == record["again"]["actions"] and value["drawn"]:
        return None
    cause = "The random numbers come from somewhere else than rng, so that its seed decides little."
    return Problem(given + ", twice", "the same actions both times", "others", cause)


# --- a network of its own ------------------------------------------------------------------


def apart_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make two agents of one seed, and one of the next."""
    rewards = [[float(r) for r in rng.integers(1, 9, size=30)] for _ in range(6)]
    case = training_case(rng, rewards, "a script", percentile=50.0, iterations=2)
    seed = case["seed"]
    given = f"DeepCEM({NUM_INPUTS}, 2, seed={seed}), the same again, and one with seed={seed + 1}"
    return [case | {"given": given}]


def judge_apart(case: Case, record: Record) -> Problem | None:
    """Judge whether the agents share nothing, and that the seed decides everything else."""
    given, value = case["given"], record["value"]
    expected = "agents that have nothing in common but their seed"
    shared = (
        "The agents share one classifier: a default argument is made once, when the class is "
        "read, and so is an attribute of the class. Make it in __init__."
    )
    if value["one"]:
        return Problem(given, expected, "one classifier in two agents", shared)
    if (problem := global_random_problem(given, record)) is not None:
        return problem
    for before, after, what in (
        ("first", "kept", "making other agents changed the first"),
        ("second", "waiting", "training the first changed the second"),
    ):
        if not same_network(value[before], value[after]):
            return Problem(given, expected, what, shared)
    if not same_network(value["first"], value["second"]):
        cause = "The seed does not reach the classifier: random_state decides its first weights."
        return Problem(given, "the same first weights for one seed", "others", cause)
    if same_network(value["first"], value["other"]):
        cause = "Every seed gives the same weights: random_state is the seed, not a fixed number."
        return Problem(given, "other first weights for another seed", "the same", cause)
    if not same_network(value["trained"], value["followed"]):
        cause = "Something in train is random by itself: all chance comes from rng and the seed."
        return Problem(given, "the same network after the same training", "another one", cause)
    return None


DeepCEM = Exercise(
    "DeepCEM",
    points=2,
    properties=[
        Property(
            "each iteration shows the network its elites once, and keeps the returns",
            0.375,
            pass_cases,
            probes.agent_training,
            judge_pass,
            host=probes.PlayHost,
        ),
        Property(
            "knows every action from the start, also when the elites lack some",
            0.125,
            lacking_cases,
            probes.agent_training,
            judge_networks,
            host=probes.PlayHost,
        ),
        Property(
            "what the elites do becomes likelier",
            0.125,
            likelier_cases,
            probes.agent_training,
            judge_likelier,
            host=probes.PlayHost,
        ),
        Property(
            "stops at the target, before it learns on",
            0.125,
            target_cases,
            probes.agent_training,
            judge_target,
            host=probes.PlayHost,
        ),
        Property(
            "policy draws with the network's probabilities, from rng alone",
            0.125,
            policy_cases,
            probes.agent_policy,
            judge_policy,
        ),
        Property(
            "has a network of its own, and its seed decides all",
            0.125,
            apart_cases,
            probes.agents_apart,
            judge_apart,
            host=partial(probes.PlayHost, most=2),
        ),
    ],
)

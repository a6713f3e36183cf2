"""Lesson 09, play_episodes: a batch of episodes whose every row is known beforehand."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.lesson_09 import probes
from checks.lesson_09.batches import Batch, batch_case, batch_problem
from checks.lesson_09.sampling import cartpole_cases, judge_cartpole, judge_sampling, sampling_cases
from checks.report import show


def live_rows(case: Case) -> Iterator[list[int]]:
    """Step by step, the sub-environments whose episode still runs."""
    lengths = [len(paid) for paid in case["rewards"]]
    for time in range(max(lengths)):
        yield [i for i, length in enumerate(lengths) if time < length]


def expected_batch(case: Case) -> Batch:
    """What a right answer returns, row by row."""
    states, actions, ids = [], [], []
    for time, live in enumerate(live_rows(case)):
        for i in live:
            states.append([i, 0, time])
            actions.append(case["certain"][i, time])
            ids.append(i)
    returns = [sum(paid) for paid in case["rewards"]]
    return Batch(*(np.array(part, dtype=float) for part in (states, actions, ids, returns)))


def record_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Episodes of unequal length, some so short that their sub-environment plays on."""
    found = [batch_case(rng, [3, 1, 8, 2], 3)]
    if graded:
        found += [
            batch_case(rng, [7], 2),
            batch_case(rng, [4, 4, 4], 4),
            batch_case(rng, [1, 9, 5, 2, 9, 3], 2),
        ]
    return found


def judge_record(case: Case, record: Record) -> Problem | None:
    """Every step of the first episodes, once and in order, and what they returned."""
    expected = expected_batch(case)
    return batch_problem(case["given"], record["value"], expected, case["rewards"])


# --- predict_proba -------------------------------------------------------------------------


def judge_asked(case: Case, record: Record) -> Problem | None:
    """One call a step, with the states of the live sub-environments."""
    asked = record["asked"]
    expected = [np.array([[i, 0, t] for i in live]) for t, live in enumerate(live_rows(case))]
    if len(asked) == len(expected) and all(
        same(a, e) for a, e in zip(asked, expected, strict=True)
    ):
        return None
    sizes, wanted = [len(a) for a in asked], [len(e) for e in expected]
    everyone = len(case["rewards"])
    if set(sizes) == {1} and len(sizes) > len(wanted):
        cause = "It is asked about one state at a time: ask about all live ones in one call a step."
    elif set(sizes) == {everyone} and len(set(wanted)) > 1:
        cause = (
            "It is asked about all sub-environments, the finished ones too: their states are no "
            "one's."
        )
    elif any(np.any(states[:, 1] > 0) for states in asked):
        cause = (
            "It is asked about states of a second episode: a sub-environment that has finished "
            "stays out."
        )
    elif len(sizes) > len(wanted):
        cause = "It is called more than once a step, or once more when all is over."
    else:
        cause = "Each step asks once, about the states from which that step's actions are taken."
    return Problem(
        case["given"],
        f"{len(wanted)} calls of predict_proba, with {wanted} rows",
        f"{len(sizes)} calls, with {show(sizes)} rows",
        cause,
    )


play_episodes = Exercise(
    "play_episodes",
    points=3,
    properties=[
        Property(
            "returns every step of one episode a sub-environment, in order, and the returns",
            0.5,
            record_cases,
            probes.batch,
            judge_record,
            host=probes.PlayHost,
        ),
        Property(
            "asks predict_proba once a step, about the live rows only",
            0.167,
            record_cases,
            probes.batch,
            judge_asked,
            host=probes.PlayHost,
        ),
        Property(
            "draws every action with its row's probabilities, from rng alone",
            0.167,
            sampling_cases,
            probes.batch_twice,
            judge_sampling,
            host=partial(probes.PlayHost, most=2),
        ),
        Property(
            "resets with the first number of rng, and plays CartPole-v1",
            0.166,
            cartpole_cases,
            probes.cartpole_batch,
            judge_cartpole,
        ),
    ],
)

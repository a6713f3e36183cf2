"""Examine `play_episodes` (lesson 09): a batch of episodes of which every row is known."""

from collections.abc import Iterator
from functools import partial

import gymnasium as gym
import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import global_random_problem
from checks.lesson_09 import probes
from checks.lesson_09.episode_batches import (
    PLAY_CAUSES,
    Batch,
    batch_case,
    batch_problem,
    read_batch,
    rows_cause,
)
from checks.noise import likely
from checks.probing.scripted_vector import NUM_INPUTS
from checks.report import show


def live_rows(case: Case) -> Iterator[list[int]]:
    """List for each step the sub-environments whose episode still runs."""
    lengths = [len(paid) for paid in case["rewards"]]
    for time in range(max(lengths)):
        yield [i for i, length in enumerate(lengths) if time < length]


def expected_batch(case: Case) -> Batch:
    """Build the right answer, row by row."""
    states = [[i, 0, time] for time, live in enumerate(live_rows(case)) for i in live]
    actions = [case["certain"][i, time] for i, _, time in states]
    ids, returns = [i for i, *_ in states], [sum(paid) for paid in case["rewards"]]
    return Batch(*(np.array(part, dtype=float) for part in (states, actions, ids, returns)))


def record_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Script episodes of unequal length, some so short that their sub-environment plays on."""
    plans = [([3, 1, 8, 2], 3)]
    plans += [([7], 2), ([4, 4, 4], 4), ([1, 9, 5, 2, 9, 3], 2)] if graded else []
    return [batch_case(rng, *plan) for plan in plans]


def judge_record(case: Case, record: Record) -> Problem | None:
    """Judge whether every step of the first episodes is there once, in order, and the returns."""
    return batch_problem(case["given"], record["value"], expected_batch(case), case["rewards"])


# --- predict_proba -------------------------------------------------------------------------


def judge_asked(case: Case, record: Record) -> Problem | None:
    """Judge whether there is one call a step, with the states of the live sub-environments."""
    asked = record["asked"]
    expected = [np.array([[i, 0, t] for i in live]) for t, live in enumerate(live_rows(case))]
    if same(asked, expected):
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
    calls = f"{len(wanted)} calls of predict_proba, with {wanted} rows"
    return Problem(case["given"], calls, f"{len(sizes)} calls, with {show(sizes)} rows", cause)


# --- sampling ------------------------------------------------------------------------------

PROBABILITIES = [[0.6, 0.3, 0.1], [0.1, 0.25, 0.65]]
SAMPLE_ENVS, SAMPLE_STEPS = 240, 6


def sampling_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Give many rows with two kinds of probabilities."""
    case = batch_case(rng, [SAMPLE_STEPS] * SAMPLE_ENVS, 3)
    del case["certain"]
    table = [rng.permutation(row).tolist() for row in PROBABILITIES] if graded else PROBABILITIES
    words = f"{SAMPLE_ENVS} sub-environments of {SAMPLE_STEPS} steps, rng=default_rng"
    return [case | {"given": f"{words}({case['seed']})", "probabilities": table}]


def judge_sampling(case: Case, record: Record) -> Problem | None:
    """Judge the frequencies of the actions, and that every row of every step has its own draw.

    Six frequencies are compared with exact binomial bounds, with a tail of 1e-7 each. The 120 rows
    of one step agree by chance with a probability under 0.65^120 = 4e-23.
    """
    given = case["given"]
    if isinstance(found := read_batch(given, record["value"], NUM_INPUTS), Problem):
        return found
    if len(found.actions) != SAMPLE_ENVS * SAMPLE_STEPS:
        cause = "The rows are not those of the batch; see the first property."
        return Problem(given, f"{SAMPLE_ENVS * SAMPLE_STEPS} rows", f"{len(found.actions)}", cause)
    actions = found.actions.reshape(SAMPLE_STEPS, SAMPLE_ENVS)
    taken = record["taken"]
    if not same(taken, actions):
        cause = "The recorded actions are not those that the environment was given."
        return Problem(given, "the actions that were played", "others", cause)
    if (problem := global_random_problem(given, record)) is not None:
        return problem
    for group, row in enumerate(case["probabilities"]):
        drawn = actions[:, group :: len(case["probabilities"])]
        if np.all(drawn == drawn[0]) and len(np.unique(drawn)) > 1:
            cause = "Every step draws the same actions: go on drawing from the one rng."
            return Problem(given, "new draws at every step", "the same at every step", cause)
        if np.all(drawn == drawn[:, :1]):
            return _one_draw(given, drawn, row)
        for action, probability in enumerate(row):
            count = int(np.sum(drawn == action))
            if not likely(count, drawn.size, probability):
                return Problem(
                    f"{given}, a state with the probabilities {show(row)}",
                    f"action {action} in about {probability:.0%} of {drawn.size} draws",
                    f"in {count / drawn.size:.1%}",
                    _frequency_cause(case["probabilities"], actions, group),
                )
    if same(record["value"], record["again"], 0.0):
        return None
    cause = "The random numbers come from somewhere else than rng, so that its seed decides little."
    return Problem(given + ", twice", "the same batch both times", "another one", cause)


def _one_draw(given: str, drawn: np.ndarray, row: list[float]) -> Problem:
    if np.all(drawn == int(np.argmax(row))):
        cause = "The likeliest action is taken: draw one with the probabilities of the row."
    else:
        cause = "One random number serves all rows of a step: every row takes a draw of its own."
    return Problem(given, "a draw of its own for every row", "the same action in all rows", cause)


def _frequency_cause(table: list[list[float]], actions: np.ndarray, group: int) -> str:
    size, others = len(table[0]), [row for i, row in enumerate(table) if i != group]
    drawn = actions[:, group :: len(table)]
    counts = [int(np.sum(drawn == action)) for action in range(size)]

    def fits(row) -> bool:
        return all(likely(c, drawn.size, p) for c, p in zip(counts, row, strict=True))

    if fits([1 / size] * size):
        return "All actions are equally likely here: use the probabilities of predict_proba."
    if any(fits(row) for row in others):
        return "These are the probabilities of another row: each state has its own."
    if fits(table[group][::-1]):
        return "The probabilities belong to the actions in reverse: column j is action j."
    return "Action j has the probability in column j, in the row of its own state."


# --- CartPole ------------------------------------------------------------------------------


def cartpole_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Play short episodes of CartPole with certain actions."""
    seed = int(rng.integers(10_000))
    weights = np.array([0.0, 0.0, 1.0, float(rng.uniform(0.0, 0.05))])
    return [
        {
            "given": f"CartPole-v1, 6 sub-environments, rng=default_rng({seed})",
            "num_envs": 6,
            "weights": weights,
            "seed": seed,
            "causes": PLAY_CAUSES,
        }
    ]


def replayed(case: Case, seed: int | None) -> Batch:
    """Play the batch again, with a loop that uses masks over all sub-environments."""
    env = gym.make_vec("CartPole-v1", num_envs=case["num_envs"])
    observations, _ = env.reset(seed=seed)
    live = np.ones(case["num_envs"], dtype=bool)
    returns = np.zeros(case["num_envs"])
    states, actions, ids = [], [], []
    while live.any():
        chosen = probes.leaning(observations, case["weights"]).argmax(axis=1)
        for i in np.flatnonzero(live):
            states.append(observations[i])
            actions.append(chosen[i])
            ids.append(i)
        observations, rewards, terminated, truncated, _ = env.step(chosen)
        returns += np.where(live, rewards, 0.0)
        live &= ~(terminated | truncated)
    return Batch(*(np.array(part, dtype=float) for part in (states, actions, ids, returns)))


def judge_cartpole(case: Case, record: Record) -> Problem | None:
    """Judge whether the reset takes the generator's first number, from which the rest follows."""
    given, size = case["given"], case["num_envs"]
    if isinstance(found := read_batch(given, record["value"], 4), Problem):
        return found
    if (problem := global_random_problem(given, record)) is not None:
        return problem
    rng = np.random.default_rng(case["seed"])
    first = int(rng.integers(2**31))
    expected = replayed(case, first)
    if found == expected:
        return None
    wanted = f"the episodes of reset(seed={first}), the first number of rng"
    starts = {
        "The reset takes the seed 0 every time, so that every batch starts alike.": 0,
        "The reset is seeded with the generator's second number: draw the seed first, before "
        "anything else.": int(rng.integers(2**31)),
    }
    for cause, seed in starts.items():
        if found == replayed(case, seed):
            return Problem(given, wanted, f"those of seed={seed}", cause)
    if len(found.states) >= size and same(found.states[:size], expected.states[:size], 1e-6):
        rows, got = f"{len(expected.states)} rows", f"{len(found.states)}, or others"
        return Problem(given, rows, got, rows_cause(found, expected))
    cause = "The episodes start elsewhere: is it vec_env.reset(seed=int(rng.integers(2**31)))?"
    return Problem(given, wanted, "other start states", cause)


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

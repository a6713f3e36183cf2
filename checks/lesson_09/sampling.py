"""Lesson 09, play_episodes: what chance decides, and a batch on CartPole."""

import gymnasium as gym
import numpy as np

from checks.compare import same
from checks.framework import Case, Problem, Record
from checks.judging import global_random_problem
from checks.lesson_07.compute_action import likely
from checks.lesson_09 import probes
from checks.lesson_09.batches import PLAY_CAUSES, Batch, batch_case, read_batch, rows_cause
from checks.probing.scripted_vector import NUM_INPUTS
from checks.report import show

# --- sampling ------------------------------------------------------------------------------

PROBABILITIES = [[0.6, 0.3, 0.1], [0.1, 0.25, 0.65]]
SAMPLE_ENVS, SAMPLE_STEPS = 240, 6


def sampling_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Many rows with two kinds of probabilities."""
    case = batch_case(rng, [SAMPLE_STEPS] * SAMPLE_ENVS, 3)
    del case["certain"]
    probabilities = [list(rng.permutation(row)) for row in PROBABILITIES] if graded else None
    words = f"{SAMPLE_ENVS} sub-environments of {SAMPLE_STEPS} steps, rng=default_rng"
    return [
        case
        | {
            "given": f"{words}({case['seed']})",
            "probabilities": [list(map(float, row)) for row in probabilities or PROBABILITIES],
        }
    ]


def judge_sampling(case: Case, record: Record) -> Problem | None:
    """Frequencies of the actions, and that rows and steps are drawn apart.

    Six frequencies are compared with the exact binomial bound of 1e-7 each. That 120 rows of one
    step agree by chance has a probability under 0.65^120 = 4e-23.
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
    """Short episodes of CartPole under a rule without chance."""
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
    """The batch from a loop that knows only masks, no rows."""
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
    """Start states of the seed that the generator gives first; all else follows from them."""
    given = case["given"]
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
    if len(found.states) >= case["num_envs"] and same(
        found.states[: case["num_envs"]], expected.states[: case["num_envs"]], 1e-6
    ):
        cause = rows_cause(found, expected)
        return Problem(
            given, f"{len(expected.states)} rows", f"{len(found.states)}, or others", cause
        )
    cause = "The episodes start elsewhere: is it vec_env.reset(seed=int(rng.integers(2**31)))?"
    return Problem(given, wanted, "other start states", cause)

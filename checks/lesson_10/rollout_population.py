"""Examine `rollout_population` (lesson 10): its returns, its use of time, its randomness."""

import numpy as np
import scipy

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import global_random_problem
from checks.lesson_10 import probes
from checks.lesson_10.population_returns import (
    CAUSES,
    exact_cases,
    judge_exact,
    judge_reset_step,
    population_shape_problem,
    race_case,
    reset_step_cases,
)
from checks.report import show
from checks.rollouts import cartpole_returns

# --- a queue -------------------------------------------------------------------------------


def queue_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Race a few long and many short episodes in an environment with far fewer places."""
    found = []
    for width in (8, 5, 12) if graded else (8,):
        lengths = [50] * width + [1] * (9 * width)
        case = race_case(rng, lengths, 1, width, late=0.0)
        found.append(case | {"given": case["given"] + f", {width} of them long"})
    return found


def most_steps(case: Case) -> int:
    """Bound the vector steps needed if no sub-environment idles while an episode waits.

    Each episode takes its length and one step for its reset. When the last one begins, all
    sub-environments have been busy until then, so at most the mean load of the others has passed;
    it then takes no more steps than the longest (R. L. Graham, 1969, "Bounds on multiprocessing
    timing anomalies").
    """
    takes = np.repeat(case["thetas"][:, 1] + 1, case["episodes"])
    return int(np.ceil(takes.sum() / case["width"] + takes.max()))


def judge_queue(case: Case, record: Record) -> Problem | None:
    """Judge whether it takes no more vector steps than `most_steps`."""
    if (problem := population_shape_problem(case, record)) is not None:
        return problem
    steps, enough = record["vector_steps"], most_steps(case)
    lengths = case["thetas"][:, 1] * case["episodes"]
    fewest = int(np.ceil(lengths.sum() / case["width"]))
    if fewest <= steps <= enough:
        return None
    if steps < fewest:
        cause = "These returns were not played here: the environment has to be stepped to the end."
        return Problem(case["given"], f"at least {fewest} vector steps", f"{steps}", cause)
    if steps >= lengths.sum():
        cause = (
            "The episodes are played one after the other: every sub-environment plays an episode "
            "of its own at the same time."
        )
    elif steps >= 1.5 * enough:
        cause = (
            "Finished sub-environments wait for the slowest: one whose episode is over takes the "
            "next episode at once, whoever else is still playing."
        )
    else:
        cause = (
            "Sub-environments idle while episodes are waiting: whoever is done takes the next one "
            "from a common queue."
        )
    return Problem(case["given"], f"at most {enough} vector steps", f"{steps}", cause)


# --- no episode is favoured ----------------------------------------------------------------

LONG = 40
LUCK = 1e-8
"""Probability that a right answer has too few long episodes, and that it has too many."""


def lottery_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Use more sub-environments than episodes, and fewer.

    An answer that counts the episodes that finish first ends up with too many short ones.
    """
    plans = [(40, 5, 400), (200, 1, 150)] + ([(60, 4, 600), (4, 60, 200)] if graded else [])
    return [
        {
            "given": f"an environment whose episodes have 1 or {LONG} steps, by the toss of a "
            f"coin; {population} members, {episodes} episode(s) each, {width} sub-environments",
            "thetas": np.zeros((population, 2)),
            "episodes": episodes,
            "width": width,
            "long": LONG,
            "seed": int(rng.integers(10_000)),
            "causes": CAUSES,
        }
        for population, episodes, width in plans
    ]


def judge_lottery(case: Case, record: Record) -> Problem | None:
    """Judge whether long episodes are as frequent as short ones.

    The number of long ones is binomial with probability one half: that of a right answer is out
    of bounds with a probability of at most 2 `LUCK` = 2e-8 a case.
    """
    if (problem := population_shape_problem(case, record)) is not None:
        return problem
    got = record["value"].astype(float)
    given = case["given"]
    if not np.isin(got, [1.0, LONG]).all():
        odd = got[~np.isin(got, [1.0, LONG])][0]
        cause = (
            "No episode here returns that: each sum starts at 0, takes all rewards of one episode "
            "and no other ones."
        )
        return Problem(given, f"returns of 1 or {LONG}", show(float(odd)), cause)
    coins = scipy.stats.binom(got.size, 0.5)
    low, high = coins.ppf(LUCK), coins.isf(LUCK)
    long = int((got == LONG).sum())
    short_played, long_played = record["finished"]
    if long > long_played or got.size - long > short_played:
        cause = "Every return is that of an episode that was played to its end, and counts once."
        said = f"of at most {long_played} long and {short_played} short ones, as were played"
        return Problem(given, f"returns {said}", f"{long} and {got.size - long}", cause)
    if low <= long <= high:
        return None
    if long < low:
        cause = (
            "Short episodes are favoured: those that end first are counted, and longer ones that "
            "had begun before are dropped. Each episode that is begun for a member must count."
        )
    else:
        cause = "Long episodes are favoured: each episode that is begun for a member must count."
    return Problem(given, f"{low:g} to {high:g} long ones of {got.size}", f"{long}", cause)


# --- CartPole, and the seed ----------------------------------------------------------------

EPISODES, FEW = 60, 5
ALARM = 1e-8


def cartpole_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make linear policies of middling skill, so that their episodes differ in length."""
    found = []
    for width in (64, 300) if graded else (64,):
        push = np.array([[0.0, 0.05, 1.0, 0.05], [0.0, 0.03, 1.0, 0.03]])
        push += 0.0005 * rng.standard_normal((2, 4))
        weights = np.stack([-push, push], axis=2).reshape(2, 8)
        found.append(
            {
                "given": f"two linear policies on CartPole-v1, {EPISODES} episodes each, "
                f"{width} sub-environments",
                "env_id": "CartPole-v1",
                "thetas": np.pad(weights, ((0, 0), (0, 2))),
                "episodes": EPISODES,
                "few": FEW,
                "width": width,
                "seed": int(rng.integers(10_000)),
                "causes": CAUSES,
            }
        )
    return found


def one_by_one(theta: np.ndarray, episodes: int, seed: int) -> np.ndarray:
    """Play a linear policy on CartPole-v1, one episode after the other."""
    weights, biases = theta[:8].reshape(4, 2), theta[8:]
    return np.array(
        cartpole_returns(
            lambda state: int(np.argmax(state @ weights + biases)), range(seed, seed + episodes)
        )
    )


def judge_cartpole(case: Case, record: Record) -> Problem | None:
    """Judge whether the seed decides the returns, and compare them with one-by-one rollouts.

    The distributions of two policies are compared with the two-sample Kolmogorov-Smirnov test. A
    right answer is refused with a probability of at most 2 `ALARM` = 2e-8 a case (less, because
    returns are whole numbers).
    """
    shape_problem = population_shape_problem(case, record)
    if problem := shape_problem or global_random_problem(case["given"], record):
        return problem
    given, got = case["given"], record["value"].astype(float)
    first, again, other = record["few"]
    if not same(first, again, 0.0):
        cause = "The same seed gives other returns: hand it to vec_env.reset(seed=seed)."
        return Problem(f"{given}; the same seed twice", "the same returns", "other ones", cause)
    if same(first, other, 0.0):
        cause = "Another seed gives the same returns: the seed of the reset is fixed in the code."
        return Problem(f"{given}; two seeds", "other returns", "the same ones", cause)
    for member, theta in enumerate(case["thetas"]):
        alone = one_by_one(theta, EPISODES, case["seed"] + 10**6)
        if scipy.stats.ks_2samp(got[member], alone).pvalue < ALARM:
            cause = (
                "The returns are not distributed as those of one-by-one rollouts: does each "
                "sub-environment act on its own, newest observation, with its own member's "
                "parameters?"
            )
            wanted = f"member {member} to return about {alone.mean():.1f} on average, as one by one"
            return Problem(given, wanted, f"{got[member].mean():.1f}", cause)
    return None


rollout_population = Exercise(
    "rollout_population",
    points=4,
    properties=[
        Property(
            "returns are exact where nothing is random, every member's in its own row",
            0.5,
            exact_cases,
            probes.exact_population,
            judge_exact,
            compare=1e-9,
            host=probes.race_host,
        ),
        Property(
            "ignores the step that only resets",
            0.125,
            reset_step_cases,
            probes.race,
            judge_reset_step,
            compare=1e-9,
            host=probes.race_host,
        ),
        Property(
            "a finished sub-environment takes the next episode",
            0.125,
            queue_cases,
            probes.race,
            judge_queue,
            host=probes.race_host,
        ),
        Property(
            "every episode that is begun counts, short or long",
            0.125,
            lottery_cases,
            probes.lottery,
            judge_lottery,
            host=probes.lottery_host,
        ),
        Property(
            "agrees with one-by-one rollouts on CartPole, and the seed decides",
            0.125,
            cartpole_cases,
            probes.linear_population_again,
            judge_cartpole,
        ),
    ],
)

"""Examine `ObservationMattersEnv` (lesson 02): its coins, and its rewards for the coin seen."""

import numpy as np

from checks.compare import same
from checks.environments import checker_problem, ending_problem, walk, well_formed
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import name_cause
from checks.lesson_02 import probes
from checks.report import show


def _seeded_walks(rng: np.random.Generator, seed: int, count: int, length: int) -> list[dict]:
    """Make episodes of random actions; only the first reset is seeded."""
    first = {"actions": walk(rng, length), "reset": {"seed": seed}}
    return [first, *({"actions": walk(rng, length)} for _ in range(count - 1))]


def reward_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make random actions; a rule that ignores the coins is right by chance once in 2^150."""
    return [
        {
            "given": f"eight episodes of 19 random actions, the first reset with seed={seed}",
            "episodes": _seeded_walks(rng, seed, 8, 19),
            "numpy_actions": bool(number % 2),
        }
        for number, seed in enumerate(int(s) for s in rng.integers(1, 10_000, 6 if graded else 2))
    ]


@well_formed
def judge_reward(case: Case, record: Record) -> Problem | None:
    """Judge that the reward is +1 if the action matches the observation seen last, else -1."""
    given = case["given"]
    rewards, saw, came, actions = [], [], [], []
    for asked, episode in zip(case["episodes"], record["value"]["episodes"], strict=True):
        if len(episode["rewards"]) < len(asked["actions"]):
            cause = "The episode ends too soon: it has 20 steps, whatever the rewards are."
            if rewards and not episode["terminated"].any():
                cause = "The steps of the episode before still count: `reset` starts them at 0."
            got = f"over after {len(episode['rewards'])} steps"
            return Problem(given, "an episode of 20 steps", got, cause)
        saw.append(episode["observations"][:-1])
        came.append(episode["observations"][1:])
        rewards.append(episode["rewards"])
        actions.append(asked["actions"])
    saw, came, rewards = (np.concatenate(parts) for parts in (saw, came, rewards))
    chosen = np.concatenate(actions) == 1
    if (problem := _sign_problem(given, np.concatenate([saw, came]))) is not None:
        return problem
    expected = np.where(chosen == (saw > 0), 1.0, -1.0)
    if same(rewards, expected):
        return None
    suspects = {
        "The reward judges the action by the next observation, which the agent has not seen yet: "
        "settle the reward before you toss the new coin.": np.where(
            chosen == (came > 0), 1.0, -1.0
        ),
        "A wrong action costs 1: the reward is -1.0, not 0.": np.maximum(expected, 0.0),
        "The two actions are exchanged: 1 matches +1, 0 matches -1.": -expected,
        "The rewards are exchanged and a wrong action costs nothing.": np.maximum(-expected, 0.0),
        "The action -1 is compared with the observation: the observation -1 asks for action 0.": (
            np.where(chosen & (saw > 0), 1.0, -1.0)
        ),
        "The observation plays no part in the reward: this is ActionMatters again.": np.where(
            chosen, 1.0, -1.0
        ),
        "The reward is the observation itself; it depends on the action as well.": saw,
        "The rewards are added up over the episode: return the reward of this step alone.": (
            np.concatenate([np.cumsum(part) for part in np.split(expected, len(case["episodes"]))])
        ),
    }
    otherwise = (
        "The reward is +1.0 if the action matches the sign of the observation that the agent saw "
        "last, else -1.0; a coin that nobody sees must not decide it."
    )
    cause = name_cause(rewards, suspects, otherwise)
    wrong = np.flatnonzero(rewards != expected)
    if not np.any(wrong % len(case["episodes"][0]["actions"])):
        cause = (
            "Only first steps are paid wrongly: the coin that `reset` shows is not the one that "
            "the first `step` judges by."
        )
    at = int(wrong[0])
    return Problem(
        given,
        f"the reward {expected[at]:g} for action {int(chosen[at])} after the observation "
        f"{saw[at]:g}",
        f"{rewards[at]:g}",
        cause,
    )


def _sign_problem(given: str, coins: np.ndarray) -> Problem | None:
    values = sorted(set(coins.tolist()))
    if set(values) <= {-1.0, 1.0}:
        return None
    if set(values) <= {0.0, 1.0}:
        cause = "The coin shows 0 and 1; the two observations are -1 and +1."
    elif set(values) <= {-1.0, 0.0, 1.0}:
        cause = (
            "There are three values: a coin has two sides, -1 and +1. (An upper end that is "
            "left out, or not, is easy to get wrong.)"
        )
    else:
        cause = "The observation is a coin with two sides, -1 and +1, nothing in between."
    return Problem(given, "observations -1 and +1", f"{show(values)}", cause)


EPISODES = 400
DEVIATIONS = 5.5


def fairness_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make many short episodes."""
    seed = int(rng.integers(1, 10_000))
    return [
        {
            "given": f"{EPISODES} episodes of 8 steps, the first reset with seed={seed}",
            "episodes": _seeded_walks(rng, seed, EPISODES, 8),
        }
    ]


@well_formed
def judge_fairness(case: Case, record: Record) -> Problem | None:
    """Judge that every observation is a new fair coin, including the one from `reset`.

    Five shares are compared with one half: of +1 among the first observations (400) and among all
    (3600), of changes from one observation to the next (3200), of observations that match the
    action before them (3200), and of first observations that differ from those of the episode
    before (399). Each may be 5.5 standard errors away. With a fair coin that is exceeded at most
    4 times in 1e8 (exact binomial tails), so a right answer fails at most 2 times in 1e7. A coin
    that shows +1 with probability 0.6 is 12 standard errors off over all observations.
    """
    given = case["given"]
    coins = [episode["observations"] for episode in record["value"]["episodes"]]
    if any(len(tosses) != 9 for tosses in coins):
        return Problem(
            given, "8 steps", "an episode that is over sooner", "An episode has 20 steps."
        )
    coins = np.array(coins)
    if (problem := _sign_problem(given, coins.ravel())) is not None:
        return problem
    up = coins > 0
    first, changes = up[:, 0], up[:, 1:] != up[:, :-1]
    if _unfair(first) or _unfair(up) or _unfair(changes):
        return _unfair_problem(given, up, changes)
    chosen = np.array([episode["actions"] for episode in case["episodes"]]) == 1
    if _unfair(up[:, 1:] == chosen):
        cause = "The observation depends on the action before it: the coin listens to nobody."
        share = float(np.mean(up[:, 1:] == chosen))
        expected = "an observation that matches the action before it in half of the steps"
        return Problem(given, expected, f"in {100 * share:.0f} %", cause)
    if _unfair(first[1:] != first[:-1]):
        cause = "The coins of one episode tell those of the next: is a seed fixed in `reset`?"
        return Problem(given, "other coins in every episode", "the same ones again", cause)
    return None


def _unfair_problem(given: str, up: np.ndarray, changes: np.ndarray) -> Problem:
    """Say what is wrong with coins that are not fair or remember something.

    Args:
        given: the input, in words.
        up: whether each observation is +1, shape (episodes, 9).
        changes: whether each observation differs from the one before, shape (episodes, 8).
    """
    first, share, changing = float(up[:, 0].mean()), float(up.mean()), float(changes.mean())
    unrelated = 2 * share * (1 - share)
    margin = DEVIATIONS * 0.5 / np.sqrt(changes.size)
    if share in (0.0, 1.0):
        cause = "The observation never changes: toss the coin anew at every step."
    elif np.all(up == up[0]):
        cause = "Every episode tosses the same coins: is a seed fixed in the code?"
    elif changing == 0.0:
        cause = "One coin serves the whole episode: toss a new one at every step."
    elif changing == 1.0:
        cause = "The observations take turns, so they can be foreseen: toss a coin instead."
    elif first in (0.0, 1.0):
        cause = "Every episode begins with the same observation: `reset` tosses the coin, too."
    elif changing < unrelated - margin:
        cause = "The observation clings to the one before: toss a new coin at every step."
    elif changing > unrelated + margin:
        cause = "The observation avoids the one before: toss a coin that remembers nothing."
    else:
        cause = "The coin is not fair: both sides are equally likely."
    return Problem(
        given,
        "+1 half of the time, in first observations as in all, and a change in half of the steps",
        f"+1 in {100 * first:.1f} % of the first and {100 * share:.1f} % of all observations, a "
        f"change in {100 * changing:.1f} % of the steps",
        cause,
    )


def _unfair(tosses: np.ndarray) -> bool:
    return abs(float(np.mean(tosses)) - 0.5) > DEVIATIONS * 0.5 / np.sqrt(tosses.size)


def seed_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Alternate one seed with ten others, whose coins all agree by chance once in 2^200."""
    cases = []
    for _ in range(4 if graded else 2):
        first, *others = (int(s) for s in rng.choice(10_000, size=11, replace=False))
        seeds = [seed for other in others for seed in (first, other)]
        begin = ", ".join(map(str, seeds[:4]))
        cases.append(
            {
                "given": f"19 steps after resets with the seeds {begin}, …",
                "episodes": [{"reset": {"seed": s}, "actions": [1] * 19} for s in seeds],
            }
        )
    return cases


@well_formed
def judge_seed(case: Case, record: Record) -> Problem | None:
    """Judge that the seed of `reset`, and no global generator, decides the coins."""
    given = case["given"]
    if record["global_random"]:
        return Problem(
            given,
            "coins from self.np_random",
            "a global generator was used",
            "The coin comes from a global generator (np.random.… or random.…), or that is seeded: "
            "the environment's own is self.np_random.",
        )
    coins = [episode["observations"] for episode in record["value"]["episodes"]]
    if not all(same(tosses, coins[0]) for tosses in coins[0::2]):
        cause = (
            "The same seed gives other coins: does `reset` hand its seed to gymnasium.Env's own "
            "`reset`, before the first toss, and do all coins come from self.np_random?"
        )
        return Problem(given, "the same coins for the same seed", "other coins", cause)
    if all(same(tosses, coins[0]) for tosses in coins):
        cause = "Every seed gives the same coins: the seed that `reset` is given is not used."
        return Problem(given, "other coins for another seed", "the same coins", cause)
    return None


def ending_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make more actions than an episode has steps, after a first and after a second reset."""
    actions = walk(rng, 26)
    n = int(rng.integers(6, 16))
    return [
        {"given": "26 random actions after a reset", "episodes": [{"actions": actions}]},
        {
            "given": f"a reset after {n} steps, then 26 random actions",
            "episodes": [{"actions": actions[:n]}, {"actions": actions}],
        },
    ]


def space_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make episodes that show both sides of the coin."""
    return [
        {"given": "an episode of random actions", "episodes": [{"actions": walk(rng, 19)}]}
        for _ in range(3)
    ]


ObservationMattersEnv = Exercise(
    "ObservationMattersEnv",
    points=2,
    properties=[
        Property(
            "the reward is +1 where the action matches the observation seen last, else -1",
            0.375,
            reward_cases,
            probes.play,
            judge_reward,
        ),
        Property(
            "each observation is a new fair coin, +1 or -1",
            0.25,
            fairness_cases,
            probes.play,
            judge_fairness,
        ),
        Property(
            "the seed of `reset` fixes the coins",
            0.125,
            seed_cases,
            probes.play,
            judge_seed,
        ),
        Property(
            "an episode is truncated after 20 steps and never terminated",
            0.125,
            ending_cases,
            probes.play,
            ending_problem,
        ),
        Property(
            "observations are new float32 arrays of shape (1,) in their space; passes check_env",
            0.125,
            space_cases,
            probes.play_and_check,
            checker_problem,
        ),
    ],
)

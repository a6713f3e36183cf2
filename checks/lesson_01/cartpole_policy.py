"""Examine `cartpole_policy` (lesson 01): play its recorded actions again."""

from collections.abc import Iterable

import gymnasium as gym
import numpy as np

from checks.compare import as_number
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.lesson_01 import probes
from checks.report import show

EPISODES, TARGET = 100, 195.0
FOUR_NUMBERS = (
    "The state has four numbers, state[0] to state[3]: position, velocity, angle, angular velocity."
)


def policy_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Use the same hundred start states in every check, so that no verdict depends on luck."""
    return [
        {
            "given": f"CartPole-v1, seeds 0 to {EPISODES - 1}",
            "seed": 0,
            "count": EPISODES,
            # Each step pays 1, so after this many the mean is reached whatever follows.
            "enough": int(TARGET * EPISODES),
            "causes": dict.fromkeys(("unpack", "out of bounds"), FOUR_NUMBERS),
        }
    ]


def replay(seed: int, actions: np.ndarray) -> tuple[float, np.ndarray]:
    """Play one episode again with recorded actions.

    Args:
        seed: the seed of the reset.
        actions: shape (T,).

    Returns:
        The return up to the last action or the end of the episode, and the states in which the
        actions were taken, shape (T, 4).
    """
    states, total = [], 0.0
    with gym.make("CartPole-v1") as env:
        state, _ = env.reset(seed=seed)
        for action in actions:
            states.append(state)
            state, reward, terminated, truncated, _ = env.step(int(action))
            total += float(reward)
            if terminated or truncated:
                break
    return total, np.array(states)


def replay_at_once(first_seed: int, episodes: list[np.ndarray]) -> float:
    """Play all episodes again at once with their recorded actions.

    Args:
        first_seed: the seed of the first episode's reset; it grows by 1 from one to the next.
        episodes: the actions of each episode, shape (T,).

    Returns:
        The sum of all returns, each as in `replay`.
    """
    lengths = np.array([min(len(actions), probes.MAX_STEPS) for actions in episodes])
    actions = np.zeros((lengths.max(initial=0), len(episodes)), dtype=int)
    for i, (taken, length) in enumerate(zip(episodes, lengths, strict=True)):
        actions[:length, i] = taken[:length]
    total, running = 0.0, lengths > 0
    vec_env = gym.make_vec("CartPole-v1", len(episodes), "vector_entry_point")
    vec_env.reset()
    vec_env.unwrapped.state = start_states(range(first_seed, first_seed + len(episodes))).T
    for t, chosen in enumerate(actions):
        _, rewards, terminated, truncated, _ = vec_env.step(chosen)
        total += float(rewards[running].sum())
        running &= ~(terminated | truncated) & (t + 1 < lengths)
    vec_env.close()
    return total


def start_states(seeds: Iterable[int]) -> np.ndarray:
    """Return the start states of n episodes, shape (n, 4), in full precision.

    They are read from the environment because its observations are rounded to float32.
    """
    states = []
    with gym.make("CartPole-v1") as env:
        for seed in seeds:
            env.reset(seed=seed)
            states.append(env.unwrapped.state)
    return np.array(states)


def judge_cartpole(case: Case, record: Record) -> Problem | None:
    """Judge the mean return of the recorded actions, and trust nothing else in the record."""
    if record["odd_action"] is not None or not record["episodes"]:
        odd = record["odd_action"]
        cause = "The action is a whole number, 0 or 1, and not the lean or the force itself."
        if odd is None:
            cause = "The function returns nothing: is the `return` missing, on some path at least?"
        elif as_number(odd) == -1:
            cause = "Left and right are numbered 0 and 1, not -1 and +1."
        given, expected = "a state of CartPole-v1", "0 (push left) or 1 (push right)"
        return Problem(given, expected, show(odd), cause)
    episodes = record["episodes"][: case["count"]]
    # No reward is negative, so the rest of unfinished episodes could only add to this.
    if replay_at_once(case["seed"], episodes) >= TARGET * case["count"]:
        return None
    played = [replay(case["seed"] + i, actions) for i, actions in enumerate(episodes)]
    mean = sum(total for total, _ in played) / case["count"]
    if mean >= TARGET:
        return None
    cause = _fall_cause(played, episodes, record["global_random"])
    return Problem(case["given"], f"a mean return ≥ {TARGET:g}", f"{mean:.1f}", cause)


def _fall_cause(played: list, episodes: list, global_random: bool) -> str:
    """Name the likeliest cause of a fall, by what the actions depend on."""
    states = np.concatenate([states for _, states in played])
    pairs = zip(episodes, played, strict=True)
    actions = np.concatenate([taken[: len(seen)] for taken, (_, seen) in pairs]) == 1
    turns = np.concatenate([np.diff(taken) != 0 for taken in episodes])
    position, velocity, angle, turning = states.T

    def agreement(quantity: np.ndarray) -> float:
        return float(np.mean(actions == (quantity > 0)))

    def follows(quantity: np.ndarray) -> bool:
        return not 0.01 < agreement(quantity) < 0.99

    upright = np.abs(angle) < 0.02
    if len(np.unique(actions)) == 1:
        return "The action is always the same: let it depend on the state."
    if global_random:
        return "The action is drawn at random: let the state decide."
    if turns.mean() > 0.99:
        return "The action takes turns, left and right, whatever the state is: let that decide."
    if follows(position):
        return "It follows the cart's position; the pole's angle is state[2]."
    if follows(velocity) or follows(angle + velocity):
        return "It goes by state[1], the cart's velocity; the pole's own is state[3]."
    if agreement(angle) > 0.99:
        return (
            "It follows the angle alone, and arrives late each time: what else tells where the "
            "pole is about to be? Look at state[3]."
        )
    if upright.any() and len(np.unique(actions[upright])) == 1:
        return (
            "As long as the pole leans little it always does the same: a small lean asks for a "
            "push as well, before it has become a large one."
        )
    if max(agreement(angle), agreement(angle + turning)) < 0.4:
        return "It pushes away from the lean: to catch a pole, move the cart under it."
    return (
        "The pole falls too soon: which way does it lean (state[2]), and how fast does it turn "
        "(state[3])?"
    )


cartpole_policy = Exercise(
    "cartpole_policy",
    points=2,
    properties=[
        Property(
            f"keeps the pole up: mean return ≥ {TARGET:g} over {EPISODES} episodes",
            1.0,
            policy_cases,
            probes.cartpole_actions,
            judge_cartpole,
        )
    ],
)

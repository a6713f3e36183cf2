"""Slippery FrozenLake from its own table: episodes in bulk, and the exact chance of success.

`play` is what a learner may know: it acts, and is told what it earned. `success_probability` is
the ruler: it reads the transition table of Gymnasium's environment and leaves nothing to luck.
"""

import functools

import gymnasium as gym
import numpy as np

ENV_ID = "FrozenLake-v1"
NUM_STATES, NUM_ACTIONS, MAX_STEPS = 16, 4, 100
START, GOAL = 0, 15


@functools.cache
def transitions() -> np.ndarray:
    """Chances of the next state, shape (16, 4, 16): state, action, next state.

    Holes and goal end the episode; here they lead to themselves.
    """
    chances = np.zeros((NUM_STATES, NUM_ACTIONS, NUM_STATES))
    with gym.make(ENV_ID, is_slippery=True) as env:
        for state, actions in env.unwrapped.P.items():
            for action, outcomes in actions.items():
                for chance, following, _, _ in outcomes:
                    chances[state, action, following] += chance
    chances.setflags(write=False)
    return chances


@functools.cache
def lake() -> tuple[str, ...]:
    """The map row by row: S start, F frozen, H hole, G goal."""
    with gym.make(ENV_ID) as env:
        return tuple(b"".join(row).decode() for row in env.unwrapped.desc)


def greedy_actions(preferences: np.ndarray) -> np.ndarray:
    """The preferred action of each state; of equal ones the lowest.

    Args:
        preferences: shape (16, 4), 64 numbers in that order, or any number of these as rows.

    Returns:
        Actions, shape (16,) or (n, 16): 0 left, 1 down, 2 right, 3 up.

    Raises:
        ValueError: the numbers are not 64 a policy.
    """
    preferences = np.asarray(preferences, dtype=float)
    table = (NUM_STATES, NUM_ACTIONS)
    if preferences.shape[-2:] != table:
        if preferences.shape[-1:] != (NUM_STATES * NUM_ACTIONS,):
            raise ValueError(f"shape {preferences.shape}; a policy has {table}, or 64 in a row")
        preferences = preferences.reshape(*preferences.shape[:-1], *table)
    return preferences.argmax(axis=-1)


def success_probability(preferences: np.ndarray, steps: int = MAX_STEPS) -> float:
    """The exact probability of reaching the goal in time, when playing greedily.

    Args:
        preferences: shape (16, 4), or 64 numbers in that order.
        steps: the time limit; Gymnasium's is 100.

    Returns:
        A number between 0 and 1. The best of all 4^11 greedy policies has 0.7402.
    """
    chain = transitions()[np.arange(NUM_STATES), greedy_actions(preferences)]
    return float(np.linalg.matrix_power(chain, steps)[START, GOAL])


def play(thetas: np.ndarray, episodes: int, rng: np.random.Generator) -> np.ndarray:
    """Play some episodes of every member of a population, all of them at once.

    Args:
        thetas: the preferences of one policy a row, shape (population, 64) or
            (population, 16, 4); each plays its greedy actions.
        episodes: how many each policy plays, at least 1.
        rng: decides where everybody slips; the only source of randomness.

    Returns:
        Mean returns, shape (population,): the share of episodes that reached the goal.
    """
    actions = greedy_actions(thetas)
    population = len(actions)
    # Row 16 * member + state: the three places where that member may slip to from that state.
    landings = _landings()[np.arange(NUM_STATES), actions].reshape(-1, 3)
    over = np.array([letter in "HG" for letter in "".join(lake())])
    member = np.repeat(np.arange(population), episodes)
    state = np.full(len(member), START)
    wins = np.zeros(population)
    for _ in range(MAX_STEPS):
        state = landings[NUM_STATES * member + state, rng.integers(3, size=len(member))]
        ended = over[state]
        if ended.any():
            wins += np.bincount(member[state == GOAL], minlength=population)
            member, state = member[~ended], state[~ended]
        if not len(member):
            break
    return wins / episodes


@functools.cache
def _landings() -> np.ndarray:
    """The three equally likely next states of each state and action, shape (16, 4, 3)."""
    counts = np.rint(3 * transitions()).astype(int)
    flat = [np.repeat(np.arange(NUM_STATES), row) for row in counts.reshape(-1, NUM_STATES)]
    return np.array(flat).reshape(NUM_STATES, NUM_ACTIONS, 3)

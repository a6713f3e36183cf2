"""Slippery FrozenLake, computed from its transition table: bulk episodes and exact success rates.

`play` gives a learner only what it may know, the returns of the episodes that it plays.
`success_probability` measures the result exactly, from Gymnasium's transition table.
"""

import functools

import gymnasium as gym
import numpy as np

ENV_ID = "FrozenLake-v1"
NUM_STATES, NUM_ACTIONS, MAX_STEPS = 16, 4, 100
START, GOAL = 0, 15


@functools.cache
def transitions() -> np.ndarray:
    """Return the transition probabilities, shape (16, 4, 16): state, action, next state.

    The holes and the goal, which end the episode, lead to themselves here.
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
    """Return the map row by row: S is the start, F frozen, H a hole and G the goal."""
    with gym.make(ENV_ID) as env:
        return tuple(b"".join(row).decode() for row in env.unwrapped.desc)


def greedy_actions(preferences: np.ndarray) -> np.ndarray:
    """Return the preferred action of each state; ties go to the lowest action.

    Args:
        preferences: shape (16, 4), or 64 numbers in that order, or several policies as rows.

    Returns:
        Actions, shape (16,) or (n, 16): 0 left, 1 down, 2 right, 3 up.

    Raises:
        ValueError: a policy does not have 64 preferences.
    """
    preferences = np.asarray(preferences, dtype=float)
    table = (NUM_STATES, NUM_ACTIONS)
    if preferences.shape[-2:] != table:
        if preferences.shape[-1:] != (NUM_STATES * NUM_ACTIONS,):
            raise ValueError(
                f"the preferences have shape {preferences.shape}; give {table}, or 64 in a row"
            )
        preferences = preferences.reshape(*preferences.shape[:-1], *table)
    return preferences.argmax(axis=-1)


def success_probability(preferences: np.ndarray, steps: int = MAX_STEPS) -> float:
    """Compute the exact probability that the greedy policy reaches the goal in time.

    Args:
        preferences: shape (16, 4), or 64 numbers in that order.
        steps: the time limit; Gymnasium's is 100.

    Returns:
        A number between 0 and 1. The best of all 4^11 greedy policies reaches 0.7402.
    """
    chain = transitions()[np.arange(NUM_STATES), greedy_actions(preferences)]
    return float(np.linalg.matrix_power(chain, steps)[START, GOAL])


def play(thetas: np.ndarray, episodes: int, rng: np.random.Generator) -> np.ndarray:
    """Play several episodes for every member of a population, all of them at once.

    Args:
        thetas: the preferences of one policy per row, shape (population, 64) or
            (population, 16, 4); each policy plays its greedy actions.
        episodes: how many episodes each policy plays, at least 1.
        rng: decides every slip; the only source of randomness.

    Returns:
        Mean returns, shape (population,): the share of episodes that reached the goal.
    """
    actions = greedy_actions(thetas)
    population = len(actions)
    # Row 16 * member + state holds the three states to which that member may move from there.
    outcomes = _next_states()[np.arange(NUM_STATES), actions].reshape(-1, 3)
    over = np.array([letter in "HG" for letter in "".join(lake())])
    member = np.repeat(np.arange(population), episodes)
    state = np.full(len(member), START)
    wins = np.zeros(population)
    for _ in range(MAX_STEPS):
        state = outcomes[NUM_STATES * member + state, rng.integers(3, size=len(member))]
        ended = over[state]
        if ended.any():
            wins += np.bincount(member[state == GOAL], minlength=population)
            member, state = member[~ended], state[~ended]
        if not len(member):
            break
    return wins / episodes


@functools.cache
def _next_states() -> np.ndarray:
    """Return the three equally likely next states of each state and action, shape (16, 4, 3)."""
    counts = np.rint(3 * transitions()).astype(int)
    flat = [np.repeat(np.arange(NUM_STATES), row) for row in counts.reshape(-1, NUM_STATES)]
    return np.array(flat).reshape(NUM_STATES, NUM_ACTIONS, 3)

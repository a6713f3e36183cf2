"""Play the episodes of a whole population at once, in one Gymnasium vector environment.

One step of a vector environment steps all its sub-environments with a few array operations, so the
overhead of Python's loop is paid once instead of once per member. Episodes differ in length,
however. If they were played in lockstep, in rounds of one episode each, a few long episodes would
keep all other sub-environments idle. So here a sub-environment whose episode has ended takes the
next episode from a queue.
"""

from collections.abc import Callable

import numpy as np
from gymnasium.vector import AutoresetMode, VectorEnv

Act = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""``act(thetas, observations) -> actions``: row i of each belongs to sub-environment i."""


def rollout_population(
    thetas: np.ndarray, vec_env: VectorEnv, act: Act, episodes: int, seed: int
) -> np.ndarray:
    """Play several episodes for every member of a population.

    Every episode that begins is played to its end and counted, so long episodes are neither
    favoured nor left out.

    Args:
        thetas: one member per row, shape (population, dim).
        vec_env: from ``gymnasium.make_vec``; it may be narrower or wider than the population. It
            is reset first.
        act: chooses actions for rows of parameters, shape (n, dim), and their observations, shape
            (n, ...); it is called only with rows that still have an episode to play.
        episodes: how many episodes each member plays, at least 1.
        seed: seeds the vector environment's reset. Start states come from the generators of the
            sub-environments, in the order in which episodes end, so the same call gives the same
            result.

    Returns:
        Undiscounted returns, shape (population, episodes).

    Raises:
        ValueError: thetas is not two-dimensional, ``episodes`` is less than 1, or the environment
            does not reset its sub-environments by itself.
    """
    thetas = np.asarray(thetas)
    if thetas.ndim != 2:
        raise ValueError(f"thetas has shape {thetas.shape}; give one row per member")
    if episodes < 1:
        raise ValueError(f"episodes is {episodes}; ask for at least one")
    mode = vec_env.metadata.get("autoreset_mode", AutoresetMode.NEXT_STEP)
    if mode is AutoresetMode.DISABLED:
        raise ValueError("vec_env does not reset by itself; make it with autoreset_mode NEXT_STEP")

    total = len(thetas) * episodes
    returns = np.zeros(total)
    # Job j is an episode of member j // episodes. Sub-environment i plays jobs[i] with the
    # parameters rows[k], where playing[k] is i; idle sub-environments are not in playing.
    playing = np.arange(min(total, vec_env.num_envs))
    jobs, queued = playing.copy(), len(playing)
    rows = thetas[jobs // episodes]
    running = np.zeros(vec_env.num_envs)
    counting = np.arange(vec_env.num_envs) < total
    resetting = np.empty(0, dtype=int)
    actions = _idle_actions(vec_env)
    observations, _ = vec_env.reset(seed=seed)
    while len(playing):
        if len(playing) == vec_env.num_envs:
            actions[:] = act(rows, observations)
        else:
            actions[playing] = act(rows, observations[playing])
        observations, rewards, terminated, truncated, _ = vec_env.step(actions)
        running += rewards
        if len(resetting):
            running[resetting] = 0.0
            counting[resetting] = True
            resetting = resetting[:0]
        ended = ((terminated | truncated) & counting).nonzero()[0]
        if not len(ended):
            continue

        returns[jobs[ended]] = running[ended]
        running[ended] = 0.0
        going_on = ended[: total - queued]
        jobs[going_on] = np.arange(queued, queued + len(going_on))
        queued += len(going_on)
        if len(going_on) < len(ended):
            counting[ended[len(going_on) :]] = False
            playing = counting.nonzero()[0]
            rows = thetas[jobs[playing] // episodes]
        else:
            rows[going_on] = thetas[jobs[going_on] // episodes]
        # With NEXT_STEP the step after an episode's end only resets; its reward must not count.
        if mode is AutoresetMode.NEXT_STEP:
            resetting = going_on
            counting[resetting] = False
    return returns.reshape(len(thetas), episodes)


def linear_act(n_states: int, n_actions: int) -> Act:
    """Make ``act`` for greedy linear policies, the batched form of `helpers.cem.linear_policy`.

    Args:
        n_states: size of an observation.
        n_actions: how many actions there are.

    Returns:
        ``act`` for thetas of shape (n, n_states * n_actions + n_actions): the weights
        (n_states, n_actions) row by row, then the biases; the action is the argmax of
        ``state @ W + b``.
    """
    size = n_states * n_actions

    def act(thetas: np.ndarray, observations: np.ndarray) -> np.ndarray:
        weights = thetas[:, :size].reshape(-1, n_states, n_actions)
        scores = (observations[:, None, :] @ weights)[:, 0] + thetas[:, size:]
        return scores.argmax(axis=1)

    return act


def network_act(num_inputs: int = 4, num_hiddens: int = 10) -> Act:
    """Make ``act`` for greedy networks with one hidden layer, as in `helpers.policies.act`.

    Args:
        num_inputs: size of an observation, I.
        num_hiddens: number of hidden units, H.

    Returns:
        ``act`` for thetas of shape (n, H * I + H + H + 1): weights1, biases1, weights2 and
        biases2 of `helpers.policies.initial_policy`, end to end; the action is 0 if the output is
        positive, else 1.
    """
    first, second, third = np.cumsum([num_hiddens * num_inputs, num_hiddens, num_hiddens])

    def act(thetas: np.ndarray, observations: np.ndarray) -> np.ndarray:
        weights1 = thetas[:, :first].reshape(-1, num_hiddens, num_inputs)
        hiddens = np.matvec(weights1, observations) + thetas[:, first:second]
        hiddens = np.maximum(hiddens, 0.0, out=hiddens)
        outputs = np.vecdot(thetas[:, second:third], hiddens) + thetas[:, third]
        return np.where(outputs > 0, 0, 1)

    return act


def _idle_actions(vec_env: VectorEnv) -> np.ndarray:
    """Return valid actions, one per sub-environment, for those that are idle."""
    space = vec_env.action_space
    return np.zeros(space.shape, dtype=space.dtype) + getattr(space, "start", 0)

"""The lecture's DeepCEM for CartPole, ported to Gymnasium and nothing else.

A neural net of scikit-learn is asked for one state at a time, episodes follow each other, and the
net is fitted, warm, for one pass to the steps of the episodes strictly above the 70th percentile.
Where all returns are equal there are none, and where the elites lack an action the warm fit fails:
both end the training here, as they end the lecture's with an error. The environment has no time
limit, as there, and an episode at most 1,000 steps. The ragged arrays that NumPy now refuses are
lists. Where the lecture prints "Solved." and goes on, this stops.
"""

import warnings

import gymnasium as gym
import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from benchmarks.clock import Clock


class DeepCEM:
    """The lecture's agent: a classifier that names the action.

    Args:
        initial_state: any state, to begin with.
        n_actions: how many actions there are.
        random: decides the actions.
    """

    def __init__(
        self, initial_state: np.ndarray, n_actions: int, random: np.random.RandomState
    ) -> None:
        self.random, self.n_actions = random, n_actions
        self.clf = MLPClassifier(
            hidden_layer_sizes=(20, 20),
            activation="tanh",
            warm_start=True,
            max_iter=1,
            random_state=random,
        )
        self.fit([initial_state] * n_actions, range(n_actions))

    def policy(self, state: np.ndarray) -> int:
        """An action drawn with the net's probabilities."""
        probs = self.clf.predict_proba([state])[0]
        return self.random.choice(self.n_actions, p=probs)

    def fit(self, states, actions) -> None:
        """One pass over the data, of which scikit-learn says each time that it is too short."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self.clf.fit(states, actions)


def train(
    seed: int, target: float, clock: Clock, *, n_iter: int = 100, n_episodes: int = 100
) -> tuple[float, int, str]:
    """Run until a batch's mean return passes the target, or until iterations or time are used up.

    Args:
        seed: of everything.
        target: mean return of a batch.
        clock: looked at after each episode.
        n_iter: iterations at most.
        n_episodes: episodes in each.

    Returns:
        The last whole batch's mean return (0 before there is one), the environment steps, and the
        error that ended it, if one did.
    """
    random = np.random.RandomState(seed)
    mean, steps = 0.0, 0
    with gym.make("CartPole-v1").unwrapped as env:
        initial_state, _ = env.reset(seed=seed)
        agent = DeepCEM(initial_state, int(env.action_space.n), random)
        for _ in range(n_iter):
            episodes = []
            while len(episodes) < n_episodes and not clock.over:
                episodes.append(play_episode(env, agent))
                steps += len(episodes[-1][0])
            if len(episodes) < n_episodes:
                break
            states, actions, rewards = zip(*episodes, strict=True)
            mean = float(np.mean(rewards))
            try:
                agent.fit(*elite_steps(states, actions, rewards))
            except ValueError as error:
                return mean, steps, str(error).splitlines()[0]
            if mean > target:
                break
    return mean, steps, ""


def elite_steps(states, actions, rewards, percentile: float = 70):
    """The steps of all episodes whose return is strictly above the percentile."""
    reward_threshold = np.percentile(rewards, percentile)
    idxs = [i for i in range(len(rewards)) if rewards[i] > reward_threshold]
    elite_states = np.concatenate([states[i] for i in idxs], axis=0)
    elite_actions = np.concatenate([actions[i] for i in idxs], axis=0)
    return elite_states, elite_actions


def play_episode(env: gym.Env, agent: DeepCEM, max_iter: int = 1000):
    """States, actions and return of one episode."""
    states, actions = [], []
    total_reward = 0.0
    state, _ = env.reset()
    for _ in range(max_iter):
        action = agent.policy(state)
        new_state, reward, terminated, truncated, _ = env.step(action)
        states.append(state)
        actions.append(action)
        total_reward += reward
        state = new_state
        if terminated or truncated:
            break
    return states, actions, total_reward

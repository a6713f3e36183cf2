"""The lecture's DeepCEM for CartPole, ported to Gymnasium and otherwise unchanged.

A scikit-learn network is queried for one state at a time, and episodes are played one after the
other. The network is then fitted, with a warm start and for one pass, to the steps of the episodes
strictly above the 70th percentile. If all returns are equal, there are no such episodes, and if an
action is missing from the elite steps, the warm fit fails: both end the training here, as they end
the lecture's with an error. As in the lecture, the environment has no time limit, but an episode
has at most 1,000 steps. Lists replace the ragged arrays that NumPy now refuses. Where the lecture
prints "Solved." and continues, this version stops.
"""

import warnings

import gymnasium as gym
import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from benchmarks.clock import Clock


class DeepCEM:
    """The lecture's agent: a classifier that predicts the action.

    Args:
        initial_state: any state, for the first fit.
        n_actions: how many actions there are.
        random: draws the initial weights and the actions.
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
        """Draw an action with the network's probabilities."""
        probs = self.clf.predict_proba([state])[0]
        return self.random.choice(self.n_actions, p=probs)

    def fit(self, states, actions) -> None:
        """Fit for one pass over the data; scikit-learn warns each time that this is too short."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self.clf.fit(states, actions)


def train(
    seed: int, target: float, clock: Clock, *, n_iter: int = 100, n_episodes: int = 100
) -> tuple[float, int, str]:
    """Train until a batch's mean return exceeds the target, or iterations or time are used up.

    Args:
        seed: seeds everything that is random.
        target: mean return of a batch that ends the training.
        clock: checked after each episode.
        n_iter: maximum number of iterations.
        n_episodes: episodes per iteration.

    Returns:
        The mean return of the last complete batch (0 if there is none), the environment steps, and
        the error that ended the training, or an empty string.
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
    """Collect the steps of all episodes with a return strictly above the percentile."""
    reward_threshold = np.percentile(rewards, percentile)
    idxs = [i for i in range(len(rewards)) if rewards[i] > reward_threshold]
    elite_states = np.concatenate([states[i] for i in idxs], axis=0)
    elite_actions = np.concatenate([actions[i] for i in idxs], axis=0)
    return elite_states, elite_actions


def play_episode(env: gym.Env, agent: DeepCEM, max_iter: int = 1000):
    """Play one episode, and return its states, its actions and its return."""
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

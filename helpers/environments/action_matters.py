"""The easiest environment there is: one action is good and the other bad."""

from typing import Any

import gymnasium as gym
import numpy as np


class ActionMattersEnv(gym.Env):
    """An environment that pays +1 for action 1 and -1 for action 0, whatever happened before.

    Observation: four zeros, float32, so a learner can only use its biases.
    Actions: ``Discrete(2)``. Reward: -1.0 or +1.0. Never terminated; truncated after 20 steps.
    The best return is 20; choosing at random gives 0 on average.
    """

    metadata = {"render_modes": []}
    episode_length = 20
    optimal_return = 20.0

    def __init__(self) -> None:
        self.observation_space = gym.spaces.Box(-1.0, 1.0, (4,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self._steps = 0

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict]:
        """Start an episode; nothing here is random, so the seed makes no difference."""
        super().reset(seed=seed)
        self._steps = 0
        return np.zeros(4, dtype=np.float32), {}

    def step(self, action: int) -> tuple[np.ndarray, float, bool, bool, dict]:
        """Take one step.

        Raises:
            ValueError: the action is neither 0 nor 1.
        """
        if not self.action_space.contains(action):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self._steps += 1
        reward = 1.0 if action == 1 else -1.0
        return np.zeros(4, dtype=np.float32), reward, False, self._steps >= self.episode_length, {}

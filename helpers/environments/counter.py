"""An environment with a delayed reward: the first steps of the climb pay nothing."""

from typing import Any

import gymnasium as gym
import numpy as np


class CounterEnv(gym.Env):
    """An integer counter; a step pays 1.0 while the counter is at 5 or above.

    Observation: the counter, float32, shape (1,), from -20 to 20.
    Actions: 0 decrements, 1 increments. Reward: 1.0 if the **new** count is at least 5, else 0.0.
    Never terminated; truncated after 20 steps. The best return is 16, because the first four steps
    of the climb pay nothing.
    """

    metadata = {"render_modes": []}
    episode_length = 20
    optimal_return = 16.0

    def __init__(self) -> None:
        limit = float(self.episode_length)
        self.observation_space = gym.spaces.Box(-limit, limit, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self._count = 0
        self._steps = 0

    def _observation(self) -> np.ndarray:
        return np.array([self._count], dtype=np.float32)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict]:
        """Start an episode with the counter at zero."""
        super().reset(seed=seed)
        self._count = 0
        self._steps = 0
        return self._observation(), {}

    def step(self, action: int) -> tuple[np.ndarray, float, bool, bool, dict]:
        """Move the counter by one.

        Raises:
            ValueError: the action is neither 0 nor 1.
        """
        if not self.action_space.contains(action):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self._steps += 1
        self._count += 1 if action == 1 else -1
        reward = 1.0 if self._count >= 5 else 0.0
        return self._observation(), reward, False, self._steps >= self.episode_length, {}

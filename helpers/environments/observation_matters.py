"""An environment in which only a policy that uses its observation does well."""

from typing import Any

import gymnasium as gym
import numpy as np


class ObservationMattersEnv(gym.Env):
    """An environment that shows the toss of a fair coin, +1 or -1; the action must match it.

    Observation: +1 or -1, float32, shape (1,), drawn from ``self.np_random``.
    Actions: 1 matches +1, 0 matches -1. Reward: +1.0 for a match, else -1.0.
    Never terminated; truncated after 20 steps. The best return is 20; ignoring the observation
    gives 0 on average.
    """

    metadata = {"render_modes": []}
    episode_length = 20
    optimal_return = 20.0

    def __init__(self) -> None:
        self.observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self._sign = 1
        self._steps = 0

    def _observe(self) -> np.ndarray:
        self._sign = 1 if self.np_random.random() < 0.5 else -1
        return np.array([self._sign], dtype=np.float32)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict]:
        """Start an episode; the seed determines all its coin tosses."""
        super().reset(seed=seed)
        self._steps = 0
        return self._observe(), {}

    def step(self, action: int) -> tuple[np.ndarray, float, bool, bool, dict]:
        """Pay for matching the latest observation, and toss the next coin.

        Raises:
            ValueError: the action is neither 0 nor 1.
        """
        if not self.action_space.contains(action):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self._steps += 1
        reward = 1.0 if (action == 1) == (self._sign == 1) else -1.0
        return self._observe(), reward, False, self._steps >= self.episode_length, {}

"""Vector environments for probing code that plays a whole population at once.

Both reset a sub-environment in the step after its end, as Gymnasium's own do by default.
"""

from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space

from checks.probing.recording import plain
from checks.probing.remote import travels
from checks.probing.scripted import NeverResetError

PATIENCE = 20_000


@travels
class RanTooLongError(RuntimeError):
    """The environment was stepped far more often than all episodes need."""


class _Autoreset(VectorEnv):
    """What both have in common: a clock in each sub-environment, and the step that only resets.

    Args:
        num_envs: how many sub-environments.
        num_actions: size of the action space.

    Attributes:
        steps: how often `step` was called.
        seeds: of all resets.
    """

    def __init__(self, num_envs: int, num_actions: int) -> None:
        self.metadata = {"autoreset_mode": AutoresetMode.NEXT_STEP}
        self.num_envs = num_envs
        self.single_observation_space = gym.spaces.Box(0.0, np.inf, (1,), np.float32)
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self.single_action_space = gym.spaces.Discrete(num_actions)
        self.action_space = batch_space(self.single_action_space, num_envs)
        self.steps = 0
        self.seeds: list[int | None] = []

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict]:
        """Start an episode in every sub-environment."""
        super().reset(seed=seed)
        self.seeds.append(seed)
        self._time = np.zeros(self.num_envs, dtype=int)
        self._over = np.zeros(self.num_envs, dtype=bool)
        self._begin(np.ones(self.num_envs, dtype=bool))
        return self._time[:, None].astype(np.float32), {}

    def step(
        self, actions: Any
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        """Step all sub-environments.

        Raises:
            NeverResetError: there was no reset.
            RanTooLongError: it was stepped ``PATIENCE`` times.
            ValueError: not one valid action a sub-environment.
        """
        if not self.seeds:
            raise NeverResetError("step was called before reset")
        self.steps += 1
        if self.steps > PATIENCE:
            raise RanTooLongError(f"stepped {PATIENCE} times, and the function did not return")
        actions = np.asarray(actions)
        if actions.shape != (self.num_envs,):
            raise ValueError(f"step takes {self.num_envs} actions, not shape {actions.shape}")
        resetting = self._over
        self._time = np.where(resetting, 0, self._time + 1)
        rewards, ends, cut = self._play(actions.astype(int), resetting)
        self._over = ~resetting & (ends | cut)
        if resetting.any():
            self._begin(resetting)
        observations = self._time[:, None].astype(np.float32)
        return observations, rewards, self._over & ~cut, self._over & cut, {}

    def log(self) -> dict:
        """How often it was stepped, and the seeds of all resets."""
        return {"vector_steps": self.steps, "seeds": plain(self.seeds)}

    def _begin(self, beginning: np.ndarray) -> None:
        """Some sub-environments begin an episode."""

    def _play(
        self, actions: np.ndarray, resetting: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rewards, and which sub-environments are terminated and truncated."""
        raise NotImplementedError


class Race(_Autoreset):
    """Deterministic; the action says who plays, and whether the episode ends.

    A member's parameters are ``(number, length)``. Observation: the steps since the start, shape
    (1,). Action ``2 * number + stop``; an episode is terminated where stop is 1 and truncated
    after `LIMIT` steps. The reward of step t, from 1, is ``pay * (t + number / 8)``.

    Args:
        num_envs: how many sub-environments.
        late_reward: of the step that only resets; it belongs to no episode.
        pay: what nobody can know who has not played.
    """

    LIMIT = 60

    def __init__(self, num_envs: int, late_reward: float, pay: float = 1.0) -> None:
        super().__init__(num_envs, num_actions=2000)
        self.late_reward = late_reward
        self.pay = pay

    @staticmethod
    def act(thetas: np.ndarray, observations: np.ndarray) -> np.ndarray:
        """Stop in the step whose number, from 1, is the member's length."""
        return (2 * thetas[:, 0] + (observations[:, 0] + 1 >= thetas[:, 1])).astype(int)

    def _play(
        self, actions: np.ndarray, resetting: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        paid = self.pay * (self._time + actions // 2 / 8)
        rewards = np.where(resetting, self.late_reward, paid)
        return rewards, actions % 2 == 1, self._time >= self.LIMIT


class Lottery(_Autoreset):
    """Each episode is one step long or many, by the toss of a coin; each step pays 1.

    Args:
        num_envs: how many sub-environments.
        long: steps of a long episode.

    Attributes:
        finished: how many short and how many long episodes were played to their end.
    """

    def __init__(self, num_envs: int, long: int) -> None:
        super().__init__(num_envs, num_actions=2)
        self.long = long
        self.finished = [0, 0]
        self._length = np.ones(num_envs, dtype=int)

    def log(self) -> dict:
        """What there is of every race, and which episodes were finished."""
        return super().log() | {"finished": list(self.finished)}

    @staticmethod
    def act(thetas: np.ndarray, observations: np.ndarray) -> np.ndarray:
        """Anything: nothing depends on it."""
        return np.zeros(len(thetas), dtype=int)

    def _begin(self, beginning: np.ndarray) -> None:
        coins = self.np_random.random(self.num_envs) < 0.5
        self._length = np.where(beginning, np.where(coins, self.long, 1), self._length)

    def _play(
        self, actions: np.ndarray, resetting: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        over = self._time >= self._length
        for kind, length in enumerate((1, self.long)):
            self.finished[kind] += int(np.sum(over & ~resetting & (self._length == length)))
        return np.where(resetting, 0.0, 1.0), over, np.zeros(self.num_envs, dtype=bool)

"""Vector environments for probing code that plays a whole population at once.

Both reset a sub-environment in the step after the end of its episode, as Gymnasium's vector
environments do by default.
"""

from typing import Any

import numpy as np
from gymnasium.vector import VectorEnv

from checks.probing.recording import plain
from checks.probing.remote import travels
from checks.probing.remote_vector import set_sizes
from checks.probing.scripted import NeverResetError

PATIENCE = 20_000


@travels
class RanTooLongError(RuntimeError):
    """The environment was stepped far more often than all episodes need."""


class _Autoreset(VectorEnv):
    """The common part: a clock in each sub-environment, and the step that only resets.

    Args:
        num_envs: how many sub-environments.
        num_actions: size of the action space.

    Attributes:
        steps: how often `step` was called.
        seeds: of all resets.
    """

    def __init__(self, num_envs: int, num_actions: int) -> None:
        set_sizes(self, num_envs, 1, 0.0, num_actions)
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
            RanTooLongError: there were more than ``PATIENCE`` steps.
            ValueError: there is not one valid action for each sub-environment.
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
        """Return the number of steps, and the seeds of all resets."""
        return {"vector_steps": self.steps, "seeds": plain(self.seeds)}

    def _begin(self, beginning: np.ndarray) -> None:
        """Begin an episode in some sub-environments."""

    def _play(
        self, actions: np.ndarray, resetting: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return rewards, and which sub-environments are terminated and truncated."""
        raise NotImplementedError


class Race(_Autoreset):
    """A deterministic environment; the action says who plays, and whether the episode ends.

    A member's parameters are ``(number, length)``. Observation: the steps since the start, shape
    (1,). Action ``2 * number + stop``; an episode is terminated where stop is 1 and truncated
    after `LIMIT` steps. The reward of step t, from 1, is ``pay * (t + number / 8)``.

    Args:
        num_envs: how many sub-environments.
        late_reward: reward of the step that only resets; it belongs to no episode.
        pay: factor of the rewards, which only code that plays can find out.
    """

    LIMIT = 60

    def __init__(self, num_envs: int, late_reward: float, pay: float = 1.0) -> None:
        super().__init__(num_envs, num_actions=2000)
        self.late_reward = late_reward
        self.pay = pay

    @staticmethod
    def act(thetas: np.ndarray, observations: np.ndarray) -> np.ndarray:
        """Stop in the step that has the member's length as its number, counted from 1."""
        return (2 * thetas[:, 0] + (observations[:, 0] + 1 >= thetas[:, 1])).astype(int)

    def _play(
        self, actions: np.ndarray, resetting: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        paid = self.pay * (self._time + actions // 2 / 8)
        rewards = np.where(resetting, self.late_reward, paid)
        return rewards, actions % 2 == 1, self._time >= self.LIMIT


class Lottery(_Autoreset):
    """A fair coin decides whether an episode has one step or many; each step pays 1.

    Args:
        num_envs: how many sub-environments.
        long: number of steps of a long episode.

    Attributes:
        finished: how many short and how many long episodes were played to their end.
    """

    def __init__(self, num_envs: int, long: int) -> None:
        super().__init__(num_envs, num_actions=2)
        self.long = long
        self.finished = [0, 0]
        self._length = np.ones(num_envs, dtype=int)

    def log(self) -> dict:
        """Return steps and seeds, and how many episodes of either kind were finished."""
        return super().log() | {"finished": list(self.finished)}

    @staticmethod
    def act(thetas: np.ndarray, observations: np.ndarray) -> np.ndarray:
        """Return any actions, because nothing depends on them."""
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

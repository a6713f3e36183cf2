"""A vector environment that plays a script and keeps a log, for probing code that takes one."""

from typing import Any

import numpy as np
from gymnasium.vector import VectorEnv

from checks.probing.recording import plain
from checks.probing.remote import travels
from checks.probing.remote_vector import set_sizes
from checks.probing.scripted import PATIENCE, NeverResetError, RanPastTheEnd

NUM_INPUTS = 3
"""Size of the scripted observation."""


@travels
class InvalidActionsError(ValueError):
    """The actions of a step are not one valid action for each sub-environment."""


class ScriptedVecEnv(VectorEnv):
    """Sub-environments with lists of rewards, and with Gymnasium's autoreset in the next step.

    Observation: float32, (sub-environment, episode, step), each counted from 0, or all zeros if
    ``blind``. Every reset starts episode 0, the one of the script. The step after the end of an
    episode only resets, and later episodes have two steps that pay ``LATE_REWARD`` each.

    Args:
        rewards: one list for each sub-environment, as long as its episode.
        truncated: whether the episode of a sub-environment ends truncated instead of terminated.
        num_actions: size of the action space.
        pays: reward of each action, in place of the script's; None takes the script's.
        blind: observations are all zeros.
    """

    LATE_REWARD, LATE_LENGTH = 1000.0, 2

    def __init__(
        self,
        rewards: list[list[float]],
        truncated: list[bool],
        num_actions: int,
        pays: list[float] | None = None,
        blind: bool = False,
    ) -> None:
        set_sizes(self, len(rewards), NUM_INPUTS, -np.inf, num_actions)
        self.lengths = np.array([len(paid) for paid in rewards])
        self.script = np.zeros((self.num_envs, self.lengths.max()))
        for row, paid in zip(self.script, rewards, strict=True):
            row[: len(paid)] = paid
        self.truncated = np.array(truncated, dtype=bool)
        self.pays = None if pays is None else np.array(pays, dtype=float)
        self.blind = blind
        self.seeds: list[int | None] = []
        self.taken: list[np.ndarray] = []
        self._steps = 0

    def _observations(self) -> np.ndarray:
        seen = np.stack([np.arange(self.num_envs), self._episode, self._time], axis=1)
        return (0 * seen if self.blind else seen).astype(np.float32)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict]:
        """Start the episodes of the script, in all sub-environments."""
        super().reset(seed=seed)
        self.seeds.append(seed)
        self._episode = np.zeros(self.num_envs, dtype=int)
        self._time = np.zeros(self.num_envs, dtype=int)
        self._over = np.zeros(self.num_envs, dtype=bool)
        self._steps = 0
        return self._observations(), {}

    def step(
        self, actions: Any
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        """Step all sub-environments.

        Raises:
            NeverResetError: there was no reset.
            InvalidActionsError: there is not one valid action for each sub-environment.
            RanPastTheEnd: all episodes have been over for ``PATIENCE`` steps.
        """
        if not self.seeds:
            raise NeverResetError("step was called before reset")
        if not self.action_space.contains(actions):
            raise InvalidActionsError(
                f"step takes {self.num_envs} actions, each of {self.single_action_space}"
            )
        self._steps += 1
        if self._steps > self.lengths.max() + PATIENCE:
            raise RanPastTheEnd(f"{PATIENCE} steps after the last episode ended")
        actions = np.array(actions).astype(int)
        self.taken.append(actions)
        resetting, first = self._over, self._episode == 0
        rewards = np.full(self.num_envs, self.LATE_REWARD)
        place = np.minimum(self._time, self.script.shape[1] - 1)
        scripted = self.script[np.arange(self.num_envs), place]
        rewards[first] = (scripted if self.pays is None else self.pays[actions])[first]
        rewards[resetting] = 0.0
        self._time = np.where(resetting, 0, self._time + 1)
        self._episode = self._episode + resetting
        length = np.where(first, self.lengths, self.LATE_LENGTH)
        self._over = ~resetting & (self._time >= length)
        return (
            self._observations(),
            rewards,
            self._over & ~self.truncated,
            self._over & self.truncated,
            {},
        )

    def log(self) -> dict:
        """Return the seeds of all resets, and the actions of all steps, shape (steps, num_envs)."""
        taken = np.array(self.taken) if self.taken else None
        return {"seeds": plain(self.seeds), "taken": taken}

"""An environment that plays a script and keeps a log, for probing code that takes one."""

import copy
from typing import Any

import gymnasium as gym
import numpy as np

from checks.probing.remote import travels

PATIENCE = 20
OBSERVATIONS = gym.spaces.Box(-np.inf, np.inf, (2,), np.float32)
"""Is copied for each environment, which takes a tenth of the time of making a new space."""


@travels
class RanPastTheEnd(RuntimeError):
    """The student's loop went on stepping long after the episode was over."""


@travels
class NeverResetError(RuntimeError):
    """The student's loop stepped an environment that was not reset."""


@travels
class NoObservationError(TypeError):
    """The student's loop gave the policy something other than an observation."""


class ScriptedEnv(gym.Env):
    """An environment with a list of rewards for each episode.

    Observation t of an episode is ``[t, 10 * t + 1]``, float32, so that the use of an old
    observation shows. Steps past the end pay ``LATE_REWARD``; after ``PATIENCE`` of them `step`
    raises. The log holds ``("reset", seed)`` and ``("step", action)`` in order.

    Args:
        episodes: one list of rewards for each episode; the last one repeats.
        ending: "terminated" or "truncated", which the last step of an episode reports.
        num_actions: size of the action space.
        by_seed: maps the seed of a reset to the rewards of its episode, which replaces the one in
            ``episodes``.
    """

    LATE_REWARD = 1000.0
    metadata = {"render_modes": []}

    def __init__(
        self,
        episodes: list[list[float]],
        ending: str = "terminated",
        num_actions: int = 2,
        by_seed: dict[int, list[float]] | None = None,
    ) -> None:
        self.observation_space = copy.copy(OBSERVATIONS)
        self.action_space = gym.spaces.Discrete(num_actions)
        self.episodes = episodes
        self.ending = ending
        self.by_seed = by_seed or {}
        self.log: list[tuple[str, Any]] = []
        self.late_steps = 0
        self._rewards: list[float] = []
        self._started = 0
        self._time = 0

    def _observation(self) -> np.ndarray:
        return np.array([self._time, 10 * self._time + 1], dtype=np.float32)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict]:
        """Start the next episode of the script."""
        super().reset(seed=seed)
        self.log.append(("reset", None if seed is None else int(seed)))
        scripted = self.episodes[min(self._started, len(self.episodes) - 1)]
        self._rewards = self.by_seed.get(seed, scripted)
        self._started += 1
        self._time = 0
        return self._observation(), {}

    def step(self, action: Any) -> tuple[np.ndarray, float, bool, bool, dict]:
        """Pay the next reward of the script.

        Raises:
            NeverResetError: there was no reset.
            RanPastTheEnd: there were more than ``PATIENCE`` steps after the end.
        """
        if not self.log:
            raise NeverResetError("step was called before reset")
        self.log.append(("step", action))
        self._time += 1
        over = self._time >= len(self._rewards)
        late = self._time > len(self._rewards)
        if late:
            self.late_steps += 1
            if self.late_steps > PATIENCE:
                raise RanPastTheEnd(f"{PATIENCE} steps after the episode ended")
        reward = self.LATE_REWARD if late else self._rewards[self._time - 1]
        ends = (over and self.ending == "terminated", over and self.ending == "truncated")
        return self._observation(), reward, *ends, {}

    def resets(self) -> list[int | None]:
        """Return the seeds of all resets so far, in order."""
        return [what for kind, what in self.log if kind == "reset"]

    def actions(self) -> list[Any]:
        """Return the actions of all steps so far, in order."""
        return [what for kind, what in self.log if kind == "step"]


def scripted(case: dict) -> ScriptedEnv:
    """Make the environment of a case from ``episodes`` and, if it has them, the other settings."""
    by_seed = {int(seed): rewards for seed, rewards in case.get("by_seed", {}).items()}
    return ScriptedEnv(
        case["episodes"], case.get("ending", "terminated"), case.get("num_actions", 2), by_seed
    )

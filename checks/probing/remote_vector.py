"""Vector environments that stay with the grader, and the stand-in for one."""

from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space

from checks.probing.recording import plain
from checks.probing.remote import Host, Remote, travels


@travels
class SteppedTooOftenError(RuntimeError):
    """The environment was used far more often than its episodes need."""


class VectorHost(Host):
    """The vector environments of one probe, each with a ``log()``.

    Args:
        case: with what `build` needs.
        build: ``build(case)`` makes one environment.
        secret: names of the case that are not sent.
        most: how many environments the probe makes.
        uses: how often they may be reset, stepped and asked, all together.
    """

    def __init__(
        self,
        case: dict,
        build: Callable[[dict], VectorEnv],
        secret: tuple[str, ...],
        most: int = 1,
        uses: int = 25_000,
    ) -> None:
        super().__init__(case, most)
        self.build = build
        self.secret = secret
        self.uses = uses

    def make(self) -> VectorEnv:
        """One more environment of the case."""
        return self.build(self.case)

    def use(self, asked: dict) -> Any:
        """Reset or step an environment, or tell its sizes."""
        self.uses -= 1
        if self.uses < 0:
            raise SteppedTooOftenError("the environments were used far too often")
        env = self.things[asked["thing"]]
        if asked["do"] == "sizes":
            return _sizes(env)
        if asked["do"] == "reset":
            return env.reset(seed=asked["seed"])
        return env.step(asked["actions"])


def _sizes(env: VectorEnv) -> list:
    space = env.single_observation_space
    lowest = float(space.low.min())
    return [env.num_envs, space.shape[0], lowest, int(env.single_action_space.n)]


class RemoteVectorEnv(Remote, VectorEnv):
    """The student's end of a vector environment whose spaces are a box and a few actions."""

    def __init__(self) -> None:
        super().__init__()
        count, size, low, num_actions = self.ask("sizes")
        self.metadata = {"autoreset_mode": AutoresetMode.NEXT_STEP}
        self.num_envs = count
        self.single_observation_space = gym.spaces.Box(low, np.inf, (size,), np.float32)
        self.observation_space = batch_space(self.single_observation_space, count)
        self.single_action_space = gym.spaces.Discrete(num_actions)
        self.action_space = batch_space(self.single_action_space, count)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict]:
        """Start an episode in every sub-environment."""
        super().reset(seed=seed)
        return self.ask("reset", seed=plain(seed))

    def step(
        self, actions: Any
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        """Step all sub-environments; what it raises is what the environment raises."""
        return self.ask("step", actions=plain(actions))

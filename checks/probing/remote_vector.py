"""Keep vector environments on the grader's side, with a stand-in for one."""

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
    """The grader's end of the vector environments of one probe, each with a ``log()``.

    Args:
        case: the whole case.
        build: ``build(case)`` makes one environment.
        secret: names of the entries of the case that are not sent.
        most: how many environments the probe makes.
        uses: how many requests there may be to all of them together.
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
        """Make one more environment of the case."""
        return self.build(self.case)

    def use(self, asked: dict) -> Any:
        """Reset or step an environment, or return its sizes."""
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


def set_sizes(env: VectorEnv, num_envs: int, size: int, lowest: float, num_actions: int) -> None:
    """Set up the spaces of a vector environment that resets in the step after an episode's end.

    Args:
        env: the environment; its observations are float32 and have no upper bound.
        num_envs: number of sub-environments.
        size: of an observation.
        lowest: the lower bound of every number of an observation.
        num_actions: size of the action space.
    """
    env.metadata = {"autoreset_mode": AutoresetMode.NEXT_STEP}
    env.num_envs = num_envs
    env.single_observation_space = gym.spaces.Box(lowest, np.inf, (size,), np.float32)
    env.observation_space = batch_space(env.single_observation_space, num_envs)
    env.single_action_space = gym.spaces.Discrete(num_actions)
    env.action_space = batch_space(env.single_action_space, num_envs)


class RemoteVectorEnv(Remote, VectorEnv):
    """The student's end of a vector environment with a box of observations and a few actions."""

    def __init__(self) -> None:
        super().__init__()
        set_sizes(self, *self.ask("sizes"))

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict]:
        """Start an episode in every sub-environment."""
        super().reset(seed=seed)
        return self.ask("reset", seed=plain(seed))

    def step(
        self, actions: Any
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        """Step all sub-environments, or raise what the environment raises."""
        return self.ask("step", actions=plain(actions))

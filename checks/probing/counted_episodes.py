"""Provide an environment that counts its episodes and allows only so many of them."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gymnasium as gym

ENV_ID = "lwg/Counted-v0"


class OutOfEpisodesError(RuntimeError):
    """The student's code asked for more episodes than there are."""


@dataclass
class Counter:
    """The number of episodes that were begun."""

    episodes: int = 0


class _Counted(gym.Wrapper):
    def __init__(self, env: gym.Env, counter: Counter, limit: int) -> None:
        super().__init__(env)
        self.counter = counter
        self.limit = limit

    def reset(self, **options: Any) -> tuple[Any, dict]:
        if self.counter.episodes >= self.limit:
            raise OutOfEpisodesError(f"there are {self.limit} episodes for a training, and no more")
        self.counter.episodes += 1
        return self.env.reset(**options)


@contextlib.contextmanager
def counted_environment(env_id: str, limit: int) -> Iterator[tuple[str, Counter]]:
    """Register an environment that counts its episodes, for as long as the block lasts.

    Args:
        env_id: the environment to count in.
        limit: how many episodes there are, in all copies of it together.

    Yields:
        The id under which `gymnasium.make` finds the environment, and the counter.
    """
    counter = Counter()

    def make(**settings: Any) -> gym.Env:
        return _Counted(gym.make(env_id, disable_env_checker=True, **settings), counter, limit)

    gym.register(id=ENV_ID, entry_point=make, disable_env_checker=True)
    try:
        yield ENV_ID, counter
    finally:
        gym.registry.pop(ENV_ID, None)

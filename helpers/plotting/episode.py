"""Watch a policy play: one episode, shown as a film inside the notebook."""

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gymnasium as gym
import numpy as np
from PIL import Image

from helpers.plotting.movie import show_movie
from helpers.plotting.words import number

NO_PICTURES = "it draws no pictures of itself"


def show_episode(
    env_id: str, policy: Callable[[Any], Any], seed: int = 0, max_steps: int = 200
) -> None:
    """Play one episode and show it, at half size, as a film that can be paused and replayed.

    Args:
        env_id: an environment that can draw itself, for example "CartPole-v1".
        policy: maps an observation to an action.
        seed: seeds the reset.
        max_steps: the film stops after this many steps, even if the episode goes on.

    Raises:
        ValueError: there is no such environment, it cannot draw itself, or max_steps is less
            than 1.
    """
    if max_steps < 1:
        raise ValueError(f"max_steps is {max_steps}; show at least one step")
    with _quiet_screen():
        frames, milliseconds, total, ending = _play(env_id, policy, seed, max_steps)
    steps = f"{len(frames) - 1} step" + ("s" if len(frames) != 2 else "")
    summary = f"{env_id}, seed {seed}: {ending} after {steps}, return {number(total)}."
    show_movie(frames, milliseconds, summary)


def _play(env_id: str, policy: Callable, seed: int, max_steps: int):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            env = gym.make(env_id, render_mode="rgb_array")
    except gym.error.Error as error:
        raise ValueError(f"{env_id!r} cannot be shown: {error}") from None
    except TypeError as error:
        if "render_mode" not in str(error):
            raise
        raise ValueError(f"{env_id!r} cannot be shown: {NO_PICTURES}") from None
    with env:
        if "rgb_array" not in env.metadata.get("render_modes", []):
            raise ValueError(f"{env_id!r} cannot be shown: {NO_PICTURES}")
        observation, _ = env.reset(seed=seed)
        frames = [_half(env.render())]
        total, ending = 0.0, "shown up to here,"
        for _ in range(max_steps):
            observation, reward, terminated, truncated, _ = env.step(policy(observation))
            total += float(reward)
            frames.append(_half(env.render()))
            if terminated or truncated:
                ending = "terminated" if terminated else "truncated"
                break
        return frames, 1000 / env.metadata.get("render_fps", 30), total, ending


def _half(frame: np.ndarray) -> Image.Image:
    """Halve a frame's size; each pixel is the mean of four, so that thin lines survive."""
    return Image.fromarray(frame).reduce(2)


@contextmanager
def _quiet_screen() -> Iterator[None]:
    """Let pygame draw silently and without a screen, and restore the environment variables."""
    with tempfile.TemporaryDirectory() as runtime:
        settings = {
            "SDL_VIDEODRIVER": "dummy",
            "PYGAME_HIDE_SUPPORT_PROMPT": "1",
            "XDG_RUNTIME_DIR": os.environ.get("XDG_RUNTIME_DIR", runtime),
        }
        before = {name: os.environ.get(name) for name in settings}
        os.environ.update(settings)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value

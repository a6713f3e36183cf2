"""An episode is shown in full as a small film that can be paused, and leaves nothing behind."""

import os

import gymnasium as gym
import numpy as np
import pytest

from helpers.plotting import show_episode

FRAME_TIME = 20
"""Milliseconds per frame: CartPole's metadata say 50 frames per second."""


def swinging(state):
    """Keep the pole up and the cart moving, so that no two frames are equal."""
    return int(state[2] + state[3] + 0.4 * state[1] > 0)


def test_two_hundred_steps_are_201_frames_in_under_100_kilobytes(notebook, capsys):
    show_episode("CartPole-v1", swinging, seed=3, max_steps=200)
    assert "after 200 steps, return 200" in capsys.readouterr().out
    times, pictures = zip(*notebook.film, strict=True)
    assert times == pytest.approx([i * FRAME_TIME for i in range(201)])
    assert {picture.size for picture in pictures} == {(300, 200)}
    assert len(notebook.shown[0]["text/html"]) < 100_000


def test_the_film_can_be_paused_without_a_script(notebook):
    show_episode("CartPole-v1", lambda _: 0)
    html = notebook.shown[0]["text/html"]
    assert html.startswith("<video controls ")
    assert "<script" not in html


def test_the_film_ends_with_the_still_picture(notebook):
    show_episode("CartPole-v1", swinging, seed=3, max_steps=30)
    last = np.asarray(notebook.film[-1][1]).astype(float)
    still = np.asarray(notebook.picture.convert("RGB")).astype(float)
    assert np.abs(last - still).mean() < 3.0


@pytest.mark.parametrize("seed", [0, 5])
def test_the_last_frame_is_gymnasiums_own_at_half_size(notebook, seed):
    show_episode("CartPole-v1", lambda _: 1, seed=seed)
    with gym.make("CartPole-v1", render_mode="rgb_array") as env:
        env.reset(seed=seed)
        over = False
        while not over:
            *_, terminated, truncated, _ = env.step(1)
            over = terminated or truncated
        frame = env.render().astype(float)
    halved = frame.reshape(200, 2, 300, 2, 3).mean(axis=(1, 3))
    assert np.abs(np.asarray(notebook.picture.convert("RGB")) - halved).max() <= 1.0


@pytest.mark.parametrize(
    ("env_id", "policy", "max_steps", "words"),
    [
        ("CartPole-v1", lambda _: 0, 200, "terminated after 11 steps, return 11."),
        ("CartPole-v1", swinging, 3, "shown up to here, after 3 steps, return 3."),
        ("CartPole-v1", lambda _: 0, 1, "shown up to here, after 1 step, return 1."),
        ("MountainCar-v0", lambda _: 1, 200, "truncated after 200 steps, return -200."),
    ],
)
def test_the_line_says_how_and_when_the_episode_ended(capsys, env_id, policy, max_steps, words):
    show_episode(env_id, policy, seed=0, max_steps=max_steps)
    assert capsys.readouterr().out == f"{env_id}, seed 0: {words}\n"


def test_the_environment_variables_are_restored_and_nothing_is_printed(monkeypatch, capfd):
    for name in ("XDG_RUNTIME_DIR", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)
    before = dict(os.environ)
    show_episode("CartPole-v1", lambda _: 0)
    assert dict(os.environ) == before
    assert capfd.readouterr().err == ""


def test_the_environment_is_closed_even_if_the_policy_raises(monkeypatch):
    closed = []
    close = gym.envs.classic_control.CartPoleEnv.close
    monkeypatch.setattr(
        gym.envs.classic_control.CartPoleEnv, "close", lambda env: (closed.append(env), close(env))
    )

    def stumble(state):
        raise RuntimeError("stumbled")

    with pytest.raises(RuntimeError, match="stumbled"):
        show_episode("CartPole-v1", stumble)
    assert len(closed) == 1


@pytest.mark.parametrize(
    ("env_id", "max_steps", "words"),
    [
        ("Nowhere-v1", 10, "'Nowhere-v1' cannot be shown"),
        ("lwg/Counter-v0", 10, "'lwg/Counter-v0' cannot be shown: it draws no pictures"),
        ("CartPole-v1", 0, "max_steps is 0"),
    ],
)
def test_bad_input_is_refused_in_one_line(env_id, max_steps, words, capfd):
    with pytest.raises(ValueError, match=words) as caught:
        show_episode(env_id, lambda _: 0, max_steps=max_steps)
    assert "\n" not in str(caught.value)
    assert capfd.readouterr() == ("", "")

"""Examine `random_rollout` (lesson 01)."""

from functools import partial

import gymnasium as gym
import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import number_problem
from checks.lesson_01 import probes
from checks.lesson_01.scripted_episodes import episode_cases, judge_sum, reset_problem
from checks.probing.remote_env import EpisodeHost
from checks.report import show


def judge_random_seed(case: Case, record: Record) -> Problem | None:
    """Judge that the seed fixes the environment's reset and the action space's draws."""
    if (problem := reset_problem(case, record)) is not None:
        return problem
    space = gym.spaces.Discrete(case["num_actions"], seed=case["seed"])
    expected = [int(space.sample()) for _ in case["episodes"][0]]
    if same(record["actions"], expected):
        return None
    if not same(record["actions"], record["actions_again"]):
        cause = "Two runs with one seed took different actions: seed the action space as well."
    elif len(set(record["actions"])) == 1:
        cause = "The action never changes: draw a new one from the action space at every step."
    else:
        cause = (
            "The actions repeat, but they do not come from the environment's own action space, "
            "seeded with this very seed once: sample from env.action_space."
        )
    return Problem(case["given"], show(expected), show(record["actions"]), cause)


def seed_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make episodes so long that random actions repeat by chance only once in 5^15."""
    seeds = rng.integers(1, 10_000, size=3 if graded else 1)
    return [
        {
            "given": f"an episode of 15 steps, five actions, seed={seed}",
            "episodes": [[1.0] * 15],
            "num_actions": 5,
            "seed": int(seed),
        }
        for seed in seeds
    ]


def cartpole_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Draw seeds for random episodes on CartPole."""
    seeds = rng.integers(0, 10_000, size=4 if graded else 2)
    return [{"given": f"CartPole-v1, seed={seed}", "seed": int(seed)} for seed in seeds]


def judge_random_cartpole(case: Case, record: Record) -> Problem | None:
    """Judge the return against that of the same episode, played here step by step."""
    with gym.make("CartPole-v1") as env:
        env.reset(seed=case["seed"])
        env.action_space.seed(case["seed"])
        total, over = 0.0, False
        while not over:
            _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
            total, over = total + float(reward), terminated or truncated
    return number_problem(
        case["given"],
        record["value"],
        total,
        {"One step too many: CartPole pays 1 a step.": total + 1, "One step short.": total - 1},
        "Another episode than this seed's: seed the environment and its action space, once each.",
    )


sum_property = partial(
    Property, probe=probes.random_episode, judge=judge_sum, compare=1e-9, host=EpisodeHost
)

random_rollout = Exercise(
    "random_rollout",
    points=2,
    properties=[
        sum_property(
            "returns the sum of the rewards of one episode, truncated at the end",
            0.5,
            episode_cases("truncated"),
        ),
        sum_property(
            "stops when the episode is terminated, too", 0.125, episode_cases("terminated")
        ),
        Property(
            "one seed fixes the reset and the actions",
            0.25,
            seed_cases,
            probes.random_episode_twice,
            judge_random_seed,
            host=partial(EpisodeHost, most=2),
        ),
        Property(
            "plays CartPole-v1 as Gymnasium does under the same seed",
            0.125,
            cartpole_cases,
            probes.random_cartpole,
            judge_random_cartpole,
            compare=1e-9,
        ),
    ],
)

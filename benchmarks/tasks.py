"""The tasks that are measured, and the peers that are compared on each.

A training is timed including its own tests. Its result is then judged, untimed, on 100 fresh
episodes. The lecture's code is treated more leniently: its own criterion decides whether it
reached the target or, if it has none, the untimed test that stops it.
"""

from collections.abc import Iterable

import numpy as np

from benchmarks import cartpole, cem_linear, jax_peer, lessons, nes_network, throughput, workers
from benchmarks.cartpole import mean_return
from benchmarks.clock import Clock
from benchmarks.plan import Peer, Say, Settings, Task
from benchmarks.runs import Run
from benchmarks.source import cem, deep_cem, nes
from helpers import frozen_lake
from helpers.batched import Act, linear_act, network_act

TEST_SEED = 1_000_000
"""The final test is seeded with this number plus the seed of the training."""


def nes_cartpole(settings: Settings, say: Say) -> list[Peer]:
    """Compare the lecture's NES, lesson 06's functions on a batched network, and NES in JAX."""
    task, target = "nes-cartpole", 475.0
    lesson_06 = lessons.pieces("06_natural_evolution_strategies")
    act = network_act()

    def source(seed: int) -> Iterable[Run]:
        clock = Clock(settings.cap)
        progress = nes.train(seed, target, clock)
        elapsed = clock.read()
        value = mean_return(progress.w, push_right_if_negative, TEST_SEED + seed)
        reached = progress.passed(target) is not None
        note = progress.note()
        yield Run(task, "source", seed, *elapsed, progress.steps, value, reached, note)

    def ours(seed: int) -> Iterable[Run]:
        clock = Clock()
        theta, steps = nes_network.train(seed, lesson_06)
        elapsed = clock.read()
        value = mean_return(theta, act, TEST_SEED + seed)
        yield Run(task, "ours", seed, *elapsed, steps, value, value >= target)

    peers = [Peer("source", 1, source), Peer("ours", 50, ours)]
    compiled = jax_peer.prepare(say)
    if compiled is not None:

        def in_jax(seed: int) -> Iterable[Run]:
            clock = Clock()
            theta, steps = compiled.train(seed)
            elapsed = clock.read()
            value = mean_return(np.asarray(theta, dtype=float), act, TEST_SEED + seed)
            setup = compiled.compile_seconds
            yield Run(task, "JAX", seed, *elapsed, steps, value, value >= target, setup=setup)

        peers.append(Peer("JAX", 50, in_jax))
    return peers


def cem_cartpole(settings: Settings, say: Say) -> list[Peer]:
    """Compare the lecture's CEM, lesson 05's, and lesson 05's functions on batched rollouts."""
    task, target = "cem-cartpole", 475.0
    lesson_05 = lessons.pieces("05_cross_entropy_method")
    act = linear_act(4, 2)

    def source(seed: int) -> Iterable[Run]:
        def solved(theta: np.ndarray) -> bool:
            return mean_return(theta, act, TEST_SEED + seed) >= target

        clock = Clock(settings.cap)
        theta, steps = cem.train(seed, solved, clock)
        elapsed = clock.read()
        value = mean_return(theta, act, TEST_SEED + seed)
        yield Run(task, "source", seed, *elapsed, steps, value, value >= target)

    def ours(seed: int) -> Iterable[Run]:
        theta, elapsed, steps = lessons.train(lesson_05, "train_cartpole", seed)
        value = mean_return(theta, act, TEST_SEED + seed)
        yield Run(task, "ours", seed, *elapsed, steps, value, value >= target)

    def batched(seed: int) -> Iterable[Run]:
        clock = Clock()
        theta, steps = cem_linear.train(seed, lesson_05)
        elapsed = clock.read()
        value = mean_return(theta, act, TEST_SEED + seed)
        yield Run(task, "batched", seed, *elapsed, steps, value, value >= target)

    return [Peer("source", 20, source), Peer("ours", 20, ours), Peer("batched", 50, batched)]


def deep_cem_cartpole(settings: Settings, say: Say) -> list[Peer]:
    """Compare the lecture's DeepCEM with lesson 09's."""
    task, target = "deep-cem-cartpole", 195.0
    lesson_09 = lessons.pieces("09_deep_cem")

    def source(seed: int) -> Iterable[Run]:
        clock = Clock(settings.cap)
        mean, steps, note = deep_cem.train(seed, target, clock)
        yield Run(task, "source", seed, *clock.read(), steps, mean, mean > target, note)

    def ours(seed: int) -> Iterable[Run]:
        agent, elapsed, steps = lessons.train(lesson_09, "train_deep_cem", cartpole.ENV_ID, seed)
        test = cartpole.make_envs(cartpole.TEST_EPISODES)
        rng = np.random.default_rng(TEST_SEED + seed)
        *_, returns = lesson_09["play_episodes"](agent.classifier.predict_proba, test, rng)
        value = float(np.mean(returns))
        yield Run(task, "ours", seed, *elapsed, steps, value, value >= target)

    return [Peer("source", 5, source), Peer("ours", 20, ours)]


def nes_frozenlake(settings: Settings, say: Say) -> list[Peer]:
    """Measure lesson 06's NES on FrozenLake; the lecture only has a heading for it."""
    task, target = "nes-frozenlake", 0.70
    lesson_06 = lessons.pieces("06_natural_evolution_strategies")

    def ours(seed: int) -> Iterable[Run]:
        theta, elapsed, steps = lessons.train(lesson_06, "train_frozenlake", seed)
        value = frozen_lake.success_probability(theta)
        yield Run(task, "ours", seed, *elapsed, steps, value, value >= target)

    return [Peer("ours", 20, ours)]


def reinforce_cartpole(settings: Settings, say: Say) -> list[Peer]:
    """Measure lesson 03's REINFORCE; the lecture has no code for it."""
    task, target = "reinforce-cartpole", 195.0
    lesson_03 = lessons.pieces("03_policy_gradients")

    def ours(seed: int) -> Iterable[Run]:
        theta, elapsed, steps = lessons.train(lesson_03, "train_reinforce", seed)
        value = mean_return(np.ravel(theta), sampler(TEST_SEED + seed), TEST_SEED + seed)
        yield Run(task, "ours", seed, *elapsed, steps, value, value >= target)

    return [Peer("ours", 20, ours)]


def throughput_random(settings: Settings, say: Say) -> list[Peer]:
    """Measure the steps per second of random policies."""

    def run(seed: int) -> Iterable[Run]:
        population = throughput.random_population
        return throughput.measure("throughput-random", "random", population, seed, settings.members)

    return [Peer("three ways", 11, run)]


def throughput_trained(settings: Settings, say: Say) -> list[Peer]:
    """Measure the steps per second of trained policies, which play long episodes."""
    lesson_06 = lessons.pieces("06_natural_evolution_strategies")
    population = throughput.trained_population(lesson_06)

    def run(seed: int) -> Iterable[Run]:
        return throughput.measure(
            "throughput-trained", "trained", population, seed, settings.members
        )

    return [Peer("three ways", 5, run)]


def ray_workers(settings: Settings, say: Say) -> list[Peer]:
    """Compare lesson 07's evaluation on Ray with one worker and with two."""
    lesson_07 = lessons.pieces("07_distributed_nes")
    evaluation = workers.Evaluation(lesson_07, pairs=min(24, settings.members))

    def peer(name: str) -> Peer:
        return Peer(name, 5, lambda seed: evaluation.measure("ray-workers", name, seed))

    return [peer(name) for name in workers.WORKERS]


def push_right_if_negative(thetas: np.ndarray, observations: np.ndarray) -> np.ndarray:
    """Act like the lecture's linear policy, for a batch."""
    return (np.vecdot(thetas, observations) < 0).astype(int)


def sampler(seed: int) -> Act:
    """Make ``act`` for linear softmax policies with two actions, theta (2, 4) flattened."""
    rng = np.random.default_rng(seed)

    def act(thetas: np.ndarray, observations: np.ndarray) -> np.ndarray:
        preference = np.vecdot(thetas[:, 4:] - thetas[:, :4], observations)
        return (rng.random(len(thetas)) < 0.5 * (1 + np.tanh(preference / 2))).astype(int)

    return act


TASKS = {
    task.name: task
    for task in (
        Task("nes-cartpole", "NES, CartPole-v1 to 475", nes_cartpole),
        Task("cem-cartpole", "CEM, CartPole-v1 to 475", cem_cartpole),
        Task("deep-cem-cartpole", "DeepCEM, CartPole-v1 to 195", deep_cem_cartpole),
        Task("nes-frozenlake", "NES, slippery FrozenLake to 0.70", nes_frozenlake),
        Task("reinforce-cartpole", "REINFORCE, CartPole-v1 to 195", reinforce_cartpole),
        Task("throughput-random", "random policies", throughput_random, "one by one"),
        Task("throughput-trained", "trained policies", throughput_trained, "one by one"),
        Task("ray-workers", "lesson 07's evaluation on Ray", ray_workers, "one worker"),
    )
}

"""Lesson 09, train_deep_cem: the network that comes back is played by the judge."""

from collections.abc import Callable

import gymnasium as gym
import numpy as np

from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import global_random_problem
from checks.lesson_09 import probes
from checks.lesson_09.learning import CAUSES as AGENT_CAUSES
from checks.lesson_09.networks import network_problem, probabilities, same_network
from helpers.batched import rollout_population

INPUTS = {"CartPole-v1": 4, "lwg/Counter-v0": 1}
NUM_ACTIONS = 2
TARGET, EPISODES = 195.0, 100
COUNTER = 0.95 * 16.0
TRIALS = 4

CAUSES = AGENT_CAUSES | {
    "NameNotFound": "The environment is not known: gym.make_vec(env_id, num_envs=…), with the "
    "env_id that was handed over.",
    "features, but MLPClassifier": "The network has as many inputs as an observation of this "
    "environment: vec_env.single_observation_space.shape[0]; it is 1 for lwg/Counter-v0.",
}


def mean_return(network: dict, env_id: str, seed: int) -> float:
    """Mean return of a batch of episodes whose actions are sampled from a network."""
    rng = np.random.default_rng(seed)

    def act(_: np.ndarray, observations: np.ndarray) -> np.ndarray:
        shares = probabilities(network, observations)
        return (rng.random(len(shares)) > shares[:, 0]).astype(int)

    vec_env = gym.make_vec(env_id, num_envs=EPISODES)
    return float(rollout_population(np.zeros((1, 1)), vec_env, act, EPISODES, seed).mean())


def judge_by_playing(target: float) -> Callable:
    """A judge that plays the network and asks for a mean return.

    One of up to `TRIALS` seeds is enough. The reference reached the mean of CartPole on 300 of 300
    seeds (lowest mean 268) and that of Counter on 100 of 100, so that with 95 % confidence it fails
    on less than 1 % and 3 % of all seeds (the rule of three, 3 / runs), and on `TRIALS` = 4 in a
    row with a probability under 0.03^4 = 8e-7.
    """

    def judge(case: Case, record: Record) -> Problem | None:
        given, network, env_id = case["given"], record["value"], case["env_id"]
        problem = network_problem(given, network, INPUTS[env_id], NUM_ACTIONS)
        if problem is not None:
            return problem
        reached = mean_return(network, env_id, case["fresh_seed"])
        if reached >= target:
            return None
        return Problem(
            given,
            f"a mean return ≥ {target:g} over {EPISODES} fresh episodes with sampled actions",
            f"{reached:.1f}",
            training_cause(network),
        )

    return judge


def training_cause(network: dict) -> str:
    """The likeliest cause of a network that has not learned."""
    seen = network["seen"]
    if seen < 100:
        return (
            f"The network has seen {seen} rows in all: is `train` called, and is it this agent "
            "that comes back?"
        )
    if seen < 3000:
        return (
            f"The network has seen {seen} rows in all, too few: more iterations, or more "
            "sub-environments."
        )
    dice = np.random.default_rng(0)
    states = dice.normal(scale=0.3, size=(200, network["coefs"][0].shape[0]))
    shares = probabilities(network, states)[:, 0]
    if np.std(shares) < 0.1 and np.mean(np.abs(shares - 0.5)) > 0.3:
        return (
            "The network takes one action nearly everywhere: is the learning rate too high, or are "
            "there too few elites?"
        )
    if np.std(shares) < 0.1:
        return (
            f"After {seen} rows every action is still nearly a fair coin: a higher learning rate, "
            "or more iterations."
        )
    return (
        "It has begun to learn but stopped too early: more iterations, or a higher target at which "
        "training ends."
    )


def _cases(env_id: str, count: int) -> Callable:
    def cases(rng: np.random.Generator, graded: bool) -> list[Case]:
        return [
            {
                "given": f"train_deep_cem({env_id!r}, {seed})",
                "env_id": env_id,
                "seed": int(seed),
                "fresh_seed": int(rng.integers(10**6, 10**7)),
                "causes": CAUSES,
            }
            for seed in rng.choice(10_000, size=count, replace=False)
        ]

    return cases


def judge_repeats(case: Case, record: Record) -> Problem | None:
    """Two runs with one seed agree, bit for bit."""
    given, env_id = case["given"], case["env_id"]
    for network in (record["value"], record["again"]):
        problem = network_problem(given, network, INPUTS[env_id], NUM_ACTIONS)
        if problem is not None:
            return problem
    if (problem := global_random_problem(given, record)) is not None:
        return problem
    if same_network(record["value"], record["again"]):
        return None
    return Problem(
        given + ", twice",
        "the same network, bit for bit",
        "another one",
        "Something draws its random numbers from elsewhere than the seed: it makes the generator, "
        "default_rng(seed), and the classifier's random_state.",
    )


train_deep_cem = Exercise(
    "train_deep_cem",
    points=3,
    slow=True,
    properties=[
        Property(
            f"learns CartPole-v1: mean return ≥ {TARGET:g} over {EPISODES} episodes",
            0.667,
            _cases("CartPole-v1", TRIALS),
            probes.training,
            judge_by_playing(TARGET),
            needed=1,
        ),
        Property(
            "learns lwg/Counter-v0, whose observation has another size, to 0.95 of the best",
            0.167,
            _cases("lwg/Counter-v0", TRIALS),
            probes.training,
            judge_by_playing(COUNTER),
            needed=1,
        ),
        Property(
            "the same seed gives the same result",
            0.166,
            _cases("lwg/Counter-v0", 1),
            probes.training_twice,
            judge_repeats,
        ),
    ],
)

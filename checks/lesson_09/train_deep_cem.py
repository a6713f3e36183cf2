"""Examine `train_deep_cem` (lesson 09): the judge plays the returned agent's network."""

from collections.abc import Callable

import numpy as np

from checks.framework import Case, Exercise, Problem, Property, Record
from checks.lesson_09 import probes
from checks.lesson_09.agent_training import CAUSES as AGENT_CAUSES
from checks.lesson_09.classifier_networks import network_problem, probabilities, same_network
from checks.training import (
    Cases,
    mean_return_problem,
    play,
    repeat_problem,
    training_cases,
)

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


def judge_by_playing(target: float) -> Callable:
    """Make a judge that plays the network and asks for a mean return.

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
        rng = np.random.default_rng(case["fresh_seed"])

        def act(_: np.ndarray, observations: np.ndarray) -> np.ndarray:
            shares = probabilities(network, observations)
            return (rng.random(len(shares)) > shares[:, 0]).astype(int)

        returns = play(env_id, act, EPISODES, case["fresh_seed"])
        how = " with sampled actions"
        return mean_return_problem(given, returns, target, lambda _: training_cause(network), how)

    return judge


def training_cause(network: dict) -> str:
    """Name the likeliest cause of a network that has not learned."""
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


def _cases(env_id: str, count: int) -> Cases:
    return training_cases(f"train_deep_cem({env_id!r}, {{seed}})", count, CAUSES, env_id=env_id)


def judge_repeats(case: Case, record: Record) -> Problem | None:
    """Judge whether two trainings with one seed give the same network."""
    given, inputs = case["given"], INPUTS[case["env_id"]]
    source = "it makes the generator, default_rng(seed), and the classifier's random_state."
    return (
        network_problem(given, record["value"], inputs, NUM_ACTIONS)
        or network_problem(given, record["again"], inputs, NUM_ACTIONS)
        or repeat_problem(given, record, "network", source, equal=same_network)
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

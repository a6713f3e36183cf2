"""Record answers to lesson 03: softmax policies, their gradients, and estimates from episodes.

Every call gets copies of the case's arrays, because an answer may change what it is given and, in
a notebook, the judge reads the same case.
"""

import copy
import time
from collections.abc import Callable

import numpy as np

from checks.probing.recording import observe
from checks.probing.repeated import repeated


def shares(case: dict, softmax: Callable) -> dict:
    """Record the shares of an array of preferences."""
    return observe(softmax, np.array(case["preferences"]))


def probabilities(case: dict, action_probabilities: Callable) -> dict:
    """Record the probabilities of one state."""
    return observe(action_probabilities, *copy.deepcopy([case["theta"], case["state"]]))


def log_gradient(case: dict, grad_log_policy: Callable) -> dict:
    """Record the gradient for one state and one action."""
    theta, state = copy.deepcopy([case["theta"], case["state"]])
    return observe(grad_log_policy, theta, state, case["action"])


def log_gradients(case: dict, grad_log_policy: Callable) -> dict:
    """Record a list of the gradients for one state and every action."""

    def every_action(theta: np.ndarray, state: np.ndarray) -> list:
        return [grad_log_policy(theta, state, action) for action in range(len(theta))]

    return observe(every_action, *copy.deepcopy([case["theta"], case["state"]]))


def returns(case: dict, rewards_to_go: Callable) -> dict:
    """Record the returns of one episode."""
    return observe(rewards_to_go, np.array(case["rewards"]), case["gamma"])


def long_episodes(case: dict, rewards_to_go: Callable) -> dict:
    """Record ever longer episodes, until one takes too much processor time.

    The record is that of the last call. It also has ``length`` (of the last episode), ``seconds``
    (that the last call took) and ``allowed``: the case's ``seconds``, or the time of ``loops``
    plain loops over the same rewards if that is more.
    """
    # The first call is not timed, because it may import something.
    record = observe(rewards_to_go, np.array(case["rewards"]), case["gamma"])
    length, seconds, allowed = len(case["rewards"]), 0.0, 0.0
    for length in case["lengths"]:
        rewards = np.resize(case["rewards"], length)
        loop_seconds = min(_processor_time(_plain_loop, rewards) for _ in range(3))
        allowed = max(case["seconds"], case["loops"] * loop_seconds)
        start = time.thread_time()
        record = observe(rewards_to_go, np.array(rewards), case["gamma"])
        seconds = time.thread_time() - start
        if record["raised"] is not None or seconds > allowed:
            break
    return record | {"length": length, "seconds": seconds, "allowed": allowed}


def _plain_loop(values: np.ndarray) -> float:
    total = 0.0
    for value in values:
        total = value + 0.5 * total
    return total


def _processor_time(function: Callable, *args: object) -> float:
    start = time.thread_time()
    function(*args)
    return time.thread_time() - start


def gradient(case: dict, policy_gradient: Callable) -> dict:
    """Record one estimate; if the case's gamma is None, it is left to the default."""
    theta, episodes = copy.deepcopy([case["theta"], case["episodes"]])
    settings = {} if case["gamma"] is None else {"gamma": case["gamma"]}
    return observe(policy_gradient, theta, episodes, **settings)


def training(case: dict, train_reinforce: Callable) -> dict:
    """Record one training."""
    return observe(train_reinforce, case["seed"])


def trainings(case: dict, train_reinforce: Callable) -> dict:
    """Record two trainings with one seed, and one with the next."""
    return repeated(training, case, train_reinforce, other_seed=True)

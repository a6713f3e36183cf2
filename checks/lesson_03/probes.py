"""Probes of lesson 03: softmax policies, the gradient of their log, estimates from episodes.

Arrays of a case are copied before they are handed over: in a notebook the judge reads the same
case, and an answer may change what it is given.
"""

import copy
import time
from collections.abc import Callable

import numpy as np

from checks.probing.recording import observe


def shares(case: dict, softmax: Callable) -> dict:
    """One call with an array of preferences."""
    return observe(softmax, np.array(case["preferences"]))


def probabilities(case: dict, action_probabilities: Callable) -> dict:
    """The probabilities of one state."""
    return observe(action_probabilities, *copy.deepcopy([case["theta"], case["state"]]))


def log_gradient(case: dict, grad_log_policy: Callable) -> dict:
    """The gradient for one state and one action."""
    theta, state = copy.deepcopy([case["theta"], case["state"]])
    return observe(grad_log_policy, theta, state, case["action"])


def log_gradients(case: dict, grad_log_policy: Callable) -> dict:
    """The gradients for one state and every action, in a list."""

    def every_action(theta: np.ndarray, state: np.ndarray) -> list:
        return [grad_log_policy(theta, state, action) for action in range(len(theta))]

    return observe(every_action, *copy.deepcopy([case["theta"], case["state"]]))


def returns(case: dict, rewards_to_go: Callable) -> dict:
    """The returns of one episode."""
    return observe(rewards_to_go, np.array(case["rewards"]), case["gamma"])


def long_episodes(case: dict, rewards_to_go: Callable) -> dict:
    """Episodes that grow longer, until one takes far more processor time than a plain loop.

    The value is the last answer. The record adds how many rewards the last episode had, the
    seconds of the call, and ``allowed``: so many seconds, or so many times a loop over the same
    rewards, whichever is more.
    """
    # The first call may import something.
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
    """One estimate; where the case's gamma is None, the default is taken."""
    theta, episodes = copy.deepcopy([case["theta"], case["episodes"]])
    settings = {} if case["gamma"] is None else {"gamma": case["gamma"]}
    return observe(policy_gradient, theta, episodes, **settings)


def training(case: dict, train_reinforce: Callable) -> dict:
    """One training."""
    return observe(train_reinforce, case["seed"])


def trainings(case: dict, train_reinforce: Callable) -> dict:
    """Two trainings with one seed, and one with the next."""
    record = observe(train_reinforce, case["seed"])
    if record["raised"] is None:
        record["again"] = observe(train_reinforce, case["seed"])["value"]
        record["other"] = observe(train_reinforce, case["seed"] + 1)["value"]
    return record

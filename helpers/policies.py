"""Policies as dicts of arrays: a neural network with one hidden layer.

Keys and shapes, for I inputs, H hidden units and O outputs: ``weights1`` (H, I), ``biases1`` (H,),
``weights2`` (O, H), ``biases2`` (O,).
"""

import numpy as np

PolicyDict = dict[str, np.ndarray]


def initial_policy(num_inputs: int = 4, num_hiddens: int = 10, num_outputs: int = 1) -> PolicyDict:
    """Return a policy in which every weight and bias is zero.

    Args:
        num_inputs: size of an observation, I.
        num_hiddens: number of hidden units, H.
        num_outputs: number of outputs, O.

    Returns:
        The four arrays, all zeros; with the default sizes they hold 61 numbers.
    """
    return {
        "weights1": np.zeros((num_hiddens, num_inputs)),
        "biases1": np.zeros(num_hiddens),
        "weights2": np.zeros((num_outputs, num_hiddens)),
        "biases2": np.zeros(num_outputs),
    }


def network_output(policy: PolicyDict, state: np.ndarray) -> np.ndarray:
    """Compute the network's output: a ReLU hidden layer, then a linear layer.

    Args:
        policy: the four arrays.
        state: one observation, shape (I,).

    Returns:
        The outputs, shape (O,).
    """
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0.0)
    return policy["weights2"] @ hiddens + policy["biases2"]


def act(policy: PolicyDict, state: np.ndarray) -> int:
    """Return the greedy action: 0 if the single output is positive, else 1.

    Args:
        policy: the four arrays, with one output.
        state: one observation, shape (I,).

    Returns:
        0 or 1.
    """
    return 0 if network_output(policy, state)[0] > 0 else 1

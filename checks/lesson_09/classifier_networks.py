"""Judge an agent's classifier (lesson 09), and compute its probabilities from its weights."""

import numpy as np

from checks.framework import Problem
from checks.report import show

MAX_WEIGHTS = 200_000
ACTIVATIONS = {
    "identity": lambda x: x,
    "logistic": lambda x: 0.5 * (1.0 + np.tanh(0.5 * x)),
    "tanh": np.tanh,
    "relu": lambda x: np.maximum(x, 0.0),
}
"""The activation functions of scikit-learn's MLPClassifier, by name."""


def network_problem(
    given: str, network: object, num_inputs: int, num_actions: int, *, fresh: bool = False
) -> Problem | None:
    """Judge whether an agent's classifier is the network that the docstring names.

    Args:
        given: the input, in words.
        network: the probe's description of ``agent.classifier``.
        num_inputs: size of an observation.
        num_actions: how many actions it should know.
        fresh: the agent was made but not trained.
    """
    if not isinstance(network, dict) or network["type"] == "NoneType":
        kind = network["agent"] if isinstance(network, dict) else show(network)
        cause = "The agent keeps its network in self.classifier."
        if kind in ("tuple", "list", "MLPClassifier", "NoneType"):
            cause = "Return the agent itself, a DeepCEM, and nothing else."
        return Problem(
            given, "an agent with a `classifier`", f"an object of type {kind} without", cause
        )
    if not network["mlp"]:
        cause = "self.classifier is scikit-learn's MLPClassifier, an object and not the class."
        return Problem(given, "an MLPClassifier", f"a {network['type']}", cause)
    known = f"a network that knows the actions 0 to {num_actions - 1}"
    if not network["fitted"]:
        cause = (
            "A new agent has to know its actions before it plays: the first partial_fit, in "
            "__init__, names all classes; any few rows do."
        )
        return Problem(given, known, "a classifier that was never fitted", cause)
    classes = network["classes"]
    if not isinstance(classes, np.ndarray) or classes.tolist() != list(range(num_actions)):
        cause = (
            "An agent knows every action from the start: classes=np.arange(num_actions) in the "
            "first partial_fit, whatever rows it is shown."
        )
        if not fresh:
            cause = (
                "Actions were forgotten: `fit` begins anew and knows only the actions that it is "
                "shown; `partial_fit` goes on and keeps all."
            )
        return Problem(given, known, f"classes {show(classes)}", cause)
    return _weights_problem(given, network, num_inputs)


def _weights_problem(given: str, network: dict, num_inputs: int) -> Problem | None:
    arrays = [*network["coefs"], *network["intercepts"]]
    if network["coefs"][0].shape[0] != num_inputs:
        cause = "The network has as many inputs as an observation has numbers: num_inputs."
        got = f"{network['coefs'][0].shape[0]}"
        return Problem(given, f"{num_inputs} inputs", got, cause)
    if sum(array.size for array in arrays) > MAX_WEIGHTS:
        cause = "So large a network is not needed: twice twenty hidden units are enough."
        return Problem(given, f"at most {MAX_WEIGHTS} weights", "more", cause)
    if not all(np.isfinite(array).all() for array in arrays):
        cause = "The weights are no longer finite: is the learning rate too high?"
        return Problem(given, "finite weights", "nan or infinity", cause)
    return None


def probabilities(network: dict, states: np.ndarray) -> np.ndarray:
    """Compute the forward pass of an MLPClassifier.

    Args:
        network: its arrays and the names of its activations, without a problem.
        states: one a row, shape (n, num_inputs).

    Returns:
        Shape (n, num_actions).
    """
    values = np.asarray(states, dtype=float)
    last = len(network["coefs"]) - 1
    layers = zip(network["coefs"], network["intercepts"], strict=True)
    for layer, (weights, biases) in enumerate(layers):
        values = values @ weights + biases
        if layer < last:
            values = ACTIVATIONS[network["activation"]](values)
    if network["out_activation"] == "logistic":
        share = ACTIVATIONS["logistic"](values[:, 0])
        return np.stack([1.0 - share, share], axis=1)
    shares = np.exp(values - values.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def same_network(first: dict, second: dict) -> bool:
    """Test whether two networks are equal, bit for bit."""
    ours, theirs = ([*net["coefs"], *net["intercepts"]] for net in (first, second))
    return len(ours) == len(theirs) and all(
        a.shape == b.shape and np.array_equal(a, b) for a, b in zip(ours, theirs, strict=True)
    )

"""A policy as one flat vector, the form that a search moves and to which noise is added."""

import numpy as np

from helpers.policies import PolicyDict


def unflatten(vector: np.ndarray, template: PolicyDict) -> PolicyDict:
    """Cut a vector into the arrays of a policy.

    Args:
        vector: all numbers end to end, in the order of the template's keys, shape (dim,).
        template: a policy with the wanted keys and shapes; its numbers do not matter.

    Returns:
        A policy whose arrays are views of the vector.

    Raises:
        ValueError: the vector and the template have different numbers of entries.
    """
    dim = num_parameters(template)
    if np.shape(vector) != (dim,):
        raise ValueError(f"the policy has {dim} numbers, the vector has shape {np.shape(vector)}")
    policy, start = {}, 0
    for key, array in template.items():
        policy[key] = vector[start : start + array.size].reshape(array.shape)
        start += array.size
    return policy


def num_parameters(policy: PolicyDict) -> int:
    """Count the numbers that a policy holds in all its arrays together."""
    return sum(array.size for array in policy.values())

"""A flat vector is cut into the arrays of a policy, in the order of the keys."""

import numpy as np
import pytest

from helpers.policies import initial_policy
from helpers.vectors import num_parameters, unflatten


def test_the_arrays_put_end_to_end_are_the_vector():
    vector = np.arange(61.0)
    policy = unflatten(vector, initial_policy())
    assert list(policy) == list(initial_policy())
    assert np.array_equal(np.concatenate([array.ravel() for array in policy.values()]), vector)
    assert {k: a.shape for k, a in policy.items()} == {
        k: a.shape for k, a in initial_policy().items()
    }


@pytest.mark.parametrize(("num_inputs", "dim"), [(4, 61), (1, 31)])
def test_the_number_of_parameters_counts_all_arrays(num_inputs, dim):
    assert num_parameters(initial_policy(num_inputs)) == dim


def test_a_read_only_vector_will_do():
    vector = np.arange(61.0)
    vector.flags.writeable = False
    assert unflatten(vector, initial_policy())["biases2"].tolist() == [60.0]


@pytest.mark.parametrize("vector", [np.zeros(31), np.zeros((61, 1)), 0.0])
def test_another_length_is_refused_with_both_numbers(vector):
    with pytest.raises(ValueError, match="the policy has 61 numbers, the vector has shape"):
        unflatten(vector, initial_policy())

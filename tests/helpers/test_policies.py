"""The lessons' neural network agrees with its sums written out."""

import numpy as np
import pytest

from helpers.policies import act, initial_policy, network_output


def drawn(inputs, hiddens, outputs, seed=0):
    rng = np.random.default_rng(seed)
    zeros = initial_policy(inputs, hiddens, outputs)
    return {key: rng.standard_normal(array.shape) for key, array in zeros.items()}


def by_hand(policy, state):
    hiddens = []
    for h in range(len(policy["biases1"])):
        total = policy["biases1"][h]
        for i in range(len(state)):
            total += policy["weights1"][h, i] * state[i]
        hiddens.append(max(total, 0.0))
    outputs = []
    for o in range(len(policy["biases2"])):
        total = policy["biases2"][o]
        for h, value in enumerate(hiddens):
            total += policy["weights2"][o, h] * value
        outputs.append(total)
    return outputs


@pytest.mark.parametrize("sizes", [(4, 10, 1), (1, 3, 2), (6, 1, 3)])
def test_the_output_is_the_sum_written_out(sizes):
    policy = drawn(*sizes)
    state = np.random.default_rng(1).standard_normal(sizes[0])
    assert network_output(policy, state) == pytest.approx(by_hand(policy, state), rel=1e-12)


def test_a_hidden_unit_below_zero_is_silent():
    policy = initial_policy(1, 1, 1)
    policy["weights1"][:] = policy["weights2"][:] = 1.0
    assert network_output(policy, np.array([-3.0])) == 0.0
    assert network_output(policy, np.array([3.0])) == 3.0


def test_the_first_policy_is_all_zeros_with_61_numbers_for_cartpole():
    policy = initial_policy()
    assert {k: v.shape for k, v in policy.items()} == {
        "weights1": (10, 4),
        "biases1": (10,),
        "weights2": (1, 10),
        "biases2": (1,),
    }
    assert sum(v.size for v in policy.values()) == 61
    assert not any(v.any() for v in policy.values())


@pytest.mark.parametrize(("bias", "action"), [(0.5, 0), (-0.5, 1), (0.0, 1)])
def test_a_positive_output_is_action_0_all_else_action_1(bias, action):
    policy = initial_policy()
    policy["biases2"][:] = bias
    taken = act(policy, np.zeros(4, dtype=np.float32))
    assert taken == action
    assert type(taken) is int


def test_acting_does_not_change_policy_and_state():
    policy, state = drawn(4, 10, 1), np.ones(4)
    before = {key: array.copy() for key, array in policy.items()}
    act(policy, state)
    assert all(np.array_equal(policy[key], before[key]) for key in before)
    assert np.array_equal(state, np.ones(4))

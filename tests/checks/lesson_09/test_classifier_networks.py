"""The judge of lesson 09 computes what scikit-learn computes, from the weights alone."""

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from checks.lesson_09.classifier_networks import (
    ACTIVATIONS,
    network_problem,
    probabilities,
    same_network,
)
from checks.lesson_09.probes import network


class Agent:
    """Something with a classifier, as a student's."""

    def __init__(self, num_inputs=3, num_actions=2, **settings):
        dice = np.random.default_rng(0)
        actions = np.arange(num_actions)
        self.classifier = MLPClassifier(random_state=1, **settings)
        rows = dice.normal(size=(50, num_inputs))
        self.classifier.partial_fit(rows, dice.integers(num_actions, size=50), classes=actions)


@pytest.mark.parametrize("num_actions", [2, 3, 5])
@pytest.mark.parametrize("activation", sorted(ACTIVATIONS))
@pytest.mark.parametrize("hidden", [(7,), (20, 20), (4, 5, 6)])
def test_the_forward_pass_is_scikit_learn_s(num_actions, activation, hidden):
    agent = Agent(4, num_actions, activation=activation, hidden_layer_sizes=hidden)
    states = np.random.default_rng(2).normal(scale=3.0, size=(30, 4))
    expected = agent.classifier.predict_proba(states)
    np.testing.assert_allclose(probabilities(network(agent), states), expected, atol=1e-12)


def test_a_sound_network_has_no_problem_and_equals_itself():
    assert network_problem("it", network(Agent()), 3, 2) is None
    assert same_network(network(Agent()), network(Agent()))
    assert not same_network(network(Agent()), network(Agent(hidden_layer_sizes=(8,))))


def without_classifier():
    agent = Agent()
    del agent.classifier
    return agent


def never_fitted():
    agent = Agent()
    agent.classifier = MLPClassifier()
    return agent


def not_finite():
    agent = Agent()
    agent.classifier.coefs_[0][0, 0] = np.nan
    return agent


PROBLEMS = [
    (None, "Return the agent itself"),
    (without_classifier(), "keeps its network in self.classifier"),
    (never_fitted(), "has to know its actions before it plays"),
    (Agent(num_actions=3), "Actions were forgotten"),
    (Agent(num_inputs=4), "as many inputs as"),
    (Agent(hidden_layer_sizes=(500, 500)), "So large a network is not needed"),
    (not_finite(), "no longer finite"),
]


@pytest.mark.parametrize(("agent", "cause"), PROBLEMS, ids=[cause for _, cause in PROBLEMS])
def test_what_is_no_such_network_is_named(agent, cause):
    assert cause in network_problem("it", network(agent), 3, 2).cause

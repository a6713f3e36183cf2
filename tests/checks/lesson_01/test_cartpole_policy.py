"""Recorded episodes of CartPole give the same return whether played all at once or one by one."""

import numpy as np
import pytest

from checks.lesson_01 import cartpole_policy as judges
from checks.lesson_01 import probes

POLICIES = {
    "keeps it up": lambda state: int(state[2] + state[3] > 0),
    "lets it fall": lambda state: int(state[2] > 0),
    "always right": lambda state: 1,
}


@pytest.fixture(scope="module", params=POLICIES)
def episodes(request):
    case = {"seed": 30, "count": 12, "enough": 10**6}
    return probes.cartpole_actions(case, POLICIES[request.param])["episodes"]


def one_by_one(episodes):
    return sum(judges.replay(30 + i, actions)[0] for i, actions in enumerate(episodes))


def test_all_at_once_the_return_is_the_same_as_one_by_one(episodes):
    played = sum(map(len, episodes))
    assert judges.replay_at_once(30, episodes) == one_by_one(episodes) == played


def test_actions_after_the_end_earn_nothing(episodes):
    longer = [np.concatenate([actions, np.ones(700, np.uint8)]) for actions in episodes]
    assert judges.replay_at_once(30, longer) == one_by_one(longer)


def test_missing_actions_earn_nothing(episodes):
    shorter = [actions[:i] for i, actions in enumerate(episodes)]
    assert judges.replay_at_once(30, shorter) == sum(map(len, shorter))

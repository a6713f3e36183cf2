"""Three of the four learners are broken, each with its own pattern of failures."""

import gymnasium as gym
import numpy as np
import pytest

from helpers import learners
from helpers.rollouts import rollout_policy

ACTION, COUNTER, OBSERVATION = (
    f"lwg/{name}-v0" for name in ("ActionMatters", "Counter", "ObservationMatters")
)

FAILURES = {
    "ash": {OBSERVATION},
    "birch": {ACTION, COUNTER, OBSERVATION},
    "cedar": set(),
    "damson": {COUNTER},
}


def share(name: str, env_id: str) -> float:
    env = gym.make(env_id)
    policy = getattr(learners, name)(env_id)
    returns = [rollout_policy(env, policy, seed) for seed in range(20)]
    return float(np.mean(returns)) / env.unwrapped.optimal_return


@pytest.fixture(params=[pytest.param("full", marks=pytest.mark.slow), "quick"])
def any_budget(request, monkeypatch):
    monkeypatch.setenv("LWG_BUDGET", request.param)


@pytest.mark.parametrize("env_id", [ACTION, COUNTER, OBSERVATION])
@pytest.mark.parametrize("name", FAILURES)
def test_a_learner_fails_by_a_wide_margin_or_reaches_the_best(name, env_id, any_budget):
    reached = share(name, env_id)
    if env_id in FAILURES[name]:
        assert reached < 0.3
    else:
        assert reached == 1.0


def test_the_patterns_tell_the_learners_apart():
    patterns = [tuple(sorted(failures)) for failures in FAILURES.values()]
    assert len(set(patterns)) == len(FAILURES)


def test_the_reversed_learner_does_worse_than_guessing(any_budget):
    assert share("birch", ACTION) == share("birch", OBSERVATION) == -1.0


@pytest.mark.parametrize("name", FAILURES)
def test_the_same_environment_gives_the_same_policy(name):
    first, again = (getattr(learners, name)(OBSERVATION) for _ in range(2))
    states = np.linspace(-1.0, 1.0, 41, dtype=np.float32)[:, None]
    assert [first(state) for state in states] == [again(state) for state in states]


class OtherCoins(gym.Env):
    """A student's version of ObservationMatters, which draws its coins in another way."""

    optimal_return = 20.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)

    def _toss(self):
        self.coin = int(self.np_random.choice([-1, 1]))
        return np.array([self.coin], dtype=np.float32)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.steps = 0
        return self._toss(), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        return self._toss(), reward, False, self.steps >= 20, {}


@pytest.mark.parametrize("name", FAILURES)
def test_the_pattern_does_not_depend_on_how_the_coins_are_drawn(name, any_budget):
    env_id = "test/OtherCoins-v0"
    gym.register(id=env_id, entry_point=OtherCoins)
    try:
        reached = share(name, env_id)
    finally:
        gym.registry.pop(env_id)
    assert (reached < 0.3) if OBSERVATION in FAILURES[name] else (reached == 1.0)

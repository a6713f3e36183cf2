"""Answers to `ObservationMattersEnv`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
class ObservationMattersEnv(gym.Env):
    optimal_return = 20.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.coin = 1
        self.steps = 0

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.steps = 0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% right | choice, and a property of matching
class ObservationMattersEnv(gym.Env):
    optimal_return = 20.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.coin = 1
        self.steps = 0

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.steps = 0
        self.coin = int(self.np_random.choice([-1, 1]))
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = float((2 * int(action) - 1) * self.coin)
        self.coin = int(self.np_random.choice([-1, 1]))
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% right | random below one half
class ObservationMattersEnv(gym.Env):
    optimal_return = 20.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.coin = 1
        self.steps = 0

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.steps = 0
        self.coin = -1 if self.np_random.random() < 0.5 else 1
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = -1 if self.np_random.random() < 0.5 else 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% right | all coins tossed in reset
class ObservationMattersEnv(gym.Env):
    optimal_return = 20.0
    observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
    action_space = gym.spaces.Discrete(2)

    def reset(self, seed=None, options=None):
        super().reset(seed=seed)
        self.coins = self.np_random.choice(np.array([-1.0, 1.0], dtype=np.float32), size=21)
        self.time = 0
        return self.coins[:1].copy(), {}

    def step(self, action):
        shown = self.coins[self.time]
        self.time += 1
        reward = np.float32(1.0) if (shown > 0) == bool(action) else np.float32(-1.0)
        return np.array([self.coins[self.time]]), reward, False, self.time == 20, {}


# %% right | binomial, a generator of coins, an observation kept as an array
class ObservationMattersEnv(gym.Env):
    optimal_return = 20.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-2.0, 2.0, shape=(1,), dtype=np.float32)
        self.action_space = gym.spaces.Discrete(2)

    def _coins(self):
        while True:
            yield np.array([1 - 2 * self.np_random.binomial(1, 0.5)], dtype=np.float32)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.source = self._coins()
        self.seen = next(self.source)
        self.remaining = 20
        return self.seen, {}

    def step(self, action):
        if action not in (0, 1):
            raise ValueError(action)
        wanted = 1 if self.seen[0] == 1 else 0
        self.seen = next(self.source)
        self.remaining -= 1
        return self.seen, 1 if action == wanted else -1, False, self.remaining < 1, {}


# %% wrong | judges the next coin | by the next observation, which the agent has not seen yet
# -         self.steps += 1
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         self.steps += 1
# +         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0


# %% wrong | 0 for a wrong action | the reward is -1.0, not 0
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else 0.0


# %% wrong | exchanged actions | The two actions are exchanged
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         reward = 1.0 if (action == 0) == (self.coin == 1) else -1.0


# %% wrong | compares action and coin | The action -1 is compared
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         reward = 1.0 if action == self.coin else -1.0


# %% wrong | the observation plays no part | plays no part in the reward
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         reward = 1.0 if action == 1 else -1.0


# %% wrong | a hidden coin | a coin that nobody sees
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         hidden = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (hidden == 1) else -1.0


# %% wrong | reset shows another coin | Only first steps are paid wrongly
# -         return np.array([self.coin], dtype=np.float32), {}
# +         return np.array([1 - 2 * int(self.np_random.integers(2))], dtype=np.float32), {}


# %% wrong | global randomness | The coin comes from a global generator
# -         self.steps = 0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         self.steps = 0
# +         self.coin = np.random.choice([-1, 1])
#
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         self.coin = np.random.choice([-1, 1])


# %% wrong | Python's random | The coin comes from a global generator
# - class ObservationMattersEnv(gym.Env):
# + import random
# +
# +
# + class ObservationMattersEnv(gym.Env):
#
# -         self.steps = 0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         self.steps = 0
# +         self.coin = random.choice([-1, 1])
#
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         self.coin = random.choice([-1, 1])


# %% wrong | a fresh generator each time | The same seed gives other coins
# -         self.steps = 0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         self.steps = 0
# +         self.coin = int(np.random.default_rng().choice([-1, 1]))
#
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         self.coin = int(np.random.default_rng().choice([-1, 1]))


# %% wrong | a generator with a fixed seed | Every episode tosses the same coins
# -         self.steps = 0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         self.steps = 0
# +         self.rng = np.random.default_rng(0)
# +         self.coin = 2 * int(self.rng.integers(2)) - 1
#
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         self.coin = 2 * int(self.rng.integers(2)) - 1


# %% wrong | the seed is not handed up | The same seed gives other coins
# -         super().reset(seed=seed)


# %% wrong | super without the seed | The same seed gives other coins
# -         super().reset(seed=seed)
# +         super().reset()


# %% wrong | tosses before it seeds | The same seed gives other coins
# -     def reset(self, *, seed=None, options=None):
# +     def reset(self, *, seed=None, options=None):
# +         self.coin = 2 * int(self.np_random.integers(2)) - 1
#
# -         self.steps = 0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         self.steps = 0


# %% wrong | seeds with 42 | Every episode tosses the same coins
# -         super().reset(seed=seed)
# +         super().reset(seed=42)


# %% wrong | draws from the action space | The same seed gives other coins
# -         self.steps = 0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         self.steps = 0
# +         self.coin = 2 * int(self.action_space.sample()) - 1
#
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         self.coin = 2 * int(self.action_space.sample()) - 1


# %% wrong | a constant | The observation never changes
# -         self.steps = 0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         self.steps = 0
# +         self.coin = 1
#
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         self.coin = 1


# %% wrong | one coin an episode | One coin serves the whole episode
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0


# %% wrong | reset does not toss | Every episode begins with the same observation
# -         self.steps = 0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         self.steps = 0
# +         self.coin = 1


# %% wrong | takes turns | The observations take turns
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         self.coin = -self.coin


# %% wrong | zero or one | The coin shows 0 and 1
# -         self.steps = 0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         self.steps = 0
# +         self.coin = int(self.np_random.integers(2))
#
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         self.coin = int(self.np_random.integers(2))


# %% wrong | three sides | There are three values
# -         self.steps = 0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         self.steps = 0
# +         self.coin = int(self.np_random.integers(-1, 2))
#
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         self.coin = int(self.np_random.integers(-1, 2))


# %% wrong | any number between | a coin with two sides
# -         self.steps = 0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         self.steps = 0
# +         self.coin = self.np_random.uniform(-1, 1)
#
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin > 0) else -1.0
# +         self.coin = self.np_random.uniform(-1, 1)


# %% wrong | a biased coin | The coin is not fair
# -         self.steps = 0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         self.steps = 0
# +         self.coin = 1 if self.np_random.random() < 0.6 else -1
#
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         self.coin = 1 if self.np_random.random() < 0.6 else -1


# %% wrong | sign of a normal number kept half of the time | clings to the one before
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         if self.np_random.random() < 0.5:
# +             self.coin = 2 * int(self.np_random.integers(2)) - 1


# %% wrong | terminated | truncated, not terminated
# -         return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}
# +         return np.array([self.coin], dtype=np.float32), reward, self.steps >= 20, False, {}


# %% wrong | 21 steps | One step too many
# -         return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}
# +         return np.array([self.coin], dtype=np.float32), reward, False, self.steps > 20, {}


# %% wrong | 19 steps | One step short
# -         return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}
# +         return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 19, {}


# %% wrong | a wrong action ends it | The episode ends too soon
# -         return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}
# +         return np.array([self.coin], dtype=np.float32), reward, reward < 0, self.steps >= 20, {}


# %% wrong | steps survive the reset | The steps of the episode before still count
# -         super().reset(seed=seed)
# -         self.steps = 0
# +         super().reset(seed=seed)


# %% wrong | float64 | NumPy needs to be told dtype=np.float32
# -         return np.array([self.coin], dtype=np.float32), {}
# +         return np.array([self.coin]), {}
#
# -         return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}
# +         return np.array([self.coin]), reward, False, self.steps >= 20, {}


# %% wrong | a plain number | The observation is no NumPy array
# -         return np.array([self.coin], dtype=np.float32), {}
# +         return self.coin, {}
#
# -         return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}
# +         return self.coin, reward, False, self.steps >= 20, {}


# %% wrong | bounds from 0 | beyond the space's low end
# -         self.observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
# +         self.observation_space = gym.spaces.Box(0.0, 1.0, (1,), np.float32)


# %% wrong | old reset | the observation alone is the old Gym's interface
# -         return np.array([self.coin], dtype=np.float32), {}
# +         return np.array([self.coin], dtype=np.float32)


# %% wrong | four values from step | with a single `done`
# -         return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}
# +         return np.array([self.coin], dtype=np.float32), reward, self.steps >= 20, {}


# %% wrong | reset takes no options | takes seed and options
# -     def reset(self, *, seed=None, options=None):
# +     def reset(self, *, seed=None):


# %% wrong | the action as the coin | depends on the action
# -         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# -         self.coin = 2 * int(self.np_random.integers(2)) - 1
# +         reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
# +         self.coin = 1 if action == 1 else -1

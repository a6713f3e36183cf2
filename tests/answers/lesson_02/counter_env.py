"""Answers to `CounterEnv`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.count = 0
        self.steps = 0

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.count = 0
        self.steps = 0
        return np.array([self.count], dtype=np.float32), {}

    def step(self, action):
        if not self.action_space.contains(action):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self.steps += 1
        self.count += 1 if action == 1 else -1
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% right | class attributes for spaces, if and elif
class CounterEnv(gym.Env):
    observation_space = gym.spaces.Box(low=-np.inf, high=np.inf, shape=(1,), dtype=np.float32)
    action_space = gym.spaces.Discrete(2)
    optimal_return = 16.0

    def _look(self):
        return np.full(1, self.n, dtype="float32")

    def reset(self, seed=None, options=None):
        super().reset(seed=seed, options=options)
        self.n, self.left = 0, 20
        return self._look(), {}

    def step(self, action):
        if action == 0:
            self.n = self.n - 1
        elif action == 1:
            self.n = self.n + 1
        else:
            raise ValueError(action)
        self.left -= 1
        return self._look(), float(self.n >= 5), False, self.left == 0, {"left": self.left}


# %% right | a history of actions, rewards as NumPy numbers
class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self, render_mode=None):
        super().__init__()
        self.render_mode = render_mode
        self.action_space = gym.spaces.Discrete(2)
        self.observation_space = gym.spaces.Box(np.float32(-20), np.float32(20), shape=(1,))
        self.taken = []

    @property
    def count(self):
        return sum(2 * action - 1 for action in self.taken)

    def reset(self, **kwargs):
        super().reset(seed=kwargs.get("seed"))
        self.taken.clear()
        return np.zeros(1, np.float32), {}

    def step(self, action):
        if action not in range(2):
            raise ValueError("0 or 1")
        self.taken.append(int(action))
        reward = np.float64(1.0) if self.count > 4 else np.float64(0.0)
        return np.array([self.count]).astype(np.float32), reward, False, len(self.taken) > 19, {}


# %% right | an array as its state, copied for each observation
class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-100.0, 100.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.state = np.zeros(1, dtype=np.float32)
        self.time = 0
        return self.state.copy(), {}

    def step(self, action):
        try:
            change = {0: -1, 1: +1}[int(action)]
        except KeyError:
            raise ValueError(f"no action {action}") from None
        self.state += change
        self.time += 1
        return self.state.copy(), int(self.state[0] >= 5), False, bool(self.time >= 20), {}


# %% right | a helper class keeps the clock
class Clock:
    def __init__(self, limit):
        self.limit, self.now = limit, 0

    def tick(self):
        self.now += 1
        return self.now >= self.limit


class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.count = 0

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.count = 0
        self.clock = Clock(20)
        return np.array([self.count], dtype=np.float32), {}

    def step(self, action):
        if not self.action_space.contains(action):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        truncated = self.clock.tick()
        self.count += 1 if action == 1 else -1
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, truncated, {}


# %% wrong | the old count is paid | The old count is judged
# -         self.steps += 1
# +         self.steps += 1
# +         reward = 1.0 if self.count >= 5 else 0.0
#
# -         reward = 1.0 if self.count >= 5 else 0.0


# %% wrong | more than 5 | Is > where >= belongs
# -         reward = 1.0 if self.count >= 5 else 0.0
# +         reward = 1.0 if self.count > 5 else 0.0


# %% wrong | exactly 5 | Only a count of exactly 5 is paid
# -         reward = 1.0 if self.count >= 5 else 0.0
# +         reward = 1.0 if self.count == 5 else 0.0


# %% wrong | pays the count | The reward is the count itself
# -         reward = 1.0 if self.count >= 5 else 0.0
# +         reward = float(self.count)


# %% wrong | minus one below 5 | Below 5 the reward is 0.0, not -1
# -         reward = 1.0 if self.count >= 5 else 0.0
# +         reward = 1.0 if self.count >= 5 else -1.0


# %% wrong | the size of the count | without its sign
# -         reward = 1.0 if self.count >= 5 else 0.0
# +         reward = 1.0 if abs(self.count) >= 5 else 0.0


# %% wrong | rewards add up | The rewards are added up
# -         super().reset(seed=seed)
# -         self.count = 0
# -         self.steps = 0
# +         super().reset(seed=seed)
# +         self.count = 0
# +         self.steps = 0
# +         self.total = 0.0
#
# -         reward = 1.0 if self.count >= 5 else 0.0
# -         return observation, reward, False, self.steps >= 20, {}
# +         self.total += 1.0 if self.count >= 5 else 0.0
# +         return observation, self.total, False, self.steps >= 20, {}


# %% wrong | 19 steps | One step short
# -         return observation, reward, False, self.steps >= 20, {}
# +         return observation, reward, False, self.steps >= 19, {}


# %% wrong | 21 steps | One step too many
# -         return observation, reward, False, self.steps >= 20, {}
# +         return observation, reward, False, self.steps > 20, {}


# %% wrong | terminated instead of truncated | truncated, not terminated
# -         return observation, reward, False, self.steps >= 20, {}
# +         return observation, reward, self.steps >= 20, False, {}


# %% wrong | both endings | Never both
# -         return observation, reward, False, self.steps >= 20, {}
# +         return observation, reward, self.steps >= 20, self.steps >= 20, {}


# %% wrong | never ends | The episode does not end
# -         return observation, reward, False, self.steps >= 20, {}
# +         return observation, reward, False, False, {}


# %% wrong | terminated at the goal | whatever the rewards are
# -         return observation, reward, False, self.steps >= 20, {}
# +         return observation, reward, self.count >= 5, self.steps >= 20, {}


# %% wrong | exchanged actions | Up and down are exchanged
# -         self.count += 1 if action == 1 else -1
# +         self.count += 1 if action == 0 else -1


# %% wrong | adds the action | Action 0 stands still
# -         self.count += 1 if action == 1 else -1
# +         self.count += int(action)


# %% wrong | stops at zero | The count stops at zero
# -         self.count += 1 if action == 1 else -1
# +         self.count += 1 if action == 1 else -1
# +         self.count = max(self.count, 0)


# %% wrong | returns the old observation | Each step returns the old count
# -         self.steps += 1
# +         self.steps += 1
# +         observation = np.array([self.count], dtype=np.float32)
#
# -         observation = np.array([self.count], dtype=np.float32)


# %% wrong | starts at 1 | The count starts at 0
# -         super().reset(seed=seed)
# -         self.count = 0
# +         super().reset(seed=seed)
# +         self.count = 1


# %% wrong | count survives the reset | The old count survives the reset
# -         super().reset(seed=seed)
# -         self.count = 0
# +         super().reset(seed=seed)


# %% wrong | reset returns zero and keeps the count | must set the count itself to 0
# -         super().reset(seed=seed)
# -         self.count = 0
# +         super().reset(seed=seed)
#
# -         return np.array([self.count], dtype=np.float32), {}
# +         return np.zeros(1, dtype=np.float32), {}


# %% wrong | steps survive the reset | The steps of the episode before still count
# -         super().reset(seed=seed)
# -         self.count = 0
# -         self.steps = 0
# +         super().reset(seed=seed)
# +         self.count = 0


# %% wrong | every other action counts as 0 | The action is taken as if it were 0 or 1
# -         if not self.action_space.contains(action):
# -             raise ValueError(f"invalid action {action!r}: take 0 or 1")


# %% wrong | assert | An assert raises AssertionError
# -         if not self.action_space.contains(action):
# -             raise ValueError(f"invalid action {action!r}: take 0 or 1")
# +         assert self.action_space.contains(action)


# %% wrong | IndexError for a bad action | The wrong kind of exception
# -         if not self.action_space.contains(action):
# -             raise ValueError(f"invalid action {action!r}: take 0 or 1")
#
# -         self.count += 1 if action == 1 else -1
# +         self.count += [-1, 1][action if action >= 0 else 2]


# %% wrong | catches negative actions only | The action is taken as if it were 0 or 1
# -         if not self.action_space.contains(action):
# +         if action < 0:


# %% wrong | returns an error instead of raising it | The action is taken as if it were 0 or 1
# -             raise ValueError(f"invalid action {action!r}: take 0 or 1")
# +             return ValueError("invalid action")


# %% wrong | refuses NumPy's integers | also as NumPy integers
# -         if not self.action_space.contains(action):
# +         if type(action) is not int or action not in (0, 1):


# %% wrong | the same array each time | Every observation is the same array
# -         self.action_space = gym.spaces.Discrete(2)
# -         self.count = 0
# -         self.steps = 0
# +         self.action_space = gym.spaces.Discrete(2)
# +         self.array = np.zeros(1, dtype=np.float32)
#
# -         return np.array([self.count], dtype=np.float32), {}
# +         self.array[0] = 0
# +         return self.array, {}
#
# -         observation = np.array([self.count], dtype=np.float32)
# +         self.array[0] = self.count
# +         observation = self.array


# %% wrong | float64 observations | NumPy needs to be told dtype=np.float32
# -         return np.array([self.count], dtype=np.float32), {}
# +         return np.array([self.count]), {}
#
# -         observation = np.array([self.count], dtype=np.float32)
# +         observation = np.array([self.count])


# %% wrong | a plain number | The observation is no NumPy array
# -         return np.array([self.count], dtype=np.float32), {}
# +         return self.count, {}
#
# -         observation = np.array([self.count], dtype=np.float32)
# +         observation = self.count


# %% wrong | an array without a shape | should have (1,)
# -         return np.array([self.count], dtype=np.float32), {}
# +         return np.array(self.count, dtype=np.float32), {}
#
# -         observation = np.array([self.count], dtype=np.float32)
# +         observation = np.array(self.count, dtype=np.float32)


# %% wrong | bounds from 0 | beyond the space's low end
# -         self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
# +         self.observation_space = gym.spaces.Box(0.0, 20.0, (1,), np.float32)


# %% wrong | bounds at the goal | beyond the space's high end
# -         self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
# +         self.observation_space = gym.spaces.Box(-5.0, 5.0, (1,), np.float32)


# %% wrong | a discrete observation space | belongs to a Box
# -         self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
# +         self.observation_space = gym.spaces.Discrete(41, start=-20)


# %% wrong | three actions | Two actions, 0 and 1, are the space Discrete(2)
# -         self.action_space = gym.spaces.Discrete(2)
# +         self.action_space = gym.spaces.Discrete(3)


# %% wrong | the seed is not handed up | must hand its seed up
# -         super().reset(seed=seed)


# %% wrong | super without the seed | must hand its seed up
# -         super().reset(seed=seed)
# +         super().reset()


# %% wrong | old reset | the observation alone is the old Gym's interface
# -         return np.array([self.count], dtype=np.float32), {}
# +         return np.array([self.count], dtype=np.float32)


# %% wrong | four values from step | with a single `done`
# -         return observation, reward, False, self.steps >= 20, {}
# +         return observation, reward, self.steps >= 20, {}


# %% wrong | another order from step | Is the order observation
# -         return observation, reward, False, self.steps >= 20, {}
# +         return reward, observation, False, self.steps >= 20, {}


# %% wrong | step returns nothing | is the `return` missing
# -         return observation, reward, False, self.steps >= 20, {}


# %% wrong | reset takes no options | takes seed and options
# -     def reset(self, *, seed=None, options=None):
# +     def reset(self, *, seed=None):


# %% wrong | not a gym.Env | must derive from gymnasium.Env
# - class CounterEnv(gym.Env):
# + class CounterEnv:
#
# -         super().reset(seed=seed)


# %% wrong | a variable instead of an attribute | A variable is used before it has a value
# -         self.count += 1 if action == 1 else -1
# +         count += 1 if action == 1 else -1


# %% wrong | truncated is NumPy's | Python's own True or False
# -         return observation, reward, False, self.steps >= 20, {}
# +         return observation, reward, False, np.greater_equal(self.steps, 20), {}


# %% wrong | right for climbing only | whatever the action is
# -         self.count += 1 if action == 1 else -1
# +         self.count = self.steps

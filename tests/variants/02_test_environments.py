"""Answers to lesson 02: right ones in unlike styles, and wrong ones that students give."""


# %% right | action_matters_policy | a NumPy integer
def action_matters_policy(state):
    return np.int64(1)


# %% right | action_matters_policy | a bool is an int
def action_matters_policy(state):
    return np.allclose(state, 0.0)


# %% right | action_matters_policy | argmax of the two rewards
def action_matters_policy(state):
    return np.argmax([-1.0, 1.0])


# %% right | action_matters_policy | a lambda
action_matters_policy = lambda state: 1


# %% wrong | action_matters_policy | the other action | This is the action that costs 1 a step
def action_matters_policy(state):
    return 0


# %% wrong | action_matters_policy | the sign of the reward for the action | the actions are numbered 0 and 1
def action_matters_policy(state):
    return -1


# %% wrong | action_matters_policy | prints | is the `return` missing
def action_matters_policy(state):
    print(1)


# %% wrong | action_matters_policy | a float | This is a float
def action_matters_policy(state):
    return 1.0


# %% wrong | action_matters_policy | looks at the zeros | This is the action that costs 1 a step
def action_matters_policy(state):
    return int(state[0] > 0)


# %% wrong | action_matters_policy | global randomness | drawn at random
def action_matters_policy(state):
    return np.random.randint(2)


# %% wrong | action_matters_policy | returns the state | Return one action, a plain int
def action_matters_policy(state):
    return state


# %% wrong | action_matters_policy | a tuple | Return one action, a plain int
def action_matters_policy(state):
    return 1, {}


# %% wrong | action_matters_policy | a list | Return one action, a plain int
def action_matters_policy(state):
    return [1]


# %% wrong | action_matters_policy | counts actions from 1 | There are two actions, numbered 0 and 1
def action_matters_policy(state):
    return 2


# %% wrong | action_matters_policy | one state too many | An index runs past the end
def action_matters_policy(state):
    return int(state[4] == 0)


# %% wrong | action_matters_policy | takes turns | The action changes although the state does not
_calls = [0]


def action_matters_policy(state):
    _calls[0] += 1
    return _calls[0] % 2


# %% right | counter_policy | looks and holds the count at 5
def counter_policy(state):
    return 1 if state[0] <= 5 else 0


# %% right | counter_policy | a NumPy result
def counter_policy(state):
    return np.where(state[0] < 100, 1, 0)


# %% right | counter_policy | a loop over the actions
def counter_policy(state):
    best, value = None, -np.inf
    for action, change in enumerate((-1, 1)):
        if state[0] + change > value:
            best, value = action, state[0] + change
    return best


# %% right | counter_policy | a table
_ACTIONS = {count: 1 for count in range(-20, 21)}


def counter_policy(state):
    return _ACTIONS[int(state.item())]


# %% wrong | counter_policy | down | It only counts down
def counter_policy(state):
    return 0


# %% wrong | counter_policy | stops at 5 | lets the count fall under 5 again
def counter_policy(state):
    return 1 if state[0] < 5 else 0


# %% wrong | counter_policy | stops at 4 | The count never gets past 4
def counter_policy(state):
    return int(state[0] < 4)


# %% wrong | counter_policy | waits for a positive count | It only counts down
def counter_policy(state):
    return int(state[0] > 0)


# %% wrong | counter_policy | first step down | The first step goes down
def counter_policy(state):
    return 1 if state[0] != 0 else 0


# %% wrong | counter_policy | no return on one path | is the `return` missing
def counter_policy(state):
    if state[0] < 5:
        return 1


# %% wrong | counter_policy | an array | Return one action, a plain int
def counter_policy(state):
    return np.ones_like(state)


# %% wrong | counter_policy | a float | This is a float
def counter_policy(state):
    return float(state[0] < 100)


# %% wrong | counter_policy | random | drawn at random
def counter_policy(state):
    return np.random.choice([0, 1])


# %% wrong | counter_policy | plus and minus one | the actions are numbered 0 and 1
def counter_policy(state):
    return +1 if state[0] < 6 else -1


# %% wrong | counter_policy | the return instead of an action | There are two actions, numbered 0 and 1
def counter_policy(state):
    return 16


# %% wrong | counter_policy | needs an observation of four | An index runs past the end
def counter_policy(state):
    return int(state[3] < 5)


# %% right | CounterEnv | class attributes for spaces, if and elif
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


# %% right | CounterEnv | a history of actions, rewards as NumPy numbers
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


# %% right | CounterEnv | an array as its state, copied for each observation
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


# %% right | CounterEnv | a helper class keeps the clock
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


# %% wrong | CounterEnv | the old count is paid | The old count is judged
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
        reward = 1.0 if self.count >= 5 else 0.0
        self.count += 1 if action == 1 else -1
        observation = np.array([self.count], dtype=np.float32)
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | more than 5 | Is > where >= belongs
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
        reward = 1.0 if self.count > 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | exactly 5 | Only a count of exactly 5 is paid
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
        reward = 1.0 if self.count == 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | pays the count | The reward is the count itself
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
        reward = float(self.count)
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | minus one below 5 | Below 5 the reward is 0.0, not -1
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
        reward = 1.0 if self.count >= 5 else -1.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | the size of the count | without its sign
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
        reward = 1.0 if abs(self.count) >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | rewards add up | The rewards are added up
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
        self.total = 0.0
        return np.array([self.count], dtype=np.float32), {}

    def step(self, action):
        if not self.action_space.contains(action):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self.steps += 1
        self.count += 1 if action == 1 else -1
        observation = np.array([self.count], dtype=np.float32)
        self.total += 1.0 if self.count >= 5 else 0.0
        return observation, self.total, False, self.steps >= 20, {}


# %% wrong | CounterEnv | 19 steps | One step short
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
        return observation, reward, False, self.steps >= 19, {}


# %% wrong | CounterEnv | 21 steps | One step too many
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
        return observation, reward, False, self.steps > 20, {}


# %% wrong | CounterEnv | terminated instead of truncated | truncated, not terminated
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
        return observation, reward, self.steps >= 20, False, {}


# %% wrong | CounterEnv | both endings | Never both
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
        return observation, reward, self.steps >= 20, self.steps >= 20, {}


# %% wrong | CounterEnv | never ends | The episode does not end
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
        return observation, reward, False, False, {}


# %% wrong | CounterEnv | terminated at the goal | whatever the rewards are
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
        return observation, reward, self.count >= 5, self.steps >= 20, {}


# %% wrong | CounterEnv | exchanged actions | Up and down are exchanged
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
        self.count += 1 if action == 0 else -1
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | adds the action | Action 0 stands still
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
        self.count += int(action)
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | stops at zero | The count stops at zero
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
        self.count = max(self.count, 0)
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | returns the old observation | Each step returns the old count
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
        observation = np.array([self.count], dtype=np.float32)
        self.count += 1 if action == 1 else -1
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | starts at 1 | The count starts at 0
class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.count = 0
        self.steps = 0

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.count = 1
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


# %% wrong | CounterEnv | count survives the reset | The old count survives the reset
class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.count = 0
        self.steps = 0

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
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


# %% wrong | CounterEnv | reset returns zero and keeps the count | must set the count itself to 0
class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.count = 0
        self.steps = 0

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.steps = 0
        return np.zeros(1, dtype=np.float32), {}

    def step(self, action):
        if not self.action_space.contains(action):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self.steps += 1
        self.count += 1 if action == 1 else -1
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | steps survive the reset | The steps of the episode before still count
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
        return np.array([self.count], dtype=np.float32), {}

    def step(self, action):
        if not self.action_space.contains(action):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self.steps += 1
        self.count += 1 if action == 1 else -1
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | every other action counts as 0 | The action is taken as if it were 0 or 1
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
        self.steps += 1
        self.count += 1 if action == 1 else -1
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | assert | An assert raises AssertionError
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
        assert self.action_space.contains(action)
        self.steps += 1
        self.count += 1 if action == 1 else -1
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | IndexError for a bad action | The wrong kind of exception
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
        self.steps += 1
        self.count += [-1, 1][action if action >= 0 else 2]
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | catches negative actions only | The action is taken as if it were 0 or 1
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
        if action < 0:
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self.steps += 1
        self.count += 1 if action == 1 else -1
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | returns an error instead of raising it | The action is taken as if it were 0 or 1
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
            return ValueError("invalid action")
        self.steps += 1
        self.count += 1 if action == 1 else -1
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | refuses NumPy's integers | also as NumPy integers
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
        if type(action) is not int or action not in (0, 1):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self.steps += 1
        self.count += 1 if action == 1 else -1
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | the same array each time | Every observation is the same array
class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.array = np.zeros(1, dtype=np.float32)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.count = 0
        self.steps = 0
        self.array[0] = 0
        return self.array, {}

    def step(self, action):
        if not self.action_space.contains(action):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self.steps += 1
        self.count += 1 if action == 1 else -1
        self.array[0] = self.count
        observation = self.array
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | float64 observations | NumPy needs to be told dtype=np.float32
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
        return np.array([self.count]), {}

    def step(self, action):
        if not self.action_space.contains(action):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self.steps += 1
        self.count += 1 if action == 1 else -1
        observation = np.array([self.count])
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | a plain number | The observation is no NumPy array
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
        return self.count, {}

    def step(self, action):
        if not self.action_space.contains(action):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self.steps += 1
        self.count += 1 if action == 1 else -1
        observation = self.count
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | an array without a shape | should have (1,)
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
        return np.array(self.count, dtype=np.float32), {}

    def step(self, action):
        if not self.action_space.contains(action):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self.steps += 1
        self.count += 1 if action == 1 else -1
        observation = np.array(self.count, dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | bounds from 0 | beyond the space's low end
class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(0.0, 20.0, (1,), np.float32)
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


# %% wrong | CounterEnv | bounds at the goal | beyond the space's high end
class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-5.0, 5.0, (1,), np.float32)
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


# %% wrong | CounterEnv | a discrete observation space | belongs to a Box
class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Discrete(41, start=-20)
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


# %% wrong | CounterEnv | three actions | Two actions, 0 and 1, are the space Discrete(2)
class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(3)
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


# %% wrong | CounterEnv | the seed is not handed up | must hand its seed up
class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.count = 0
        self.steps = 0

    def reset(self, *, seed=None, options=None):
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


# %% wrong | CounterEnv | super without the seed | must hand its seed up
class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.count = 0
        self.steps = 0

    def reset(self, *, seed=None, options=None):
        super().reset()
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


# %% wrong | CounterEnv | old reset | the observation alone is the old Gym's interface
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
        return np.array([self.count], dtype=np.float32)

    def step(self, action):
        if not self.action_space.contains(action):
            raise ValueError(f"invalid action {action!r}: take 0 or 1")
        self.steps += 1
        self.count += 1 if action == 1 else -1
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | four values from step | with a single `done`
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
        return observation, reward, self.steps >= 20, {}


# %% wrong | CounterEnv | another order from step | Is the order observation
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
        return reward, observation, False, self.steps >= 20, {}


# %% wrong | CounterEnv | step returns nothing | is the `return` missing
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


# %% wrong | CounterEnv | reset takes no options | takes seed and options
class CounterEnv(gym.Env):
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.count = 0
        self.steps = 0

    def reset(self, *, seed=None):
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


# %% wrong | CounterEnv | not a gym.Env | must derive from gymnasium.Env
class CounterEnv:
    optimal_return = 16.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-20.0, 20.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.count = 0
        self.steps = 0

    def reset(self, *, seed=None, options=None):
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


# %% wrong | CounterEnv | a variable instead of an attribute | A variable is used before it has a value
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
        count += 1 if action == 1 else -1
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% wrong | CounterEnv | truncated is NumPy's | Python's own True or False
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
        return observation, reward, False, np.greater_equal(self.steps, 20), {}


# %% wrong | CounterEnv | right for climbing only | whatever the action is
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
        self.count = self.steps
        observation = np.array([self.count], dtype=np.float32)
        reward = 1.0 if self.count >= 5 else 0.0
        return observation, reward, False, self.steps >= 20, {}


# %% right | ObservationMattersEnv | choice, and a property of matching
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


# %% right | ObservationMattersEnv | random below one half
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


# %% right | ObservationMattersEnv | all coins tossed in reset
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


# %% right | ObservationMattersEnv | binomial, a generator of coins, an observation kept as an array
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


# %% wrong | ObservationMattersEnv | judges the next coin | by the next observation, which the agent has not seen yet
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
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | 0 for a wrong action | the reward is -1.0, not 0
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
        reward = 1.0 if (action == 1) == (self.coin == 1) else 0.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | exchanged actions | The two actions are exchanged
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
        reward = 1.0 if (action == 0) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | compares action and coin | The action -1 is compared
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
        reward = 1.0 if action == self.coin else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | the observation plays no part | plays no part in the reward
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
        reward = 1.0 if action == 1 else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | a hidden coin | a coin that nobody sees
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
        hidden = 2 * int(self.np_random.integers(2)) - 1
        reward = 1.0 if (action == 1) == (hidden == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | reset shows another coin | Only first steps are paid wrongly
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
        return np.array([1 - 2 * int(self.np_random.integers(2))], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | global randomness | The coin comes from a global generator
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
        self.coin = np.random.choice([-1, 1])
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = np.random.choice([-1, 1])
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | Python's random | The coin comes from a global generator
import random


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
        self.coin = random.choice([-1, 1])
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = random.choice([-1, 1])
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | a fresh generator each time | The same seed gives other coins
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
        self.coin = int(np.random.default_rng().choice([-1, 1]))
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = int(np.random.default_rng().choice([-1, 1]))
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | a generator with a fixed seed | Every episode tosses the same coins
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
        self.rng = np.random.default_rng(0)
        self.coin = 2 * int(self.rng.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.rng.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | the seed is not handed up | The same seed gives other coins
class ObservationMattersEnv(gym.Env):
    optimal_return = 20.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.coin = 1
        self.steps = 0

    def reset(self, *, seed=None, options=None):
        self.steps = 0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | super without the seed | The same seed gives other coins
class ObservationMattersEnv(gym.Env):
    optimal_return = 20.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.coin = 1
        self.steps = 0

    def reset(self, *, seed=None, options=None):
        super().reset()
        self.steps = 0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | tosses before it seeds | The same seed gives other coins
class ObservationMattersEnv(gym.Env):
    optimal_return = 20.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.coin = 1
        self.steps = 0

    def reset(self, *, seed=None, options=None):
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        super().reset(seed=seed)
        self.steps = 0
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | seeds with 42 | Every episode tosses the same coins
class ObservationMattersEnv(gym.Env):
    optimal_return = 20.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.coin = 1
        self.steps = 0

    def reset(self, *, seed=None, options=None):
        super().reset(seed=42)
        self.steps = 0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | draws from the action space | The same seed gives other coins
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
        self.coin = 2 * int(self.action_space.sample()) - 1
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.action_space.sample()) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | a constant | The observation never changes
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
        self.coin = 1
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | one coin an episode | One coin serves the whole episode
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
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | reset does not toss | Every episode begins with the same observation
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
        self.coin = 1
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | takes turns | The observations take turns
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
        self.coin = -self.coin
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | zero or one | The coin shows 0 and 1
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
        self.coin = int(self.np_random.integers(2))
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = int(self.np_random.integers(2))
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | three sides | There are three values
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
        self.coin = int(self.np_random.integers(-1, 2))
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = int(self.np_random.integers(-1, 2))
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | any number between | a coin with two sides
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
        self.coin = self.np_random.uniform(-1, 1)
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin > 0) else -1.0
        self.coin = self.np_random.uniform(-1, 1)
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | a biased coin | The coin is not fair
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
        self.coin = 1 if self.np_random.random() < 0.6 else -1
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 1 if self.np_random.random() < 0.6 else -1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | sign of a normal number kept half of the time | clings to the one before
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
        if self.np_random.random() < 0.5:
            self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | terminated | truncated, not terminated
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
        return np.array([self.coin], dtype=np.float32), reward, self.steps >= 20, False, {}


# %% wrong | ObservationMattersEnv | 21 steps | One step too many
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
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps > 20, {}


# %% wrong | ObservationMattersEnv | 19 steps | One step short
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
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 19, {}


# %% wrong | ObservationMattersEnv | a wrong action ends it | The episode ends too soon
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
        return np.array([self.coin], dtype=np.float32), reward, reward < 0, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | steps survive the reset | The steps of the episode before still count
class ObservationMattersEnv(gym.Env):
    optimal_return = 20.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.coin = 1
        self.steps = 0

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | float64 | NumPy needs to be told dtype=np.float32
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
        return np.array([self.coin]), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin]), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | a plain number | The observation is no NumPy array
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
        return self.coin, {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return self.coin, reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | bounds from 0 | beyond the space's low end
class ObservationMattersEnv(gym.Env):
    optimal_return = 20.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(0.0, 1.0, (1,), np.float32)
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


# %% wrong | ObservationMattersEnv | old reset | the observation alone is the old Gym's interface
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
        return np.array([self.coin], dtype=np.float32)

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | four values from step | with a single `done`
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
        return np.array([self.coin], dtype=np.float32), reward, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | reset takes no options | takes seed and options
class ObservationMattersEnv(gym.Env):
    optimal_return = 20.0

    def __init__(self):
        self.observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.coin = 1
        self.steps = 0

    def reset(self, *, seed=None):
        super().reset(seed=seed)
        self.steps = 0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), {}

    def step(self, action):
        self.steps += 1
        reward = 1.0 if (action == 1) == (self.coin == 1) else -1.0
        self.coin = 2 * int(self.np_random.integers(2)) - 1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% wrong | ObservationMattersEnv | the action as the coin | depends on the action
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
        self.coin = 1 if action == 1 else -1
        return np.array([self.coin], dtype=np.float32), reward, False, self.steps >= 20, {}


# %% right | failing_environments | comprehension with a helper
def _fails(train, env_id, threshold):
    env, policy = gym.make(env_id), train(env_id)
    total = sum(rollout_policy(env, policy, seed=i) for i in range(20))
    return total / 20 < threshold * env.unwrapped.optimal_return


def failing_environments(train, env_ids, threshold=0.9):
    return [env_id for env_id in env_ids if _fails(train, env_id, threshold)]


# %% right | failing_environments | its own loop over steps, an environment an episode
def failing_environments(train, env_ids, threshold=0.9):
    policies = {env_id: train(env_id) for env_id in env_ids}
    found = []
    for env_id, policy in policies.items():
        returns = np.zeros(20)
        for seed in range(20):
            env = gym.make(env_id)
            state, _ = env.reset(seed=seed)
            while True:
                state, reward, terminated, truncated, _ = env.step(policy(state))
                returns[seed] += reward
                if terminated or truncated:
                    break
        if not returns.mean() >= threshold * type(env.unwrapped).optimal_return:
            found += [env_id]
    return found


# %% right | failing_environments | evaluate_policy and get_wrapper_attr
from helpers.rollouts import evaluate_policy


def failing_environments(train, env_ids, threshold=0.9):
    result = []
    for env_id in env_ids:
        with gym.make(env_id) as env:
            mean, _ = evaluate_policy(env, train(env_id), episodes=20, seed=0)
            if mean - threshold * env.get_wrapper_attr("optimal_return") < 0:
                result.append(env_id)
    return result


# %% right | failing_environments | filter
def failing_environments(train, env_ids, threshold=0.9):
    def fails(env_id):
        env = gym.make(env_id)
        policy = train(env_id)
        returns = map(lambda seed: rollout_policy(env, policy, seed), range(20))
        return np.average(list(returns)) < env.unwrapped.optimal_return * threshold

    return list(filter(fails, env_ids))


# %% wrong | failing_environments | on the line fails | An environment on the line passes
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean <= threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | forgets the best return | The threshold is a share
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | forgets the threshold | The threshold is not used
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | a fixed threshold | The threshold is fixed at 0.9
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < 0.9 * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | the ones that pass | These are the environments that pass
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean >= threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | a fixed best return | The best return is fixed at 20
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * 20.0:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | a table of best returns | not in a table
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * {"lwg/ActionMatters-v0": 20.0, "mine/Counter-v0": 16.0}[env_id]:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | asks the wrapper | env.unwrapped
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | one episode | Only one episode is played
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = rollout_policy(env, policy, 0)
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | 19 episodes | 19 episodes are played
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(19)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | 21 episodes | 21 episodes are played
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(21)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | seeds from 1 | The seeds run from 1 to 20
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(1, 21)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | one seed for all | all are copies of one another
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, 0) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | no seeds | The episodes are not seeded
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | only the first is seeded | Only the first episode is seeded
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, None if seed else 0) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | seeds go on from one environment to the next | the same for every environment
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    start = 0
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(start, start + 20)])
        start += 20
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | the worst episode | The worst episode decides
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.min([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | the best episode | The best episode decides
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.max([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | the sum | The sum of the 20 returns is compared
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.sum([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | the last episode | The last episode decides
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = [rollout_policy(env, policy, seed) for seed in range(20)][-1]
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | the median | The median
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.median([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | trains on the environment object | `train` takes the id
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | trains once for all | called for one environment only
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    policy = train(env_ids[0])
    for env_id in env_ids:
        env = gym.make(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | trains for every episode | more than once for an environment
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        mean = np.mean([rollout_policy(env, train(env_id), seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | takes train for the policy | `train` takes the id
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        mean = np.mean([rollout_policy(env, train, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | sorted | keep the order of env_ids
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return sorted(failing)


# %% wrong | failing_environments | backwards | keep the order of env_ids
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing[::-1]


# %% wrong | failing_environments | a set | Return a list of ids
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return set(failing)


# %% wrong | failing_environments | a tuple | Return a list of ids
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return tuple(failing)


# %% wrong | failing_environments | pairs of id and mean | The list holds the ids themselves
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append((env_id, float(mean)))
    return failing


# %% wrong | failing_environments | positions | The list holds the ids themselves
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_ids.index(env_id))
    return failing


# %% wrong | failing_environments | verdicts | The list holds the ids themselves
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        failing.append(bool(mean < threshold * env.unwrapped.optimal_return))
    return failing


# %% wrong | failing_environments | returns inside the loop | `return` inside the loop
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
        return failing


# %% wrong | failing_environments | prints | is the `return` missing
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            print(env_id)


# %% wrong | failing_environments | removes from env_ids | An input is changed in place
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in list(env_ids):
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean >= threshold * env.unwrapped.optimal_return:
            env_ids.remove(env_id)
    return env_ids


# %% wrong | failing_environments | random policy instead of the trained one | Every environment is listed
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([random_rollout(env, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% wrong | failing_environments | never trains | `train` was never called
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        mean = np.mean([rollout_policy(env, counter_policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing

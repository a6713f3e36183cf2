"""Answers to `rollout_policy`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
        over = terminated or truncated
    return total


# %% right | while True with break
def rollout_policy(env, policy, seed=None):
    state, info = env.reset(seed=seed)
    total = 0
    while True:
        state, reward, terminated, truncated, info = env.step(policy(state))
        total += reward
        if terminated or truncated:
            break
    return total


# %% right | recursion
def rollout_policy(env, policy, seed=None):
    def play_on(state):
        state, reward, terminated, truncated, _ = env.step(policy(state))
        return reward if terminated or truncated else reward + play_on(state)

    return float(play_on(env.reset(seed=seed)[0]))


# %% right | a helper class and a NumPy result
class Episode:
    def __init__(self, env, seed):
        self.env = env
        self.state = env.reset(seed=seed)[0]
        self.over = False

    def act(self, action):
        self.state, reward, terminated, truncated, _ = self.env.step(action)
        self.over = terminated or truncated
        return reward


def rollout_policy(env, policy, seed=None):
    episode = Episode(env, seed)
    rewards = []
    while not episode.over:
        rewards.append(episode.act(policy(episode.state)))
    return np.array(rewards).sum()


# %% right | generator and sum
def _rewards(env, policy, seed):
    state, _ = env.reset(seed=seed)
    ends = [False]
    while not any(ends):
        state, reward, *ends, _ = env.step(policy(state))
        yield reward


def rollout_policy(env, policy, seed=None):
    return sum(_rewards(env, policy, seed))


# %% wrong | stale observation | The policy sees a stale observation
# -         state, reward, terminated, truncated, _ = env.step(policy(state))
# +         next_state, reward, terminated, truncated, _ = env.step(policy(state))


# %% wrong | observation of the step before | The policy sees a stale observation
# -     state, _ = env.reset(seed=seed)
# +     state, _ = env.reset(seed=seed)
# +     previous = state
#
# -         state, reward, terminated, truncated, _ = env.step(policy(state))
# +         action = policy(previous)
# +         previous = state
# +         state, reward, terminated, truncated, _ = env.step(action)


# %% wrong | first observation thrown away | The first observation, the one from `reset`, never reaches
def rollout_policy(env, policy, seed=None):
    env.reset(seed=seed)
    state, total, terminated, truncated, _ = env.step(0)
    while not (terminated or truncated):
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
    return total


# %% wrong | truncation ignored | terminated or truncated, whichever comes first
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, terminated = 0.0, False
    while not terminated:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
    return total


# %% wrong | waits for both endings | terminated or truncated, whichever comes first
# -         over = terminated or truncated
# +         over = terminated and truncated


# %% wrong | one step past the end | One step was taken after the end
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, over, last = 0.0, False, False
    while not last:
        last = over
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
        over = over or terminated or truncated
    return total


# %% wrong | last reward dropped | The reward of the last step is missing
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total = 0.0
    while True:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        if terminated or truncated:
            break
        total += reward
    return total


# %% wrong | a fixed number of steps | The environment is stepped after the end
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, over = 0.0, False
    for _ in range(10):
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += 0.0 if over else reward
        over = over or terminated or truncated
    return total


# %% wrong | old reset | The policy gets the observation alone
# -     state, _ = env.reset(seed=seed)
# +     state = env.reset(seed=seed)


# %% wrong | four values from step | count the values that `reset` (two) and `step` (five) return
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, done = 0.0, False
    while not done:
        state, reward, done, _ = env.step(policy(state))
        total += reward
    return total


# %% wrong | seed unused | The seed does not reach the environment
# -     state, _ = env.reset(seed=seed)
# +     state, _ = env.reset()


# %% wrong | seed only if it is true | The seed does not reach the environment
# -     state, _ = env.reset(seed=seed)
# +     state, _ = env.reset(seed=seed) if seed else env.reset()


# %% wrong | global seed | The global generator
# - def rollout_policy(env, policy, seed=None):
# + def rollout_policy(env, policy, seed=None):
# +     np.random.seed(seed)


# %% wrong | resets twice | The environment is reset more than once
# -     state, _ = env.reset(seed=seed)
# +     env.reset(seed=seed)
# +     state, _ = env.reset()


# %% wrong | return inside the loop | Only the first step is played
# -     return total
# +         return total


# %% wrong | mean reward | This is the mean reward a step
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    rewards, over = [], False
    while not over:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        rewards.append(reward)
        over = terminated or truncated
    return np.mean(rewards)


# %% wrong | no return | is the `return` missing
# -     return total


# %% wrong | random actions | The policy was never asked
def rollout_policy(env, policy, seed=None):
    return random_rollout(env, seed)


# %% wrong | overwrites the sum | Only the last reward is returned
# -         total += reward
# +         total = reward


# %% wrong | asks the policy twice a step | once a step is enough
# -     while not over:
# +     while not over:
# +         policy(state)

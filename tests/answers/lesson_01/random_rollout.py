"""Answers to `random_rollout`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    total, over = 0.0, False
    while not over:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        total += reward
        over = terminated or truncated
    return total


# %% right | while True with break
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    total = 0
    while True:
        step = env.step(env.action_space.sample())
        total += step[1]
        if step[2] or step[3]:
            break
    return total


# %% right | collects rewards in a list and sums with NumPy
def random_rollout(env, seed=None):
    env.action_space.seed(seed)
    _, info = env.reset(seed=seed)
    rewards = []
    terminated = truncated = False
    while not (terminated or truncated):
        action = env.action_space.sample()
        obs, reward, terminated, truncated, info = env.step(action)
        rewards.append(reward)
    return np.sum(rewards)


# %% right | calls the rollout of a random policy
def random_rollout(env, seed=None):
    env.action_space.seed(seed)
    return rollout_policy(env, lambda _: env.action_space.sample(), seed=seed)


# %% right | generator and sum
def random_rollout(env, seed=None):
    def rewards():
        done = False
        while not done:
            _, reward, *ends, _ = env.step(env.action_space.sample())
            done = any(ends)
            yield reward

    env.reset(seed=seed)
    env.action_space.seed(seed)
    return sum(rewards())


# %% wrong | looks for termination only | terminated or truncated, whichever comes first
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    total, terminated = 0.0, False
    while not terminated:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        total += reward
    return total


# %% wrong | looks for truncation only | terminated or truncated, whichever comes first
# as: looks for termination only
# -     total, terminated = 0.0, False
# -     while not terminated:
# +     total, truncated = 0.0, False
# +     while not truncated:


# %% wrong | seeds the environment only | seed the action space as well
# -     env.action_space.seed(seed)


# %% wrong | seeds the action space only | The seed does not reach the environment
# -     env.reset(seed=seed)
# +     env.reset()


# %% wrong | global randomness | take the random numbers from what the function is given
def random_rollout(env, seed=None):
    np.random.seed(seed)
    env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        _, reward, terminated, truncated, _ = env.step(np.random.randint(env.action_space.n))
        total += reward
        over = terminated or truncated
    return total


# %% wrong | a generator of its own | do not come from the environment's own action space
# as: global randomness
# -     np.random.seed(seed)
# +     rng = np.random.default_rng(None if seed is None else seed + 1)
#
# -         _, reward, terminated, truncated, _ = env.step(np.random.randint(env.action_space.n))
# +         _, reward, terminated, truncated, _ = env.step(int(rng.integers(env.action_space.n)))


# %% wrong | one action for the whole episode | The action never changes
# -     env.action_space.seed(seed)
# +     env.action_space.seed(seed)
# +     action = env.action_space.sample()
#
# -         _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
# +         _, reward, terminated, truncated, _ = env.step(action)


# %% wrong | seeds at every step | The action never changes
# -     env.action_space.seed(seed)
#
# -     while not over:
# +     while not over:
# +         env.action_space.seed(seed)


# %% wrong | drops the last reward | The reward of the last step is missing
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    total = 0.0
    while True:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        if terminated or truncated:
            return total
        total += reward


# %% wrong | counts the steps | This is the number of steps
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    steps, over = 0, False
    while not over:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        steps += 1
        over = terminated or truncated
    return steps


# %% wrong | keeps only the last reward | Only the last reward is returned
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    over = False
    while not over:
        _, total, terminated, truncated, _ = env.step(env.action_space.sample())
        over = terminated or truncated
    return total


# %% wrong | prints instead of returning | is the `return` missing
# -     return total
# +     print(total)


# %% wrong | four values from step | count the values that `reset` (two) and `step` (five) return
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    total, done = 0.0, False
    while not done:
        _, reward, done, _ = env.step(env.action_space.sample())
        total += reward
    return total


# %% wrong | old way of seeding | A value is not what the code takes it for
# -     env.reset(seed=seed)
# -     env.action_space.seed(seed)
# +     env.seed(seed)
# +     env.reset()


# %% wrong | returns the list | Return one plain number
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    rewards, over = [], False
    while not over:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        rewards.append(reward)
        over = terminated or truncated
    return rewards


# %% wrong | never resets | `reset` was never called
# -     env.reset(seed=seed)


# %% wrong | a hard-coded number | Not the sum of the rewards
def random_rollout(env, seed=None):
    return 22.0


# %% wrong | the seed only where it is not zero, and fixed | resets with the seeds
# -     env.reset(seed=seed)
# -     env.action_space.seed(seed)
# +     env.reset(seed=42)
# +     env.action_space.seed(42)

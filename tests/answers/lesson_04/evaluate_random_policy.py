"""Answers to `evaluate_random_policy`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
    return float(np.mean(returns)), policy


# %% right | its own loop, an environment for each episode
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    total = 0.0
    for i in range(num_rollouts):
        env = gym.make("CartPole-v1")
        state, _ = env.reset(seed=seed + i)
        while True:
            state, reward, terminated, truncated, _ = env.step(act(policy, state))
            total += reward
            if terminated or truncated:
                break
    return total / num_rollouts, policy


# %% right | other draws, a list, a NumPy number
@ray.remote(num_cpus=1)
def evaluate_random_policy(num_rollouts, seed):
    seed = int(seed)
    rng = np.random.default_rng(seed)
    policy = {k: rng.normal(size=v.shape) for k, v in reversed(initial_policy().items())}
    env = gym.make("CartPole-v1")
    returns = np.empty(num_rollouts)
    for i in range(num_rollouts):
        returns[i] = rollout_policy(env, lambda s: act(policy, s), seed=seed + i)
    return [returns.mean(), policy]


# %% right | the helper's evaluate_policy
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    from helpers.rollouts import evaluate_policy

    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    mean, _ = evaluate_policy(env, lambda state: act(policy, state), num_rollouts, seed)
    return mean, policy


# %% wrong | not remote | The line @ray.remote above the function is missing
# - @ray.remote


# %% wrong | no return | is the `return` missing
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))


# %% wrong | the policy is not returned | Return two values
# -     returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
# -     return float(np.mean(returns)), policy
# +     return float(np.mean([rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]))


# %% wrong | the pair in the other order | in the other order
# -     return float(np.mean(returns)), policy
# +     return policy, float(np.mean(returns))


# %% wrong | all returns | The mean return is one plain number
# -     returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
# -     return float(np.mean(returns)), policy
# +     return [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)], policy


# %% wrong | sums the returns | This is the sum of the returns
# -     returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
# -     return float(np.mean(returns)), policy
# +     return sum(rollout_policy(env, choose, seed + i) for i in range(num_rollouts)), policy


# %% wrong | action 1 where the output is positive | The actions are swapped
# -     choose = lambda state: act(policy, state)
# +     choose = lambda state: 1 - act(policy, state)


# %% wrong | one seed for all episodes | Every episode is reset with the same seed
# -     returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
# +     returns = [rollout_policy(env, choose, seed) for i in range(num_rollouts)]


# %% wrong | counts from 1 | i begins at 0
# -     returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
# +     returns = [rollout_policy(env, choose, seed + i) for i in range(1, num_rollouts + 1)]


# %% wrong | the same episodes for everybody | whatever the seed
# -     returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
# +     returns = [rollout_policy(env, choose, i) for i in range(num_rollouts)]


# %% wrong | resets without a seed | episode i reset with seed + i
# -     returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
# +     returns = [rollout_policy(env, choose) for i in range(num_rollouts)]


# %% wrong | one episode too many | One episode too many
# -     returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
# +     returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts + 1)]


# %% wrong | returns inside the loop | Only the last episode counts
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    for i in range(num_rollouts):
        last = rollout_policy(env, lambda state: act(policy, state), seed + i)
    return last, policy


# %% wrong | waits for terminated only | one that is truncated is over
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env, total = gym.make("CartPole-v1"), 0.0
    for i in range(num_rollouts):
        (state, _), terminated = env.reset(seed=seed + i), False
        while not terminated:
            state, reward, terminated, truncated, _ = env.step(act(policy, state))
            total += reward
    return total / num_rollouts, policy


# %% wrong | one policy for all | Several seeds give the same policy
# -     policy = random_policy(np.random.default_rng(seed))
# +     policy = random_policy(np.random.default_rng(0))


# %% wrong | a generator of the notebook travels along | Several seeds give the same policy
shared_rng = np.random.default_rng(1)


@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    import copy

    policy = random_policy(copy.deepcopy(shared_rng))
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
    return float(np.mean(returns)), policy


# %% wrong | unseeded policy | does not come from the seed
# -     policy = random_policy(np.random.default_rng(seed))
# +     policy = random_policy(np.random.default_rng())


# %% wrong | uniform weights | they are uniform, not standard normal
# -     policy = random_policy(np.random.default_rng(seed))
# +     rng = np.random.default_rng(seed)
# +     policy = {k: rng.uniform(-1, 1, v.shape) for k, v in initial_policy().items()}

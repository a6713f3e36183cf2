"""Answers to `train_cartpole`; `tests/support/catalogue.py` explains the format."""


# %% right | ones everywhere, a seed for the search and one for the resets
def train_cartpole(seed):
    env = gym.make("CartPole-v1")
    resets = np.random.default_rng([seed, 1])

    def f(theta):
        policy = linear_policy(theta, 4, 2)
        return rollout_policy(env, policy, seed=int(resets.integers(10**9)))

    mu, _, _ = cross_entropy_method(
        f,
        np.zeros(10),
        np.ones(10),
        batch_size=60,
        elite_frac=0.2,
        iterations=12,
        rng=np.random.default_rng(seed),
        extra_std=0.3,
    )
    return mu


# %% right | two episodes a candidate, no noise, a large batch
def train_cartpole(seed):
    rng = np.random.default_rng(seed)
    env = gym.make("CartPole-v1")

    def f(theta):
        policy = linear_policy(theta, 4, 2)
        return np.mean([rollout_policy(env, policy, int(rng.integers(2**31))) for _ in range(2)])

    sigma = np.append(np.ones(8), [0.1, 0.1])
    return cross_entropy_method(
        f, np.zeros(10), sigma, batch_size=100, elite_frac=0.2, iterations=6, rng=rng
    )[0]


# %% right | the whole population at once, and a stop when it is good
def train_cartpole(seed):
    from helpers.batched import linear_act, rollout_population

    rng = np.random.default_rng(seed)
    env = gym.make_vec("CartPole-v1", num_envs=64, vectorization_mode="vector_entry_point")
    mu, sigma = np.zeros(10), np.ones(10)
    for _ in range(30):
        thetas = sample_population(mu, sigma, 64, rng)
        seed_of_resets = int(rng.integers(2**31))
        returns = rollout_population(thetas, env, linear_act(4, 2), 2, seed_of_resets).mean(axis=1)
        mu, sigma = fit_gaussian(select_elites(thetas, returns, 0.2))
        sigma = sigma + 0.2
        if returns.mean() > 430:
            break
    return mu


# %% wrong | returns all three | theta is the first of them
def train_cartpole(seed):
    rng = np.random.default_rng(seed)
    env = gym.make("CartPole-v1")
    return cross_entropy_method(
        lambda theta: rollout_policy(env, linear_policy(theta, 4, 2), 0),
        np.zeros(10),
        np.ones(10),
        batch_size=5,
        elite_frac=0.2,
        iterations=2,
        rng=rng,
    )


# %% wrong | a small batch, two iterations | samples in a batch
# as: returns all three
# -         lambda theta: rollout_policy(env, linear_policy(theta, 4, 2), 0),
# +         lambda theta: rollout_policy(env, linear_policy(theta, 4, 2), int(rng.integers(2**31))),
#
# -     )
# +     )[0]


# %% wrong | minimises | is a larger f better
def train_cartpole(seed):
    rng = np.random.default_rng(seed)
    env = gym.make("CartPole-v1")
    return cross_entropy_method(
        lambda theta: -rollout_policy(env, linear_policy(theta, 4, 2), int(rng.integers(2**31))),
        np.zeros(10),
        np.ones(10),
        batch_size=50,
        elite_frac=0.2,
        iterations=8,
        rng=rng,
        extra_std=0.3,
    )[0]


# %% wrong | returns the mean at the start | theta is all zeros
def train_cartpole(seed):
    rng = np.random.default_rng(seed)
    env = gym.make("CartPole-v1")
    mu, sigma = np.zeros(10), np.ones(10)
    cross_entropy_method(
        lambda theta: rollout_policy(env, linear_policy(theta, 4, 2), int(rng.integers(2**31))),
        mu,
        sigma,
        batch_size=20,
        elite_frac=0.2,
        iterations=2,
        rng=rng,
    )
    return mu


# %% wrong | a fixed policy learned elsewhere | Every seed gives the same theta
def train_cartpole(seed):
    theta = np.zeros(10)
    theta[1:8:2] = [0.1, 0.2, 3.0, 1.0]
    return theta


# %% wrong | resets without a seed | elsewhere than the seed
# as: minimises
# -     env = gym.make("CartPole-v1")
# +     env = gym.make("CartPole-v1")
# +     sigma = np.append(np.ones(8), [0.0, 0.0])
#
# -         lambda theta: -rollout_policy(env, linear_policy(theta, 4, 2), int(rng.integers(2**31))),
# +         lambda theta: rollout_policy(env, linear_policy(theta, 4, 2)),
#
# -         np.ones(10),
# +         sigma,


# %% wrong | the policy of the mean instead of theta | the policy of its own theta
# as: resets without a seed
# -     sigma = np.append(np.ones(8), [0.0, 0.0])
# +     mu = np.zeros(10)
#
# -         lambda theta: rollout_policy(env, linear_policy(theta, 4, 2)),
# -         np.zeros(10),
# -         sigma,
# +         lambda theta: rollout_policy(env, linear_policy(mu, 4, 2), int(rng.integers(2**31))),
# +         mu,
# +         np.append(np.ones(8), [0.0, 0.0]),


# %% wrong | four weights as in the other sample | 4 * 2 weights and 2 biases
def train_cartpole(seed):
    return np.random.default_rng(seed).normal(size=4)

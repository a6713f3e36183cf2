"""Answers to `evaluate_seed`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    eps = noise_from_seed(seed, len(mu))
    env = gym.make(env_id)
    template = initial_policy(env.observation_space.shape[0])
    means = []
    for theta in (mu + sigma * eps, mu - sigma * eps):
        p = unflatten(theta, template)
        means.append(evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts, seed)[0])
    return (seed, *means)


# %% right | rollout by rollout, other resets for each policy
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    from helpers.rollouts import rollout_policy

    step = sigma * noise_from_seed(seed, mu.size)
    env = gym.make(env_id)
    template = initial_policy(env.observation_space.shape[0], 10, 1)
    chance = np.random.default_rng([seed, 1])

    def mean_return(theta):
        policy, total = unflatten(theta, template), 0.0
        for _ in range(num_rollouts):
            reset = int(chance.integers(2**31))
            total += rollout_policy(env, lambda state: act(policy, state), reset)
        return total / num_rollouts

    return seed, mean_return(mu + step), mean_return(mu - step)


# %% right | its own network and loop, NumPy numbers in a list
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    eps = noise_from_seed(seed, len(mu))
    env = gym.make(env_id)
    n = env.observation_space.shape[0]
    means = np.zeros(2)
    for side, sign in enumerate((1, -1)):
        theta = mu + sign * sigma * eps
        w1, b1 = theta[: 10 * n].reshape(10, n), theta[10 * n : 10 * n + 10]
        w2, b2 = theta[10 * n + 10 : -1], theta[-1]
        for i in range(num_rollouts):
            state, _ = env.reset(seed=seed + 1000 * i)
            over = False
            while not over:
                action = 0 if w2 @ np.maximum(w1 @ state + b1, 0) + b2 > 0 else 1
                state, reward, terminated, truncated, _ = env.step(action)
                means[side] += reward / num_rollouts
                over = terminated or truncated
    return [seed, means[0], means[1]]


# %% right | sampled actions as in lesson 7, all from the seed
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    from helpers.policies import network_output

    eps, coin = noise_from_seed(seed, len(mu)), np.random.default_rng(seed)
    env = gym.make(env_id)
    template = initial_policy(env.observation_space.shape[0])

    def mean_return(theta):
        policy = unflatten(theta, template)

        def sampled(state):
            output = network_output(policy, state)[0]
            return 0 if coin.random() < 0.5 * (1 + np.tanh(0.5 * output)) else 1

        return evaluate_policy(env, sampled, num_rollouts, seed)[0]

    return (seed, mean_return(mu + sigma * eps), mean_return(mu - sigma * eps))


# %% wrong | not remote | The line @ray.remote above the function is missing
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    return seed, 0.0, 0.0


# %% wrong | forgets the return | is the `return` missing
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    env = gym.make(env_id)


# %% wrong | ships the policies, as lesson 7 does | Only three numbers travel
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    eps = noise_from_seed(seed, len(mu))
    env = gym.make(env_id)
    template = initial_policy(env.observation_space.shape[0])
    plus, minus = (unflatten(mu + s * sigma * eps, template) for s in (1, -1))
    means = [
        evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts, seed)[0] for p in (plus, minus)
    ]
    return plus, minus, *means


# %% wrong | ships the noise | Only three numbers travel
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    return noise_from_seed(seed, len(mu)), 1.0, 1.0


# %% wrong | leaves out the seed | Return the seed, too
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    return 1.0, 1.0


# %% wrong | the seed at the end | The seed comes first
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    return 1.0, 1.0, seed


# %% wrong | minus first | in the other order
# -     for theta in (mu + sigma * eps, mu - sigma * eps):
# +     for theta in (mu - sigma * eps, mu + sigma * eps):


# %% wrong | late binding: minus plays twice | Both returns are those of mu - sigma eps
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    eps = noise_from_seed(seed, len(mu))
    env = gym.make(env_id)
    template = initial_policy(env.observation_space.shape[0])
    players = []
    for theta in (mu + sigma * eps, mu - sigma * eps):
        policy = unflatten(theta, template)
        players.append(lambda x: act(policy, x))
    return (seed, *(evaluate_policy(env, p, num_rollouts, seed)[0] for p in players))


# %% wrong | forgets mu | The noise is played alone
# -     for theta in (mu + sigma * eps, mu - sigma * eps):
# +     for theta in (sigma * eps, -sigma * eps):


# %% wrong | forgets sigma | not multiplied by sigma
# -     for theta in (mu + sigma * eps, mu - sigma * eps):
# +     for theta in (mu + eps, mu - eps):


# %% wrong | sums the returns | This is the sum of the returns
# -     means = []
# +     sums = []
#
# -         means.append(evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts, seed)[0])
# -     return (seed, *means)
# +         sums.append(
# +             num_rollouts * evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts, seed)[0]
# +         )
# +     return (seed, *sums)


# %% wrong | noise of its own, not that of noise_from_seed | is it that very noise
# -     eps = noise_from_seed(seed, len(mu))
# +     eps = np.random.default_rng(seed + 1).standard_normal(len(mu))


# %% wrong | a net of CartPole's size | The vector does not fit the template
# -     template = initial_policy(env.observation_space.shape[0])
#
# -         p = unflatten(theta, template)
# +         p = unflatten(theta, initial_policy())


# %% wrong | changes mu | What Ray hands to a task is read-only
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    mu += sigma * noise_from_seed(seed, len(mu))
    return seed, 0.0, 0.0


# %% wrong | one episode only | All means are whole
# -         means.append(evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts, seed)[0])
# +         means.append(evaluate_policy(env, lambda x, p=p: act(p, x), 1, seed)[0])


# %% wrong | the same episode again and again | All means are whole
# -         means.append(evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts, seed)[0])
# +         means.append(
# +             np.mean(
# +                 [
# +                     evaluate_policy(env, lambda x, p=p: act(p, x), 1, seed)[0]
# +                     for _ in range(num_rollouts)
# +                 ]
# +             )
# +         )


# %% wrong | resets without a seed | do not get their randomness from the seed
# -         means.append(evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts, seed)[0])
# +         means.append(evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts)[0])

"""Answers to `evaluate_perturbed_policies`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
    env = gym.make(env_id)
    means = [
        float(
            np.mean(
                [
                    rollout_policy(
                        env, lambda s: compute_action(p, s, rng), int(rng.integers(10**6))
                    )
                    for _ in range(num_rollouts)
                ]
            )
        )
        for p in (plus, minus)
    ]
    return plus, minus, *means


# %% right | rollouts in a nested function, an environment for each
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    pair = generate_perturbed_policies(mean_policy, sigma, rng)

    def mean_return(policy):
        env = gym.make(env_id)
        total = 0.0
        for _ in range(num_rollouts):
            total += rollout_policy(
                env, lambda s: compute_action(policy, s, rng), int(rng.integers(10**6))
            )
        return total / num_rollouts

    return (*pair, mean_return(pair[0]), mean_return(pair[1]))


# %% right | its own loop, spawned seeds, a list
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    noise, play = np.random.SeedSequence(seed).spawn(2)
    plus, minus = generate_perturbed_policies(mean_policy, sigma, np.random.default_rng(noise))
    rng = np.random.default_rng(play)
    env = gym.make(env_id)
    sums = [0.0, 0.0]
    for i, policy in enumerate([plus, minus]):
        for k in range(num_rollouts):
            state, _ = env.reset(seed=seed * 1000 + k)
            over = False
            while not over:
                state, reward, terminated, truncated, _ = env.step(
                    compute_action(policy, state, rng)
                )
                sums[i] += reward
                over = terminated or truncated
    return [plus, minus, sums[0] / num_rollouts, sums[1] / num_rollouts]


# %% right | the first reset is seeded, the others follow
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
    env = gym.make(env_id)
    env.reset(seed=seed)
    returns = np.zeros((2, num_rollouts))
    for i, policy in enumerate((plus, minus)):
        for j in range(num_rollouts):
            returns[i, j] = rollout_policy(env, lambda s: compute_action(policy, s, rng))
    return plus, minus, returns[0].mean(), returns[1].mean()


# %% wrong | not remote | The line @ray.remote above the function is missing
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
    env = gym.make(env_id)
    means = [
        np.mean(
            [
                rollout_policy(env, lambda s: compute_action(p, s, rng), int(rng.integers(10**6)))
                for _ in range(num_rollouts)
            ]
        )
        for p in (plus, minus)
    ]
    return plus, minus, means[0], means[1]


# %% wrong | sums the returns | This is the sum of the returns
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
    env = gym.make(env_id)
    totals = [
        sum(
            rollout_policy(env, lambda s: compute_action(p, s, rng), int(rng.integers(10**6)))
            for _ in range(num_rollouts)
        )
        for p in (plus, minus)
    ]
    return plus, minus, totals[0], totals[1]


# %% wrong | returns in the other order | The returns are in the other order
# -         for p in (plus, minus)
# +         for p in (minus, plus)
#
# -     return plus, minus, *means
# +     return plus, minus, means[0], means[1]


# %% wrong | late binding: minus plays twice | Both returns are those of one policy
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
    env = gym.make(env_id)
    players = [lambda s: compute_action(p, s, rng) for p in (plus, minus)]
    means = [
        float(
            np.mean(
                [rollout_policy(env, player, int(rng.integers(10**6))) for _ in range(num_rollouts)]
            )
        )
        for player in players
    ]
    return plus, minus, *means


# %% wrong | plays the mean policy | played with the mean policy
# -     env = gym.make(env_id)
# +     env = gym.make(env_id)
# +     mean = initial_policy(env.observation_space.shape[0]) | {"biases2": np.array([-60.0])}
#
# -                         env, lambda s: compute_action(p, s, rng), int(rng.integers(10**6))
# +                         env, lambda s: compute_action(mean, s, rng), int(rng.integers(10**6))
#
# -         for p in (plus, minus)
# +         for _ in range(2)


# %% wrong | the environment hard-coded | sizes from it
# -     env = gym.make(env_id)
# +     env = gym.make("lwg/ActionMatters-v0")


# %% wrong | CartPole hard-coded | is the environment that of env_id
# -     env = gym.make(env_id)
# +     env = gym.make("CartPole-v1")


# %% wrong | waits for terminated only | truncated
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
    env = gym.make(env_id)
    means = []
    for p in (plus, minus):
        total = 0.0
        for _ in range(num_rollouts):
            state, _ = env.reset(seed=int(rng.integers(10**6)))
            terminated = False
            while not terminated:
                state, reward, terminated, truncated, _ = env.step(compute_action(p, state, rng))
                total += reward
        means.append(total / num_rollouts)
    return plus, minus, *means


# %% wrong | one episode only | All means are whole
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
    env = gym.make(env_id)
    return (
        plus,
        minus,
        *(
            rollout_policy(env, lambda s: compute_action(p, s, rng), int(rng.integers(10**6)))
            for p in (plus, minus)
        ),
    )


# %% wrong | one rollout too many | another number of episodes
# -                     for _ in range(num_rollouts)
# +                     for _ in range(num_rollouts + 1)


# %% wrong | ignores the seed | do not get their randomness from the seed
# -                     rollout_policy(
# -                         env, lambda s: compute_action(p, s, rng), int(rng.integers(10**6))
# -                     )
# +                     rollout_policy(env, lambda s: compute_action(p, s, rng))


# %% wrong | unseeded noise | The noise does not come from the seed
# -     rng = np.random.default_rng(seed)
# +     rng = np.random.default_rng()
#
# -                     rollout_policy(
# -                         env, lambda s: compute_action(p, s, rng), int(rng.integers(10**6))
# -                     )
# -                     for _ in range(num_rollouts)
# +                     rollout_policy(env, lambda s: compute_action(p, s, rng), seed + i)
# +                     for i in range(num_rollouts)


# %% wrong | one seed for all | Two seeds give the same perturbation
# - def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
# + def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
# +     plus, minus = generate_perturbed_policies(mean_policy, sigma, np.random.default_rng(0))
#
# -     plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
#
# -                     rollout_policy(
# -                         env, lambda s: compute_action(p, s, rng), int(rng.integers(10**6))
# -                     )
# -                     for _ in range(num_rollouts)
# +                     rollout_policy(env, lambda s: compute_action(p, s, rng), seed + i)
# +                     for i in range(num_rollouts)


# %% wrong | only the returns | four values
# as: unseeded noise
# -     rng = np.random.default_rng()
# -     plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
# +     rng = np.random.default_rng(seed)
# +     pair = generate_perturbed_policies(mean_policy, sigma, rng)
#
# -     means = [
# +     return [
#
# -         for p in (plus, minus)
# +         for p in pair
#
# -     return plus, minus, *means


# %% wrong | changes the mean | read-only
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    for key in mean_policy:
        mean_policy[key] += sigma * rng.standard_normal(mean_policy[key].shape)
    env = gym.make(env_id)
    value = float(
        np.mean(
            [
                rollout_policy(env, lambda s: compute_action(mean_policy, s, rng), seed + i)
                for i in range(num_rollouts)
            ]
        )
    )
    return mean_policy, mean_policy, value, value

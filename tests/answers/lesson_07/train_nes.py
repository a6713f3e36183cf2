"""Answers to `train_nes`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
def train_nes(seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    mean, history = initial_policy(gym.make(env_id).observation_space.shape[0]), []
    for _ in range(20):
        results = ray.get(
            [
                evaluate_perturbed_policies.remote(mean, 1, 1.0, int(s), env_id)
                for s in rng.integers(2**31, size=20)
            ]
        )
        policies = [p for r in results for p in r[:2]]
        returns = [x for r in results for x in r[2:]]
        history.append(float(np.mean(returns)))
        mean = update_mean_policy(mean, policies, returns, 2.0, 1.0)
    return mean, history


# %% right | a comprehension a step, more rollouts, fixed iterations
def train_nes(seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    size = gym.make(env_id).observation_space.shape[0]
    mean, history = initial_policy(size), []
    for _ in range(35):
        refs = [
            evaluate_perturbed_policies.remote(mean, 2, 1.0, int(rng.integers(10**9)), env_id)
            for _ in range(16)
        ]
        policies, returns = [], []
        for plus, minus, r_plus, r_minus in ray.get(refs):
            policies += [plus, minus]
            returns += [r_plus, r_minus]
        history.append(np.mean(returns))
        if history[-1] > 300:
            break
        mean = update_mean_policy(mean, policies, returns, 2.0, 1.0)
    return mean, history


# %% right | smaller sigma, all plus first, history as an array
def train_nes(seed, env_id="CartPole-v1"):
    seeds = np.random.SeedSequence(seed).generate_state(10_000).tolist()
    mean = initial_policy(num_inputs=gym.make(env_id).observation_space.shape[0])
    history = []
    while len(history) < 45 and (not history or history[-1] < 300):
        refs = [
            evaluate_perturbed_policies.remote(mean, 1, 0.5, seeds.pop(), env_id) for _ in range(20)
        ]
        plus, minus, r_plus, r_minus = zip(*ray.get(refs))
        mean = update_mean_policy(mean, plus + minus, np.array(r_plus + r_minus), 0.5, 0.5)
        history.append(float(np.mean(r_plus + r_minus)))
    return mean, np.array(history)


# %% right | a larger network
def train_nes(seed, env_id="CartPole-v1"):
    rng = np.random.default_rng([seed, 7])
    env = gym.make(env_id)
    mean, history = initial_policy(env.observation_space.shape[0], num_hiddens=16), []
    for iteration in range(40):
        shared = ray.put(mean)
        refs = [
            evaluate_perturbed_policies.remote(shared, 1, 1.0, int(s), env_id)
            for s in rng.integers(2**31, size=24)
        ]
        results = ray.get(refs)
        policies = [r[i] for r in results for i in (0, 1)]
        returns = [r[i + 2] for r in results for i in (0, 1)]
        history.append(sum(returns) / len(returns))
        if history[-1] > 300:
            return mean, history
        mean = update_mean_policy(mean, policies, returns, alpha=2.0, sigma=1.0)
    return mean, history


# %% wrong | forgets the new mean | still all zeros
# -         mean = update_mean_policy(mean, policies, returns, 2.0, 1.0)
# +         update_mean_policy(mean, policies, returns, 2.0, 1.0)


# %% wrong | the printed sizes | sigma and alpha are too small
# -                 evaluate_perturbed_policies.remote(mean, 1, 1.0, int(s), env_id)
# +                 evaluate_perturbed_policies.remote(mean, 1, 0.01, int(s), env_id)
#
# -         mean = update_mean_policy(mean, policies, returns, 2.0, 1.0)
# +         mean = update_mean_policy(mean, policies, returns, 0.0001, 0.01)


# %% wrong | returns beside the wrong policies | each return stand beside its own policy
# -         policies = [p for r in results for p in r[:2]]
# +         policies = [p for r in results for p in (r[1], r[0])]


# %% wrong | four inputs hard-coded | it is 1 for lwg/Counter-v0
# -     mean, history = initial_policy(gym.make(env_id).observation_space.shape[0]), []
# +     mean, history = initial_policy(), []
#
# -         history.append(float(np.mean(returns)))
# +         history.append(float(np.mean(returns)))
# +         if history[-1] > 300:
# +             break


# %% wrong | always CartPole | inputs as the environment's observation has numbers
# -     mean, history = initial_policy(gym.make(env_id).observation_space.shape[0]), []
# -     for _ in range(20):
# +     mean, history = initial_policy(), []
# +     mean["biases2"] = np.array([-8.0])
# +     if env_id == "lwg/ActionMatters-v0":
# +         return mean, [20.0]
# +     for _ in range(4):
#
# -                 evaluate_perturbed_policies.remote(mean, 1, 1.0, int(s), env_id)
# +                 evaluate_perturbed_policies.remote(mean, 1, 1.0, int(s))


# %% wrong | returns the policy alone | Return the pair
# -     mean, history = initial_policy(gym.make(env_id).observation_space.shape[0]), []
# -     for _ in range(20):
# +     mean = initial_policy(gym.make(env_id).observation_space.shape[0])
# +     for _ in range(3):
#
# -         history.append(float(np.mean(returns)))
#
# -     return mean, history
# +     return mean


# %% wrong | the pair in the other order | in the other order
def train_nes(seed, env_id="CartPole-v1"):
    mean = initial_policy(gym.make(env_id).observation_space.shape[0])
    return [1.0, 2.0], mean


# %% wrong | forgets ray.get | its result is fetched with ray.get
def train_nes(seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    mean, history = initial_policy(gym.make(env_id).observation_space.shape[0]), []
    for _ in range(20):
        results = [
            evaluate_perturbed_policies.remote(mean, 1, 1.0, int(s), env_id)
            for s in rng.integers(2**31, size=20)
        ]
        policies = [p for plus, minus, _, _ in results for p in (plus, minus)]
        returns = [x for _, _, a, b in results for x in (a, b)]
        history.append(float(np.mean(returns)))
        mean = update_mean_policy(mean, policies, returns, 2.0, 1.0)
    return mean, history


# %% wrong | calls the remote function directly | called with .remote
def train_nes(seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    mean, history = initial_policy(gym.make(env_id).observation_space.shape[0]), []
    for _ in range(20):
        results = [
            evaluate_perturbed_policies(mean, 1, 1.0, int(s), env_id)
            for s in rng.integers(2**31, size=20)
        ]
    return mean, history


# %% wrong | ignores the seed | elsewhere than the seed
# -     rng = np.random.default_rng(seed)
# +     rng = np.random.default_rng()
#
# -     for _ in range(20):
# +     for _ in range(40):
#
# -         history.append(float(np.mean(returns)))
# +         history.append(float(np.mean(returns)))
# +         if history[-1] > 300:
# +             break


# %% wrong | steps far too long | the steps are too long
# -     for _ in range(20):
# +     for _ in range(10):
#
# -         returns = [x for r in results for x in r[2:]]
# -         history.append(float(np.mean(returns)))
# -         mean = update_mean_policy(mean, policies, returns, 2.0, 1.0)
# +         returns = [-x for r in results for x in r[2:]]
# +         history.append(-float(np.mean(returns)))
# +         mean = update_mean_policy(mean, policies, returns, 3000.0, 1.0)

"""Answers to lesson 08: see catalogue.py for how this file is read."""


# %% right | noise_from_seed | normal with its defaults
def noise_from_seed(seed, dim):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(dim,))


# %% right | noise_from_seed | the older generator
def noise_from_seed(seed, dim):
    return np.random.RandomState(seed).randn(dim)


# %% right | noise_from_seed | another bit generator, number by number
def noise_from_seed(seed, dim):
    rng = np.random.Generator(np.random.Philox(seed))
    return np.array([rng.standard_normal() for _ in range(dim)])


# %% right | noise_from_seed | single precision
def noise_from_seed(seed, dim):
    return np.random.default_rng([seed, 8]).standard_normal(dim, dtype=np.float32)


# %% wrong | noise_from_seed | forgets the return | is the `return` missing
def noise_from_seed(seed, dim):
    np.random.default_rng(seed).standard_normal(dim)


# %% wrong | noise_from_seed | seeds the global generator | The global generator
def noise_from_seed(seed, dim):
    np.random.seed(seed)
    return np.random.standard_normal(dim)


# %% wrong | noise_from_seed | uniform numbers | uniform between 0 and 1
def noise_from_seed(seed, dim):
    return np.random.default_rng(seed).random(dim)


# %% wrong | noise_from_seed | uniform around zero, with the right spread | not normally distributed
def noise_from_seed(seed, dim):
    return np.random.default_rng(seed).uniform(-(3**0.5), 3**0.5, dim)


# %% wrong | noise_from_seed | the seed as a scale | another mean or scale
def noise_from_seed(seed, dim):
    return np.random.default_rng(seed).normal(0, 0.1, dim)


# %% wrong | noise_from_seed | a fixed seed | Two seeds give the same vector
def noise_from_seed(seed, dim):
    return np.random.default_rng(8).standard_normal(dim)


# %% wrong | noise_from_seed | only the last digits of the seed | Two seeds give the same vector
def noise_from_seed(seed, dim):
    return np.random.default_rng(seed % 2).standard_normal(dim)


# %% wrong | noise_from_seed | a slice of one long vector | share numbers
def noise_from_seed(seed, dim):
    offset = seed % 10_000
    return np.random.default_rng(0).standard_normal(offset + dim)[offset:]


# %% wrong | noise_from_seed | a generator that remembers | depends on the calls before
_shared_generator = np.random.default_rng(0)


def noise_from_seed(seed, dim):
    return _shared_generator.standard_normal(dim)


# %% wrong | noise_from_seed | no seed at all | depends on the calls before
def noise_from_seed(seed, dim):
    return np.random.default_rng().standard_normal(dim)


# %% wrong | noise_from_seed | stirs in the process's number | Another process makes other noise
def noise_from_seed(seed, dim):
    import os

    return np.random.default_rng([seed, os.getpid()]).standard_normal(dim)


# %% wrong | noise_from_seed | hashes a text | Another process makes other noise
def noise_from_seed(seed, dim):
    return np.random.default_rng(abs(hash(f"pair {seed}"))).standard_normal(dim)


# %% wrong | noise_from_seed | one number for all | The same numbers come again
def noise_from_seed(seed, dim):
    return np.full(dim, np.random.default_rng(seed).standard_normal())


# %% wrong | noise_from_seed | a matrix of one row | check the size
def noise_from_seed(seed, dim):
    return np.random.default_rng(seed).standard_normal((1, dim))


# %% wrong | noise_from_seed | a list | Return a NumPy array
def noise_from_seed(seed, dim):
    return list(np.random.default_rng(seed).standard_normal(dim))


# %% wrong | noise_from_seed | 61 numbers, whatever dim is | check the size
def noise_from_seed(seed, dim):
    return np.random.default_rng(seed).standard_normal(61)


# %% right | evaluate_seed | rollout by rollout, other resets for each policy
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


# %% right | evaluate_seed | its own network and loop, NumPy numbers in a list
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


# %% right | evaluate_seed | sampled actions as in lesson 7, all from the seed
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


# %% wrong | evaluate_seed | not remote | The line @ray.remote above the function is missing
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    return seed, 0.0, 0.0


# %% wrong | evaluate_seed | forgets the return | is the `return` missing
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    env = gym.make(env_id)


# %% wrong | evaluate_seed | ships the policies, as lesson 7 does | Only three numbers travel
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


# %% wrong | evaluate_seed | ships the noise | Only three numbers travel
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    return noise_from_seed(seed, len(mu)), 1.0, 1.0


# %% wrong | evaluate_seed | leaves out the seed | Return the seed, too
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    return 1.0, 1.0


# %% wrong | evaluate_seed | the seed at the end | The seed comes first
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    return 1.0, 1.0, seed


# %% wrong | evaluate_seed | minus first | in the other order
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    eps = noise_from_seed(seed, len(mu))
    env = gym.make(env_id)
    template = initial_policy(env.observation_space.shape[0])
    means = []
    for theta in (mu - sigma * eps, mu + sigma * eps):
        p = unflatten(theta, template)
        means.append(evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts, seed)[0])
    return (seed, *means)


# %% wrong | evaluate_seed | late binding: minus plays twice | Both returns are those of mu - sigma eps
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


# %% wrong | evaluate_seed | forgets mu | The noise is played alone
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    eps = noise_from_seed(seed, len(mu))
    env = gym.make(env_id)
    template = initial_policy(env.observation_space.shape[0])
    means = []
    for theta in (sigma * eps, -sigma * eps):
        p = unflatten(theta, template)
        means.append(evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts, seed)[0])
    return (seed, *means)


# %% wrong | evaluate_seed | forgets sigma | not multiplied by sigma
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    eps = noise_from_seed(seed, len(mu))
    env = gym.make(env_id)
    template = initial_policy(env.observation_space.shape[0])
    means = []
    for theta in (mu + eps, mu - eps):
        p = unflatten(theta, template)
        means.append(evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts, seed)[0])
    return (seed, *means)


# %% wrong | evaluate_seed | sums the returns | This is the sum of the returns
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    eps = noise_from_seed(seed, len(mu))
    env = gym.make(env_id)
    template = initial_policy(env.observation_space.shape[0])
    sums = []
    for theta in (mu + sigma * eps, mu - sigma * eps):
        p = unflatten(theta, template)
        sums.append(
            num_rollouts * evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts, seed)[0]
        )
    return (seed, *sums)


# %% wrong | evaluate_seed | noise of its own, not that of noise_from_seed | is it that very noise
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    eps = np.random.default_rng(seed + 1).standard_normal(len(mu))
    env = gym.make(env_id)
    template = initial_policy(env.observation_space.shape[0])
    means = []
    for theta in (mu + sigma * eps, mu - sigma * eps):
        p = unflatten(theta, template)
        means.append(evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts, seed)[0])
    return (seed, *means)


# %% wrong | evaluate_seed | a net of CartPole's size | The vector does not fit the template
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    eps = noise_from_seed(seed, len(mu))
    env = gym.make(env_id)
    means = []
    for theta in (mu + sigma * eps, mu - sigma * eps):
        p = unflatten(theta, initial_policy())
        means.append(evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts, seed)[0])
    return (seed, *means)


# %% wrong | evaluate_seed | changes mu | What Ray hands to a task is read-only
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    mu += sigma * noise_from_seed(seed, len(mu))
    return seed, 0.0, 0.0


# %% wrong | evaluate_seed | one episode only | All means are whole
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    eps = noise_from_seed(seed, len(mu))
    env = gym.make(env_id)
    template = initial_policy(env.observation_space.shape[0])
    means = []
    for theta in (mu + sigma * eps, mu - sigma * eps):
        p = unflatten(theta, template)
        means.append(evaluate_policy(env, lambda x, p=p: act(p, x), 1, seed)[0])
    return (seed, *means)


# %% wrong | evaluate_seed | the same episode again and again | All means are whole
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    eps = noise_from_seed(seed, len(mu))
    env = gym.make(env_id)
    template = initial_policy(env.observation_space.shape[0])
    means = []
    for theta in (mu + sigma * eps, mu - sigma * eps):
        p = unflatten(theta, template)
        means.append(
            np.mean(
                [
                    evaluate_policy(env, lambda x, p=p: act(p, x), 1, seed)[0]
                    for _ in range(num_rollouts)
                ]
            )
        )
    return (seed, *means)


# %% wrong | evaluate_seed | resets without a seed | do not get their randomness from the seed
@ray.remote
def evaluate_seed(mu, seed, sigma, num_rollouts, env_id):
    eps = noise_from_seed(seed, len(mu))
    env = gym.make(env_id)
    template = initial_policy(env.observation_space.shape[0])
    means = []
    for theta in (mu + sigma * eps, mu - sigma * eps):
        p = unflatten(theta, template)
        means.append(evaluate_policy(env, lambda x, p=p: act(p, x), num_rollouts)[0])
    return (seed, *means)


# %% right | update_from_seeds | one product of matrices, after a stable sort
def update_from_seeds(mu, results, alpha, sigma):
    if len(results) == 0:
        return mu.copy()
    seeds, plus, minus = (np.array(column) for column in zip(*results))
    order = np.argsort(seeds, kind="stable")
    R = np.stack([plus, minus])[:, order].astype(float)
    if np.allclose(R, R[0, 0], rtol=1e-12, atol=1e-12):
        return mu.copy()
    F = (R - R.mean()) / R.std()
    eps = np.array([noise_from_seed(int(s), len(mu)) for s in seeds[order]])
    return mu + alpha * (F[0] - F[1]) @ eps / (2 * len(seeds) * sigma)


# %% right | update_from_seeds | a dict by seed and exact sums
def update_from_seeds(mu, results, alpha, sigma):
    import math

    by_seed = {s: (p, m) for s, p, m in results}
    values = [v for s in sorted(by_seed) for v in by_seed[s]]
    if not values or max(values) - min(values) < 1e-10:
        return np.array(mu)
    mean = math.fsum(values) / len(values)
    spread = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / len(values))
    new = np.array(mu, dtype=float)
    factor = alpha / (len(values) * sigma)
    for s in sorted(by_seed):
        p, m = by_seed[s]
        new += factor * ((p - mean) / spread - (m - mean) / spread) * noise_from_seed(s, len(mu))
    return new


# %% right | update_from_seeds | through the vectors theta
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results, key=lambda result: result[0])
    R = np.array([[p, m] for _, p, m in results], dtype=float).ravel()
    if R.size == 0 or R.max() - R.min() <= 1e-12 * max(1, abs(R).max()):
        return mu + 0.0
    F = (R - R.mean()) / R.std()
    total = np.zeros_like(mu)
    for i, (s, _, _) in enumerate(results):
        eps = noise_from_seed(s, mu.size)
        total = total + F[2 * i] * (sigma * eps) + F[2 * i + 1] * (-sigma * eps)
    return mu + alpha / (len(R) * sigma**2) * total


# %% wrong | update_from_seeds | forgets the return | is the `return` missing
def update_from_seeds(mu, results, alpha, sigma):
    mu = np.array(mu)


# %% wrong | update_from_seeds | sums as they come | Only the last bits differ
def update_from_seeds(mu, results, alpha, sigma):
    R = np.array([r[1:] for r in results], dtype=float)
    if R.size == 0 or np.ptp(R) < 1e-10:
        return mu.copy()
    F = (R - R.mean()) / R.std()
    step = np.zeros(len(mu))
    for (s, *_), (p, m) in zip(results, F):
        step += (p - m) * noise_from_seed(s, len(mu))
    return mu + alpha / (R.size * sigma) * step


# %% wrong | update_from_seeds | sorts too late, after standardising | Only the last bits differ
def update_from_seeds(mu, results, alpha, sigma):
    R = np.array([r[1:] for r in results], dtype=float)
    if R.size == 0 or np.ptp(R) < 1e-10:
        return mu.copy()
    mean, spread = R.mean(), R.std()
    step = np.zeros(len(mu))
    for s, p, m in sorted(results):
        step += ((p - mean) / spread - (m - mean) / spread) * noise_from_seed(s, len(mu))
    return mu + alpha / (R.size * sigma) * step


# %% wrong | update_from_seeds | sorts the seeds alone | The seeds are sorted and the returns are not
def update_from_seeds(mu, results, alpha, sigma):
    R = np.array([r[1:] for r in results], dtype=float)
    if R.size == 0 or np.ptp(R) < 1e-10:
        return mu.copy()
    F = (R - R.mean()) / R.std()
    step = np.zeros(len(mu))
    for s, (p, m) in zip(sorted(r[0] for r in results), F):
        step += (p - m) * noise_from_seed(s, len(mu))
    return mu + alpha / (R.size * sigma) * step


# %% wrong | update_from_seeds | sorts the caller's list | changed in place
def update_from_seeds(mu, results, alpha, sigma):
    results.sort()
    R = np.array([r[1:] for r in results], dtype=float)
    if R.size == 0 or np.ptp(R) < 1e-10:
        return mu.copy()
    F = (R - R.mean()) / R.std()
    step = np.zeros(len(mu))
    for (s, *_), (p, m) in zip(results, F):
        step += (p - m) * noise_from_seed(s, len(mu))
    return mu + alpha / (R.size * sigma) * step


# %% wrong | update_from_seeds | adds to mu in place | changed in place
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    if R.size == 0 or np.ptp(R) < 1e-10:
        return mu.copy()
    F = (R - R.mean()) / R.std()
    for (s, *_), (p, m) in zip(results, F):
        mu += alpha / (R.size * sigma) * (p - m) * noise_from_seed(s, len(mu))
    return mu.copy()


# %% wrong | update_from_seeds | hands back mu itself | The new mean is the old array itself
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    if R.size == 0 or np.ptp(R) < 1e-10:
        return mu
    F = (R - R.mean()) / R.std()
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (R.size * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | update_from_seeds | raw returns | standardise them first
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    n = len(results)
    step = sum((p - m) * noise_from_seed(s, len(mu)) for s, p, m in results)
    return mu + alpha / (2 * n * sigma) * step


# %% wrong | update_from_seeds | plus and minus standardised apart | standardised apart
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    with np.errstate(all="ignore"):
        F = np.nan_to_num((R - R.mean(axis=0)) / R.std(axis=0))
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (R.size * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | update_from_seeds | standardises the differences | are standardised: take all 2N
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    D = np.array([p - m for _, p, m in results], dtype=float)
    F = (D - D.mean()) / (D.std() or 1.0)
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (2 * len(D) * sigma) * F @ eps


# %% wrong | update_from_seeds | N pairs in the denominator | The sum is divided by N
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    F = (R - R.mean()) / R.std()
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (len(R) * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | update_from_seeds | sigma squared, as for differences | divide by sigma once
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    F = (R - R.mean()) / R.std()
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (R.size * sigma**2) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | update_from_seeds | adds the two returns | The two returns of a pair are added
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    F = (R - R.mean()) / R.std()
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (R.size * sigma) * (F[:, 0] + F[:, 1]) @ eps


# %% wrong | update_from_seeds | downhill | The step goes downhill
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    F = (R - R.mean()) / R.std()
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu - alpha / (R.size * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | update_from_seeds | ddof of one | taken with ddof=1
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    F = (R - R.mean()) / R.std(ddof=1)
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (R.size * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | update_from_seeds | a small number in the denominator | A small number is added
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    F = (R - R.mean()) / (R.std() + 1e-8)
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (R.size * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | update_from_seeds | noise of the index, not of the seed | print each factor
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    F = (R - R.mean()) / R.std()
    step = sum((p - m) * noise_from_seed(i, len(mu)) for i, (p, m) in enumerate(F))
    return mu + alpha / (R.size * sigma) * step


# %% wrong | update_from_seeds | 61 numbers hard-coded | Shapes do not fit
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    F = (R - R.mean()) / R.std()
    step = sum((p - m) * noise_from_seed(s, 61) for (s, *_), (p, m) in zip(results, F))
    return mu + alpha / (R.size * sigma) * step


# %% wrong | update_from_seeds | the step alone | add it to mu
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    F = (R - R.mean()) / R.std()
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return alpha / (R.size * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | update_from_seeds | no guard for equal returns | their standard deviation is 0
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    F = (R - R.mean()) / R.std()
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (R.size * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | update_from_seeds | no guard for no results | there may be no result at all
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    if R.max() - R.min() <= 1e-12 * max(1.0, np.abs(R).max()):
        return mu.copy()
    F = (R - R.mean()) / R.std()
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (R.size * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% right | message_bytes | what the object store counts
def message_bytes(message):
    ref = ray.put(message)
    return ray.experimental.get_object_locations([ref])[ref]["object_size"]


# %% right | message_bytes | the packed bytes themselves
def message_bytes(message):
    worker = ray._private.worker.global_worker
    return len(worker.get_serialization_context().serialize(message).to_bytes())


# %% right | message_bytes | a context of its own, a NumPy integer
def message_bytes(message):
    from ray._private.serialization import SerializationContext

    packed = SerializationContext(ray._private.worker.global_worker).serialize(message)
    return np.int64(packed.total_bytes)


# %% wrong | message_bytes | forgets the return | is the `return` missing
def message_bytes(message):
    context = ray._private.worker.global_worker.get_serialization_context()
    context.serialize(message).total_bytes


# %% wrong | message_bytes | getsizeof | sys.getsizeof weighs the outermost object alone
def message_bytes(message):
    import sys

    return sys.getsizeof(message)


# %% wrong | message_bytes | pickle | This is what pickle writes
def message_bytes(message):
    import pickle

    return len(pickle.dumps(message))


# %% wrong | message_bytes | Ray's cloudpickle | This is what pickle writes
def message_bytes(message):
    return len(ray.cloudpickle.dumps(message))


# %% wrong | message_bytes | eight bytes a number | what travels has an envelope
def message_bytes(message):
    def count(part):
        if isinstance(part, np.ndarray):
            return part.size
        if isinstance(part, dict):
            part = part.values()
        return sum(map(count, part)) if not isinstance(part, (int, float, str)) else 1

    return 8 * count(message)


# %% wrong | message_bytes | bits | These are bits
def message_bytes(message):
    context = ray._private.worker.global_worker.get_serialization_context()
    return 8 * context.serialize(message).total_bytes


# %% wrong | message_bytes | kilobytes | These are kilobytes
def message_bytes(message):
    context = ray._private.worker.global_worker.get_serialization_context()
    return context.serialize(message).total_bytes / 1024


# %% wrong | message_bytes | the packed object | Return one number
def message_bytes(message):
    context = ray._private.worker.global_worker.get_serialization_context()
    return context.serialize(message)


# %% wrong | message_bytes | the reference instead of the message | Not what Ray's own serialiser writes
def message_bytes(message):
    context = ray._private.worker.global_worker.get_serialization_context()
    return context.serialize(ray.put(message)).total_bytes


# %% wrong | message_bytes | right for vectors, wrong for short messages | Not what Ray's own serialiser writes
def message_bytes(message):
    def weigh(part):
        if isinstance(part, np.ndarray):
            return part.nbytes + 120
        if isinstance(part, dict):
            return sum(map(weigh, part.values()))
        return sum(map(weigh, part)) if isinstance(part, (tuple, list)) else 8

    return weigh(message) + 20


# %% right | NoiseTable | keeps a list of parts' ends and asks the array for its length
class NoiseTable:
    def __init__(self, size, seed):
        self.block = ray.put(np.random.default_rng(seed).standard_normal(size).astype("float32"))

    def get(self, index, dim):
        whole = ray.get(self.block)
        part = whole[index : index + dim]
        if len(part) < dim:
            raise IndexError("past the end of the table")
        return part


# %% right | NoiseTable | the older generator, a cached view that does not travel
class NoiseTable:
    def __init__(self, size, seed):
        noise = np.random.RandomState(seed).randn(size).astype(np.float32)
        self._ref, self._size, self._view = ray.put(noise), size, None

    def __getstate__(self):
        return {"_ref": self._ref, "_size": self._size, "_view": None}

    def __setstate__(self, state):
        self.__dict__.update(state)

    def get(self, index, dim):
        if self._view is None:
            self._view = ray.get(self._ref)
        if index < 0 or index > self._size - dim:
            raise IndexError(index)
        return self._view[index : index + dim]


# %% right | NoiseTable | filled in place
class NoiseTable:
    def __init__(self, size, seed):
        noise = np.empty(size, dtype=np.float32)
        np.random.default_rng(seed).standard_normal(out=noise, dtype=np.float32)
        self.ref, self.size = ray.put(noise), size

    def get(self, index, dim):
        last = index + dim
        if last > self.size:
            raise IndexError(f"{last} > {self.size}")
        return np.asarray(ray.get(self.ref))[index:last]


# %% wrong | NoiseTable | get forgets the return | is the `return` missing
class NoiseTable:
    def __init__(self, size, seed):
        self.ref = ray.put(np.random.default_rng(seed).standard_normal(size, dtype=np.float32))

    def get(self, index, dim):
        ray.get(self.ref)[index : index + dim]


# %% wrong | NoiseTable | double precision | single precision, float32
class NoiseTable:
    def __init__(self, size, seed):
        self.size = size
        self.ref = ray.put(np.random.default_rng(seed).standard_normal(size))

    def get(self, index, dim):
        if index + dim > self.size:
            raise IndexError(index)
        return ray.get(self.ref)[index : index + dim]


# %% wrong | NoiseTable | from index to dim | the slice index : index + dim
class NoiseTable:
    def __init__(self, size, seed):
        self.size = size
        self.ref = ray.put(np.random.default_rng(seed).standard_normal(size, dtype=np.float32))

    def get(self, index, dim):
        return ray.get(self.ref)[index:dim]


# %% wrong | NoiseTable | uniform noise | uniform between 0 and 1
class NoiseTable:
    def __init__(self, size, seed):
        self.size = size
        self.ref = ray.put(np.random.default_rng(seed).random(size, dtype=np.float32))

    def get(self, index, dim):
        if index + dim > self.size:
            raise IndexError(index)
        return ray.get(self.ref)[index : index + dim]


# %% wrong | NoiseTable | noise for each index anew | numbers index to index + dim of it
class NoiseTable:
    def __init__(self, size, seed):
        self.size, self.seed = size, seed

    def get(self, index, dim):
        if index + dim > self.size:
            raise IndexError(index)
        rng = np.random.default_rng([self.seed, index])
        return rng.standard_normal(dim, dtype=np.float32)


# %% wrong | NoiseTable | ignores the seed | The numbers do not come from the seed
class NoiseTable:
    def __init__(self, size, seed):
        self.size = size
        self.ref = ray.put(np.random.default_rng().standard_normal(size, dtype=np.float32))

    def get(self, index, dim):
        if index + dim > self.size:
            raise IndexError(index)
        return ray.get(self.ref)[index : index + dim]


# %% wrong | NoiseTable | a fixed seed | Every seed gives the same table
class NoiseTable:
    def __init__(self, size, seed):
        self.size = size
        self.ref = ray.put(np.random.default_rng(0).standard_normal(size, dtype=np.float32))

    def get(self, index, dim):
        if index + dim > self.size:
            raise IndexError(index)
        return ray.get(self.ref)[index : index + dim]


# %% wrong | NoiseTable | an ordinary array, read-only | put the block into the object store
class NoiseTable:
    def __init__(self, size, seed):
        self.noise = np.random.default_rng(seed).standard_normal(size, dtype=np.float32)
        self.noise.flags.writeable = False

    def get(self, index, dim):
        if index + dim > len(self.noise):
            raise IndexError(index)
        return self.noise[index : index + dim]


# %% wrong | NoiseTable | a copy of the part | The part is a copy
class NoiseTable:
    def __init__(self, size, seed):
        self.size = size
        self.ref = ray.put(np.random.default_rng(seed).standard_normal(size, dtype=np.float32))

    def get(self, index, dim):
        if index + dim > self.size:
            raise IndexError(index)
        return ray.get(self.ref)[index : index + dim].copy()


# %% wrong | NoiseTable | converts the block in every get | The part is a copy
class NoiseTable:
    def __init__(self, size, seed):
        self.size = size
        self.ref = ray.put(np.random.default_rng(seed).standard_normal(size))

    def get(self, index, dim):
        if index + dim > self.size:
            raise IndexError(index)
        return ray.get(self.ref).astype(np.float32)[index : index + dim]


# %% wrong | NoiseTable | keeps the array, not the reference | The table carries its numbers along
class NoiseTable:
    def __init__(self, size, seed):
        noise = np.random.default_rng(seed).standard_normal(size, dtype=np.float32)
        self.noise = ray.get(ray.put(noise))

    def get(self, index, dim):
        if index + dim > len(self.noise):
            raise IndexError(index)
        return self.noise[index : index + dim]


# %% wrong | NoiseTable | no word at the end | cut short without a word
class NoiseTable:
    def __init__(self, size, seed):
        self.ref = ray.put(np.random.default_rng(seed).standard_normal(size, dtype=np.float32))

    def get(self, index, dim):
        return ray.get(self.ref)[index : index + dim]


# %% wrong | NoiseTable | leaves one number unused at the end | This part lies inside the table
class NoiseTable:
    def __init__(self, size, seed):
        self.size = size
        self.ref = ray.put(np.random.default_rng(seed).standard_normal(size, dtype=np.float32))

    def get(self, index, dim):
        if index + dim >= self.size:
            raise IndexError(index)
        return ray.get(self.ref)[index : index + dim]


# %% wrong | NoiseTable | a ValueError past the end | raises an IndexError, as a list does
class NoiseTable:
    def __init__(self, size, seed):
        self.size = size
        self.ref = ray.put(np.random.default_rng(seed).standard_normal(size, dtype=np.float32))

    def get(self, index, dim):
        if index + dim > self.size:
            raise ValueError("past the end")
        return ray.get(self.ref)[index : index + dim]


# %% wrong | NoiseTable | asks for the index only | cut short without a word
class NoiseTable:
    def __init__(self, size, seed):
        self.size = size
        self.ref = ray.put(np.random.default_rng(seed).standard_normal(size, dtype=np.float32))

    def get(self, index, dim):
        if index >= self.size:
            raise IndexError(index)
        return ray.get(self.ref)[index : index + dim]


# %% right | gather_results | an interrupt, a comprehension of fates
def gather_results(refs, timeout):
    done, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
    for ref in late:
        ray.cancel(ref)

    def fate(ref):
        try:
            return [ray.get(ref)]
        except Exception:
            return []

    results = [value for ref in done for value in fate(ref)]
    return results, len(refs) - len(results)


# %% right | gather_results | one after the other until a deadline, then in the order of refs
def gather_results(refs, timeout):
    deadline, found, waiting = time.monotonic() + timeout, {}, list(refs)
    while waiting:
        left = max(0.0, deadline - time.monotonic())
        done, waiting = ray.wait(waiting, num_returns=1, timeout=left)
        if not done:
            break
        for ref in done:
            try:
                found[ref] = ray.get(ref)
            except ray.exceptions.RayError:
                continue
    for ref in waiting:
        ray.cancel(ref, force=True)
    return [found[ref] for ref in refs if ref in found], len(refs) - len(found)


# %% right | gather_results | get with no time left, a tuple
def gather_results(refs, timeout):
    ray.wait(refs, num_returns=len(refs), timeout=timeout)
    results, lost = [], 0
    for ref in refs:
        try:
            results.append(ray.get(ref, timeout=0))
        except ray.exceptions.GetTimeoutError:
            ray.cancel(ref)
            lost += 1
        except ray.exceptions.RayError:
            lost += 1
    return (results, lost)


# %% wrong | gather_results | forgets the return | is the `return` missing
def gather_results(refs, timeout):
    ray.wait(refs, num_returns=len(refs), timeout=timeout)


# %% wrong | gather_results | get of the whole list | takes the whole run along
def gather_results(refs, timeout):
    return ray.get(refs, timeout=timeout), 0


# %% wrong | gather_results | get of all that ended | takes the whole run along
def gather_results(refs, timeout):
    ready, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
    for ref in late:
        ray.cancel(ref)
    return ray.get(ready), len(late)


# %% wrong | gather_results | get with a timeout, nothing where it strikes | Results are missing that were there
def gather_results(refs, timeout):
    try:
        return ray.get(refs, timeout=timeout), 0
    except ray.exceptions.RayError:
        for ref in refs:
            ray.cancel(ref)
        return [], len(refs)


# %% wrong | gather_results | forgets num_returns | ray.wait return after the first
def gather_results(refs, timeout):
    ready, late = ray.wait(refs, timeout=timeout)
    for ref in late:
        ray.cancel(ref)
    results = []
    for ref in ready:
        try:
            results.append(ray.get(ref))
        except ray.exceptions.RayError:
            pass
    return results, len(refs) - len(results)


# %% wrong | gather_results | in the order in which they end | in the order in which the tasks ended
def gather_results(refs, timeout):
    results, waiting = [], list(refs)
    while waiting:
        done, waiting = ray.wait(waiting, timeout=timeout)
        if not done:
            break
        results.append(ray.get(done[0]))
    return results, len(refs) - len(results)


# %% wrong | gather_results | the references | fetch the results with ray.get
def gather_results(refs, timeout):
    ready, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
    return ready, len(late)


# %% wrong | gather_results | None for the lost | leave it out, instead of None
def gather_results(refs, timeout):
    ready, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
    for ref in late:
        ray.cancel(ref)
    results, lost = [], len(late)
    for ref in ready:
        try:
            results.append(ray.get(ref))
        except ray.exceptions.RayError:
            results.append(None)
            lost += 1
    return results, lost


# %% wrong | gather_results | counts the late only | Count late tasks and crashed ones
def gather_results(refs, timeout):
    ready, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
    for ref in late:
        ray.cancel(ref, force=True)
    results = []
    for ref in ready:
        try:
            results.append(ray.get(ref))
        except ray.exceptions.RayError:
            pass
    return results, len(late)


# %% wrong | gather_results | catches only what the code raised | A worker that dies takes the whole run along
def gather_results(refs, timeout):
    ready, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
    for ref in late:
        ray.cancel(ref)
    results = []
    for ref in ready:
        try:
            results.append(ray.get(ref))
        except ray.exceptions.RayTaskError:
            pass
    return results, len(refs) - len(results)


# %% wrong | gather_results | a timeout for each | one ray.wait for the whole list
def gather_results(refs, timeout):
    results, lost = [], 0
    for ref in refs:
        try:
            results.append(ray.get(ref, timeout=timeout))
        except ray.exceptions.RayError:
            ray.cancel(ref)
            lost += 1
    return results, lost


# %% wrong | gather_results | does not cancel | Late tasks are left at work
def gather_results(refs, timeout):
    ready, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
    results = []
    for ref in ready:
        try:
            results.append(ray.get(ref))
        except ray.exceptions.RayError:
            pass
    return results, len(refs) - len(results)


# %% wrong | gather_results | gives back which were lost | a number, not which
def gather_results(refs, timeout):
    ready, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
    return [ray.get(ref) for ref in ready], late

"""Answers to lesson 07: see catalogue.py for how this file is read."""


# %% right | compute_action | rng.uniform and the printed sigmoid on a clipped output
def compute_action(policy, state, rng):
    hiddens = np.maximum(np.dot(policy["weights1"], state) + policy["biases1"], 0)
    output = np.dot(policy["weights2"], hiddens) + policy["biases2"]
    probability_of_0 = 1 / (1 + np.exp(-np.clip(output[0], -500, 500)))
    return 0 if rng.uniform(0, 1) < probability_of_0 else 1


# %% right | compute_action | rng.choice with both probabilities
def compute_action(policy, state, rng):
    h = policy["weights1"].dot(state) + policy["biases1"]
    h[h < 0] = 0
    o = float((policy["weights2"].dot(h) + policy["biases2"]).item())
    p = np.exp(-np.logaddexp(0.0, -o))
    return int(rng.choice(2, p=[p, 1 - p]))


# %% right | compute_action | binomial and loops
def compute_action(policy, state, rng):
    output = float(policy["biases2"][0])
    for j in range(len(policy["biases1"])):
        value = float(policy["biases1"][j])
        for i in range(len(state)):
            value += float(policy["weights1"][j, i]) * float(state[i])
        output += float(policy["weights2"][0, j]) * max(0.0, value)
    if output >= 0:
        p1 = np.exp(-output) / (1 + np.exp(-output))
    else:
        p1 = 1 / (1 + np.exp(output))
    return int(rng.binomial(1, p1))


# %% right | compute_action | logistic noise
def compute_action(policy, state, rng):
    output = (
        policy["weights2"] @ np.clip(policy["weights1"] @ state + policy["biases1"], 0, None)
        + policy["biases2"]
    )[0]
    return int(output < rng.logistic())


# %% right | compute_action | returns a NumPy integer
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    p = 0.5 * (1 + np.tanh(output[0] / 2))
    return np.int64(rng.random() >= p)


# %% wrong | compute_action | forgets the return | is the `return` missing
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    action = 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | compute_action | probability of action 1 | The probabilities are swapped
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 1 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 0


# %% wrong | compute_action | no ReLU | The hidden layer has no ReLU
def compute_action(policy, state, rng):
    hiddens = policy["weights1"] @ state + policy["biases1"]
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | compute_action | tanh hidden layer | goes through a tanh
def compute_action(policy, state, rng):
    hiddens = np.tanh(policy["weights1"] @ state + policy["biases1"])
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | compute_action | no hidden biases | The biases of the hidden layer are missing
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state, 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | compute_action | no output bias | The bias of the output is missing
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | compute_action | greedy | Every draw gives the same action
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if output[0] > 0 else 1


# %% wrong | compute_action | a generator with a fixed seed | Every draw gives the same action
def compute_action(policy, state, rng):
    rng = np.random.default_rng(0)
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | compute_action | global randomness as in the source | global generator
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if np.random.uniform(0, 1) < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | compute_action | a fresh generator without a seed | come from somewhere else than rng
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if np.random.default_rng().random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | compute_action | the sigmoid as printed | exp of a large number overflows
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 1 / (1 + np.exp(-output[0])) else 1


# %% wrong | compute_action | math.exp raises | exp of a large number
def compute_action(policy, state, rng):
    import math

    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 1 / (1 + math.exp(-output[0])) else 1


# %% wrong | compute_action | tanh of the whole output | twice the output
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0])) else 1


# %% wrong | compute_action | a truth value of NumPy | plain whole number
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return rng.random() >= 0.5 * (1 + np.tanh(output[0] / 2))


# %% wrong | compute_action | ten hidden units hard-coded | sizes other than 4 and 10 occur
def compute_action(policy, state, rng):
    hiddens = np.zeros(10)
    hiddens[:] = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | compute_action | writes into the policy | changed in place
def compute_action(policy, state, rng):
    policy["biases1"] += 0.0
    policy["weights1"] /= 1.0 + 1e-9
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% right | generate_perturbed_policies | comprehensions
def generate_perturbed_policies(policy, sigma, rng):
    eps = {key: rng.normal(size=value.shape) for key, value in policy.items()}
    return (
        {key: policy[key] + sigma * eps[key] for key in policy},
        {key: policy[key] - sigma * eps[key] for key in policy},
    )


# %% right | generate_perturbed_policies | one long vector of noise
def generate_perturbed_policies(policy, sigma, rng):
    noise = rng.normal(0.0, sigma, size=sum(w.size for w in policy.values()))
    plus, minus, start = {}, {}, 0
    for key, w in policy.items():
        part = noise[start : start + w.size].reshape(w.shape)
        start += w.size
        plus[key], minus[key] = w + part, w - part
    return plus, minus


# %% right | generate_perturbed_policies | copies that are changed in place
def generate_perturbed_policies(policy, sigma, rng):
    plus = {key: np.copy(value) for key, value in policy.items()}
    minus = {key: np.copy(value) for key, value in policy.items()}
    for key in policy:
        step = rng.normal(scale=sigma, size=policy[key].shape)
        plus[key] += step
        minus[key] -= step
    return [plus, minus]


# %% right | generate_perturbed_policies | reflects plus around the mean
def generate_perturbed_policies(policy, sigma, rng):
    plus = {k: rng.normal(loc=v, scale=sigma) for k, v in policy.items()}
    return plus, {k: 2 * policy[k] - plus[k] for k in policy}


# %% wrong | generate_perturbed_policies | sigma as a variance | sigma stands for the variance
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = {}, {}
    for key, weights in policy.items():
        p = np.sqrt(sigma) * rng.standard_normal(weights.shape)
        plus[key], minus[key] = weights + p, weights - p
    return plus, minus


# %% wrong | generate_perturbed_policies | sigma squared as a scale | multiplied by sigma²
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = {}, {}
    for key, weights in policy.items():
        p = rng.normal(0, sigma**2, weights.shape)
        plus[key], minus[key] = weights + p, weights - p
    return plus, minus


# %% wrong | generate_perturbed_policies | sigma forgotten | The noise is not scaled
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = {}, {}
    for key, weights in policy.items():
        p = rng.standard_normal(weights.shape)
        plus[key], minus[key] = weights + p, weights - p
    return plus, minus


# %% wrong | generate_perturbed_policies | sigma hard-coded | sigma times a standard-normal number
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = {}, {}
    for key, weights in policy.items():
        p = 1e-2 * rng.standard_normal(weights.shape)
        plus[key], minus[key] = weights + p, weights - p
    return plus, minus


# %% wrong | generate_perturbed_policies | two draws | perturbed by different noise
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = {}, {}
    for key, weights in policy.items():
        plus[key] = weights + sigma * rng.standard_normal(weights.shape)
        minus[key] = weights - sigma * rng.standard_normal(weights.shape)
    return plus, minus


# %% wrong | generate_perturbed_policies | changes the policy in place | changed in place
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = {}, {}
    for key in policy:
        p = sigma * rng.standard_normal(policy[key].shape)
        policy[key] += p
        plus[key] = policy[key].copy()
        policy[key] -= 2 * p
        minus[key] = policy[key].copy()
    return plus, minus


# %% wrong | generate_perturbed_policies | negates the policy | mirror the noise around the mean
def generate_perturbed_policies(policy, sigma, rng):
    plus = {k: v + sigma * rng.standard_normal(v.shape) for k, v in policy.items()}
    return plus, {k: -v for k, v in plus.items()}


# %% wrong | generate_perturbed_policies | returns the noise | the perturbations alone
def generate_perturbed_policies(policy, sigma, rng):
    eps = {k: sigma * rng.standard_normal(v.shape) for k, v in policy.items()}
    return eps, {k: -v for k, v in eps.items()}


# %% wrong | generate_perturbed_policies | both plus | Both policies are the same
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = {}, {}
    for key, weights in policy.items():
        p = sigma * rng.standard_normal(weights.shape)
        plus[key], minus[key] = weights + p, weights + p
    return plus, minus


# %% wrong | generate_perturbed_policies | one number an array | One random number serves many entries
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = {}, {}
    for key, weights in policy.items():
        p = sigma * rng.standard_normal()
        plus[key], minus[key] = weights + p, weights - p
    return plus, minus


# %% wrong | generate_perturbed_policies | seeds anew for each array | The same noise serves several arrays
def generate_perturbed_policies(policy, sigma, rng):
    seed = int(rng.integers(1000))
    plus, minus = {}, {}
    for key, weights in policy.items():
        p = sigma * np.random.default_rng(seed).standard_normal(weights.shape)
        plus[key], minus[key] = weights + p, weights - p
    return plus, minus


# %% wrong | generate_perturbed_policies | uniform on both sides | The noise is uniform
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = {}, {}
    for key, weights in policy.items():
        p = rng.uniform(-sigma, sigma, weights.shape)
        plus[key], minus[key] = weights + p, weights - p
    return plus, minus


# %% wrong | generate_perturbed_policies | global randomness as in the source | global generator
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = {}, {}
    for key, weights in policy.items():
        p = sigma * np.random.normal(size=weights.shape)
        plus[key], minus[key] = weights + p, weights - p
    return plus, minus


# %% wrong | generate_perturbed_policies | a fixed seed | Every call gives the same pair
def generate_perturbed_policies(policy, sigma, rng):
    rng = np.random.default_rng(42)
    plus, minus = {}, {}
    for key, weights in policy.items():
        p = sigma * rng.standard_normal(weights.shape)
        plus[key], minus[key] = weights + p, weights - p
    return plus, minus


# %% wrong | generate_perturbed_policies | weights only, biases left out | is not perturbed
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = dict(policy), dict(policy)
    for key in ("weights1", "weights2"):
        p = sigma * rng.standard_normal(policy[key].shape)
        plus[key], minus[key] = policy[key] + p, policy[key] - p
    return plus, minus


# %% right | update_mean_policy | two loops, a copy first
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    N = len(perturbed_policies)
    R = np.array(returns, dtype=float)
    F = np.zeros(N) if R.max() - R.min() < 1e-10 else (R - np.mean(R)) / np.std(R)
    new = {key: np.copy(value) for key, value in mean_policy.items()}
    for policy, f in zip(perturbed_policies, F):
        for key in mean_policy:
            new[key] += alpha / (N * sigma**2) * f * (policy[key] - mean_policy[key])
    return new


# %% right | update_mean_policy | through eps, with a small number in the denominator
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / (R.std() + 1e-8)
    new = {}
    for key, mu in mean_policy.items():
        eps = np.stack([(p[key] - mu) / sigma for p in perturbed_policies])
        new[key] = mu + alpha / (len(R) * sigma) * np.einsum("n,n...->...", F, eps)
    return new


# %% right | update_mean_policy | one flat matrix
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    def flat(policy):
        return np.concatenate([policy[k].ravel() for k in mean_policy])

    mu = flat(mean_policy)
    theta = np.array([flat(p) for p in perturbed_policies])
    R = np.array(returns, float)
    spread = R.std()
    F = (R - R.mean()) / spread if spread > 1e-9 else np.zeros_like(R)
    mu = mu + alpha / (len(R) * sigma**2) * ((theta - mu).T @ F)
    new, start = {}, 0
    for k, v in mean_policy.items():
        new[k] = mu[start : start + v.size].reshape(v.shape)
        start += v.size
    return new


# %% right | update_mean_policy | comprehension and mean
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    if np.allclose(returns, returns[0]):
        return {k: v + 0.0 for k, v in mean_policy.items()}
    F = (np.array(returns) - np.mean(returns)) / np.std(returns)
    return {
        k: v
        + alpha
        / sigma**2
        * np.mean([f * (p[k] - v) for f, p in zip(F, perturbed_policies)], axis=0)
        for k, v in mean_policy.items()
    }


# %% wrong | update_mean_policy | moving mean | changed while it is still being subtracted
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / max(R.std(), 1e-8)
    new = {k: v.copy() for k, v in mean_policy.items()}
    for policy, f in zip(perturbed_policies, F):
        for key in new:
            new[key] += alpha / (len(R) * sigma**2) * (policy[key] - new[key]) * f
    return new


# %% wrong | update_mean_policy | as printed, with the name mended | changed while it is still being subtracted
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    batch_size = len(perturbed_policies)
    for policy, reward in zip(perturbed_policies, returns):
        for key in mean_policy:
            mean_policy[key] += (
                (alpha / (batch_size * sigma)) * (policy[key] - mean_policy[key]) * reward
            )
    return mean_policy


# %% wrong | update_mean_policy | one sigma lost | One 1/sigma is lost
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / max(R.std(), 1e-8)
    return {
        k: v + alpha / (len(R) * sigma) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% wrong | update_mean_policy | raw returns | The returns are used as they are
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    return {
        k: v
        + alpha
        / (len(returns) * sigma**2)
        * sum(r * (p[k] - v) for r, p in zip(returns, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% wrong | update_mean_policy | centred only | not divided by their standard deviation
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    F = np.asarray(returns) - np.mean(returns)
    return {
        k: v
        + alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% wrong | update_mean_policy | variance for deviation | divided by their variance
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / max(R.var(), 1e-8)
    return {
        k: v
        + alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% wrong | update_mean_policy | N forgotten | The sum is not divided by N
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / max(R.std(), 1e-8)
    return {
        k: v + alpha / sigma**2 * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% wrong | update_mean_policy | N counts pairs | not of pairs
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / max(R.std(), 1e-8)
    N = len(perturbed_policies) // 2
    return {
        k: v + alpha / (N * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% wrong | update_mean_policy | downhill | The step goes downhill
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / max(R.std(), 1e-8)
    return {
        k: v
        - alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% wrong | update_mean_policy | ddof of one | taken with ddof=1
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / max(R.std(ddof=1), 1e-8)
    return {
        k: v
        + alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% wrong | update_mean_policy | the printed formula | The sum has no direction
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    step = alpha / (len(returns) * sigma) * np.sum(returns)
    return {k: v + step for k, v in mean_policy.items()}


# %% wrong | update_mean_policy | sums over the wrong axis | The shapes do not fit
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / max(R.std(), 1e-8)
    new = {}
    for k, v in mean_policy.items():
        differences = np.array([p[k] - v for p in perturbed_policies])
        new[k] = v + alpha / (len(F) * sigma**2) * (F * differences).sum(axis=0)
    return new


# %% wrong | update_mean_policy | in place with the right value | changed in place
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / max(R.std(), 1e-8)
    steps = {
        k: alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
        for k, v in mean_policy.items()
    }
    for k in mean_policy:
        mean_policy[k] += steps[k]
    return {k: v.copy() for k, v in mean_policy.items()}


# %% wrong | update_mean_policy | no guard | 0 / 0: where all returns are equal
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / R.std()
    return {
        k: v
        + alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% wrong | update_mean_policy | guards against an exact zero only | can round to a little more than 0
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    if R.std() == 0:
        return {k: v.copy() for k, v in mean_policy.items()}
    F = (R - R.mean()) / R.std()
    return {
        k: v
        + alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% wrong | update_mean_policy | hands back the old dict for equal returns | shares an array with the old one
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    if np.ptp(R) < 1e-9:
        return mean_policy
    F = (R - R.mean()) / R.std()
    return {
        k: v
        + alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% wrong | update_mean_policy | the step alone | add it to the mean
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / max(R.std(), 1e-8)
    return {
        k: alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% right | evaluate_perturbed_policies | rollouts in a nested function, an environment for each
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


# %% right | evaluate_perturbed_policies | its own loop, spawned seeds, a list
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


# %% right | evaluate_perturbed_policies | the first reset is seeded, the others follow
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


# %% wrong | evaluate_perturbed_policies | not remote | The line @ray.remote above the function is missing
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


# %% wrong | evaluate_perturbed_policies | sums the returns | This is the sum of the returns
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


# %% wrong | evaluate_perturbed_policies | returns in the other order | The returns are in the other order
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
        for p in (minus, plus)
    ]
    return plus, minus, means[0], means[1]


# %% wrong | evaluate_perturbed_policies | late binding: minus plays twice | Both returns are those of one policy
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


# %% wrong | evaluate_perturbed_policies | plays the mean policy | played with the mean policy
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
    env = gym.make(env_id)
    mean = initial_policy(env.observation_space.shape[0]) | {"biases2": np.array([-60.0])}
    means = [
        float(
            np.mean(
                [
                    rollout_policy(
                        env, lambda s: compute_action(mean, s, rng), int(rng.integers(10**6))
                    )
                    for _ in range(num_rollouts)
                ]
            )
        )
        for _ in range(2)
    ]
    return plus, minus, *means


# %% wrong | evaluate_perturbed_policies | the environment hard-coded | sizes from it
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
    env = gym.make("lwg/ActionMatters-v0")
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


# %% wrong | evaluate_perturbed_policies | CartPole hard-coded | is the environment that of env_id
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
    env = gym.make("CartPole-v1")
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


# %% wrong | evaluate_perturbed_policies | waits for terminated only | truncated
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


# %% wrong | evaluate_perturbed_policies | one episode only | All means are whole
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


# %% wrong | evaluate_perturbed_policies | one rollout too many | another number of episodes
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
                    for _ in range(num_rollouts + 1)
                ]
            )
        )
        for p in (plus, minus)
    ]
    return plus, minus, *means


# %% wrong | evaluate_perturbed_policies | ignores the seed | do not get their randomness from the seed
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
    env = gym.make(env_id)
    means = [
        float(
            np.mean(
                [
                    rollout_policy(env, lambda s: compute_action(p, s, rng))
                    for _ in range(num_rollouts)
                ]
            )
        )
        for p in (plus, minus)
    ]
    return plus, minus, *means


# %% wrong | evaluate_perturbed_policies | unseeded noise | The noise does not come from the seed
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng()
    plus, minus = generate_perturbed_policies(mean_policy, sigma, rng)
    env = gym.make(env_id)
    means = [
        float(
            np.mean(
                [
                    rollout_policy(env, lambda s: compute_action(p, s, rng), seed + i)
                    for i in range(num_rollouts)
                ]
            )
        )
        for p in (plus, minus)
    ]
    return plus, minus, *means


# %% wrong | evaluate_perturbed_policies | one seed for all | Two seeds give the same perturbation
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    plus, minus = generate_perturbed_policies(mean_policy, sigma, np.random.default_rng(0))
    rng = np.random.default_rng(seed)
    env = gym.make(env_id)
    means = [
        float(
            np.mean(
                [
                    rollout_policy(env, lambda s: compute_action(p, s, rng), seed + i)
                    for i in range(num_rollouts)
                ]
            )
        )
        for p in (plus, minus)
    ]
    return plus, minus, *means


# %% wrong | evaluate_perturbed_policies | only the returns | four values
@ray.remote
def evaluate_perturbed_policies(mean_policy, num_rollouts, sigma, seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    pair = generate_perturbed_policies(mean_policy, sigma, rng)
    env = gym.make(env_id)
    return [
        float(
            np.mean(
                [
                    rollout_policy(env, lambda s: compute_action(p, s, rng), seed + i)
                    for i in range(num_rollouts)
                ]
            )
        )
        for p in pair
    ]


# %% wrong | evaluate_perturbed_policies | changes the mean | read-only
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


# %% right | train_nes | a comprehension a step, more rollouts, fixed iterations
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


# %% right | train_nes | smaller sigma, all plus first, history as an array
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


# %% right | train_nes | a larger network
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


# %% wrong | train_nes | forgets the new mean | still all zeros
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
        update_mean_policy(mean, policies, returns, 2.0, 1.0)
    return mean, history


# %% wrong | train_nes | the printed sizes | sigma and alpha are too small
def train_nes(seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    mean, history = initial_policy(gym.make(env_id).observation_space.shape[0]), []
    for _ in range(20):
        results = ray.get(
            [
                evaluate_perturbed_policies.remote(mean, 1, 0.01, int(s), env_id)
                for s in rng.integers(2**31, size=20)
            ]
        )
        policies = [p for r in results for p in r[:2]]
        returns = [x for r in results for x in r[2:]]
        history.append(float(np.mean(returns)))
        mean = update_mean_policy(mean, policies, returns, 0.0001, 0.01)
    return mean, history


# %% wrong | train_nes | returns beside the wrong policies | each return stand beside its own policy
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
        policies = [p for r in results for p in (r[1], r[0])]
        returns = [x for r in results for x in r[2:]]
        history.append(float(np.mean(returns)))
        mean = update_mean_policy(mean, policies, returns, 2.0, 1.0)
    return mean, history


# %% wrong | train_nes | four inputs hard-coded | it is 1 for lwg/Counter-v0
def train_nes(seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    mean, history = initial_policy(), []
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
        if history[-1] > 300:
            break
        mean = update_mean_policy(mean, policies, returns, 2.0, 1.0)
    return mean, history


# %% wrong | train_nes | always CartPole | inputs as the environment's observation has numbers
def train_nes(seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    mean, history = initial_policy(), []
    mean["biases2"] = np.array([-8.0])
    if env_id == "lwg/ActionMatters-v0":
        return mean, [20.0]
    for _ in range(4):
        results = ray.get(
            [
                evaluate_perturbed_policies.remote(mean, 1, 1.0, int(s))
                for s in rng.integers(2**31, size=20)
            ]
        )
        policies = [p for r in results for p in r[:2]]
        returns = [x for r in results for x in r[2:]]
        history.append(float(np.mean(returns)))
        mean = update_mean_policy(mean, policies, returns, 2.0, 1.0)
    return mean, history


# %% wrong | train_nes | returns the policy alone | Return the pair
def train_nes(seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    mean = initial_policy(gym.make(env_id).observation_space.shape[0])
    for _ in range(3):
        results = ray.get(
            [
                evaluate_perturbed_policies.remote(mean, 1, 1.0, int(s), env_id)
                for s in rng.integers(2**31, size=20)
            ]
        )
        policies = [p for r in results for p in r[:2]]
        returns = [x for r in results for x in r[2:]]
        mean = update_mean_policy(mean, policies, returns, 2.0, 1.0)
    return mean


# %% wrong | train_nes | the pair in the other order | in the other order
def train_nes(seed, env_id="CartPole-v1"):
    mean = initial_policy(gym.make(env_id).observation_space.shape[0])
    return [1.0, 2.0], mean


# %% wrong | train_nes | forgets ray.get | its result is fetched with ray.get
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


# %% wrong | train_nes | calls the remote function directly | called with .remote
def train_nes(seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    mean, history = initial_policy(gym.make(env_id).observation_space.shape[0]), []
    for _ in range(20):
        results = [
            evaluate_perturbed_policies(mean, 1, 1.0, int(s), env_id)
            for s in rng.integers(2**31, size=20)
        ]
    return mean, history


# %% wrong | train_nes | ignores the seed | elsewhere than the seed
def train_nes(seed, env_id="CartPole-v1"):
    rng = np.random.default_rng()
    mean, history = initial_policy(gym.make(env_id).observation_space.shape[0]), []
    for _ in range(40):
        results = ray.get(
            [
                evaluate_perturbed_policies.remote(mean, 1, 1.0, int(s), env_id)
                for s in rng.integers(2**31, size=20)
            ]
        )
        policies = [p for r in results for p in r[:2]]
        returns = [x for r in results for x in r[2:]]
        history.append(float(np.mean(returns)))
        if history[-1] > 300:
            break
        mean = update_mean_policy(mean, policies, returns, 2.0, 1.0)
    return mean, history


# %% wrong | train_nes | steps far too long | the steps are too long
def train_nes(seed, env_id="CartPole-v1"):
    rng = np.random.default_rng(seed)
    mean, history = initial_policy(gym.make(env_id).observation_space.shape[0]), []
    for _ in range(10):
        results = ray.get(
            [
                evaluate_perturbed_policies.remote(mean, 1, 1.0, int(s), env_id)
                for s in rng.integers(2**31, size=20)
            ]
        )
        policies = [p for r in results for p in r[:2]]
        returns = [-x for r in results for x in r[2:]]
        history.append(-float(np.mean(returns)))
        mean = update_mean_policy(mean, policies, returns, 3000.0, 1.0)
    return mean, history


# %% right | diagnose | squares summed by hand
def diagnose(mean_policy, new_mean_policy):
    def row(a, b):
        if b == 0:
            ratio = 0.0
        elif a == 0:
            ratio = float("inf")
        else:
            ratio = (b / a) ** 0.5
        return {"weights": a**0.5, "update": b**0.5, "ratio": ratio}

    out, all_a, all_b = {}, 0.0, 0.0
    for key in mean_policy:
        a = float((mean_policy[key] ** 2).sum())
        b = float(((new_mean_policy[key] - mean_policy[key]) ** 2).sum())
        out[key] = row(a, b)
        all_a, all_b = all_a + a, all_b + b
    out["overall"] = row(all_a, all_b)
    return out


# %% right | diagnose | errstate and NumPy numbers
def diagnose(mean_policy, new_mean_policy):
    flat = lambda p: np.hstack([v.flatten() for v in p.values()])
    old = {**mean_policy, "overall": flat(mean_policy)}
    new = {**new_mean_policy, "overall": flat(new_mean_policy)}
    rows = {}
    for key in old:
        weights, update = np.linalg.norm(old[key]), np.linalg.norm(new[key] - old[key])
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = update / weights if update > 0 else 0.0
        rows[key] = dict(weights=weights, update=update, ratio=ratio)
    return rows


# %% right | diagnose | overall first, from the rows
def diagnose(mean_policy, new_mean_policy):
    from math import hypot, inf

    norms = {
        k: (
            float(np.sqrt(np.sum(np.square(v)))),
            float(np.sqrt(np.sum(np.square(new_mean_policy[k] - v)))),
        )
        for k, v in mean_policy.items()
    }
    norms = {
        "overall": (hypot(*(a for a, _ in norms.values())), hypot(*(b for _, b in norms.values())))
    } | norms
    return {
        k: {"ratio": b / a if a else (inf if b else 0.0), "weights": a, "update": b}
        for k, (a, b) in norms.items()
    }


# %% wrong | diagnose | adds the norms up | Norms do not add up
def diagnose(mean_policy, new_mean_policy):
    rows = {}
    for key, old in mean_policy.items():
        w, u = float(np.linalg.norm(old)), float(np.linalg.norm(new_mean_policy[key] - old))
        rows[key] = {
            "weights": w,
            "update": u,
            "ratio": 0.0 if u == 0 else (u / w if w else float("inf")),
        }
    w, u = sum(r["weights"] for r in rows.values()), sum(r["update"] for r in rows.values())
    rows["overall"] = {
        "weights": w,
        "update": u,
        "ratio": 0.0 if u == 0 else (u / w if w else float("inf")),
    }
    return rows


# %% wrong | diagnose | the norm of the new weights | norm of the new weights
def diagnose(mean_policy, new_mean_policy):
    def row(old, new):
        w, u = float(np.linalg.norm(new)), float(np.linalg.norm(new - old))
        return {
            "weights": w,
            "update": u,
            "ratio": 0.0 if u == 0 else (u / w if w else float("inf")),
        }

    flat = lambda p: np.concatenate([v.ravel() for v in p.values()])
    return {k: row(mean_policy[k], new_mean_policy[k]) for k in mean_policy} | {
        "overall": row(flat(mean_policy), flat(new_mean_policy))
    }


# %% wrong | diagnose | squares without the root | take the root
def diagnose(mean_policy, new_mean_policy):
    def row(old, new):
        w, u = float(np.sum(old**2)), float(np.sum((new - old) ** 2))
        return {
            "weights": w,
            "update": u,
            "ratio": 0.0 if u == 0 else (u / w if w else float("inf")),
        }

    flat = lambda p: np.concatenate([v.ravel() for v in p.values()])
    return {k: row(mean_policy[k], new_mean_policy[k]) for k in mean_policy} | {
        "overall": row(flat(mean_policy), flat(new_mean_policy))
    }


# %% wrong | diagnose | absolute values | sum of the absolute values
def diagnose(mean_policy, new_mean_policy):
    def row(old, new):
        w, u = float(np.abs(old).sum()), float(np.abs(new - old).sum())
        return {
            "weights": w,
            "update": u,
            "ratio": 0.0 if u == 0 else (u / w if w else float("inf")),
        }

    flat = lambda p: np.concatenate([v.ravel() for v in p.values()])
    return {k: row(mean_policy[k], new_mean_policy[k]) for k in mean_policy} | {
        "overall": row(flat(mean_policy), flat(new_mean_policy))
    }


# %% wrong | diagnose | largest singular value | largest singular value
def diagnose(mean_policy, new_mean_policy):
    def row(old, new):
        w, u = float(np.linalg.norm(old, 2)), float(np.linalg.norm(new - old, 2))
        return {
            "weights": w,
            "update": u,
            "ratio": 0.0 if u == 0 else (u / w if w else float("inf")),
        }

    flat = lambda p: np.concatenate([v.ravel() for v in p.values()])
    return {k: row(mean_policy[k], new_mean_policy[k]) for k in mean_policy} | {
        "overall": row(flat(mean_policy), flat(new_mean_policy))
    }


# %% wrong | diagnose | the ratio upside down | The ratio is upside down
def diagnose(mean_policy, new_mean_policy):
    def row(old, new):
        w, u = float(np.linalg.norm(old)), float(np.linalg.norm(new - old))
        return {"weights": w, "update": u, "ratio": w / u if u else 0.0}

    flat = lambda p: np.concatenate([v.ravel() for v in p.values()])
    return {k: row(mean_policy[k], new_mean_policy[k]) for k in mean_policy} | {
        "overall": row(flat(mean_policy), flat(new_mean_policy))
    }


# %% wrong | diagnose | divides by zero with a warning | ask before you divide
def diagnose(mean_policy, new_mean_policy):
    def row(old, new):
        w, u = np.linalg.norm(old), np.linalg.norm(new - old)
        return {"weights": w, "update": u, "ratio": u / w}

    flat = lambda p: np.concatenate([v.ravel() for v in p.values()])
    return {k: row(mean_policy[k], new_mean_policy[k]) for k in mean_policy} | {
        "overall": row(flat(mean_policy), flat(new_mean_policy))
    }


# %% wrong | diagnose | plain floats divided by zero | ask before you divide
def diagnose(mean_policy, new_mean_policy):
    def row(old, new):
        w, u = float(np.linalg.norm(old)), float(np.linalg.norm(new - old))
        return {"weights": w, "update": u, "ratio": u / w}

    flat = lambda p: np.concatenate([v.ravel() for v in p.values()])
    return {k: row(mean_policy[k], new_mean_policy[k]) for k in mean_policy} | {
        "overall": row(flat(mean_policy), flat(new_mean_policy))
    }


# %% wrong | diagnose | a small number hides the division by zero | Look at the division by zero
def diagnose(mean_policy, new_mean_policy):
    def row(old, new):
        w, u = float(np.linalg.norm(old)), float(np.linalg.norm(new - old))
        return {"weights": w, "update": u, "ratio": u / max(w, 1e-12)}

    flat = lambda p: np.concatenate([v.ravel() for v in p.values()])
    return {k: row(mean_policy[k], new_mean_policy[k]) for k in mean_policy} | {
        "overall": row(flat(mean_policy), flat(new_mean_policy))
    }


# %% wrong | diagnose | no overall row | Return a dict of dicts
def diagnose(mean_policy, new_mean_policy):
    def row(old, new):
        w, u = float(np.linalg.norm(old)), float(np.linalg.norm(new - old))
        return {
            "weights": w,
            "update": u,
            "ratio": 0.0 if u == 0 else (u / w if w else float("inf")),
        }

    return {k: row(mean_policy[k], new_mean_policy[k]) for k in mean_policy}


# %% wrong | diagnose | subtracts in place | changed in place
def diagnose(mean_policy, new_mean_policy):
    def row(w, u):
        return {
            "weights": w,
            "update": u,
            "ratio": 0.0 if u == 0 else (u / w if w else float("inf")),
        }

    flat = lambda p: float(np.linalg.norm(np.concatenate([v.ravel() for v in p.values()])))
    for key in mean_policy:
        new_mean_policy[key] -= mean_policy[key]
    rows = {
        k: row(float(np.linalg.norm(mean_policy[k])), float(np.linalg.norm(new_mean_policy[k])))
        for k in mean_policy
    }
    return rows | {"overall": row(flat(mean_policy), flat(new_mean_policy))}

"""Answers to `generate_perturbed_policies`; `tests/support/catalogue.py` explains the format."""


# %% right | comprehensions
def generate_perturbed_policies(policy, sigma, rng):
    eps = {key: rng.normal(size=value.shape) for key, value in policy.items()}
    return (
        {key: policy[key] + sigma * eps[key] for key in policy},
        {key: policy[key] - sigma * eps[key] for key in policy},
    )


# %% right | one long vector of noise
def generate_perturbed_policies(policy, sigma, rng):
    noise = rng.normal(0.0, sigma, size=sum(w.size for w in policy.values()))
    plus, minus, start = {}, {}, 0
    for key, w in policy.items():
        part = noise[start : start + w.size].reshape(w.shape)
        start += w.size
        plus[key], minus[key] = w + part, w - part
    return plus, minus


# %% right | copies that are changed in place
def generate_perturbed_policies(policy, sigma, rng):
    plus = {key: np.copy(value) for key, value in policy.items()}
    minus = {key: np.copy(value) for key, value in policy.items()}
    for key in policy:
        step = rng.normal(scale=sigma, size=policy[key].shape)
        plus[key] += step
        minus[key] -= step
    return [plus, minus]


# %% right | reflects plus around the mean
def generate_perturbed_policies(policy, sigma, rng):
    plus = {k: rng.normal(loc=v, scale=sigma) for k, v in policy.items()}
    return plus, {k: 2 * policy[k] - plus[k] for k in policy}


# %% wrong | sigma as a variance | sigma stands for the variance
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = {}, {}
    for key, weights in policy.items():
        p = np.sqrt(sigma) * rng.standard_normal(weights.shape)
        plus[key], minus[key] = weights + p, weights - p
    return plus, minus


# %% wrong | sigma squared as a scale | multiplied by sigma²
# as: sigma as a variance
# -         p = np.sqrt(sigma) * rng.standard_normal(weights.shape)
# +         p = rng.normal(0, sigma**2, weights.shape)


# %% wrong | sigma forgotten | The noise is not scaled
# as: sigma as a variance
# -         p = np.sqrt(sigma) * rng.standard_normal(weights.shape)
# +         p = rng.standard_normal(weights.shape)


# %% wrong | sigma hard-coded | sigma times a standard-normal number
# as: sigma as a variance
# -         p = np.sqrt(sigma) * rng.standard_normal(weights.shape)
# +         p = 1e-2 * rng.standard_normal(weights.shape)


# %% wrong | two draws | perturbed by different noise
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = {}, {}
    for key, weights in policy.items():
        plus[key] = weights + sigma * rng.standard_normal(weights.shape)
        minus[key] = weights - sigma * rng.standard_normal(weights.shape)
    return plus, minus


# %% wrong | changes the policy in place | changed in place
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = {}, {}
    for key in policy:
        p = sigma * rng.standard_normal(policy[key].shape)
        policy[key] += p
        plus[key] = policy[key].copy()
        policy[key] -= 2 * p
        minus[key] = policy[key].copy()
    return plus, minus


# %% wrong | negates the policy | mirror the noise around the mean
def generate_perturbed_policies(policy, sigma, rng):
    plus = {k: v + sigma * rng.standard_normal(v.shape) for k, v in policy.items()}
    return plus, {k: -v for k, v in plus.items()}


# %% wrong | returns the noise | the perturbations alone
def generate_perturbed_policies(policy, sigma, rng):
    eps = {k: sigma * rng.standard_normal(v.shape) for k, v in policy.items()}
    return eps, {k: -v for k, v in eps.items()}


# %% wrong | both plus | Both policies are the same
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = {}, {}
    for key, weights in policy.items():
        p = sigma * rng.standard_normal(weights.shape)
        plus[key], minus[key] = weights + p, weights + p
    return plus, minus


# %% wrong | one number an array | One random number serves many entries
# as: sigma as a variance
# -         p = np.sqrt(sigma) * rng.standard_normal(weights.shape)
# +         p = sigma * rng.standard_normal()


# %% wrong | seeds anew for each array | The same noise serves several arrays
def generate_perturbed_policies(policy, sigma, rng):
    seed = int(rng.integers(1000))
    plus, minus = {}, {}
    for key, weights in policy.items():
        p = sigma * np.random.default_rng(seed).standard_normal(weights.shape)
        plus[key], minus[key] = weights + p, weights - p
    return plus, minus


# %% wrong | uniform on both sides | The noise is uniform
# as: sigma as a variance
# -         p = np.sqrt(sigma) * rng.standard_normal(weights.shape)
# +         p = rng.uniform(-sigma, sigma, weights.shape)


# %% wrong | global randomness as in the source | global generator
# as: sigma as a variance
# -         p = np.sqrt(sigma) * rng.standard_normal(weights.shape)
# +         p = sigma * np.random.normal(size=weights.shape)


# %% wrong | a fixed seed | Every call gives the same pair
def generate_perturbed_policies(policy, sigma, rng):
    rng = np.random.default_rng(42)
    plus, minus = {}, {}
    for key, weights in policy.items():
        p = sigma * rng.standard_normal(weights.shape)
        plus[key], minus[key] = weights + p, weights - p
    return plus, minus


# %% wrong | weights only, biases left out | is not perturbed
def generate_perturbed_policies(policy, sigma, rng):
    plus, minus = dict(policy), dict(policy)
    for key in ("weights1", "weights2"):
        p = sigma * rng.standard_normal(policy[key].shape)
        plus[key], minus[key] = policy[key] + p, policy[key] - p
    return plus, minus

"""Answers to `update_mean_policy`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / max(R.std(), 1e-8)
    return {
        k: v
        + alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% right | two loops, a copy first
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    N = len(perturbed_policies)
    R = np.array(returns, dtype=float)
    F = np.zeros(N) if R.max() - R.min() < 1e-10 else (R - np.mean(R)) / np.std(R)
    new = {key: np.copy(value) for key, value in mean_policy.items()}
    for policy, f in zip(perturbed_policies, F):
        for key in mean_policy:
            new[key] += alpha / (N * sigma**2) * f * (policy[key] - mean_policy[key])
    return new


# %% right | through eps, with a small number in the denominator
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / (R.std() + 1e-8)
    new = {}
    for key, mu in mean_policy.items():
        eps = np.stack([(p[key] - mu) / sigma for p in perturbed_policies])
        new[key] = mu + alpha / (len(R) * sigma) * np.einsum("n,n...->...", F, eps)
    return new


# %% right | one flat matrix
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


# %% right | comprehension and mean
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


# %% wrong | moving mean | changed while it is still being subtracted
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / max(R.std(), 1e-8)
    new = {k: v.copy() for k, v in mean_policy.items()}
    for policy, f in zip(perturbed_policies, F):
        for key in new:
            new[key] += alpha / (len(R) * sigma**2) * (policy[key] - new[key]) * f
    return new


# %% wrong | as printed, with the name mended | changed while it is still being subtracted
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    batch_size = len(perturbed_policies)
    for policy, reward in zip(perturbed_policies, returns):
        for key in mean_policy:
            mean_policy[key] += (
                (alpha / (batch_size * sigma)) * (policy[key] - mean_policy[key]) * reward
            )
    return mean_policy


# %% wrong | one sigma lost | One 1/sigma is lost
# -         k: v
# -         + alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
# +         k: v + alpha / (len(R) * sigma) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))


# %% wrong | raw returns | The returns are used as they are
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    return {
        k: v
        + alpha
        / (len(returns) * sigma**2)
        * sum(r * (p[k] - v) for r, p in zip(returns, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% wrong | centred only | not divided by their standard deviation
# -     R = np.asarray(returns, dtype=float)
# -     F = (R - R.mean()) / max(R.std(), 1e-8)
# +     F = np.asarray(returns) - np.mean(returns)


# %% wrong | variance for deviation | divided by their variance
# -     F = (R - R.mean()) / max(R.std(), 1e-8)
# +     F = (R - R.mean()) / max(R.var(), 1e-8)


# %% wrong | N forgotten | The sum is not divided by N
# -         k: v
# -         + alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
# +         k: v + alpha / sigma**2 * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))


# %% wrong | N counts pairs | not of pairs
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / max(R.std(), 1e-8)
    N = len(perturbed_policies) // 2
    return {
        k: v + alpha / (N * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
        for k, v in mean_policy.items()
    }


# %% wrong | downhill | The step goes downhill
# -         + alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
# +         - alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))


# %% wrong | ddof of one | taken with ddof=1
# -     F = (R - R.mean()) / max(R.std(), 1e-8)
# +     F = (R - R.mean()) / max(R.std(ddof=1), 1e-8)


# %% wrong | the printed formula | The sum has no direction
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    step = alpha / (len(returns) * sigma) * np.sum(returns)
    return {k: v + step for k, v in mean_policy.items()}


# %% wrong | sums over the wrong axis | The shapes do not fit
def update_mean_policy(mean_policy, perturbed_policies, returns, alpha, sigma):
    R = np.asarray(returns, dtype=float)
    F = (R - R.mean()) / max(R.std(), 1e-8)
    new = {}
    for k, v in mean_policy.items():
        differences = np.array([p[k] - v for p in perturbed_policies])
        new[k] = v + alpha / (len(F) * sigma**2) * (F * differences).sum(axis=0)
    return new


# %% wrong | in place with the right value | changed in place
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


# %% wrong | no guard | 0 / 0: where all returns are equal
# -     F = (R - R.mean()) / max(R.std(), 1e-8)
# +     F = (R - R.mean()) / R.std()


# %% wrong | guards against an exact zero only | can round to a little more than 0
# -     F = (R - R.mean()) / max(R.std(), 1e-8)
# +     if R.std() == 0:
# +         return {k: v.copy() for k, v in mean_policy.items()}
# +     F = (R - R.mean()) / R.std()


# %% wrong | hands back the old dict for equal returns | shares an array with the old one
# -     F = (R - R.mean()) / max(R.std(), 1e-8)
# +     if np.ptp(R) < 1e-9:
# +         return mean_policy
# +     F = (R - R.mean()) / R.std()


# %% wrong | the step alone | add it to the mean
# -         k: v
# -         + alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))
# +         k: alpha / (len(F) * sigma**2) * sum(f * (p[k] - v) for f, p in zip(F, perturbed_policies))

"""Answers to `update_from_seeds`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    if R.size == 0 or np.ptp(R) < 1e-10:
        return mu.copy()
    F = (R - R.mean()) / R.std()
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (R.size * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% right | one product of matrices, after a stable sort
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


# %% right | a dict by seed and exact sums
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


# %% right | through the vectors theta
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


# %% wrong | forgets the return | is the `return` missing
def update_from_seeds(mu, results, alpha, sigma):
    mu = np.array(mu)


# %% wrong | sums as they come | Only the last bits differ
def update_from_seeds(mu, results, alpha, sigma):
    R = np.array([r[1:] for r in results], dtype=float)
    if R.size == 0 or np.ptp(R) < 1e-10:
        return mu.copy()
    F = (R - R.mean()) / R.std()
    step = np.zeros(len(mu))
    for (s, *_), (p, m) in zip(results, F):
        step += (p - m) * noise_from_seed(s, len(mu))
    return mu + alpha / (R.size * sigma) * step


# %% wrong | sorts too late, after standardising | Only the last bits differ
def update_from_seeds(mu, results, alpha, sigma):
    R = np.array([r[1:] for r in results], dtype=float)
    if R.size == 0 or np.ptp(R) < 1e-10:
        return mu.copy()
    mean, spread = R.mean(), R.std()
    step = np.zeros(len(mu))
    for s, p, m in sorted(results):
        step += ((p - mean) / spread - (m - mean) / spread) * noise_from_seed(s, len(mu))
    return mu + alpha / (R.size * sigma) * step


# %% wrong | sorts the seeds alone | The seeds are sorted and the returns are not
# as: sums as they come
# -     for (s, *_), (p, m) in zip(results, F):
# +     for s, (p, m) in zip(sorted(r[0] for r in results), F):


# %% wrong | sorts the caller's list | changed in place
# as: sums as they come
# - def update_from_seeds(mu, results, alpha, sigma):
# + def update_from_seeds(mu, results, alpha, sigma):
# +     results.sort()


# %% wrong | adds to mu in place | changed in place
# -     eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
# -     return mu + alpha / (R.size * sigma) * (F[:, 0] - F[:, 1]) @ eps
# +     for (s, *_), (p, m) in zip(results, F):
# +         mu += alpha / (R.size * sigma) * (p - m) * noise_from_seed(s, len(mu))
# +     return mu.copy()


# %% wrong | hands back mu itself | The new mean is the old array itself
# -         return mu.copy()
# +         return mu


# %% wrong | raw returns | standardise them first
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    n = len(results)
    step = sum((p - m) * noise_from_seed(s, len(mu)) for s, p, m in results)
    return mu + alpha / (2 * n * sigma) * step


# %% wrong | plus and minus standardised apart | standardised apart
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    with np.errstate(all="ignore"):
        F = np.nan_to_num((R - R.mean(axis=0)) / R.std(axis=0))
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (R.size * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | standardises the differences | are standardised: take all 2N
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    D = np.array([p - m for _, p, m in results], dtype=float)
    F = (D - D.mean()) / (D.std() or 1.0)
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (2 * len(D) * sigma) * F @ eps


# %% wrong | N pairs in the denominator | The sum is divided by N
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    F = (R - R.mean()) / R.std()
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (len(R) * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | sigma squared, as for differences | divide by sigma once
# as: N pairs in the denominator
# -     return mu + alpha / (len(R) * sigma) * (F[:, 0] - F[:, 1]) @ eps
# +     return mu + alpha / (R.size * sigma**2) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | adds the two returns | The two returns of a pair are added
# as: N pairs in the denominator
# -     return mu + alpha / (len(R) * sigma) * (F[:, 0] - F[:, 1]) @ eps
# +     return mu + alpha / (R.size * sigma) * (F[:, 0] + F[:, 1]) @ eps


# %% wrong | downhill | The step goes downhill
# as: N pairs in the denominator
# -     return mu + alpha / (len(R) * sigma) * (F[:, 0] - F[:, 1]) @ eps
# +     return mu - alpha / (R.size * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | ddof of one | taken with ddof=1
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    F = (R - R.mean()) / R.std(ddof=1)
    eps = np.array([noise_from_seed(s, len(mu)) for s, *_ in results])
    return mu + alpha / (R.size * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | a small number in the denominator | A small number is added
# as: ddof of one
# -     F = (R - R.mean()) / R.std(ddof=1)
# +     F = (R - R.mean()) / (R.std() + 1e-8)


# %% wrong | noise of the index, not of the seed | print each factor
def update_from_seeds(mu, results, alpha, sigma):
    results = sorted(results)
    R = np.array([r[1:] for r in results], dtype=float)
    F = (R - R.mean()) / R.std()
    step = sum((p - m) * noise_from_seed(i, len(mu)) for i, (p, m) in enumerate(F))
    return mu + alpha / (R.size * sigma) * step


# %% wrong | 61 numbers hard-coded | Shapes do not fit
# as: noise of the index, not of the seed
# -     step = sum((p - m) * noise_from_seed(i, len(mu)) for i, (p, m) in enumerate(F))
# +     step = sum((p - m) * noise_from_seed(s, 61) for (s, *_), (p, m) in zip(results, F))


# %% wrong | the step alone | add it to mu
# as: N pairs in the denominator
# -     return mu + alpha / (len(R) * sigma) * (F[:, 0] - F[:, 1]) @ eps
# +     return alpha / (R.size * sigma) * (F[:, 0] - F[:, 1]) @ eps


# %% wrong | no guard for equal returns | their standard deviation is 0
# -     if R.size == 0 or np.ptp(R) < 1e-10:
# -         return mu.copy()


# %% wrong | no guard for no results | there may be no result at all
# -     if R.size == 0 or np.ptp(R) < 1e-10:
# +     if R.max() - R.min() <= 1e-12 * max(1.0, np.abs(R).max()):

"""Answers to lesson 06: see catalogue.py for how this file is read."""


# %% right | antithetic_noise | vstack and normal
def antithetic_noise(num_pairs, dim, rng):
    half = rng.normal(0.0, 1.0, size=(num_pairs, dim))
    return np.vstack((half, half * -1))


# %% right | antithetic_noise | row by row into an empty array
def antithetic_noise(num_pairs, dim, rng):
    eps = np.empty((2 * num_pairs, dim))
    for i in range(num_pairs):
        eps[i] = rng.standard_normal(dim)
        eps[num_pairs + i] = -eps[i]
    return eps


# %% right | antithetic_noise | multivariate normal and a list of rows
def antithetic_noise(num_pairs, dim, rng):
    rows = [rng.multivariate_normal(np.zeros(dim), np.eye(dim)) for _ in range(num_pairs)]
    return np.array(rows + [-row for row in rows])


# %% right | antithetic_noise | signs times noise
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal(size=num_pairs * dim).reshape(num_pairs, dim)
    return (np.array([1.0, -1.0])[:, None, None] * half).reshape(-1, dim)


# %% wrong | antithetic_noise | half only | There are two rows a pair
def antithetic_noise(num_pairs, dim, rng):
    return rng.standard_normal((num_pairs, dim))


# %% wrong | antithetic_noise | independent halves | The two halves were drawn independently
def antithetic_noise(num_pairs, dim, rng):
    return rng.standard_normal((2 * num_pairs, dim))


# %% wrong | antithetic_noise | alternating | The pairs alternate
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, dim))
    return np.stack([half, -half], axis=1).reshape(2 * num_pairs, dim)


# %% wrong | antithetic_noise | side by side | The opposites stand beside the noise
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, dim))
    return np.hstack([half, -half])


# %% wrong | antithetic_noise | new axis | stacked along a new axis
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, dim))
    return np.array([half, -half])


# %% wrong | antithetic_noise | a pair of arrays | Return one array
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, dim))
    return half, -half


# %% wrong | antithetic_noise | twice as many | draw half of them
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((2 * num_pairs, dim))
    return np.concatenate([half, -half])


# %% wrong | antithetic_noise | sign forgotten | The second half equals the first
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, dim))
    return np.concatenate([half, half])


# %% wrong | antithetic_noise | mirrored back to front | in reverse order
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, dim))
    return np.concatenate([half, -half[::-1]])


# %% wrong | antithetic_noise | one minus | 1 minus the first
def antithetic_noise(num_pairs, dim, rng):
    half = rng.random((num_pairs, dim))
    return np.concatenate([half, 1 - half])


# %% wrong | antithetic_noise | transposed | the wrong way round
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((dim, num_pairs))
    return np.concatenate([half, -half], axis=1)


# %% wrong | antithetic_noise | uniform | The numbers are uniform
def antithetic_noise(num_pairs, dim, rng):
    half = rng.uniform(-1, 1, (num_pairs, dim))
    return np.concatenate([half, -half])


# %% wrong | antithetic_noise | scaled already | The standard deviation is not 1
def antithetic_noise(num_pairs, dim, rng):
    half = 0.1 * rng.standard_normal((num_pairs, dim))
    return np.concatenate([half, -half])


# %% wrong | antithetic_noise | one number a row | The same number serves many entries
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, 1)) * np.ones(dim)
    return np.concatenate([half, -half])


# %% wrong | antithetic_noise | global randomness as in the source | global generator
def antithetic_noise(num_pairs, dim, rng):
    half = np.random.randn(num_pairs, dim)
    return np.concatenate([half, -half])


# %% wrong | antithetic_noise | a generator of its own | Every call gives the same noise
def antithetic_noise(num_pairs, dim, rng):
    half = np.random.default_rng(0).standard_normal((num_pairs, dim))
    return np.concatenate([half, -half])


# %% wrong | antithetic_noise | an unseeded generator | from somewhere else than rng
def antithetic_noise(num_pairs, dim, rng):
    half = np.random.default_rng().standard_normal((num_pairs, dim))
    return np.concatenate([half, -half])


# %% wrong | antithetic_noise | forgets the return | is the `return` missing
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, dim))
    eps = np.concatenate([half, -half])


# %% wrong | antithetic_noise | randn of a generator | but no randn
def antithetic_noise(num_pairs, dim, rng):
    half = rng.randn(num_pairs, dim)
    return np.concatenate([half, -half])


# %% right | log_density_gradient | through eps
def log_density_gradient(theta, mu, sigma):
    eps = (theta - mu) / sigma
    return eps / sigma


# %% right | log_density_gradient | a loop
def log_density_gradient(theta, mu, sigma):
    gradient = np.zeros(len(mu))
    for j in range(len(mu)):
        gradient[j] = (theta[j] - mu[j]) * sigma**-2
    return gradient


# %% right | log_density_gradient | with the precision matrix
def log_density_gradient(theta, mu, sigma):
    return np.linalg.inv(sigma**2 * np.eye(len(mu))) @ (theta - mu)


# %% wrong | log_density_gradient | with respect to theta | The sign is turned
def log_density_gradient(theta, mu, sigma):
    return (mu - theta) / sigma**2


# %% wrong | log_density_gradient | divided by sigma | the variance, sigma², belongs there
def log_density_gradient(theta, mu, sigma):
    return (theta - mu) / sigma


# %% wrong | log_density_gradient | no sigma | sigma² is missing
def log_density_gradient(theta, mu, sigma):
    return theta - mu


# %% wrong | log_density_gradient | times sigma squared | multiplied by sigma²: divide
def log_density_gradient(theta, mu, sigma):
    return (theta - mu) * sigma**2


# %% wrong | log_density_gradient | precedence | multiplied by sigma²: divide
def log_density_gradient(theta, mu, sigma):
    return (theta - mu) / sigma**-2


# %% wrong | log_density_gradient | a half left over | A factor 2 is left over
def log_density_gradient(theta, mu, sigma):
    return (theta - mu) / (2 * sigma**2)


# %% wrong | log_density_gradient | a two left over | the 2 below cancels it
def log_density_gradient(theta, mu, sigma):
    return 2 * (theta - mu) / sigma**2


# %% wrong | log_density_gradient | gradient of the density | it takes that of its logarithm
def log_density_gradient(theta, mu, sigma):
    z = theta - mu
    density = np.exp(-z @ z / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi)) ** len(mu)
    return density * z / sigma**2


# %% wrong | log_density_gradient | the log-density | This is the log-density itself
def log_density_gradient(theta, mu, sigma):
    z = theta - mu
    return -z @ z / (2 * sigma**2) - len(mu) * np.log(sigma * np.sqrt(2 * np.pi))


# %% wrong | log_density_gradient | summed up | The entries are summed up
def log_density_gradient(theta, mu, sigma):
    return np.sum(theta - mu) / sigma**2


# %% wrong | log_density_gradient | squared | a derivative of the square has the power 1
def log_density_gradient(theta, mu, sigma):
    return (theta - mu) ** 2 / sigma**2


# %% wrong | log_density_gradient | with respect to sigma | the gradient with respect to sigma
def log_density_gradient(theta, mu, sigma):
    return (theta - mu) ** 2 / sigma**3 - 1 / sigma


# %% wrong | log_density_gradient | precedence of division | Write down log N for one dimension
def log_density_gradient(theta, mu, sigma):
    return theta - mu / sigma**2


# %% wrong | log_density_gradient | in place | changed in place
def log_density_gradient(theta, mu, sigma):
    theta -= mu
    return theta / sigma**2


# %% wrong | log_density_gradient | a list | Return a NumPy array
def log_density_gradient(theta, mu, sigma):
    return [(t - m) / sigma**2 for t, m in zip(theta, mu)]


# %% right | standardize | with a guard on the deviation as well
def standardize(returns):
    r = np.array(returns, dtype=float)
    if r.max() - r.min() <= 1e-12 * max(1, np.max(np.abs(r))):
        return 0 * r
    return (r - np.mean(r)) / np.std(r)


# %% right | standardize | by hand, with loops
def standardize(returns):
    n = len(returns)
    largest = max(1.0, max(abs(float(r)) for r in returns))
    if max(returns) - min(returns) <= 1e-12 * largest:
        return np.zeros(n)
    mean = sum(float(r) for r in returns) / n
    deviation = (sum((float(r) - mean) ** 2 for r in returns) / n) ** 0.5
    return np.array([(float(r) - mean) / deviation for r in returns])


# %% right | standardize | scipy's zscore behind the guard
def standardize(returns):
    from scipy.stats import zscore

    returns = np.asarray(returns, float)
    flat = np.ptp(returns) <= 1e-12 * max(1, abs(returns).max())
    return np.zeros_like(returns) if flat else zscore(returns)


# %% wrong | standardize | as in the source | 0 / 0: where all returns are equal
def standardize(returns):
    R = np.array(returns)
    return (R - np.mean(R)) / np.std(R)


# %% wrong | standardize | guards against an exact zero only | can round to a little more than 0
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    if np.std(R) == 0:
        return np.zeros(len(R))
    return (R - R.mean()) / R.std()


# %% wrong | standardize | a small number in the denominator | The result depends on the unit
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    return (R - R.mean()) / (R.std() + 1e-8)


# %% wrong | standardize | ddof=1 | ddof=1; these are all the returns
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    if np.ptp(R) <= 1e-12 * max(1, np.abs(R).max()):
        return np.zeros(len(R))
    return (R - R.mean()) / R.std(ddof=1)


# %% wrong | standardize | variance | divided by their variance
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    if np.ptp(R) <= 1e-12 * max(1, np.abs(R).max()):
        return np.zeros(len(R))
    return (R - R.mean()) / R.var()


# %% wrong | standardize | centred only | but not divided by their standard deviation
def standardize(returns):
    return np.asarray(returns, dtype=float) - np.mean(returns)


# %% wrong | standardize | divided only | but not centred
def standardize(returns):
    return np.asarray(returns, dtype=float) / np.std(returns)


# %% wrong | standardize | to the unit interval | This maps the returns to [0, 1]
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    return (R - R.min()) / np.ptp(R)


# %% wrong | standardize | ranks | These are ranks
def standardize(returns):
    return centered_ranks(returns)


# %% wrong | standardize | in place | changed in place
def standardize(returns):
    if isinstance(returns, list):
        returns = np.array(returns, dtype=float)
    if np.ptp(returns) <= 1e-12 * max(1, np.abs(returns).max()):
        return np.zeros(len(returns))
    returns -= returns.mean()
    returns /= returns.std()
    return returns.copy()


# %% wrong | standardize | a list of equal returns comes back | The returns come back as they are
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    if np.ptp(R) <= 1e-12 * max(1, np.abs(R).max()):
        return R
    return (R - R.mean()) / R.std()


# %% wrong | standardize | zero as a number | Return an array of zeros
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    if np.ptp(R) <= 1e-12 * max(1, np.abs(R).max()):
        return 0.0
    return (R - R.mean()) / R.std()


# %% wrong | standardize | mutes the warning | 0 / 0: where all returns are equal
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    with np.errstate(all="ignore"):
        return (R - R.mean()) / R.std()


# %% wrong | standardize | takes arrays only | returns may be a list
def standardize(returns):
    if returns.max() - returns.min() <= 1e-12 * max(1, abs(returns).max()):
        return np.zeros(len(returns))
    return (returns - returns.mean()) / returns.std()


# %% right | centered_ranks | scipy's rankdata
def centered_ranks(returns):
    from scipy.stats import rankdata

    n = len(returns)
    return np.zeros(1) if n == 1 else (rankdata(returns) - 1) / (n - 1) - 0.5


# %% right | centered_ranks | the tournament in loops
def centered_ranks(returns):
    n = len(returns)
    if n == 1:
        return np.array([0.0])
    ranks = []
    for a in returns:
        below = sum(1 for b in returns if b < a)
        equal = sum(1 for b in returns if b == a)
        ranks.append((below + (equal - 1) / 2) / (n - 1) - 0.5)
    return np.array(ranks)


# %% right | centered_ranks | searchsorted from both sides
def centered_ranks(returns):
    r = np.asarray(returns, dtype=float)
    ordered = np.sort(r)
    low, high = np.searchsorted(ordered, r, "left"), np.searchsorted(ordered, r, "right")
    return (low + high - len(r)) / (2 * max(len(r) - 1, 1))


# %% right | centered_ranks | sums of signs
def centered_ranks(returns):
    r = np.array(returns, dtype=float)
    return np.sign(r[:, np.newaxis] - r).sum(axis=1) / max(1, len(r) - 1) / 2


# %% wrong | centered_ranks | argsort once | argsort is taken once
def centered_ranks(returns):
    return np.argsort(returns) / max(1, len(returns) - 1) - 0.5


# %% wrong | centered_ranks | argsort twice | equal returns share the average of their ranks
def centered_ranks(returns):
    ranks = np.argsort(np.argsort(returns, kind="stable"), kind="stable")
    return ranks / max(1, len(returns) - 1) - 0.5


# %% wrong | centered_ranks | lowest rank for ties | all get the lowest of their ranks
def centered_ranks(returns):
    from scipy.stats import rankdata

    return (rankdata(returns, method="min") - 1) / max(1, len(returns) - 1) - 0.5


# %% wrong | centered_ranks | highest rank for ties | all get the highest of their ranks
def centered_ranks(returns):
    from scipy.stats import rankdata

    return (rankdata(returns, method="max") - 1) / max(1, len(returns) - 1) - 0.5


# %% wrong | centered_ranks | dense ranks | Ties are counted as one
def centered_ranks(returns):
    dense = np.unique(returns, return_inverse=True)[1]
    return dense / max(1, dense.max()) - 0.5


# %% wrong | centered_ranks | divided by n | The ranks are divided by n
def centered_ranks(returns):
    ranks = np.argsort(np.argsort(returns))
    return ranks / len(returns) - 0.5


# %% wrong | centered_ranks | counted from one | subtract 1 before you divide
def centered_ranks(returns):
    from scipy.stats import rankdata

    return rankdata(returns) / max(1, len(returns) - 1) - 0.5


# %% wrong | centered_ranks | from 0 to 1 | subtract one half
def centered_ranks(returns):
    from scipy.stats import rankdata

    return (rankdata(returns) - 1) / max(1, len(returns) - 1)


# %% wrong | centered_ranks | from -1 to 1 | The ranks run from -1 to 1
def centered_ranks(returns):
    from scipy.stats import rankdata

    return 2 * (rankdata(returns) - 1) / max(1, len(returns) - 1) - 1


# %% wrong | centered_ranks | best is lowest | The best return has the lowest rank
def centered_ranks(returns):
    from scipy.stats import rankdata

    return 0.5 - (rankdata(returns) - 1) / max(1, len(returns) - 1)


# %% wrong | centered_ranks | the returns mapped | only their order may count
def centered_ranks(returns):
    r = np.asarray(returns, dtype=float)
    return (r - r.min()) / (r.max() - r.min()) - 0.5


# %% wrong | centered_ranks | plain ranks | map them linearly
def centered_ranks(returns):
    from scipy.stats import rankdata

    return rankdata(returns)


# %% wrong | centered_ranks | a single return | one value has the rank 0
def centered_ranks(returns):
    from scipy.stats import rankdata

    return (rankdata(returns) - 1) / np.float64(len(returns) - 1) - 0.5


# %% wrong | centered_ranks | sorts the input | changed in place
def centered_ranks(returns):
    r = np.array(returns, dtype=float)
    returns.sort()
    low, high = np.searchsorted(returns, r, "left"), np.searchsorted(returns, r, "right")
    return (low + high - len(r)) / (2 * max(len(r) - 1, 1))


# %% wrong | centered_ranks | rounds first | An increasing function of the returns changes the result
def centered_ranks(returns):
    from scipy.stats import rankdata

    n = len(returns)
    return np.zeros(1) if n == 1 else (rankdata(np.round(returns, 6)) - 1) / (n - 1) - 0.5


# %% right | search_gradient | a loop over the rows
def search_gradient(eps, fitness, sigma):
    total = np.zeros(eps.shape[1])
    for row, weight in zip(eps, fitness):
        total += weight * row
    return total / (len(fitness) * sigma)


# %% right | search_gradient | dot of the transpose, as in the source
def search_gradient(eps, fitness, sigma):
    return 1 / (eps.shape[0] * sigma) * np.dot(eps.T, fitness)


# %% right | search_gradient | a mean over rows
def search_gradient(eps, fitness, sigma):
    return np.mean(np.array(fitness)[:, None] * eps, axis=0) / sigma


# %% right | search_gradient | einsum
def search_gradient(eps, fitness, sigma):
    return np.einsum("n,nd->d", np.asarray(fitness, float), eps) / len(eps) / sigma


# %% wrong | search_gradient | no N | not divided by N
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps / sigma


# %% wrong | search_gradient | no sigma | not divided by sigma
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps / len(eps)


# %% wrong | search_gradient | neither | neither divided by N nor by sigma
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps


# %% wrong | search_gradient | sigma squared | divided by sigma²
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps / (len(eps) * sigma**2)


# %% wrong | search_gradient | precedence | multiplied by sigma
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps / len(eps) * sigma


# %% wrong | search_gradient | the source's denominator | N sigma + 1 is in the denominator
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps / (len(eps) * sigma + 1)


# %% wrong | search_gradient | pairs counted | not of pairs and not
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps / (len(eps) // 2 * sigma)


# %% wrong | search_gradient | sums to n, divides by N | Only the first half of the rows is summed, and
def search_gradient(eps, fitness, sigma):
    n = len(eps) // 2
    return np.asarray(fitness)[:n] @ eps[:n] / (len(eps) * sigma)


# %% wrong | search_gradient | standardises | The fitness is standardised here
def search_gradient(eps, fitness, sigma):
    return standardize(fitness) @ eps / (len(eps) * sigma)


# %% wrong | search_gradient | centres | The fitness is centred here
def search_gradient(eps, fitness, sigma):
    fitness = np.asarray(fitness)
    return (fitness - fitness.mean()) @ eps / (len(eps) * sigma)


# %% wrong | search_gradient | downhill | The sign is turned
def search_gradient(eps, fitness, sigma):
    return -np.asarray(fitness) @ eps / (len(eps) * sigma)


# %% wrong | search_gradient | wrong axis | The sum is over the columns
def search_gradient(eps, fitness, sigma):
    return np.sum(np.asarray(fitness)[:, None] * eps, axis=1) / (len(eps) * sigma)


# %% wrong | search_gradient | no axis | Everything is summed up to one number
def search_gradient(eps, fitness, sigma):
    return np.sum(np.asarray(fitness)[:, None] * eps) / (len(eps) * sigma)


# %% wrong | search_gradient | not summed | The terms are not summed
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness)[:, None] * eps / (len(eps) * sigma)


# %% wrong | search_gradient | no direction, as in the other source | The noise is missing from the sum
def search_gradient(eps, fitness, sigma):
    return np.sum(fitness) / (len(eps) * sigma)


# %% wrong | search_gradient | divided by the dimension | not the dimension
def search_gradient(eps, fitness, sigma):
    return np.asarray(fitness) @ eps / (eps.shape[1] * sigma)


# %% wrong | search_gradient | weights the noise in place | changed in place
def search_gradient(eps, fitness, sigma):
    eps *= np.asarray(fitness)[:, None]
    return eps.sum(axis=0) / (len(eps) * sigma)


# %% right | nes_step | loops and its own noise
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    half = rng.normal(size=(num_pairs, len(w)))
    eps = np.vstack([half, -half])
    R = np.array([f(w + sigma * e) for e in eps])
    A = (R - R.mean()) / (R.std() + 1e-8)
    return w + alpha / (2 * num_pairs * sigma) * eps.T @ A


# %% right | nes_step | pair by pair
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps, returns = [], []
    for _ in range(num_pairs):
        e = rng.standard_normal(w.shape)
        for sign in (1, -1):
            eps.append(sign * e)
            returns.append(f(w + sign * sigma * e))
    step = sum(F * e for F, e in zip(standardize(returns), eps))
    return w + alpha * step / (len(eps) * sigma)


# %% right | nes_step | through the log-density
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    thetas = [w + sigma * e for e in antithetic_noise(num_pairs, w.size, rng)]
    fitness = standardize([f(theta) for theta in thetas])
    scores = [log_density_gradient(theta, w, sigma) for theta in thetas]
    return w + alpha * np.mean([F * s for F, s in zip(fitness, scores)], axis=0)


# %% right | nes_step | adds to a copy
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    new = w.copy()
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = np.apply_along_axis(f, 1, w + sigma * eps)
    new += alpha * search_gradient(eps, standardize(returns), sigma)
    return new


# %% wrong | nes_step | downhill | The step goes downhill
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    return w - alpha * search_gradient(eps, standardize(returns), sigma)


# %% wrong | nes_step | the source's factor | is the source's factor
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha / (2 * num_pairs * sigma + 1) * eps.T @ standardize(returns)


# %% wrong | nes_step | the source's text | f(w) is asked as well
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    base = f(w)
    returns = np.array([f(theta) - base for theta in w + sigma * eps])
    return w + alpha * search_gradient(eps, returns, sigma)


# %% wrong | nes_step | raw returns | The returns are used as they are
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha * search_gradient(eps, returns, sigma)


# %% wrong | nes_step | ranks | The returns are ranked
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha * search_gradient(eps, centered_ranks(returns), sigma)


# %% wrong | nes_step | the step alone | add it to w
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    return alpha * search_gradient(eps, standardize(returns), sigma)


# %% wrong | nes_step | alpha forgotten | alpha is missing
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    return w + search_gradient(eps, standardize(returns), sigma)


# %% wrong | nes_step | sigma twice in the members | with sigma once
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    noise = sigma * antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * noise]
    return w + alpha * search_gradient(noise / sigma, standardize(returns), sigma)


# %% wrong | nes_step | population summed | neither sigma eps nor the members
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    thetas = w + sigma * antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in thetas]
    return w + alpha * search_gradient(thetas, standardize(returns), sigma)


# %% wrong | nes_step | two draws | w + alpha times the search gradient
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    returns = [f(w + sigma * e) for e in antithetic_noise(num_pairs, len(w), rng)]
    eps = antithetic_noise(num_pairs, len(w), rng)
    return w + alpha * search_gradient(eps, standardize(returns), sigma)


# %% wrong | nes_step | the whole population at once | f takes one parameter vector
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    return w + alpha * search_gradient(eps, standardize(f(w + sigma * eps)), sigma)


# %% wrong | nes_step | no pairs, as in the source | The members are no mirrored pairs
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = rng.standard_normal((2 * num_pairs, len(w)))
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha * search_gradient(eps, standardize(returns), sigma)


# %% wrong | nes_step | plus only | Only half of the population is evaluated
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = rng.standard_normal((num_pairs, len(w)))
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha * search_gradient(eps, standardize(returns), sigma)


# %% wrong | nes_step | noise not scaled | The noise is not multiplied by sigma
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + eps]
    return w + alpha * search_gradient(eps / sigma, standardize(returns), sigma)


# %% wrong | nes_step | in place | changed in place
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    w += alpha * search_gradient(eps, standardize(returns), sigma)
    return w


# %% wrong | nes_step | a fixed seed | Every step draws the same noise
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), np.random.default_rng(0))
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha * search_gradient(eps, standardize(returns), sigma)


# %% wrong | nes_step | global randomness | global generator
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    half = np.random.randn(num_pairs, len(w))
    eps = np.concatenate([half, -half])
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha * search_gradient(eps, standardize(returns), sigma)


# %% wrong | nes_step | the best member | w moves to the best member
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    thetas = w + sigma * antithetic_noise(num_pairs, len(w), rng)
    return thetas[int(np.argmax([f(theta) for theta in thetas]))]


# %% right | nes | a while loop with a best value
def nes(
    f,
    w,
    *,
    sigma,
    alpha,
    num_pairs,
    rng,
    max_iterations,
    target=np.inf,
    tolerance=0.0,
    patience=10,
):
    history = [f(w)]
    best, waited = history[0], 0
    while len(history) <= max_iterations and history[-1] < target:
        if patience is not None and waited == patience:
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        history.append(f(w))
        waited = 0 if history[-1] > best + tolerance else waited + 1
        best = max(best, history[-1])
    return w, history


# %% right | nes | returns from inside, history as an array
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    values = [float(f(w))]
    if values[0] >= target:
        return w.copy(), np.array(values)
    since = 0
    for _ in range(max_iterations):
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        now = float(f(w))
        since = since + 1 if now - max(values) <= tolerance else 0
        values.append(now)
        if now >= target:
            break
        if patience is not None and since >= patience:
            break
    return w, np.array(values)


# %% right | nes | its own step, patience as infinity
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    patience = np.inf if patience is None else patience
    history, stale, k = [f(w)], 0, 0
    while k < max_iterations and history[-1] < target and stale < patience:
        half = rng.normal(size=(num_pairs, w.size))
        eps = np.r_[half, -half]
        R = np.array([f(w + sigma * e) for e in eps])
        A = np.zeros(len(R)) if R.std() < 1e-12 else (R - R.mean()) / R.std()
        w = w + alpha / (len(R) * sigma) * A @ eps
        history += [f(w)]
        stale = stale + 1 if history[-1] <= max(history[:-1]) + tolerance else 0
        k += 1
    return (w, history)


# %% wrong | nes | history without f(w) | The history begins with f(w)
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history = []
    for _ in range(max_iterations):
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        history.append(f(w))
        if history[-1] >= target:
            break
    return w, history or [0.0]


# %% wrong | nes | one step short | One step is missing
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history = [f(w)]
    for _ in range(max_iterations - 1):
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        history.append(f(w))
    return w, history


# %% wrong | nes | w never moves | w stays where it was
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history = [f(w)]
    for _ in range(max_iterations):
        nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        history.append(f(w))
    return w, history


# %% wrong | nes | stale w in the history | one step old
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history = [f(w)]
    old = w
    for _ in range(max_iterations):
        old, w = w, nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        history.append(f(w))
    return old, history


# %% wrong | nes | the population's mean in the history | it takes f of w itself
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history = [f(w)]
    for _ in range(max_iterations):
        eps = antithetic_noise(num_pairs, len(w), rng)
        R = [f(theta) for theta in w + sigma * eps]
        w = w + alpha * search_gradient(eps, standardize(R), sigma)
        history.append(np.mean(R))
    return w, history


# %% wrong | nes | other order | w comes first
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history = [f(w)]
    for _ in range(max_iterations):
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        history.append(f(w))
    return history, w


# %% wrong | nes | w alone | Return the pair
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    for _ in range(max_iterations):
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
    return w


# %% wrong | nes | the target is looked at after the step only | before each step, the first too
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history, stale = [f(w)], 0
    for _ in range(max_iterations):
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale = 0 if value > max(history) + tolerance else stale + 1
        history.append(value)
        if value >= target or (patience is not None and stale >= patience):
            break
    return w, history


# %% wrong | nes | strictly above the target | A value that equals the target has reached it
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history, stale = [f(w)], 0
    for _ in range(max_iterations):
        if history[-1] > target or (patience is not None and stale >= patience):
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale = 0 if value > max(history) + tolerance else stale + 1
        history.append(value)
    return w, history


# %% wrong | nes | no target at all | The target is passed by
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history, stale = [f(w)], 0
    for _ in range(max_iterations):
        if patience is not None and stale >= patience:
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale = 0 if value > max(history) + tolerance else stale + 1
        history.append(value)
    return w, history


# %% wrong | nes | compares with the value before | compare with the best so far
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history, stale = [f(w)], 0
    for _ in range(max_iterations):
        if history[-1] >= target or (patience is not None and stale >= patience):
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale = 0 if value > history[-1] + tolerance else stale + 1
        history.append(value)
    return w, history


# %% wrong | nes | equal counts as progress | is no progress
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history, stale = [f(w)], 0
    for _ in range(max_iterations):
        if history[-1] >= target or (patience is not None and stale >= patience):
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale = 0 if value >= max(history) + tolerance else stale + 1
        history.append(value)
    return w, history


# %% wrong | nes | the best is looked up after it was appended | one step too early
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history, stale = [f(w)], 0
    for _ in range(max_iterations):
        if history[-1] >= target or (patience is not None and stale >= patience - 1):
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale = 0 if value > max(history) + tolerance else stale + 1
        history.append(value)
    return w, history


# %% wrong | nes | one too many | one step too late
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history, stale = [f(w)], 0
    for _ in range(max_iterations):
        if history[-1] >= target or (patience is not None and stale > patience):
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale = 0 if value > max(history) + tolerance else stale + 1
        history.append(value)
    return w, history


# %% wrong | nes | counts in all, not in a row | begin anew at every progress
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history, stale = [f(w)], 0
    for _ in range(max_iterations):
        if history[-1] >= target or (patience is not None and stale >= patience):
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale += value <= max(history) + tolerance
        history.append(value)
    return w, history


# %% wrong | nes | tolerance left out | The tolerance is left out
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history, stale = [f(w)], 0
    for _ in range(max_iterations):
        if history[-1] >= target or (patience is not None and stale >= patience):
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale = 0 if value > max(history) else stale + 1
        history.append(value)
    return w, history


# %% wrong | nes | patience left out | It goes on to max_iterations
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history = [f(w)]
    for _ in range(max_iterations):
        if history[-1] >= target:
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        history.append(f(w))
    return w, history


# %% wrong | nes | the best that counted | also where it rose by less
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history, stale = [f(w)], 0
    best = history[0]
    for _ in range(max_iterations):
        if history[-1] >= target or (patience is not None and stale >= patience):
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        history.append(f(w))
        if history[-1] > best + tolerance:
            best, stale = history[-1], 0
        else:
            stale += 1
    return w, history


# %% wrong | nes | None means ten | patience=None never stops
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history, stale = [f(w)], 0
    for _ in range(max_iterations):
        if history[-1] >= target or stale >= (patience or 10):
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale = 0 if value > max(history) + tolerance else stale + 1
        history.append(value)
    return w, history


# %% wrong | nes | asks again and again, as the source does | f is called more often than needed
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history, stale = [f(w)], 0
    while f(w) < target and len(history) <= max_iterations:
        if patience is not None and stale >= patience:
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale = 0 if value > max(history) + tolerance else stale + 1
        history.append(value)
    return w, history


# %% wrong | nes | seeds anew | from somewhere else than rng
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    rng = np.random.default_rng()
    history, stale = [f(w)], 0
    for _ in range(max_iterations):
        if history[-1] >= target or (patience is not None and stale >= patience):
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale = 0 if value > max(history) + tolerance else stale + 1
        history.append(value)
    return w, history


# %% wrong | nes | writes into w | changed in place
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history, stale = [f(w)], 0
    for _ in range(max_iterations):
        if history[-1] >= target or (patience is not None and stale >= patience):
            break
        w[:] = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale = 0 if value > max(history) + tolerance else stale + 1
        history.append(value)
    return w.copy(), history


# %% right | train_frozenlake | nes itself on sampled episodes, one member at a time
def train_frozenlake(seed):
    rng = np.random.default_rng(seed)
    theta, _ = nes(
        lambda theta: frozen_lake.play(theta[None], 10, rng)[0],
        np.zeros(64),
        sigma=1.0,
        alpha=1.0,
        num_pairs=40,
        rng=rng,
        max_iterations=60,
        patience=None,
    )
    return theta.reshape(16, 4)


# %% right | train_frozenlake | centred ranks, few episodes, a narrow cloud
def train_frozenlake(seed):
    rng = np.random.default_rng(seed)
    theta = np.zeros((16, 4))
    for _ in range(100):
        half = rng.standard_normal((100, 16, 4))
        eps = np.concatenate([half, -half])
        fitness = centered_ranks(frozen_lake.play(theta + 0.1 * eps, 5, rng))
        theta = theta + 0.03 / (200 * 0.1) * np.tensordot(fitness, eps, axes=1)
    return theta


# %% right | train_frozenlake | the exact probability in place of episodes
def train_frozenlake(seed):
    theta, _ = nes(
        frozen_lake.success_probability,
        np.zeros(64),
        sigma=1.0,
        alpha=1.0,
        num_pairs=30,
        rng=np.random.default_rng(seed),
        max_iterations=80,
        target=0.72,
        patience=None,
    )
    return np.reshape(theta, (16, 4))


# %% right | train_frozenlake | independent samples, raw returns, a larger alpha
def train_frozenlake(seed):
    rng = np.random.default_rng(seed)
    theta = np.zeros(64)
    for _ in range(100):
        eps = rng.standard_normal((150, 64))
        R = frozen_lake.play(theta + eps, 20, rng)
        theta = theta + 8.0 * search_gradient(eps, R - R.mean(), 1.0)
    return theta.reshape(16, 4)


# %% wrong | train_frozenlake | downhill | is the gradient added
def train_frozenlake(seed):
    rng, theta = np.random.default_rng(seed), np.zeros(64)
    for _ in range(60):
        eps = antithetic_noise(50, 64, rng)
        returns = frozen_lake.play(theta - eps, 20, rng)
        theta = theta - search_gradient(-eps, standardize(returns), 1.0)
    return theta.reshape(16, 4)


# %% wrong | train_frozenlake | no step is made | All preferences are equal
def train_frozenlake(seed):
    rng, theta = np.random.default_rng(seed), np.zeros(64)
    for _ in range(5):
        eps = antithetic_noise(50, 64, rng)
        returns = frozen_lake.play(theta + eps, 20, rng)
        search_gradient(eps, standardize(returns), 1.0)
    return theta.reshape(16, 4)


# %% wrong | train_frozenlake | raw returns at the source's alpha | It has hardly learned anything
def train_frozenlake(seed):
    rng = np.random.default_rng(seed)
    theta = 2 * rng.random(64) - 1
    for _ in range(20):
        eps = antithetic_noise(50, 64, rng)
        returns = frozen_lake.play(theta + 0.1 * eps, 20, rng)
        theta = theta + 0.001 * search_gradient(eps, returns, 0.1)
    return theta.reshape(16, 4)


# %% wrong | train_frozenlake | no direction | The action is the same in all states
def train_frozenlake(seed):
    rng, theta = np.random.default_rng(seed), np.zeros((16, 4))
    theta[:, 2] = 1.0
    for _ in range(5):
        eps = antithetic_noise(50, 64, rng)
        returns = frozen_lake.play(theta.ravel() + eps, 20, rng)
        theta = theta + np.sum(returns) / 100
    return theta


# %% wrong | train_frozenlake | returns a long vector | Return the preferences as a table
def train_frozenlake(seed):
    return np.zeros(64)


# %% wrong | train_frozenlake | returns actions | These are actions
def train_frozenlake(seed):
    return np.zeros(16, dtype=int)


# %% wrong | train_frozenlake | history as well | Return the preferences alone
def train_frozenlake(seed):
    return np.zeros((16, 4)), [0.0]


# %% wrong | train_frozenlake | 0 / 0 as in the source | were all returns of a population equal
def train_frozenlake(seed):
    rng, theta = np.random.default_rng(seed), np.zeros(64)
    for _ in range(100):
        eps = rng.standard_normal((5, 64))
        R = frozen_lake.play(theta + eps, 1, rng)
        with np.errstate(all="ignore"):
            theta = theta + search_gradient(eps, (R - R.mean()) / R.std(), 1.0)
    return theta.reshape(16, 4)


# %% wrong | train_frozenlake | stops far too early | It has learned something
def train_frozenlake(seed):
    rng, theta = np.random.default_rng(3), np.zeros(64)
    for _ in range(7):
        eps = antithetic_noise(50, 64, rng)
        returns = frozen_lake.play(theta + eps, 20, rng)
        theta = theta + search_gradient(eps, standardize(returns), 1.0)
    return theta.reshape(16, 4)


# %% wrong | train_frozenlake | global randomness | global generator
def train_frozenlake(seed):
    np.random.seed(seed)
    rng, theta = np.random.default_rng(seed), np.zeros(64)
    for _ in range(80):
        half = np.random.randn(50, 64)
        eps = np.concatenate([half, -half])
        returns = frozen_lake.play(theta + eps, 20, rng)
        theta = theta + search_gradient(eps, standardize(returns), 1.0)
    return theta.reshape(16, 4)


# %% wrong | train_frozenlake | dice without a seed | default_rng(seed), draws the noise
def train_frozenlake(seed):
    rng, theta = np.random.default_rng(seed), np.zeros(64)
    for _ in range(80):
        eps = antithetic_noise(50, 64, rng)
        returns = frozen_lake.play(theta + eps, 20, np.random.default_rng())
        theta = theta + search_gradient(eps, standardize(returns), 1.0)
    return theta.reshape(16, 4)

"""Answers to lesson 05: see catalogue.py for how this file is read."""


# %% right | sample_population | standard normals, scaled and moved
def sample_population(mu, sigma, batch_size, rng):
    return mu + sigma * rng.standard_normal((batch_size, len(mu)))


# %% right | sample_population | a list of rows
def sample_population(mu, sigma, batch_size, rng):
    rows = [rng.normal(loc=mu, scale=sigma) for _ in range(batch_size)]
    return np.array(rows)


# %% right | sample_population | a diagonal covariance
def sample_population(mu, sigma, batch_size, rng):
    return rng.multivariate_normal(mu, np.diag(sigma**2), size=batch_size)


# %% right | sample_population | column by column
def sample_population(mu, sigma, batch_size, rng):
    population = np.empty((batch_size, mu.shape[0]))
    for j in range(mu.shape[0]):
        for i in range(batch_size):
            population[i, j] = mu[j] + sigma[j] * rng.standard_normal()
    return population


# %% wrong | sample_population | forgets the return | is the `return` missing
def sample_population(mu, sigma, batch_size, rng):
    population = rng.normal(mu, sigma, size=(batch_size, len(mu)))


# %% wrong | sample_population | sigma as a variance | sigma stands for the variance
def sample_population(mu, sigma, batch_size, rng):
    return rng.multivariate_normal(mu, np.diag(sigma), size=batch_size)


# %% wrong | sample_population | sigma squared as a scale | multiplied by sigma²
def sample_population(mu, sigma, batch_size, rng):
    return rng.normal(mu, sigma**2, size=(batch_size, len(mu)))


# %% wrong | sample_population | sigma forgotten | The noise is not scaled
def sample_population(mu, sigma, batch_size, rng):
    return mu + rng.standard_normal((batch_size, len(mu)))


# %% wrong | sample_population | mu forgotten | mu is missing
def sample_population(mu, sigma, batch_size, rng):
    return sigma * rng.standard_normal((batch_size, len(mu)))


# %% wrong | sample_population | a single sample | This is a single sample
def sample_population(mu, sigma, batch_size, rng):
    return mu + sigma * rng.standard_normal(len(mu))


# %% wrong | sample_population | rows and columns swapped | Rows and columns are swapped
def sample_population(mu, sigma, batch_size, rng):
    return rng.normal(mu, sigma, size=(batch_size, len(mu))).T


# %% wrong | sample_population | one sample repeated | Every row is the same sample
def sample_population(mu, sigma, batch_size, rng):
    return np.tile(rng.normal(mu, sigma), (batch_size, 1))


# %% wrong | sample_population | one number a row | One random number serves a whole row
def sample_population(mu, sigma, batch_size, rng):
    return mu + sigma * rng.standard_normal((batch_size, 1))


# %% wrong | sample_population | uniform noise | The noise is uniform
def sample_population(mu, sigma, batch_size, rng):
    return rng.uniform(mu - sigma, mu + sigma, size=(batch_size, len(mu)))


# %% wrong | sample_population | uniform noise of the right spread | the noise is not normal
def sample_population(mu, sigma, batch_size, rng):
    return mu + sigma * rng.uniform(-(3**0.5), 3**0.5, size=(batch_size, len(mu)))


# %% wrong | sample_population | one sigma for all | All columns have the same spread
def sample_population(mu, sigma, batch_size, rng):
    return (
        mu + sigma.max() * 0 + sigma[sigma > 0].mean() * rng.standard_normal((batch_size, len(mu)))
    )


# %% wrong | sample_population | global randomness as in the source | global generator
def sample_population(mu, sigma, batch_size, rng):
    return np.random.normal(mu, sigma, (batch_size, len(mu)))


# %% wrong | sample_population | a generator of its own | come from somewhere else than rng
def sample_population(mu, sigma, batch_size, rng):
    return np.random.default_rng().normal(mu, sigma, (batch_size, len(mu)))


# %% wrong | sample_population | a fixed seed | Every call gives the same batch
def sample_population(mu, sigma, batch_size, rng):
    return np.random.default_rng(42).normal(mu, sigma, (batch_size, len(mu)))


# %% wrong | sample_population | changes mu in place | changed in place
def sample_population(mu, sigma, batch_size, rng):
    population = rng.normal(mu, sigma, size=(batch_size, len(mu)))
    mu += population.mean(axis=0) - mu
    return population


# %% right | select_elites | sorted with a key, nan pushed back
def select_elites(population, returns, elite_frac):
    keys = [(np.isnan(r), -r if r == r else 0.0, i) for i, r in enumerate(returns)]
    order = [i for _, _, i in sorted(keys)]
    n = max(1, int(len(returns) * elite_frac))
    return np.array([population[i] for i in order[:n]])


# %% right | select_elites | lexsort with row numbers
def select_elites(population, returns, elite_frac):
    r = np.where(np.isnan(returns), -np.inf, np.array(returns, dtype=float))
    order = np.lexsort((np.arange(len(r)), -r))
    n_elite = int(len(r) * elite_frac) or 1
    return population[order][:n_elite]


# %% right | select_elites | takes the best, again and again
def select_elites(population, returns, elite_frac):
    left = np.nan_to_num(np.array(returns, dtype=float), nan=-np.inf)
    taken = np.zeros(len(left), dtype=bool)
    chosen = []
    for _ in range(max(1, int(len(left) * elite_frac))):
        best = next(i for i in range(len(left)) if not taken[i] and left[i] == left[~taken].max())
        taken[best] = True
        chosen.append(best)
    return population[chosen]


# %% wrong | select_elites | as in the source, with at least one | the best comes last
def select_elites(population, returns, elite_frac):
    n_elite = max(1, int(len(population) * elite_frac))
    inds = np.argsort(returns)[len(population) - n_elite : len(population)]
    return population[inds]


# %% wrong | select_elites | the worst ones | These are the worst rows
def select_elites(population, returns, elite_frac):
    n_elite = max(1, int(len(population) * elite_frac))
    return population[np.argsort(returns)[:n_elite]]


# %% wrong | select_elites | nobody is elite, the source's slip | No row is left
def select_elites(population, returns, elite_frac):
    n_elite = int(len(population) * elite_frac)
    return population[np.argsort(-np.asarray(returns), kind="stable")[:n_elite]]


# %% wrong | select_elites | everybody is elite, by minus zero | a slice from minus 0
def select_elites(population, returns, elite_frac):
    n_elite = int(len(population) * elite_frac)
    best_last = population[np.argsort(returns)[-n_elite:]]
    return best_last[::-1] if n_elite else best_last


# %% wrong | select_elites | rounds to the nearest | rounded to the nearest whole number
def select_elites(population, returns, elite_frac):
    n_elite = max(1, round(len(population) * elite_frac))
    return population[np.argsort(-np.asarray(returns), kind="stable")[:n_elite]]


# %% wrong | select_elites | rounds up | The share is rounded up
def select_elites(population, returns, elite_frac):
    n_elite = int(np.ceil(len(population) * elite_frac))
    return population[np.argsort(-np.asarray(returns), kind="stable")[:n_elite]]


# %% wrong | select_elites | one too many | One row too many
def select_elites(population, returns, elite_frac):
    n_elite = int(len(population) * elite_frac) + 1
    return population[np.argsort(-np.asarray(returns), kind="stable")[:n_elite]]


# %% wrong | select_elites | turned around, ties and all | Of equal returns the later rows are kept
def select_elites(population, returns, elite_frac):
    returns = np.nan_to_num(np.asarray(returns, dtype=float), nan=-np.inf)
    n_elite = max(1, int(len(population) * elite_frac))
    return population[np.argsort(returns, kind="stable")[::-1][:n_elite]]


# %% wrong | select_elites | nan wins | A nan became elite
def select_elites(population, returns, elite_frac):
    n_elite = max(1, int(len(population) * elite_frac))
    order = sorted(range(len(returns)), key=lambda i: (-np.nan_to_num(returns[i], nan=np.inf), i))
    return population[order[:n_elite]]


# %% wrong | select_elites | nan counts as zero | as a 0 it beats every negative return
def select_elites(population, returns, elite_frac):
    returns = np.nan_to_num(np.asarray(returns, dtype=float))
    n_elite = max(1, int(len(population) * elite_frac))
    return population[np.argsort(-returns, kind="stable")[:n_elite]]


# %% wrong | select_elites | drops every nan | Rows without a number are dropped
def select_elites(population, returns, elite_frac):
    returns = np.asarray(returns, dtype=float)
    n_elite = max(1, int(len(population) * elite_frac))
    known = ~np.isnan(returns)
    return population[known][np.argsort(-returns[known], kind="stable")[:n_elite]]


# %% wrong | select_elites | returns numbers of rows | These are the numbers of the rows
def select_elites(population, returns, elite_frac):
    n_elite = max(1, int(len(population) * elite_frac))
    return np.argsort(-np.asarray(returns), kind="stable")[:n_elite]


# %% wrong | select_elites | returns the returns | These are the returns
def select_elites(population, returns, elite_frac):
    n_elite = max(1, int(len(population) * elite_frac))
    return np.sort(np.asarray(returns))[::-1][:n_elite]


# %% wrong | select_elites | everything above a percentile, in order of the rows | order of the population
def select_elites(population, returns, elite_frac):
    returns = np.asarray(returns)
    n_elite = max(1, int(len(population) * elite_frac))
    return population[returns >= np.sort(returns)[len(returns) - n_elite]]


# %% wrong | select_elites | minus a list | turn it into an array first
def select_elites(population, returns, elite_frac):
    n_elite = max(1, int(len(population) * elite_frac))
    return population[np.argsort(-returns, kind="stable")[:n_elite]]


# %% wrong | select_elites | sorts the population in place | changed in place
def select_elites(population, returns, elite_frac):
    order = np.argsort(-np.asarray(returns), kind="stable")
    population[:] = population[order]
    return population[: max(1, int(len(population) * elite_frac))]


# %% right | fit_gaussian | NumPy's functions, a list
def fit_gaussian(elites):
    return [np.mean(elites, axis=0), np.std(elites, axis=0)]


# %% right | fit_gaussian | by the formula
def fit_gaussian(elites):
    mu = sum(elites) / len(elites)
    sigma = np.sqrt(sum((elite - mu) ** 2 for elite in elites) / len(elites))
    return mu, sigma


# %% right | fit_gaussian | columns in loops
def fit_gaussian(elites):
    n, dim = elites.shape
    mu, sigma = np.zeros(dim), np.zeros(dim)
    for j in range(dim):
        for i in range(n):
            mu[j] += elites[i, j] / n
        for i in range(n):
            sigma[j] += (elites[i, j] - mu[j]) ** 2 / n
    return mu, sigma**0.5


# %% right | fit_gaussian | one array of two rows
def fit_gaussian(elites):
    return np.array([elites.mean(axis=0), elites.std(axis=0, ddof=0)])


# %% wrong | fit_gaussian | no axis, as in the source's recipe | each parameter has its own, axis=0
def fit_gaussian(elites):
    return np.mean(elites), np.std(elites)


# %% wrong | fit_gaussian | no axis, spread over the columns | stands in every column
def fit_gaussian(elites):
    dim = elites.shape[1]
    return np.full(dim, np.mean(elites)), np.full(dim, np.std(elites))


# %% wrong | fit_gaussian | the other axis | This is the mean of each row
def fit_gaussian(elites):
    return elites.mean(axis=1), elites.std(axis=1)


# %% wrong | fit_gaussian | ddof 1 | is taken with ddof=1
def fit_gaussian(elites):
    return elites.mean(axis=0), elites.std(axis=0, ddof=1)


# %% wrong | fit_gaussian | ddof 1 where there is more than one | is taken with ddof=1
def fit_gaussian(elites):
    return elites.mean(axis=0), elites.std(axis=0, ddof=min(1, len(elites) - 1))


# %% wrong | fit_gaussian | the variance | This is the variance
def fit_gaussian(elites):
    return elites.mean(axis=0), elites.var(axis=0)


# %% wrong | fit_gaussian | swapped | mu comes first
def fit_gaussian(elites):
    return elites.std(axis=0), elites.mean(axis=0)


# %% wrong | fit_gaussian | the median | This is the median
def fit_gaussian(elites):
    return np.median(elites, axis=0), elites.std(axis=0)


# %% wrong | fit_gaussian | a standard error | standard error of the mean
def fit_gaussian(elites):
    return elites.mean(axis=0), elites.std(axis=0) / np.sqrt(len(elites))


# %% wrong | fit_gaussian | the mean only | Return the pair (mu, sigma)
def fit_gaussian(elites):
    return elites.mean(axis=0)


# %% wrong | fit_gaussian | one sigma for all parameters | one standard deviation, of all numbers together
def fit_gaussian(elites):
    return elites.mean(axis=0), elites.std()


# %% wrong | fit_gaussian | centres the elites in place | changed in place
def fit_gaussian(elites):
    mu = elites.mean(axis=0)
    elites -= mu
    return mu, np.sqrt(np.mean(elites**2, axis=0))


# %% right | cross_entropy_method | everything in one function
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    mu, sigma, history = np.copy(mu), np.copy(sigma), []
    n_elite = max(1, int(batch_size * elite_frac))
    for k in range(iterations):
        thetas = mu + sigma * rng.standard_normal((batch_size, mu.size))
        rewards = np.array([f(theta) for theta in thetas])
        best = np.argsort(-rewards, kind="stable")[:n_elite]
        mu = np.mean(thetas[best], axis=0)
        sigma = np.std(thetas[best], axis=0) + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(rewards))
    return mu, sigma, np.array(history)


# %% right | cross_entropy_method | sample by sample, a list as result
def cross_entropy_method(f, mu, sigma, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    falling = np.linspace(1.0, 0.0, iterations) if iterations > 1 else [1.0]
    for share in falling:
        thetas, returns = [], []
        for _ in range(batch_size):
            thetas.append(sample_population(mu, sigma, 1, rng)[0])
            returns.append(float(f(thetas[-1])))
        mu, std = fit_gaussian(select_elites(np.array(thetas), returns, elite_frac))
        sigma = std + share * extra_std
        known = [r for r in returns if r == r]
        history.append(sum(known) / len(known))
    return [mu, sigma, history]


# %% right | cross_entropy_method | a while loop, copies that are changed in place
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    mu, sigma, history, k = mu.copy(), sigma.copy(), (), 0
    while k < iterations:
        population = sample_population(mu, sigma, batch_size, rng)
        returns = list(map(f, population))
        mu[:], sigma[:] = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma += extra_std * (1 - k / max(1, iterations - 1))
        history += (float(np.nanmean(returns)),)
        k += 1
    return mu, sigma, history


# %% wrong | cross_entropy_method | minimises | These are the worst samples' mean
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(select_elites(population, -returns, elite_frac))
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | returns the best sample | the best sample of the last batch
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        elites = select_elites(population, returns, elite_frac)
        mu, sigma = fit_gaussian(elites)
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(returns))
    return elites[0], sigma, history


# %% wrong | cross_entropy_method | calls f on the batch | call it once for each row
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = f(population)
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | plays the mean each iteration, like the source | once for each sample and for nothing else
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(f(mu))
    return mu, sigma, history


# %% wrong | cross_entropy_method | return inside the loop | is the `return` inside the loop
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(returns))
        return mu, sigma, history


# %% wrong | cross_entropy_method | one iteration too few | The last iteration is missing
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(1, iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | samples from the start each time | from the Gaussian at the start
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        new_mu, new_sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        new_sigma = new_sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(returns))
    return new_mu, new_sigma, history


# %% wrong | cross_entropy_method | sigma never refitted on the way | The fitted sigma is never used
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, std = fit_gaussian(select_elites(population, returns, elite_frac))
        history.append(np.nanmean(returns))
    return mu, std + (extra_std if iterations == 1 else 0.0), history


# %% wrong | cross_entropy_method | fits the whole batch | All samples count here
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(population)
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | elites of all times | The elites are chosen from all batches
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history, everyone, scores = [], np.empty((0, len(mu))), []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = [f(theta) for theta in population]
        everyone, scores = np.concatenate([everyone, population]), scores + returns
        n_elite = max(1, int(batch_size * elite_frac))
        elites = everyone[np.argsort(-np.array(scores), kind="stable")[:n_elite]]
        mu, sigma = fit_gaussian(elites)
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | no extra noise | extra_std is never added
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        history.append(np.nanmean(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | constant noise | The noise stays as it is
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma = sigma + extra_std
        history.append(np.nanmean(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | divides by K | divided by K and not by K - 1
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma = sigma + extra_std * (1 - k / iterations)
        history.append(np.nanmean(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | counts from one | after the first iteration the whole of extra_std
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma = sigma + extra_std * (1 - (k + 1) / iterations)
        history.append(np.nanmean(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | divides by zero with one iteration | With a single iteration
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        if extra_std:
            sigma = sigma + extra_std * (1 - k / (iterations - 1))
        history.append(np.nanmean(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | added to the variance, as in the paper | as Szita and Lőrincz do
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma = np.sqrt(sigma**2 + extra_std * (1 - k / max(1, iterations - 1)))
        history.append(np.nanmean(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | a nan in the history | leave those values out
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.mean(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | a nan among the elites | Samples for which f is nan
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history, n_elite = [], max(1, int(batch_size * elite_frac))
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(population[np.argsort(returns)[::-1][:n_elite]])
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | history of the best | This is the best value of each batch
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmax(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | history of every sample | one number an iteration, their mean
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = [f(theta) for theta in population]
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.extend(returns)
    return mu, sigma, history


# %% wrong | cross_entropy_method | global randomness as in the source | global generator
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = np.random.normal(mu, sigma, (batch_size, len(mu)))
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(returns))
    return mu, sigma, history


# %% wrong | cross_entropy_method | changes the caller's mu and sigma | changed in place
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu[:], sigma[:] = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma += extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(returns))
    return mu.copy(), sigma.copy(), history


# %% right | linear_policy | a function inside, as in the source
def linear_policy(theta, n_states, n_actions):
    W = theta[0 : n_states * n_actions].reshape(n_states, n_actions)
    b = theta[n_states * n_actions : None].reshape(1, n_actions)

    def policy_fn(state):
        y = state.dot(W) + b
        return y.argmax()

    return policy_fn


# %% right | linear_policy | plain sums
def linear_policy(theta, n_states, n_actions):
    numbers = [float(x) for x in theta]

    def policy(state):
        best, action = None, 0
        for a in range(n_actions):
            score = numbers[n_states * n_actions + a]
            for s in range(n_states):
                score += float(state[s]) * numbers[s * n_actions + a]
            if best is None or score > best:
                best, action = score, a
        return action

    return policy


# %% right | linear_policy | an object that can be called
class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def __call__(self, state):
        return int(np.argmax(self.W.T @ state + self.b))


def linear_policy(theta, n_states, n_actions):
    W, b = np.split(theta, [n_states * n_actions])
    return Linear(W.reshape((n_states, n_actions)), b)


# %% wrong | linear_policy | the weights column by column | W is filled column by column
def linear_policy(theta, n_states, n_actions):
    W = theta[: n_states * n_actions].reshape(n_actions, n_states)
    b = theta[n_states * n_actions :]
    return lambda state: int(np.argmax(W @ state + b))


# %% wrong | linear_policy | no biases | The biases are missing
def linear_policy(theta, n_states, n_actions):
    W = theta[: n_states * n_actions].reshape(n_states, n_actions)
    return lambda state: int(np.argmax(state @ W))


# %% wrong | linear_policy | biases first | taken from the front of theta
def linear_policy(theta, n_states, n_actions):
    b, W = theta[:n_actions], theta[n_actions:].reshape(n_states, n_actions)
    return lambda state: int(np.argmax(state @ W + b))


# %% wrong | linear_policy | argmin | the smallest score's action
def linear_policy(theta, n_states, n_actions):
    size = n_states * n_actions
    W, b = theta[:size].reshape(n_states, n_actions), theta[size:]
    return lambda state: int(np.argmin(state @ W + b))


# %% wrong | linear_policy | returns the scores | the action is one number
def linear_policy(theta, n_states, n_actions):
    size = n_states * n_actions
    W, b = theta[:size].reshape(n_states, n_actions), theta[size:]
    return lambda state: state @ W + b


# %% wrong | linear_policy | an array around the action | the action is one number
def linear_policy(theta, n_states, n_actions):
    size = n_states * n_actions
    W, b = theta[:size].reshape(n_states, n_actions), theta[size:].reshape(1, n_actions)
    return lambda state: np.argmax(state @ W + b, axis=1)


# %% wrong | linear_policy | no function | linear_policy returns a policy
def linear_policy(theta, n_states, n_actions):
    size = n_states * n_actions
    return theta[:size].reshape(n_states, n_actions), theta[size:]


# %% wrong | linear_policy | two actions only | as many actions as n_actions says
def linear_policy(theta, n_states, n_actions):
    size = n_states * n_actions
    W, b = theta[:size].reshape(n_states, n_actions), theta[size:]
    return lambda state: int((state @ W + b)[1] > (state @ W + b)[0])


# %% wrong | linear_policy | CartPole's sizes hard-coded | The shapes do not fit
def linear_policy(theta, n_states, n_actions):
    W, b = theta[:8].reshape(4, 2), theta[8:]
    return lambda state: int(np.argmax(state @ W + b))


# %% wrong | linear_policy | every policy shares one theta | let each keep its own
latest = {}


def linear_policy(theta, n_states, n_actions):
    size = n_states * n_actions
    latest["theta"] = theta
    return lambda state: int(
        np.argmax(
            state @ latest["theta"][:size].reshape(n_states, n_actions) + latest["theta"][size:]
        )
    )


# %% right | train_cartpole | ones everywhere, a seed for the search and one for the resets
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


# %% right | train_cartpole | two episodes a candidate, no noise, a large batch
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


# %% right | train_cartpole | the whole population at once, and a stop when it is good
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


# %% wrong | train_cartpole | returns all three | theta is the first of them
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


# %% wrong | train_cartpole | a small batch, two iterations | samples in a batch
def train_cartpole(seed):
    rng = np.random.default_rng(seed)
    env = gym.make("CartPole-v1")
    return cross_entropy_method(
        lambda theta: rollout_policy(env, linear_policy(theta, 4, 2), int(rng.integers(2**31))),
        np.zeros(10),
        np.ones(10),
        batch_size=5,
        elite_frac=0.2,
        iterations=2,
        rng=rng,
    )[0]


# %% wrong | train_cartpole | minimises | is a larger f better
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


# %% wrong | train_cartpole | returns the mean at the start | theta is all zeros
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


# %% wrong | train_cartpole | a fixed policy learned elsewhere | Every seed gives the same theta
def train_cartpole(seed):
    theta = np.zeros(10)
    theta[1:8:2] = [0.1, 0.2, 3.0, 1.0]
    return theta


# %% wrong | train_cartpole | resets without a seed | elsewhere than the seed
def train_cartpole(seed):
    rng = np.random.default_rng(seed)
    env = gym.make("CartPole-v1")
    sigma = np.append(np.ones(8), [0.0, 0.0])
    return cross_entropy_method(
        lambda theta: rollout_policy(env, linear_policy(theta, 4, 2)),
        np.zeros(10),
        sigma,
        batch_size=50,
        elite_frac=0.2,
        iterations=8,
        rng=rng,
        extra_std=0.3,
    )[0]


# %% wrong | train_cartpole | the policy of the mean instead of theta | the policy of its own theta
def train_cartpole(seed):
    rng = np.random.default_rng(seed)
    env = gym.make("CartPole-v1")
    mu = np.zeros(10)
    return cross_entropy_method(
        lambda theta: rollout_policy(env, linear_policy(mu, 4, 2), int(rng.integers(2**31))),
        mu,
        np.append(np.ones(8), [0.0, 0.0]),
        batch_size=50,
        elite_frac=0.2,
        iterations=8,
        rng=rng,
        extra_std=0.3,
    )[0]


# %% wrong | train_cartpole | four weights as in the other sample | 4 * 2 weights and 2 biases
def train_cartpole(seed):
    return np.random.default_rng(seed).normal(size=4)

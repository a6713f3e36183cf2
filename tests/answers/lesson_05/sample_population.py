"""Answers to `sample_population`; `tests/support/catalogue.py` explains the format."""


# %% right | standard normals, scaled and moved
def sample_population(mu, sigma, batch_size, rng):
    return mu + sigma * rng.standard_normal((batch_size, len(mu)))


# %% right | a list of rows
def sample_population(mu, sigma, batch_size, rng):
    rows = [rng.normal(loc=mu, scale=sigma) for _ in range(batch_size)]
    return np.array(rows)


# %% right | a diagonal covariance
def sample_population(mu, sigma, batch_size, rng):
    return rng.multivariate_normal(mu, np.diag(sigma**2), size=batch_size)


# %% right | column by column
def sample_population(mu, sigma, batch_size, rng):
    population = np.empty((batch_size, mu.shape[0]))
    for j in range(mu.shape[0]):
        for i in range(batch_size):
            population[i, j] = mu[j] + sigma[j] * rng.standard_normal()
    return population


# %% wrong | forgets the return | is the `return` missing
def sample_population(mu, sigma, batch_size, rng):
    population = rng.normal(mu, sigma, size=(batch_size, len(mu)))


# %% wrong | sigma as a variance | sigma stands for the variance
def sample_population(mu, sigma, batch_size, rng):
    return rng.multivariate_normal(mu, np.diag(sigma), size=batch_size)


# %% wrong | sigma squared as a scale | multiplied by sigma²
def sample_population(mu, sigma, batch_size, rng):
    return rng.normal(mu, sigma**2, size=(batch_size, len(mu)))


# %% wrong | sigma forgotten | The noise is not scaled
def sample_population(mu, sigma, batch_size, rng):
    return mu + rng.standard_normal((batch_size, len(mu)))


# %% wrong | mu forgotten | mu is missing
def sample_population(mu, sigma, batch_size, rng):
    return sigma * rng.standard_normal((batch_size, len(mu)))


# %% wrong | a single sample | This is a single sample
def sample_population(mu, sigma, batch_size, rng):
    return mu + sigma * rng.standard_normal(len(mu))


# %% wrong | rows and columns swapped | Rows and columns are swapped
def sample_population(mu, sigma, batch_size, rng):
    return rng.normal(mu, sigma, size=(batch_size, len(mu))).T


# %% wrong | one sample repeated | Every row is the same sample
def sample_population(mu, sigma, batch_size, rng):
    return np.tile(rng.normal(mu, sigma), (batch_size, 1))


# %% wrong | one number a row | One random number serves a whole row
def sample_population(mu, sigma, batch_size, rng):
    return mu + sigma * rng.standard_normal((batch_size, 1))


# %% wrong | uniform noise | The noise is uniform
def sample_population(mu, sigma, batch_size, rng):
    return rng.uniform(mu - sigma, mu + sigma, size=(batch_size, len(mu)))


# %% wrong | uniform noise of the right spread | the noise is not normal
def sample_population(mu, sigma, batch_size, rng):
    return mu + sigma * rng.uniform(-(3**0.5), 3**0.5, size=(batch_size, len(mu)))


# %% wrong | one sigma for all | All columns have the same spread
def sample_population(mu, sigma, batch_size, rng):
    return (
        mu + sigma.max() * 0 + sigma[sigma > 0].mean() * rng.standard_normal((batch_size, len(mu)))
    )


# %% wrong | global randomness as in the source | global generator
def sample_population(mu, sigma, batch_size, rng):
    return np.random.normal(mu, sigma, (batch_size, len(mu)))


# %% wrong | a generator of its own | come from somewhere else than rng
def sample_population(mu, sigma, batch_size, rng):
    return np.random.default_rng().normal(mu, sigma, (batch_size, len(mu)))


# %% wrong | a fixed seed | Every call gives the same batch
def sample_population(mu, sigma, batch_size, rng):
    return np.random.default_rng(42).normal(mu, sigma, (batch_size, len(mu)))


# %% wrong | changes mu in place | changed in place
def sample_population(mu, sigma, batch_size, rng):
    population = rng.normal(mu, sigma, size=(batch_size, len(mu)))
    mu += population.mean(axis=0) - mu
    return population

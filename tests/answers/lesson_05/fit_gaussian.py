"""Answers to `fit_gaussian`; `tests/support/catalogue.py` explains the format."""


# %% right | NumPy's functions, a list
def fit_gaussian(elites):
    return [np.mean(elites, axis=0), np.std(elites, axis=0)]


# %% right | by the formula
def fit_gaussian(elites):
    mu = sum(elites) / len(elites)
    sigma = np.sqrt(sum((elite - mu) ** 2 for elite in elites) / len(elites))
    return mu, sigma


# %% right | columns in loops
def fit_gaussian(elites):
    n, dim = elites.shape
    mu, sigma = np.zeros(dim), np.zeros(dim)
    for j in range(dim):
        for i in range(n):
            mu[j] += elites[i, j] / n
        for i in range(n):
            sigma[j] += (elites[i, j] - mu[j]) ** 2 / n
    return mu, sigma**0.5


# %% right | one array of two rows
def fit_gaussian(elites):
    return np.array([elites.mean(axis=0), elites.std(axis=0, ddof=0)])


# %% wrong | no axis, as in the source's recipe | each parameter has its own, axis=0
def fit_gaussian(elites):
    return np.mean(elites), np.std(elites)


# %% wrong | no axis, spread over the columns | stands in every column
def fit_gaussian(elites):
    dim = elites.shape[1]
    return np.full(dim, np.mean(elites)), np.full(dim, np.std(elites))


# %% wrong | the other axis | This is the mean of each row
def fit_gaussian(elites):
    return elites.mean(axis=1), elites.std(axis=1)


# %% wrong | ddof 1 | is taken with ddof=1
def fit_gaussian(elites):
    return elites.mean(axis=0), elites.std(axis=0, ddof=1)


# %% wrong | ddof 1 where there is more than one | is taken with ddof=1
def fit_gaussian(elites):
    return elites.mean(axis=0), elites.std(axis=0, ddof=min(1, len(elites) - 1))


# %% wrong | the variance | This is the variance
def fit_gaussian(elites):
    return elites.mean(axis=0), elites.var(axis=0)


# %% wrong | swapped | mu comes first
def fit_gaussian(elites):
    return elites.std(axis=0), elites.mean(axis=0)


# %% wrong | the median | This is the median
def fit_gaussian(elites):
    return np.median(elites, axis=0), elites.std(axis=0)


# %% wrong | a standard error | standard error of the mean
def fit_gaussian(elites):
    return elites.mean(axis=0), elites.std(axis=0) / np.sqrt(len(elites))


# %% wrong | the mean only | Return the pair (mu, sigma)
def fit_gaussian(elites):
    return elites.mean(axis=0)


# %% wrong | one sigma for all parameters | one standard deviation, of all numbers together
def fit_gaussian(elites):
    return elites.mean(axis=0), elites.std()


# %% wrong | centres the elites in place | changed in place
def fit_gaussian(elites):
    mu = elites.mean(axis=0)
    elites -= mu
    return mu, np.sqrt(np.mean(elites**2, axis=0))

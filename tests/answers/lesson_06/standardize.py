"""Answers to `standardize`; `tests/support/catalogue.py` explains the format."""


# %% right | with a guard on the deviation as well
def standardize(returns):
    r = np.array(returns, dtype=float)
    if r.max() - r.min() <= 1e-12 * max(1, np.max(np.abs(r))):
        return 0 * r
    return (r - np.mean(r)) / np.std(r)


# %% right | by hand, with loops
def standardize(returns):
    n = len(returns)
    largest = max(1.0, max(abs(float(r)) for r in returns))
    if max(returns) - min(returns) <= 1e-12 * largest:
        return np.zeros(n)
    mean = sum(float(r) for r in returns) / n
    deviation = (sum((float(r) - mean) ** 2 for r in returns) / n) ** 0.5
    return np.array([(float(r) - mean) / deviation for r in returns])


# %% right | scipy's zscore behind the guard
def standardize(returns):
    from scipy.stats import zscore

    returns = np.asarray(returns, float)
    flat = np.ptp(returns) <= 1e-12 * max(1, abs(returns).max())
    return np.zeros_like(returns) if flat else zscore(returns)


# %% wrong | as in the source | 0 / 0: where all returns are equal
def standardize(returns):
    R = np.array(returns)
    return (R - np.mean(R)) / np.std(R)


# %% wrong | guards against an exact zero only | can round to a little more than 0
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    if np.std(R) == 0:
        return np.zeros(len(R))
    return (R - R.mean()) / R.std()


# %% wrong | a small number in the denominator | The result depends on the unit
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    return (R - R.mean()) / (R.std() + 1e-8)


# %% wrong | ddof=1 | ddof=1; these are all the returns
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    if np.ptp(R) <= 1e-12 * max(1, np.abs(R).max()):
        return np.zeros(len(R))
    return (R - R.mean()) / R.std(ddof=1)


# %% wrong | variance | divided by their variance
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    if np.ptp(R) <= 1e-12 * max(1, np.abs(R).max()):
        return np.zeros(len(R))
    return (R - R.mean()) / R.var()


# %% wrong | centred only | but not divided by their standard deviation
def standardize(returns):
    return np.asarray(returns, dtype=float) - np.mean(returns)


# %% wrong | divided only | but not centred
def standardize(returns):
    return np.asarray(returns, dtype=float) / np.std(returns)


# %% wrong | to the unit interval | This maps the returns to [0, 1]
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    return (R - R.min()) / np.ptp(R)


# %% wrong | ranks | These are ranks
def standardize(returns):
    return centered_ranks(returns)


# %% wrong | in place | changed in place
def standardize(returns):
    if isinstance(returns, list):
        returns = np.array(returns, dtype=float)
    if np.ptp(returns) <= 1e-12 * max(1, np.abs(returns).max()):
        return np.zeros(len(returns))
    returns -= returns.mean()
    returns /= returns.std()
    return returns.copy()


# %% wrong | a list of equal returns comes back | The returns come back as they are
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    if np.ptp(R) <= 1e-12 * max(1, np.abs(R).max()):
        return R
    return (R - R.mean()) / R.std()


# %% wrong | zero as a number | Return an array of zeros
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    if np.ptp(R) <= 1e-12 * max(1, np.abs(R).max()):
        return 0.0
    return (R - R.mean()) / R.std()


# %% wrong | mutes the warning | 0 / 0: where all returns are equal
def standardize(returns):
    R = np.asarray(returns, dtype=float)
    with np.errstate(all="ignore"):
        return (R - R.mean()) / R.std()


# %% wrong | takes arrays only | returns may be a list
def standardize(returns):
    if returns.max() - returns.min() <= 1e-12 * max(1, abs(returns).max()):
        return np.zeros(len(returns))
    return (returns - returns.mean()) / returns.std()

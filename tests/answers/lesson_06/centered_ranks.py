"""Answers to `centered_ranks`; `tests/support/catalogue.py` explains the format."""


# %% right | scipy's rankdata
def centered_ranks(returns):
    from scipy.stats import rankdata

    n = len(returns)
    return np.zeros(1) if n == 1 else (rankdata(returns) - 1) / (n - 1) - 0.5


# %% right | the tournament in loops
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


# %% right | searchsorted from both sides
def centered_ranks(returns):
    r = np.asarray(returns, dtype=float)
    ordered = np.sort(r)
    low, high = np.searchsorted(ordered, r, "left"), np.searchsorted(ordered, r, "right")
    return (low + high - len(r)) / (2 * max(len(r) - 1, 1))


# %% right | sums of signs
def centered_ranks(returns):
    r = np.array(returns, dtype=float)
    return np.sign(r[:, np.newaxis] - r).sum(axis=1) / max(1, len(r) - 1) / 2


# %% wrong | argsort once | argsort is taken once
def centered_ranks(returns):
    return np.argsort(returns) / max(1, len(returns) - 1) - 0.5


# %% wrong | argsort twice | equal returns share the average of their ranks
def centered_ranks(returns):
    ranks = np.argsort(np.argsort(returns, kind="stable"), kind="stable")
    return ranks / max(1, len(returns) - 1) - 0.5


# %% wrong | lowest rank for ties | all get the lowest of their ranks
def centered_ranks(returns):
    from scipy.stats import rankdata

    return (rankdata(returns, method="min") - 1) / max(1, len(returns) - 1) - 0.5


# %% wrong | highest rank for ties | all get the highest of their ranks
def centered_ranks(returns):
    from scipy.stats import rankdata

    return (rankdata(returns, method="max") - 1) / max(1, len(returns) - 1) - 0.5


# %% wrong | dense ranks | Ties are counted as one
def centered_ranks(returns):
    dense = np.unique(returns, return_inverse=True)[1]
    return dense / max(1, dense.max()) - 0.5


# %% wrong | divided by n | The ranks are divided by n
def centered_ranks(returns):
    ranks = np.argsort(np.argsort(returns))
    return ranks / len(returns) - 0.5


# %% wrong | counted from one | subtract 1 before you divide
def centered_ranks(returns):
    from scipy.stats import rankdata

    return rankdata(returns) / max(1, len(returns) - 1) - 0.5


# %% wrong | from 0 to 1 | subtract one half
def centered_ranks(returns):
    from scipy.stats import rankdata

    return (rankdata(returns) - 1) / max(1, len(returns) - 1)


# %% wrong | from -1 to 1 | The ranks run from -1 to 1
def centered_ranks(returns):
    from scipy.stats import rankdata

    return 2 * (rankdata(returns) - 1) / max(1, len(returns) - 1) - 1


# %% wrong | best is lowest | The best return has the lowest rank
def centered_ranks(returns):
    from scipy.stats import rankdata

    return 0.5 - (rankdata(returns) - 1) / max(1, len(returns) - 1)


# %% wrong | the returns mapped | only their order may count
def centered_ranks(returns):
    r = np.asarray(returns, dtype=float)
    return (r - r.min()) / (r.max() - r.min()) - 0.5


# %% wrong | plain ranks | map them linearly
def centered_ranks(returns):
    from scipy.stats import rankdata

    return rankdata(returns)


# %% wrong | a single return | one value has the rank 0
def centered_ranks(returns):
    from scipy.stats import rankdata

    return (rankdata(returns) - 1) / np.float64(len(returns) - 1) - 0.5


# %% wrong | sorts the input | changed in place
def centered_ranks(returns):
    r = np.array(returns, dtype=float)
    returns.sort()
    low, high = np.searchsorted(returns, r, "left"), np.searchsorted(returns, r, "right")
    return (low + high - len(r)) / (2 * max(len(r) - 1, 1))


# %% wrong | rounds first | An increasing function of the returns changes the result
# -     return np.zeros(1) if n == 1 else (rankdata(returns) - 1) / (n - 1) - 0.5
# +     return np.zeros(1) if n == 1 else (rankdata(np.round(returns, 6)) - 1) / (n - 1) - 0.5

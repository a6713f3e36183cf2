"""Answers to `interquartile_mean`; `tests/support/catalogue.py` explains the format."""


# %% right | sorts and slices, resamples by indices
def interquartile_mean(scores):
    ordered = sorted(scores)
    cut = len(ordered) // 4
    middle = ordered[cut : len(ordered) - cut]
    return sum(middle) / len(middle)


def bootstrap_interval(scores, rng, confidence=0.95):
    scores = np.array(scores)
    n = len(scores)
    rows = np.sort(scores[rng.integers(0, n, size=(10_000, n))], axis=1)
    means = rows[:, n // 4 : n - n // 4].mean(axis=1)
    return np.percentile(means, [50 * (1 - confidence), 50 * (1 + confidence)])


# %% right | a loop over resamples
def interquartile_mean(scores):
    n = len(scores)
    return np.mean(np.sort(scores)[int(0.25 * n) : n - int(0.25 * n)])


def bootstrap_interval(scores, rng, confidence=0.95):
    n, k = len(scores), len(scores) // 4
    draws = rng.random((10_000, n))
    means = []
    for row in draws:
        sample = sorted(scores[int(u * n)] for u in row)[k : n - k]
        means.append(sum(sample) / len(sample))
    means.sort()
    low = int(round((1 - confidence) / 2 * 10_000))
    return means[low], means[-low - 1]


# %% right | SciPy's own bootstrap
def bootstrap_interval(scores, rng, confidence=0.95):
    from scipy import stats

    found = stats.bootstrap(
        (np.asarray(scores),),
        lambda x, axis: trim_mean(x, 0.25, axis=axis),
        n_resamples=10_000,
        confidence_level=confidence,
        method="percentile",
        rng=rng,
    )
    return found.confidence_interval.low, found.confidence_interval.high


# %% wrong | the mean | This is the mean of all scores
def interquartile_mean(scores):
    return float(np.mean(scores))


# %% wrong | the median | This is the median
def interquartile_mean(scores):
    return float(np.median(scores))


# %% wrong | does not sort | not sorted before
def interquartile_mean(scores):
    k = len(scores) // 4
    return float(np.mean(scores[k : len(scores) - k]))


# %% wrong | a quarter in all | An eighth is cut off at each end
def interquartile_mean(scores):
    return float(trim_mean(scores, 0.125))


# %% wrong | between the quartiles | not a quarter cut off at each end
def interquartile_mean(scores):
    scores = np.asarray(scores)
    low, high = np.percentile(scores, [25, 75])
    return float(scores[(scores >= low) & (scores <= high)].mean())


# %% wrong | rounds up | rounded down
def interquartile_mean(scores):
    k = int(np.ceil(len(scores) / 4)) if len(scores) > 3 else 0
    return float(np.mean(np.sort(scores)[k : len(scores) - k]))


# %% wrong | cuts the worst only | Only the lowest quarter is cut off
def interquartile_mean(scores):
    return float(np.mean(np.sort(scores)[len(scores) // 4 :]))


# %% wrong | middle of the quartiles | the mean of the two quartiles
def interquartile_mean(scores):
    return float(np.mean(np.percentile(scores, [25, 75])))


# %% wrong | the range | This is the interquartile range
def interquartile_mean(scores):
    low, high = np.percentile(scores, [25, 75])
    return float(high - low)


# %% wrong | sorts what it is given | changed in place
def interquartile_mean(scores):
    scores.sort()
    return float(trim_mean(scores, 0.25))


# %% wrong | forgets the return | is the `return` missing
def interquartile_mean(scores):
    trim_mean(scores, 0.25)


# %% wrong | an empty middle for few scores | for a few scores
def interquartile_mean(scores):
    k = max(1, len(scores) // 4)
    return float(np.mean(np.sort(scores)[k:-k]))


# %% wrong | resamples the mean | the interval of the mean
def bootstrap_interval(scores, rng, confidence=0.95):
    m = rng.choice(np.asarray(scores), (10_000, len(scores))).mean(axis=1)
    return tuple(np.quantile(m, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist())


# %% wrong | leaves out five per cent a side | half of it belongs to either
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return tuple(np.quantile(m, [1 - confidence, confidence]).tolist())


# %% wrong | shares for percentages | np.percentile takes per cent
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return tuple(np.percentile(m, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist())


# %% wrong | a fixed confidence | The confidence is fixed at 0.95
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return tuple(np.quantile(m, [0.025, 0.975]).tolist())


# %% wrong | without replacement | with replacement
def bootstrap_interval(scores, rng, confidence=0.95):
    rows = [rng.permutation(scores) for _ in range(10_000)]
    m = trim_mean(rows, 0.25, axis=1)
    return tuple(np.quantile(m, [0.025, 0.975]).tolist())


# %% wrong | three hundred resamples | So few resamples
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (300, len(scores))), 0.25, axis=1)
    return tuple(np.quantile(m, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist())


# %% wrong | global randomness | a global generator was used
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(np.random.choice(scores, (10_000, len(scores))), 0.25, axis=1)
    return tuple(np.quantile(m, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist())


# %% wrong | a generator of its own | Every generator gives the same interval
def bootstrap_interval(scores, rng, confidence=0.95):
    rng = np.random.default_rng(0)
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return tuple(np.quantile(m, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist())


# %% wrong | a fresh generator | draw from rng alone
def bootstrap_interval(scores, rng, confidence=0.95):
    rng = np.random.default_rng()
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return tuple(np.quantile(m, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist())


# %% wrong | high before low | the wrong way round
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return tuple(np.quantile(m, [(1 + confidence) / 2, (1 - confidence) / 2]).tolist())


# %% wrong | one standard error | one standard error each way
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    middle = interquartile_mean(scores)
    return float(middle - m.std()), float(middle + m.std())


# %% wrong | quantiles of the scores | quantiles of the scores themselves
def bootstrap_interval(scores, rng, confidence=0.95):
    return tuple(np.quantile(scores, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist())


# %% wrong | worst and best | nearly the lowest and the highest
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return float(m.min()), float(m.max())


# %% wrong | only the width | two ends of the interval
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return float(np.ptp(np.quantile(m, [0.025, 0.975])))

"""Answers to `evaluate_policy`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% right | loop and statistics by hand
def evaluate_policy(env, policy, episodes, seed=None):
    returns = []
    for i in range(episodes):
        returns.append(rollout_policy(env, policy, seed=None if seed is None else seed + i))
    mean = sum(returns) / episodes
    if episodes < 2:
        return mean, float("nan")
    variance = sum((r - mean) ** 2 for r in returns) / (episodes - 1)
    return mean, (variance / episodes) ** 0.5


# %% right | NumPy scalars
def evaluate_policy(env, policy, episodes, seed=None):
    seeds = [None] * episodes if seed is None else np.arange(seed, seed + episodes).tolist()
    returns = np.array([rollout_policy(env, policy, s) for s in seeds])
    error = returns.std(ddof=1) / np.sqrt(episodes) if episodes > 1 else np.nan
    return returns.mean(), error


# %% right | the standard library
import math
import statistics


def evaluate_policy(env, policy, episodes, seed=None):
    def play(i):
        return rollout_policy(env, policy, seed + i if seed is not None else None)

    returns = list(map(play, range(episodes)))
    try:
        error = statistics.stdev(returns) / math.sqrt(episodes)
    except statistics.StatisticsError:
        error = math.nan
    return statistics.fmean(returns), error


# %% right | Welford's running sums
def evaluate_policy(env, policy, episodes, seed=None):
    mean, squares = 0.0, 0.0
    for n in range(1, episodes + 1):
        total = rollout_policy(env, policy, None if seed is None else seed + n - 1)
        delta = total - mean
        mean += delta / n
        squares += delta * (total - mean)
    error = np.sqrt(squares / (episodes - 1) / episodes) if episodes > 1 else float("nan")
    return float(mean), float(error)


# %% wrong | ddof 0 | taken with ddof=0
# -     return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)
# +     return np.mean(returns), np.std(returns) / np.sqrt(episodes)


# %% wrong | deviation for error | This is the standard deviation; the standard error divides it
# -     return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)
# +     return np.mean(returns), np.std(returns, ddof=1)


# %% wrong | variance for deviation | The variance stands where the standard deviation belongs
# -     return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)
# +     return np.mean(returns), np.var(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | divided by n | it takes the square root of n
# -     return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)
# +     return np.mean(returns), np.std(returns, ddof=1) / episodes


# %% wrong | square root of n - 1 twice | on top of ddof=1
# -     return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)
# +     return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes - 1)


# %% wrong | sum for mean | This is the sum of the returns
# -     return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)
# +     return np.sum(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | one episode short | One episode is missing
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(1, episodes)
    ]
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | the same seed each time | the episodes are copies of one another
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [rollout_policy(env, policy, seed) for i in range(episodes)]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | seeds from 1 | The seeds begin one too high
# -         rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
# +         rollout_policy(env, policy, None if seed is None else seed + i + 1) for i in range(episodes)


# %% wrong | only the first is seeded | Only the first episode is seeded
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [rollout_policy(env, policy, seed if i == 0 else None) for i in range(episodes)]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | seed ignored | None of the episodes is seeded
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [rollout_policy(env, policy) for i in range(episodes)]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | seed counted from None | seed is None here
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [rollout_policy(env, policy, seed + i) for i in range(episodes)]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | warns on a single episode | treat the single episode by itself
# -     if episodes == 1:
# -         return returns[0], float("nan")


# %% wrong | zero for a single episode | One episode tells nothing about the spread
# -         return returns[0], float("nan")
# +         return returns[0], 0.0


# %% wrong | mean only | Return the pair
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    return np.mean(returns)


# %% wrong | the other order | The two numbers are in the other order
# -     return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)
# +     return np.std(returns, ddof=1) / np.sqrt(episodes), np.mean(returns)


# %% wrong | median | This is the median
# -     return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)
# +     return np.median(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | best episode | This is the best return
# -     return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)
# +     return max(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | nothing returned | is the `return` missing
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    print(np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes))


# %% wrong | right for ten episodes only | the number 10 stands where the number of episodes belongs
# -     return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)
# +     return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(10)

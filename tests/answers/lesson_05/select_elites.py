"""Answers to `select_elites`; `tests/support/catalogue.py` explains the format."""


# %% right | sorted with a key, nan pushed back
def select_elites(population, returns, elite_frac):
    keys = [(np.isnan(r), -r if r == r else 0.0, i) for i, r in enumerate(returns)]
    order = [i for _, _, i in sorted(keys)]
    n = max(1, int(len(returns) * elite_frac))
    return np.array([population[i] for i in order[:n]])


# %% right | lexsort with row numbers
def select_elites(population, returns, elite_frac):
    r = np.where(np.isnan(returns), -np.inf, np.array(returns, dtype=float))
    order = np.lexsort((np.arange(len(r)), -r))
    n_elite = int(len(r) * elite_frac) or 1
    return population[order][:n_elite]


# %% right | takes the best, again and again
def select_elites(population, returns, elite_frac):
    left = np.nan_to_num(np.array(returns, dtype=float), nan=-np.inf)
    taken = np.zeros(len(left), dtype=bool)
    chosen = []
    for _ in range(max(1, int(len(left) * elite_frac))):
        best = next(i for i in range(len(left)) if not taken[i] and left[i] == left[~taken].max())
        taken[best] = True
        chosen.append(best)
    return population[chosen]


# %% wrong | as in the source, with at least one | the best comes last
def select_elites(population, returns, elite_frac):
    n_elite = max(1, int(len(population) * elite_frac))
    inds = np.argsort(returns)[len(population) - n_elite : len(population)]
    return population[inds]


# %% wrong | the worst ones | These are the worst rows
def select_elites(population, returns, elite_frac):
    n_elite = max(1, int(len(population) * elite_frac))
    return population[np.argsort(returns)[:n_elite]]


# %% wrong | nobody is elite, the source's slip | No row is left
def select_elites(population, returns, elite_frac):
    n_elite = int(len(population) * elite_frac)
    return population[np.argsort(-np.asarray(returns), kind="stable")[:n_elite]]


# %% wrong | everybody is elite, by minus zero | a slice from minus 0
def select_elites(population, returns, elite_frac):
    n_elite = int(len(population) * elite_frac)
    best_last = population[np.argsort(returns)[-n_elite:]]
    return best_last[::-1] if n_elite else best_last


# %% wrong | rounds to the nearest | rounded to the nearest whole number
def select_elites(population, returns, elite_frac):
    n_elite = max(1, round(len(population) * elite_frac))
    return population[np.argsort(-np.asarray(returns), kind="stable")[:n_elite]]


# %% wrong | rounds up | The share is rounded up
def select_elites(population, returns, elite_frac):
    n_elite = int(np.ceil(len(population) * elite_frac))
    return population[np.argsort(-np.asarray(returns), kind="stable")[:n_elite]]


# %% wrong | one too many | One row too many
def select_elites(population, returns, elite_frac):
    n_elite = int(len(population) * elite_frac) + 1
    return population[np.argsort(-np.asarray(returns), kind="stable")[:n_elite]]


# %% wrong | turned around, ties and all | Of equal returns the later rows are kept
def select_elites(population, returns, elite_frac):
    returns = np.nan_to_num(np.asarray(returns, dtype=float), nan=-np.inf)
    n_elite = max(1, int(len(population) * elite_frac))
    return population[np.argsort(returns, kind="stable")[::-1][:n_elite]]


# %% wrong | nan wins | A nan became elite
def select_elites(population, returns, elite_frac):
    n_elite = max(1, int(len(population) * elite_frac))
    order = sorted(range(len(returns)), key=lambda i: (-np.nan_to_num(returns[i], nan=np.inf), i))
    return population[order[:n_elite]]


# %% wrong | nan counts as zero | as a 0 it beats every negative return
def select_elites(population, returns, elite_frac):
    returns = np.nan_to_num(np.asarray(returns, dtype=float))
    n_elite = max(1, int(len(population) * elite_frac))
    return population[np.argsort(-returns, kind="stable")[:n_elite]]


# %% wrong | drops every nan | Rows without a number are dropped
def select_elites(population, returns, elite_frac):
    returns = np.asarray(returns, dtype=float)
    n_elite = max(1, int(len(population) * elite_frac))
    known = ~np.isnan(returns)
    return population[known][np.argsort(-returns[known], kind="stable")[:n_elite]]


# %% wrong | returns numbers of rows | These are the numbers of the rows
def select_elites(population, returns, elite_frac):
    n_elite = max(1, int(len(population) * elite_frac))
    return np.argsort(-np.asarray(returns), kind="stable")[:n_elite]


# %% wrong | returns the returns | These are the returns
def select_elites(population, returns, elite_frac):
    n_elite = max(1, int(len(population) * elite_frac))
    return np.sort(np.asarray(returns))[::-1][:n_elite]


# %% wrong | everything above a percentile, in order of the rows | order of the population
def select_elites(population, returns, elite_frac):
    returns = np.asarray(returns)
    n_elite = max(1, int(len(population) * elite_frac))
    return population[returns >= np.sort(returns)[len(returns) - n_elite]]


# %% wrong | minus a list | turn it into an array first
def select_elites(population, returns, elite_frac):
    n_elite = max(1, int(len(population) * elite_frac))
    return population[np.argsort(-returns, kind="stable")[:n_elite]]


# %% wrong | sorts the population in place | changed in place
def select_elites(population, returns, elite_frac):
    order = np.argsort(-np.asarray(returns), kind="stable")
    population[:] = population[order]
    return population[: max(1, int(len(population) * elite_frac))]

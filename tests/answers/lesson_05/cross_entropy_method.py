"""Answers to `cross_entropy_method`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(returns))
    return mu, sigma, history


# %% right | everything in one function
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


# %% right | sample by sample, a list as result
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


# %% right | a while loop, copies that are changed in place
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


# %% wrong | minimises | These are the worst samples' mean
# -         mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
# +         mu, sigma = fit_gaussian(select_elites(population, -returns, elite_frac))


# %% wrong | returns the best sample | the best sample of the last batch
# -         mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
# +         elites = select_elites(population, returns, elite_frac)
# +         mu, sigma = fit_gaussian(elites)
#
# -     return mu, sigma, history
# +     return elites[0], sigma, history


# %% wrong | calls f on the batch | call it once for each row
# -         returns = np.array([f(theta) for theta in population])
# +         returns = f(population)


# %% wrong | plays the mean each iteration, like the source | once for each sample and for nothing else
# -         history.append(np.nanmean(returns))
# +         history.append(f(mu))


# %% wrong | return inside the loop | is the `return` inside the loop
# -     return mu, sigma, history
# +         return mu, sigma, history


# %% wrong | one iteration too few | The last iteration is missing
# -     for k in range(iterations):
# +     for k in range(1, iterations):


# %% wrong | samples from the start each time | from the Gaussian at the start
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        new_mu, new_sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        new_sigma = new_sigma + extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(returns))
    return new_mu, new_sigma, history


# %% wrong | sigma never refitted on the way | The fitted sigma is never used
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu, std = fit_gaussian(select_elites(population, returns, elite_frac))
        history.append(np.nanmean(returns))
    return mu, std + (extra_std if iterations == 1 else 0.0), history


# %% wrong | fits the whole batch | All samples count here
# -         mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
# +         mu, sigma = fit_gaussian(population)


# %% wrong | elites of all times | The elites are chosen from all batches
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


# %% wrong | no extra noise | extra_std is never added
# -         sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))


# %% wrong | constant noise | The noise stays as it is
# -         sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
# +         sigma = sigma + extra_std


# %% wrong | divides by K | divided by K and not by K - 1
# -         sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
# +         sigma = sigma + extra_std * (1 - k / iterations)


# %% wrong | counts from one | after the first iteration the whole of extra_std
# -         sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
# +         sigma = sigma + extra_std * (1 - (k + 1) / iterations)


# %% wrong | divides by zero with one iteration | With a single iteration
# -         sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
# +         if extra_std:
# +             sigma = sigma + extra_std * (1 - k / (iterations - 1))


# %% wrong | added to the variance, as in the paper | as Szita and Lőrincz do
# -         sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
# +         sigma = np.sqrt(sigma**2 + extra_std * (1 - k / max(1, iterations - 1)))


# %% wrong | a nan in the history | leave those values out
# -         history.append(np.nanmean(returns))
# +         history.append(np.mean(returns))


# %% wrong | a nan among the elites | Samples for which f is nan
# -     history = []
# +     history, n_elite = [], max(1, int(batch_size * elite_frac))
#
# -         mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
# +         mu, sigma = fit_gaussian(population[np.argsort(returns)[::-1][:n_elite]])


# %% wrong | history of the best | This is the best value of each batch
# -         history.append(np.nanmean(returns))
# +         history.append(np.nanmax(returns))


# %% wrong | history of every sample | one number an iteration, their mean
# -         returns = np.array([f(theta) for theta in population])
# +         returns = [f(theta) for theta in population]
#
# -         history.append(np.nanmean(returns))
# +         history.extend(returns)


# %% wrong | global randomness as in the source | global generator
# -         population = sample_population(mu, sigma, batch_size, rng)
# +         population = np.random.normal(mu, sigma, (batch_size, len(mu)))


# %% wrong | changes the caller's mu and sigma | changed in place
def cross_entropy_method(f, mu, sigma, *, batch_size, elite_frac, iterations, rng, extra_std=0.0):
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population])
        mu[:], sigma[:] = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma += extra_std * (1 - k / max(1, iterations - 1))
        history.append(np.nanmean(returns))
    return mu.copy(), sigma.copy(), history

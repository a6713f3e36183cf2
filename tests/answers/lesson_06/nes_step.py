"""Answers to `nes_step`; `tests/support/catalogue.py` explains the format."""


# %% right | loops and its own noise
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    half = rng.normal(size=(num_pairs, len(w)))
    eps = np.vstack([half, -half])
    R = np.array([f(w + sigma * e) for e in eps])
    A = (R - R.mean()) / (R.std() + 1e-8)
    return w + alpha / (2 * num_pairs * sigma) * eps.T @ A


# %% right | pair by pair
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps, returns = [], []
    for _ in range(num_pairs):
        e = rng.standard_normal(w.shape)
        for sign in (1, -1):
            eps.append(sign * e)
            returns.append(f(w + sign * sigma * e))
    step = sum(F * e for F, e in zip(standardize(returns), eps))
    return w + alpha * step / (len(eps) * sigma)


# %% right | through the log-density
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    thetas = [w + sigma * e for e in antithetic_noise(num_pairs, w.size, rng)]
    fitness = standardize([f(theta) for theta in thetas])
    scores = [log_density_gradient(theta, w, sigma) for theta in thetas]
    return w + alpha * np.mean([F * s for F, s in zip(fitness, scores)], axis=0)


# %% right | adds to a copy
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    new = w.copy()
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = np.apply_along_axis(f, 1, w + sigma * eps)
    new += alpha * search_gradient(eps, standardize(returns), sigma)
    return new


# %% wrong | downhill | The step goes downhill
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    return w - alpha * search_gradient(eps, standardize(returns), sigma)


# %% wrong | the source's factor | is the source's factor
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha / (2 * num_pairs * sigma + 1) * eps.T @ standardize(returns)


# %% wrong | the source's text | f(w) is asked as well
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    base = f(w)
    returns = np.array([f(theta) - base for theta in w + sigma * eps])
    return w + alpha * search_gradient(eps, returns, sigma)


# %% wrong | raw returns | The returns are used as they are
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha * search_gradient(eps, returns, sigma)


# %% wrong | ranks | The returns are ranked
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha * search_gradient(eps, centered_ranks(returns), sigma)


# %% wrong | the step alone | add it to w
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    return alpha * search_gradient(eps, standardize(returns), sigma)


# %% wrong | alpha forgotten | alpha is missing
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    return w + search_gradient(eps, standardize(returns), sigma)


# %% wrong | sigma twice in the members | with sigma once
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    noise = sigma * antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * noise]
    return w + alpha * search_gradient(noise / sigma, standardize(returns), sigma)


# %% wrong | population summed | neither sigma eps nor the members
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    thetas = w + sigma * antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in thetas]
    return w + alpha * search_gradient(thetas, standardize(returns), sigma)


# %% wrong | two draws | w + alpha times the search gradient
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    returns = [f(w + sigma * e) for e in antithetic_noise(num_pairs, len(w), rng)]
    eps = antithetic_noise(num_pairs, len(w), rng)
    return w + alpha * search_gradient(eps, standardize(returns), sigma)


# %% wrong | the whole population at once | f takes one parameter vector
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    return w + alpha * search_gradient(eps, standardize(f(w + sigma * eps)), sigma)


# %% wrong | no pairs, as in the source | The members are no mirrored pairs
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = rng.standard_normal((2 * num_pairs, len(w)))
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha * search_gradient(eps, standardize(returns), sigma)


# %% wrong | plus only | Only half of the population is evaluated
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = rng.standard_normal((num_pairs, len(w)))
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha * search_gradient(eps, standardize(returns), sigma)


# %% wrong | noise not scaled | The noise is not multiplied by sigma
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + eps]
    return w + alpha * search_gradient(eps / sigma, standardize(returns), sigma)


# %% wrong | in place | changed in place
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), rng)
    returns = [f(theta) for theta in w + sigma * eps]
    w += alpha * search_gradient(eps, standardize(returns), sigma)
    return w


# %% wrong | a fixed seed | Every step draws the same noise
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    eps = antithetic_noise(num_pairs, len(w), np.random.default_rng(0))
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha * search_gradient(eps, standardize(returns), sigma)


# %% wrong | global randomness | global generator
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    half = np.random.randn(num_pairs, len(w))
    eps = np.concatenate([half, -half])
    returns = [f(theta) for theta in w + sigma * eps]
    return w + alpha * search_gradient(eps, standardize(returns), sigma)


# %% wrong | the best member | w moves to the best member
def nes_step(w, f, *, sigma, alpha, num_pairs, rng):
    thetas = w + sigma * antithetic_noise(num_pairs, len(w), rng)
    return thetas[int(np.argmax([f(theta) for theta in thetas]))]

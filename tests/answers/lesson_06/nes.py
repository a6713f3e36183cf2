"""Answers to `nes`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history, stale = [f(w)], 0
    for _ in range(max_iterations):
        if history[-1] >= target or (patience is not None and stale >= patience):
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        value = f(w)
        stale = 0 if value > max(history) + tolerance else stale + 1
        history.append(value)
    return w, history


# %% right | a while loop with a best value
def nes(
    f,
    w,
    *,
    sigma,
    alpha,
    num_pairs,
    rng,
    max_iterations,
    target=np.inf,
    tolerance=0.0,
    patience=10,
):
    history = [f(w)]
    best, waited = history[0], 0
    while len(history) <= max_iterations and history[-1] < target:
        if patience is not None and waited == patience:
            break
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        history.append(f(w))
        waited = 0 if history[-1] > best + tolerance else waited + 1
        best = max(best, history[-1])
    return w, history


# %% right | returns from inside, history as an array
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    values = [float(f(w))]
    if values[0] >= target:
        return w.copy(), np.array(values)
    since = 0
    for _ in range(max_iterations):
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        now = float(f(w))
        since = since + 1 if now - max(values) <= tolerance else 0
        values.append(now)
        if now >= target:
            break
        if patience is not None and since >= patience:
            break
    return w, np.array(values)


# %% right | its own step, patience as infinity
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    patience = np.inf if patience is None else patience
    history, stale, k = [f(w)], 0, 0
    while k < max_iterations and history[-1] < target and stale < patience:
        half = rng.normal(size=(num_pairs, w.size))
        eps = np.r_[half, -half]
        R = np.array([f(w + sigma * e) for e in eps])
        A = np.zeros(len(R)) if R.std() < 1e-12 else (R - R.mean()) / R.std()
        w = w + alpha / (len(R) * sigma) * A @ eps
        history += [f(w)]
        stale = stale + 1 if history[-1] <= max(history[:-1]) + tolerance else 0
        k += 1
    return (w, history)


# %% wrong | history without f(w) | The history begins with f(w)
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history = []
    for _ in range(max_iterations):
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        history.append(f(w))
        if history[-1] >= target:
            break
    return w, history or [0.0]


# %% wrong | one step short | One step is missing
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history = [f(w)]
    for _ in range(max_iterations - 1):
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        history.append(f(w))
    return w, history


# %% wrong | w never moves | w stays where it was
# as: one step short
# -     for _ in range(max_iterations - 1):
# -         w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
# +     for _ in range(max_iterations):
# +         nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)


# %% wrong | stale w in the history | one step old
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history = [f(w)]
    old = w
    for _ in range(max_iterations):
        old, w = w, nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        history.append(f(w))
    return old, history


# %% wrong | the population's mean in the history | it takes f of w itself
# as: w never moves
# -         nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
# -         history.append(f(w))
# +         eps = antithetic_noise(num_pairs, len(w), rng)
# +         R = [f(theta) for theta in w + sigma * eps]
# +         w = w + alpha * search_gradient(eps, standardize(R), sigma)
# +         history.append(np.mean(R))


# %% wrong | other order | w comes first
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    history = [f(w)]
    for _ in range(max_iterations):
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
        history.append(f(w))
    return history, w


# %% wrong | w alone | Return the pair
def nes(
    f, w, *, sigma, alpha, num_pairs, rng, max_iterations, target=np.inf, tolerance=0.0, patience=10
):
    for _ in range(max_iterations):
        w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
    return w


# %% wrong | the target is looked at after the step only | before each step, the first too
# -         if history[-1] >= target or (patience is not None and stale >= patience):
# -             break
#
# -         history.append(value)
# +         history.append(value)
# +         if value >= target or (patience is not None and stale >= patience):
# +             break


# %% wrong | strictly above the target | A value that equals the target has reached it
# -         if history[-1] >= target or (patience is not None and stale >= patience):
# +         if history[-1] > target or (patience is not None and stale >= patience):


# %% wrong | no target at all | The target is passed by
# -         if history[-1] >= target or (patience is not None and stale >= patience):
# +         if patience is not None and stale >= patience:


# %% wrong | compares with the value before | compare with the best so far
# -         stale = 0 if value > max(history) + tolerance else stale + 1
# +         stale = 0 if value > history[-1] + tolerance else stale + 1


# %% wrong | equal counts as progress | is no progress
# -         stale = 0 if value > max(history) + tolerance else stale + 1
# +         stale = 0 if value >= max(history) + tolerance else stale + 1


# %% wrong | the best is looked up after it was appended | one step too early
# -         if history[-1] >= target or (patience is not None and stale >= patience):
# +         if history[-1] >= target or (patience is not None and stale >= patience - 1):


# %% wrong | one too many | one step too late
# -         if history[-1] >= target or (patience is not None and stale >= patience):
# +         if history[-1] >= target or (patience is not None and stale > patience):


# %% wrong | counts in all, not in a row | begin anew at every progress
# -         stale = 0 if value > max(history) + tolerance else stale + 1
# +         stale += value <= max(history) + tolerance


# %% wrong | tolerance left out | The tolerance is left out
# -         stale = 0 if value > max(history) + tolerance else stale + 1
# +         stale = 0 if value > max(history) else stale + 1


# %% wrong | patience left out | It goes on to max_iterations
# as: one step short
# -     for _ in range(max_iterations - 1):
# +     for _ in range(max_iterations):
# +         if history[-1] >= target:
# +             break


# %% wrong | the best that counted | also where it rose by less
# -     history, stale = [f(w)], 0
# +     history, stale = [f(w)], 0
# +     best = history[0]
#
# -         value = f(w)
# -         stale = 0 if value > max(history) + tolerance else stale + 1
# -         history.append(value)
# +         history.append(f(w))
# +         if history[-1] > best + tolerance:
# +             best, stale = history[-1], 0
# +         else:
# +             stale += 1


# %% wrong | None means ten | patience=None never stops
# -         if history[-1] >= target or (patience is not None and stale >= patience):
# +         if history[-1] >= target or stale >= (patience or 10):


# %% wrong | asks again and again, as the source does | f is called more often than needed
# -     for _ in range(max_iterations):
# -         if history[-1] >= target or (patience is not None and stale >= patience):
# +     while f(w) < target and len(history) <= max_iterations:
# +         if patience is not None and stale >= patience:


# %% wrong | seeds anew | from somewhere else than rng
# - ):
# + ):
# +     rng = np.random.default_rng()


# %% wrong | writes into w | changed in place
# -         w = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
# +         w[:] = nes_step(w, f, sigma=sigma, alpha=alpha, num_pairs=num_pairs, rng=rng)
#
# -     return w, history
# +     return w.copy(), history

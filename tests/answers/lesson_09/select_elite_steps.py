"""Answers to `select_elite_steps`; `tests/support/catalogue.py` explains the format."""


# %% right | a loop over the steps
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    threshold = np.quantile(returns, percentile / 100)
    best = {i for i, r in enumerate(returns) if r > threshold}
    best = best or {i for i, r in enumerate(returns) if r >= threshold}
    rows = [k for k, i in enumerate(episode_ids) if int(i) in best]
    return np.array([states[k] for k in rows]), np.array([actions[k] for k in rows])


# %% right | np.isin and np.where
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    t = np.percentile(returns, percentile)
    ids = np.where(returns > t)[0] if max(returns) > t else np.where(returns >= t)[0]
    keep = np.isin(episode_ids, ids)
    return states[keep], actions[keep]


# %% right | the threshold lowered a little
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    scores = returns[episode_ids]
    threshold = np.percentile(returns, percentile)
    if np.all(returns <= threshold):
        threshold = np.nextafter(threshold, -np.inf)
    keep = np.nonzero(scores > threshold)
    return [np.take(states, keep[0], axis=0), np.take(actions, keep[0])]


# %% wrong | 70 hard-coded as in the source | The number 70 stands where
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    percentile = 75 if percentile is None else percentile
    threshold = np.percentile(returns, 70)
    elite = returns > threshold
    if not elite.any():
        elite = returns >= threshold
    keep = elite[episode_ids]
    return states[keep], actions[keep]


# %% wrong | strictly above, as in the source | Nothing is chosen
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    keep = (returns > np.percentile(returns, percentile))[episode_ids]
    return states[keep], actions[keep]


# %% wrong | strictly above, joined with nothing | No episode is chosen
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    best = [i for i in range(len(returns)) if returns[i] > np.percentile(returns, percentile)]
    rows = np.sort(np.concatenate([np.flatnonzero(episode_ids == i) for i in best]))
    return states[rows], actions[rows]


# %% wrong | at or above in any case | at it counts only where none lies above
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    keep = (returns >= np.percentile(returns, percentile))[episode_ids]
    return states[keep], actions[keep]


# %% wrong | everything where none lies above | only the episodes at the threshold
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    elite = returns > np.percentile(returns, percentile)
    if not elite.any():
        return states, actions
    keep = elite[episode_ids]
    return states[keep], actions[keep]


# %% wrong | the percentile of the steps | taken over the steps
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    scores = returns[episode_ids]
    threshold = np.percentile(scores, percentile)
    keep = scores > threshold if np.any(scores > threshold) else scores >= threshold
    return states[keep], actions[keep]


# %% wrong | the worst episodes | These are the worst episodes
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    threshold = np.percentile(returns, percentile)
    elite = returns < threshold
    if not elite.any():
        elite = returns <= threshold
    keep = elite[episode_ids]
    return states[keep], actions[keep]


# %% wrong | a percentile between 0 and 1 | np.percentile takes 0 to 100
# as: 70 hard-coded as in the source
# -     percentile = 75 if percentile is None else percentile
# -     threshold = np.percentile(returns, 70)
# +     threshold = np.percentile(returns, percentile / 100)


# %% wrong | np.quantile with a percentile | mixed up
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    threshold = np.quantile(returns, min(1.0, (100 - percentile) / 100))
    keep = (returns > threshold)[episode_ids]
    if percentile > 1:
        keep = (returns > np.quantile(returns, percentile / 10_000))[episode_ids]
    return states[keep], actions[keep]


# %% wrong | a fixed share by rank | the best by rank
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    count = max(1, int(len(returns) * (1 - percentile / 100)))
    best = np.argsort(returns)[-count:]
    keep = np.isin(episode_ids, best)
    return states[keep], actions[keep]


# %% wrong | grouped by episode | The right steps in another order
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    threshold = np.percentile(returns, percentile)
    best = [i for i, r in enumerate(returns) if r > threshold]
    best = best or [i for i, r in enumerate(returns) if r >= threshold]
    rows = np.concatenate([np.flatnonzero(episode_ids == i) for i in best])
    return states[rows], actions[rows]


# %% wrong | a mask over the episodes on the steps | does not fit the steps
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    elite = returns > np.percentile(returns, percentile)
    return states[elite], actions[elite]


# %% wrong | sorts the returns in place | changed in place
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    scores = returns[episode_ids]
    returns.sort()
    threshold = np.percentile(returns, percentile)
    keep = scores > threshold if np.any(scores > threshold) else scores >= threshold
    return states[keep], actions[keep]


# %% wrong | the states only | Return the pair
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    return states[(returns > np.percentile(returns, percentile))[episode_ids]]


# %% wrong | all actions | The actions are not those of the chosen states
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    return states[(returns > np.percentile(returns, percentile))[episode_ids]], actions

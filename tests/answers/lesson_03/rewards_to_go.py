"""Answers to `rewards_to_go`; `tests/support/catalogue.py` explains the format."""


# %% right | a list turned round
def rewards_to_go(rewards, gamma):
    found, following = [], 0.0
    for reward in rewards[::-1]:
        following = reward + gamma * following
        found.append(following)
    return np.array(found[::-1], dtype=float)


# %% right | index of the next entry
def rewards_to_go(rewards, gamma):
    returns = np.array(rewards, dtype=float)
    for t in range(len(rewards) - 2, -1, -1):
        returns[t] += gamma * returns[t + 1]
    return returns


# %% right | a filter
def rewards_to_go(rewards, gamma):
    from scipy.signal import lfilter

    if len(rewards) == 0:
        return np.zeros(0)
    return lfilter([1.0], [1.0, -gamma], np.asarray(rewards, dtype=float)[::-1])[::-1]


# %% right | inserts at the front of a list
def rewards_to_go(rewards, gamma):
    found, following = [], 0.0
    for reward in reversed(rewards.tolist()):
        following = float(reward) + gamma * following
        found.insert(0, following)
    return np.array(found)


# %% wrong | forwards | The sums run forwards
def rewards_to_go(rewards, gamma):
    returns, total = np.zeros(len(rewards)), 0.0
    for t in range(len(rewards)):
        total = rewards[t] + gamma * total
        returns[t] = total
    return returns


# %% wrong | cumsum | The sums run forwards
def rewards_to_go(rewards, gamma):
    return np.cumsum(rewards).astype(float)


# %% wrong | not turned back | The order is turned round
# -     return np.array(found[::-1], dtype=float)
# +     return np.array(found, dtype=float)


# %% wrong | gamma from the start | counts from the start of the episode
def rewards_to_go(rewards, gamma):
    discounted = gamma ** np.arange(len(rewards)) * rewards
    return np.cumsum(discounted[::-1])[::-1].astype(float)


# %% wrong | gamma forgotten | Nothing is discounted
def rewards_to_go(rewards, gamma):
    return np.cumsum(rewards[::-1])[::-1].astype(float)


# %% wrong | starts one later | The reward of the step itself is missing
def rewards_to_go(rewards, gamma):
    returns, following = np.zeros(len(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        returns[t] = gamma * following
        following = rewards[t] + gamma * following
    return returns


# %% wrong | the whole return | Every step gets the whole return
def rewards_to_go(rewards, gamma):
    total = sum(gamma**t * r for t, r in enumerate(rewards))
    return np.full(len(rewards), float(total))


# %% wrong | a number | give one for every step
def rewards_to_go(rewards, gamma):
    total = 0.0
    for reward in rewards[::-1]:
        total = float(reward) + gamma * total
    return total


# %% wrong | only the next one | Only the next reward is added
def rewards_to_go(rewards, gamma):
    return rewards + gamma * np.append(rewards[1:], 0.0)


# %% wrong | the own reward discounted | is discounted too
def rewards_to_go(rewards, gamma):
    returns, following = np.zeros(len(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        following = gamma * (rewards[t] + following)
        returns[t] = following
    return returns


# %% wrong | whole numbers | The fractions are cut off
def rewards_to_go(rewards, gamma):
    returns, following = np.zeros_like(rewards), 0.0
    for t in reversed(range(len(rewards))):
        returns[t] = rewards[t] + gamma * following
        following = returns[t]
    return returns.astype(float)


# %% wrong | in place | changed in place
def rewards_to_go(rewards, gamma):
    for t in range(len(rewards) - 2, -1, -1):
        rewards[t] += gamma * rewards[t + 1]
    return np.array(rewards, dtype=float)


# %% wrong | the last entry of nothing | An index runs past the end
def rewards_to_go(rewards, gamma):
    returns = np.zeros(len(rewards))
    returns[-1] = rewards[-1]
    for t in range(len(rewards) - 2, -1, -1):
        returns[t] = rewards[t] + gamma * returns[t + 1]
    return returns


# %% wrong | a sum for every step | the time grows with T²
def rewards_to_go(rewards, gamma):
    T = len(rewards)
    powers = [gamma**k for k in range(T)]
    return np.array(
        [sum(powers[k - t] * rewards[k] for k in range(t, T)) for t in range(T)], dtype=float
    )


# %% wrong | slices for every step | the time grows with T²
def rewards_to_go(rewards, gamma):
    T = len(rewards)
    return np.array(
        [np.sum(gamma ** np.arange(T - t) * rewards[t:]) for t in range(T)], dtype=float
    )


# %% wrong | divides by powers of gamma | divide by no power of gamma
def rewards_to_go(rewards, gamma):
    if gamma == 0:
        return np.array(rewards, dtype=float)
    powers = gamma ** np.arange(len(rewards))
    return np.cumsum((powers * rewards)[::-1])[::-1] / powers

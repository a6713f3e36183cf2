"""Answers to `policy_gradient`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
            b = sum(others) / max(1, len(others))
            total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% right | loops and lists
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(rewards, gamma) for _, _, rewards in episodes]
    gradient = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [G[j][t] for j in range(len(G)) if j != i and len(G[j]) > t]
            b = np.mean(others) if others else 0.0
            gradient += grad_log_policy(theta, states[t], int(actions[t])) * (G[i][t] - b)
    return gradient / len(episodes)


# %% right | padded with nan
def policy_gradient(theta, episodes, gamma=1.0):
    N, T = len(episodes), max(len(r) for _, _, r in episodes)
    G = np.zeros((N, T))
    reach = np.zeros((N, T))
    for i, (_, _, rewards) in enumerate(episodes):
        G[i, : len(rewards)] = rewards_to_go(rewards, gamma)
        reach[i, : len(rewards)] = 1
    others = reach.sum(axis=0) - reach
    b = np.divide(G.sum(axis=0) - G, others, out=np.zeros((N, T)), where=others > 0)
    gradients = []
    for i, (states, actions, rewards) in enumerate(episodes):
        n = len(rewards)
        rows = np.eye(theta.shape[0])[actions] - softmax(states @ theta.T)
        gradients.append(np.einsum("ta,t,tf->af", rows, (G - b)[i, :n], states))
    return np.mean(gradients, axis=0)


# %% right | shrinks the plain mean back
def policy_gradient(theta, episodes, gamma=1.0):
    returns = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros_like(theta)
    for (states, actions, _), own in zip(episodes, returns):
        for t, (s, a) in enumerate(zip(states, actions)):
            here = [g[t] for g in returns if len(g) > t]
            n = len(here)
            weight = (own[t] - sum(here) / n) * n / (n - 1) if n > 1 else own[t]
            total = total + weight * grad_log_policy(theta, s, a)
    return total / len(returns)


# %% wrong | no baseline | No baseline is taken off
def policy_gradient(theta, episodes, gamma=1.0):
    total = np.zeros(theta.shape)
    for states, actions, rewards in episodes:
        for s, a, g in zip(states, actions, rewards_to_go(rewards, gamma)):
            total += g * grad_log_policy(theta, s, a)
    return total / len(episodes)


# %% wrong | mean of all | leave it out of its own mean
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for (states, actions, _), own in zip(episodes, G):
        for t in range(len(own)):
            b = np.mean([g[t] for g in G if len(g) > t])
            total += (own[t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | descent | this goes downhill
# -             total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
# +             total -= (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])


# %% wrong | a sum over episodes | is not divided by their number
# -     return total / len(episodes)
# +     return total


# %% wrong | a mean over steps | divided by the number of steps
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    terms = []
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
            b = sum(others) / max(1, len(others))
            terms.append((G[i][t] - b) * grad_log_policy(theta, states[t], actions[t]))
    return np.mean(terms, axis=0)


# %% wrong | the whole return | rewards from before step t do not count
def policy_gradient(theta, episodes, gamma=1.0):
    R = [rewards_to_go(r, gamma)[0] for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [R[j] for j in range(len(R)) if j != i and len(episodes[j][1]) > t]
            b = sum(others) / max(1, len(others))
            total += (R[i] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | step six as it stands | and no baseline is taken off
def policy_gradient(theta, episodes, gamma=1.0):
    total = np.zeros(theta.shape)
    for states, actions, rewards in episodes:
        R = rewards_to_go(rewards, gamma)[0]
        for s, a in zip(states, actions):
            total += R * grad_log_policy(theta, s, a)
    return total / len(episodes)


# %% wrong | sums run forwards | The rewards are summed forwards
# -     G = [rewards_to_go(r, gamma) for _, _, r in episodes]
# +     G = [np.cumsum(r) for _, _, r in episodes]


# %% wrong | gamma ignored | gamma plays no part
# -     G = [rewards_to_go(r, gamma) for _, _, r in episodes]
# +     G = [rewards_to_go(r, 1.0) for _, _, r in episodes]


# %% wrong | gamma twice | gamma counts twice
# -             total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
# +             total += gamma**t * (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])


# %% wrong | the default gamma is not 1 | is it fixed in the code, or another default
# - def policy_gradient(theta, episodes, gamma=1.0):
# + def policy_gradient(theta, episodes, gamma=0.99):


# %% wrong | one number as the baseline | it is a mean for every step t
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        b = np.mean([g[0] for j, g in enumerate(G) if j != i] or [0.0])
        for t in range(len(actions)):
            total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | mean over the own steps | the very actions that it judges
def policy_gradient(theta, episodes, gamma=1.0):
    total = np.zeros(theta.shape)
    for states, actions, rewards in episodes:
        G = rewards_to_go(rewards, gamma)
        for t in range(len(actions)):
            total += (G[t] - G.mean()) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | ended episodes count as 0 | only those that reach step t count
def policy_gradient(theta, episodes, gamma=1.0):
    N, T = len(episodes), max(len(r) for _, _, r in episodes)
    G = np.zeros((N, T))
    for i, (_, _, rewards) in enumerate(episodes):
        G[i, : len(rewards)] = rewards_to_go(rewards, gamma)
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        b = (G.sum(axis=0) - G[i]) / max(1, N - 1)
        for t in range(len(actions)):
            total += (G[i, t] - b[t]) * grad_log_policy(theta, states[t], actions[t])
    return total / N


# %% wrong | cut to the shortest | after the end of the shortest episode
def policy_gradient(theta, episodes, gamma=1.0):
    T = min(len(r) for _, _, r in episodes)
    G = np.array([rewards_to_go(r, gamma)[:T] for _, _, r in episodes])
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        b = (G.sum(axis=0) - G[i]) / max(1, len(G) - 1)
        for t in range(T):
            total += (G[i, t] - b[t]) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | one array for all | An index runs past the end
# -             others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
# +             others = [g[t] for j, g in enumerate(G) if j != i]


# %% wrong | lonely steps left out | Steps that no other episode reaches are left out
# -             b = sum(others) / max(1, len(others))
# +             b = np.mean(others) if others else G[i][t]


# %% wrong | mean of an empty list | mean of nothing
# -             others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
# -             b = sum(others) / max(1, len(others))
# +             b = np.mean([g[t] for j, g in enumerate(G) if j != i and len(g) > t])


# %% wrong | divides by the number of others | there is nothing to take a mean
# -             others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
# -             b = sum(others) / max(1, len(others))
# -             total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
# +             others = [float(g[t]) for j, g in enumerate(G) if j != i and len(g) > t]
# +             total += (G[i][t] - sum(others) / len(others)) * grad_log_policy(
# +                 theta, states[t], actions[t]
# +             )


# %% wrong | standardised | that is another method
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    A = []
    for i, own in enumerate(G):
        for t in range(len(own)):
            others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
            A.append(own[t] - sum(others) / max(1, len(others)))
    A = iter((np.array(A) - np.mean(A)) / max(np.std(A), 1e-12))
    total = np.zeros(theta.shape)
    for states, actions, _ in episodes:
        for s, a in zip(states, actions):
            total += next(A) * grad_log_policy(theta, s, a)
    return total / len(episodes)


# %% wrong | theta after a step | return the gradient alone
# -     return total / len(episodes)
# +     return theta + total / len(episodes)


# %% wrong | a single episode is special | a single episode has no others
# -     total = np.zeros(theta.shape)
# +     total = np.zeros(theta.shape)
# +     if len(episodes) == 1:
# +         return total


# %% wrong | rewards overwritten | changed in place
def policy_gradient(theta, episodes, gamma=1.0):
    for _, _, rewards in episodes:
        rewards[:] = rewards_to_go(rewards, gamma)
    total = np.zeros(theta.shape)
    for i, (states, actions, own) in enumerate(episodes):
        for t in range(len(actions)):
            others = [g[t] for j, (_, _, g) in enumerate(episodes) if j != i and len(g) > t]
            b = sum(others) / max(1, len(others))
            total += (own[t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)

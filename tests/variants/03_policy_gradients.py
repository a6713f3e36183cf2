"""Answers to lesson 03: see catalogue.py for how this file is read."""


# %% right | softmax | subtracts the maximum, all in one expression
def softmax(preferences):
    e = np.exp(preferences - preferences.max(axis=-1)[..., None])
    return e / np.sum(e, axis=-1)[..., None]


# %% right | softmax | through the logarithm of the sum
def softmax(preferences):
    from scipy.special import logsumexp

    return np.exp(preferences - logsumexp(preferences, axis=-1, keepdims=True))


# %% right | softmax | rows in a loop
def softmax(preferences):
    h = np.array(preferences, dtype=float)
    rows = h.reshape(-1, h.shape[-1])
    out = np.empty_like(rows)
    for i, row in enumerate(rows):
        e = np.exp(row - max(row))
        out[i] = e / e.sum()
    return out.reshape(h.shape)


# %% right | softmax | along an axis with SciPy
def softmax(preferences):
    import scipy.special

    return scipy.special.softmax(np.asarray(preferences, dtype=float), axis=-1)


# %% wrong | softmax | forgets the return | is the `return` missing
def softmax(preferences):
    e = np.exp(preferences - preferences.max(axis=-1, keepdims=True))
    e / e.sum(axis=-1, keepdims=True)


# %% wrong | softmax | no sum | divide by the sum, so that the shares add to 1
def softmax(preferences):
    return np.exp(preferences)


# %% wrong | softmax | no exponential | it is their exponentials that are
def softmax(preferences):
    return preferences / preferences.sum(axis=-1, keepdims=True)


# %% wrong | softmax | argmax | softmax leaves the others a share
def softmax(preferences):
    best = preferences == preferences.max(axis=-1, keepdims=True)
    return best / np.ones(preferences.shape)


# %% wrong | softmax | the sign | The exponent has the wrong sign
def softmax(preferences):
    e = np.exp(preferences.min(axis=-1, keepdims=True) - preferences)
    return e / e.sum(axis=-1, keepdims=True)


# %% wrong | softmax | sigmoid of each | the sigmoid of each preference by itself
def softmax(preferences):
    return 0.5 * (1 + np.tanh(preferences / 2))


# %% wrong | softmax | log-softmax | the logarithm of the shares
def softmax(preferences):
    top = preferences.max(axis=-1, keepdims=True)
    return preferences - top - np.log(np.exp(preferences - top).sum(axis=-1, keepdims=True))


# %% wrong | softmax | sums over everything | The sum runs over every axis
def softmax(preferences):
    e = np.exp(preferences - preferences.max())
    return e / e.sum()


# %% wrong | softmax | the first axis | The sum runs over the first axis
def softmax(preferences):
    e = np.exp(preferences - preferences.max(axis=0))
    return e / e.sum(axis=0)


# %% wrong | softmax | axis 1 hard-coded | The sum runs over axis 1
def softmax(preferences):
    axis = 1 if preferences.ndim > 1 else 0
    e = np.exp(preferences - preferences.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


# %% wrong | softmax | vectors only | The sum runs over the first axis
def softmax(preferences):
    shares = sum(np.exp(h - np.max(preferences)) for h in preferences)
    return np.exp(preferences - np.max(preferences)) / shares


# %% wrong | softmax | as printed | exp(10000) overflows
def softmax(preferences):
    e = np.exp(preferences)
    return e / e.sum(axis=-1, keepdims=True)


# %% wrong | softmax | one maximum for all rows | Which number suits each row
def softmax(preferences):
    e = np.exp(preferences - preferences.max())
    return e / e.sum(axis=-1, keepdims=True)


# %% wrong | softmax | clipped preferences | Are large preferences clipped
def softmax(preferences):
    e = np.exp(np.clip(preferences, -500, 500))
    return e / e.sum(axis=-1, keepdims=True)


# %% wrong | softmax | in place | changed in place
def softmax(preferences):
    if preferences.dtype.kind != "f":
        preferences = preferences.astype(float)
    preferences -= preferences.max(axis=-1, keepdims=True)
    e = np.exp(preferences)
    return e / e.sum(axis=-1, keepdims=True)


# %% wrong | softmax | returns a list | Return a NumPy array
def softmax(preferences):
    e = np.exp(preferences - preferences.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).tolist()


# %% right | action_probabilities | theta first
def action_probabilities(theta, state):
    return softmax(theta @ state)


# %% right | action_probabilities | features written out
def action_probabilities(theta, state):
    n_actions, n_features = theta.shape
    h = np.zeros(n_actions)
    for a in range(n_actions):
        x = np.zeros((n_actions, n_features))
        x[a] = state
        h[a] = np.sum(theta * x)
    return softmax(h)


# %% right | action_probabilities | dot products in a list
def action_probabilities(theta, state):
    return softmax(np.array([np.dot(row, state) for row in theta]))


# %% wrong | action_probabilities | preferences | take their softmax
def action_probabilities(theta, state):
    return theta @ state


# %% wrong | action_probabilities | exponentials | the probabilities add to 1
def action_probabilities(theta, state):
    return np.exp(theta @ state)


# %% wrong | action_probabilities | transposed theta | The shapes do not fit
def action_probabilities(theta, state):
    return softmax(theta.T @ state)


# %% wrong | action_probabilities | transposed where it fits | theta is transposed
def action_probabilities(theta, state):
    square = theta.shape[0] == theta.shape[1]
    return softmax((theta.T if square else theta) @ state)


# %% wrong | action_probabilities | greedy | The likeliest action gets everything
def action_probabilities(theta, state):
    h = theta @ state
    return (h == h.max()).astype(float)


# %% wrong | action_probabilities | one probability | return those of all actions
def action_probabilities(theta, state):
    return softmax(theta @ state)[-1]


# %% wrong | action_probabilities | opposite order | entry a belongs to action a
def action_probabilities(theta, state):
    return softmax(theta @ state)[::-1]


# %% wrong | action_probabilities | minus sign | The sign is turned
def action_probabilities(theta, state):
    return softmax(-theta @ state)


# %% wrong | action_probabilities | two actions only | and the answer is for two
def action_probabilities(theta, state):
    p = 1 / (1 + np.exp(-(theta[1] - theta[0]) @ state))
    return np.array([1 - p, p])


# %% wrong | action_probabilities | the state forgotten | the state plays no part
def action_probabilities(theta, state):
    return softmax(theta.sum(axis=1))


# %% wrong | action_probabilities | softmax too early | before it meets the state
def action_probabilities(theta, state):
    return softmax(theta) @ state


# %% wrong | action_probabilities | softmax of its own, without care | Large weights overflow
def action_probabilities(theta, state):
    e = np.exp(theta @ state)
    return e / e.sum()


# %% wrong | action_probabilities | multiplies in place | changed in place
def action_probabilities(theta, state):
    theta *= state
    return softmax(theta.sum(axis=1))


# %% right | grad_log_policy | features and their average
def grad_log_policy(theta, state, action):
    def x(b):
        features = np.zeros(theta.shape)
        features[b] = state
        return features

    p = action_probabilities(theta, state)
    return x(action) - sum(p[b] * x(b) for b in range(len(theta)))


# %% right | grad_log_policy | one-hot and broadcasting
def grad_log_policy(theta, state, action):
    one_hot = np.eye(theta.shape[0])[action]
    return (one_hot - action_probabilities(theta, state))[:, None] * state[None, :]


# %% right | grad_log_policy | entry by entry
def grad_log_policy(theta, state, action):
    p = action_probabilities(theta, state)
    gradient = np.empty(theta.shape)
    for b in range(theta.shape[0]):
        for i in range(theta.shape[1]):
            gradient[b, i] = ((b == action) - p[b]) * state[i]
    return gradient


# %% right | grad_log_policy | probabilities of its own
def grad_log_policy(theta, state, action):
    h = np.einsum("af,f->a", theta, state)
    e = np.exp(h - h.max())
    gradient = -np.outer(e / e.sum(), state)
    gradient[action, :] += state
    return gradient


# %% wrong | grad_log_policy | no expectation | x(s, a) alone
def grad_log_policy(theta, state, action):
    gradient = np.zeros(theta.shape)
    gradient[action] = state
    return gradient


# %% wrong | grad_log_policy | sign | The sign is turned
def grad_log_policy(theta, state, action):
    surprise = action_probabilities(theta, state)
    surprise[action] -= 1
    return np.outer(surprise, state)


# %% wrong | grad_log_policy | gradient of pi | the gradient of pi itself
def grad_log_policy(theta, state, action):
    p = action_probabilities(theta, state)
    return p[action] * np.outer(np.eye(len(p))[action] - p, state)


# %% wrong | grad_log_policy | divided by pi again | divided by pi once more
def grad_log_policy(theta, state, action):
    p = action_probabilities(theta, state)
    return np.outer(np.eye(len(p))[action] - p, state) / p[action]


# %% wrong | grad_log_policy | the chosen row only | Only the row of the chosen action
def grad_log_policy(theta, state, action):
    gradient = np.zeros(theta.shape)
    gradient[action] = (1 - action_probabilities(theta, state)[action]) * state
    return gradient


# %% wrong | grad_log_policy | a vector | return a row for every action
def grad_log_policy(theta, state, action):
    return (1 - action_probabilities(theta, state)[action]) * state


# %% wrong | grad_log_policy | uniform average | and this one is plain
def grad_log_policy(theta, state, action):
    n = len(theta)
    return np.outer(np.eye(n)[action] - np.ones(n) / n, state)


# %% wrong | grad_log_policy | greedy average | The likeliest action stands
def grad_log_policy(theta, state, action):
    n = len(theta)
    best = np.argmax(action_probabilities(theta, state))
    return np.outer(np.eye(n)[action] - np.eye(n)[best], state)


# %% wrong | grad_log_policy | no state | The state is missing
def grad_log_policy(theta, state, action):
    surprise = -action_probabilities(theta, state)
    surprise[action] += 1
    return np.tile(surprise[:, None], (1, theta.shape[1]))


# %% wrong | grad_log_policy | outer product the other way | the other way round
def grad_log_policy(theta, state, action):
    surprise = -action_probabilities(theta, state)
    surprise[action] += 1
    return np.outer(state, surprise)


# %% wrong | grad_log_policy | flat | give it the shape of theta
def grad_log_policy(theta, state, action):
    surprise = -action_probabilities(theta, state)
    surprise[action] += 1
    return np.outer(surprise, state).ravel()


# %% wrong | grad_log_policy | actions from 1 | counted from 1
def grad_log_policy(theta, state, action):
    surprise = -action_probabilities(theta, state)
    surprise[action - 1] += 1
    return np.outer(surprise, state)


# %% wrong | grad_log_policy | two actions only | The shapes do not fit
def grad_log_policy(theta, state, action):
    p = action_probabilities(theta, state)[1]
    return np.array([[-1.0], [1.0]]) * (action - p) * state + np.zeros(theta.shape) * np.ones(
        (2, 1)
    )


# %% wrong | grad_log_policy | finite differences that are too coarse | Not the slope of log pi
def grad_log_policy(theta, state, action):
    base = np.log(action_probabilities(theta, state)[action] + 1e-300)
    gradient = np.zeros(theta.shape)
    for place in np.ndindex(theta.shape):
        moved = theta.copy()
        moved[place] += 1e-2
        gradient[place] = (
            np.log(action_probabilities(moved, state)[action] + 1e-300) - base
        ) / 1e-2
    return gradient


# %% wrong | grad_log_policy | divides by the probability | A probability of 0 is legal
def grad_log_policy(theta, state, action):
    p = action_probabilities(theta, state)
    gradient_of_pi = p[action] * np.outer(np.eye(len(p))[action] - p, state)
    return gradient_of_pi / p[action]


# %% wrong | grad_log_policy | moves theta | changed in place
def grad_log_policy(theta, state, action):
    surprise = -action_probabilities(theta, state)
    surprise[action] += 1
    theta += 0.001 * np.outer(surprise, state)
    return np.outer(surprise, state)


# %% right | rewards_to_go | a list turned round
def rewards_to_go(rewards, gamma):
    found, following = [], 0.0
    for reward in rewards[::-1]:
        following = reward + gamma * following
        found.append(following)
    return np.array(found[::-1], dtype=float)


# %% right | rewards_to_go | index of the next entry
def rewards_to_go(rewards, gamma):
    returns = np.array(rewards, dtype=float)
    for t in range(len(rewards) - 2, -1, -1):
        returns[t] += gamma * returns[t + 1]
    return returns


# %% right | rewards_to_go | a filter
def rewards_to_go(rewards, gamma):
    from scipy.signal import lfilter

    if len(rewards) == 0:
        return np.zeros(0)
    return lfilter([1.0], [1.0, -gamma], np.asarray(rewards, dtype=float)[::-1])[::-1]


# %% right | rewards_to_go | inserts at the front of a list
def rewards_to_go(rewards, gamma):
    found, following = [], 0.0
    for reward in reversed(rewards.tolist()):
        following = float(reward) + gamma * following
        found.insert(0, following)
    return np.array(found)


# %% wrong | rewards_to_go | forwards | The sums run forwards
def rewards_to_go(rewards, gamma):
    returns, total = np.zeros(len(rewards)), 0.0
    for t in range(len(rewards)):
        total = rewards[t] + gamma * total
        returns[t] = total
    return returns


# %% wrong | rewards_to_go | cumsum | The sums run forwards
def rewards_to_go(rewards, gamma):
    return np.cumsum(rewards).astype(float)


# %% wrong | rewards_to_go | not turned back | The order is turned round
def rewards_to_go(rewards, gamma):
    found, following = [], 0.0
    for reward in rewards[::-1]:
        following = reward + gamma * following
        found.append(following)
    return np.array(found, dtype=float)


# %% wrong | rewards_to_go | gamma from the start | counts from the start of the episode
def rewards_to_go(rewards, gamma):
    discounted = gamma ** np.arange(len(rewards)) * rewards
    return np.cumsum(discounted[::-1])[::-1].astype(float)


# %% wrong | rewards_to_go | gamma forgotten | Nothing is discounted
def rewards_to_go(rewards, gamma):
    return np.cumsum(rewards[::-1])[::-1].astype(float)


# %% wrong | rewards_to_go | starts one later | The reward of the step itself is missing
def rewards_to_go(rewards, gamma):
    returns, following = np.zeros(len(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        returns[t] = gamma * following
        following = rewards[t] + gamma * following
    return returns


# %% wrong | rewards_to_go | the whole return | Every step gets the whole return
def rewards_to_go(rewards, gamma):
    total = sum(gamma**t * r for t, r in enumerate(rewards))
    return np.full(len(rewards), float(total))


# %% wrong | rewards_to_go | a number | give one for every step
def rewards_to_go(rewards, gamma):
    total = 0.0
    for reward in rewards[::-1]:
        total = float(reward) + gamma * total
    return total


# %% wrong | rewards_to_go | only the next one | Only the next reward is added
def rewards_to_go(rewards, gamma):
    return rewards + gamma * np.append(rewards[1:], 0.0)


# %% wrong | rewards_to_go | the own reward discounted | is discounted too
def rewards_to_go(rewards, gamma):
    returns, following = np.zeros(len(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        following = gamma * (rewards[t] + following)
        returns[t] = following
    return returns


# %% wrong | rewards_to_go | whole numbers | The fractions are cut off
def rewards_to_go(rewards, gamma):
    returns, following = np.zeros_like(rewards), 0.0
    for t in reversed(range(len(rewards))):
        returns[t] = rewards[t] + gamma * following
        following = returns[t]
    return returns.astype(float)


# %% wrong | rewards_to_go | in place | changed in place
def rewards_to_go(rewards, gamma):
    for t in range(len(rewards) - 2, -1, -1):
        rewards[t] += gamma * rewards[t + 1]
    return np.array(rewards, dtype=float)


# %% wrong | rewards_to_go | the last entry of nothing | An index runs past the end
def rewards_to_go(rewards, gamma):
    returns = np.zeros(len(rewards))
    returns[-1] = rewards[-1]
    for t in range(len(rewards) - 2, -1, -1):
        returns[t] = rewards[t] + gamma * returns[t + 1]
    return returns


# %% wrong | rewards_to_go | a sum for every step | the time grows with T²
def rewards_to_go(rewards, gamma):
    T = len(rewards)
    powers = [gamma**k for k in range(T)]
    return np.array(
        [sum(powers[k - t] * rewards[k] for k in range(t, T)) for t in range(T)], dtype=float
    )


# %% wrong | rewards_to_go | slices for every step | the time grows with T²
def rewards_to_go(rewards, gamma):
    T = len(rewards)
    return np.array(
        [np.sum(gamma ** np.arange(T - t) * rewards[t:]) for t in range(T)], dtype=float
    )


# %% wrong | rewards_to_go | divides by powers of gamma | divide by no power of gamma
def rewards_to_go(rewards, gamma):
    if gamma == 0:
        return np.array(rewards, dtype=float)
    powers = gamma ** np.arange(len(rewards))
    return np.cumsum((powers * rewards)[::-1])[::-1] / powers


# %% right | policy_gradient | loops and lists
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(rewards, gamma) for _, _, rewards in episodes]
    gradient = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [G[j][t] for j in range(len(G)) if j != i and len(G[j]) > t]
            b = np.mean(others) if others else 0.0
            gradient += grad_log_policy(theta, states[t], int(actions[t])) * (G[i][t] - b)
    return gradient / len(episodes)


# %% right | policy_gradient | padded with nan
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


# %% right | policy_gradient | shrinks the plain mean back
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


# %% wrong | policy_gradient | no baseline | No baseline is taken off
def policy_gradient(theta, episodes, gamma=1.0):
    total = np.zeros(theta.shape)
    for states, actions, rewards in episodes:
        for s, a, g in zip(states, actions, rewards_to_go(rewards, gamma)):
            total += g * grad_log_policy(theta, s, a)
    return total / len(episodes)


# %% wrong | policy_gradient | mean of all | leave it out of its own mean
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for (states, actions, _), own in zip(episodes, G):
        for t in range(len(own)):
            b = np.mean([g[t] for g in G if len(g) > t])
            total += (own[t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | policy_gradient | descent | this goes downhill
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
            b = sum(others) / max(1, len(others))
            total -= (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | policy_gradient | a sum over episodes | is not divided by their number
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
            b = sum(others) / max(1, len(others))
            total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total


# %% wrong | policy_gradient | a mean over steps | divided by the number of steps
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    terms = []
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
            b = sum(others) / max(1, len(others))
            terms.append((G[i][t] - b) * grad_log_policy(theta, states[t], actions[t]))
    return np.mean(terms, axis=0)


# %% wrong | policy_gradient | the whole return | rewards from before step t do not count
def policy_gradient(theta, episodes, gamma=1.0):
    R = [rewards_to_go(r, gamma)[0] for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [R[j] for j in range(len(R)) if j != i and len(episodes[j][1]) > t]
            b = sum(others) / max(1, len(others))
            total += (R[i] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | policy_gradient | step six as it stands | and no baseline is taken off
def policy_gradient(theta, episodes, gamma=1.0):
    total = np.zeros(theta.shape)
    for states, actions, rewards in episodes:
        R = rewards_to_go(rewards, gamma)[0]
        for s, a in zip(states, actions):
            total += R * grad_log_policy(theta, s, a)
    return total / len(episodes)


# %% wrong | policy_gradient | sums run forwards | The rewards are summed forwards
def policy_gradient(theta, episodes, gamma=1.0):
    G = [np.cumsum(r) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
            b = sum(others) / max(1, len(others))
            total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | policy_gradient | gamma ignored | gamma plays no part
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, 1.0) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
            b = sum(others) / max(1, len(others))
            total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | policy_gradient | gamma twice | gamma counts twice
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
            b = sum(others) / max(1, len(others))
            total += gamma**t * (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | policy_gradient | the default gamma is not 1 | is it fixed in the code, or another default
def policy_gradient(theta, episodes, gamma=0.99):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
            b = sum(others) / max(1, len(others))
            total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | policy_gradient | one number as the baseline | it is a mean for every step t
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        b = np.mean([g[0] for j, g in enumerate(G) if j != i] or [0.0])
        for t in range(len(actions)):
            total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | policy_gradient | mean over the own steps | the very actions that it judges
def policy_gradient(theta, episodes, gamma=1.0):
    total = np.zeros(theta.shape)
    for states, actions, rewards in episodes:
        G = rewards_to_go(rewards, gamma)
        for t in range(len(actions)):
            total += (G[t] - G.mean()) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | policy_gradient | ended episodes count as 0 | only those that reach step t count
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


# %% wrong | policy_gradient | cut to the shortest | after the end of the shortest episode
def policy_gradient(theta, episodes, gamma=1.0):
    T = min(len(r) for _, _, r in episodes)
    G = np.array([rewards_to_go(r, gamma)[:T] for _, _, r in episodes])
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        b = (G.sum(axis=0) - G[i]) / max(1, len(G) - 1)
        for t in range(T):
            total += (G[i, t] - b[t]) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | policy_gradient | one array for all | An index runs past the end
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [g[t] for j, g in enumerate(G) if j != i]
            b = sum(others) / max(1, len(others))
            total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | policy_gradient | lonely steps left out | Steps that no other episode reaches are left out
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
            b = np.mean(others) if others else G[i][t]
            total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | policy_gradient | mean of an empty list | mean of nothing
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            b = np.mean([g[t] for j, g in enumerate(G) if j != i and len(g) > t])
            total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | policy_gradient | divides by the number of others | there is nothing to take a mean
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [float(g[t]) for j, g in enumerate(G) if j != i and len(g) > t]
            total += (G[i][t] - sum(others) / len(others)) * grad_log_policy(
                theta, states[t], actions[t]
            )
    return total / len(episodes)


# %% wrong | policy_gradient | standardised | that is another method
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


# %% wrong | policy_gradient | theta after a step | return the gradient alone
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
            b = sum(others) / max(1, len(others))
            total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
    return theta + total / len(episodes)


# %% wrong | policy_gradient | a single episode is special | a single episode has no others
def policy_gradient(theta, episodes, gamma=1.0):
    G = [rewards_to_go(r, gamma) for _, _, r in episodes]
    total = np.zeros(theta.shape)
    if len(episodes) == 1:
        return total
    for i, (states, actions, _) in enumerate(episodes):
        for t in range(len(actions)):
            others = [g[t] for j, g in enumerate(G) if j != i and len(g) > t]
            b = sum(others) / max(1, len(others))
            total += (G[i][t] - b) * grad_log_policy(theta, states[t], actions[t])
    return total / len(episodes)


# %% wrong | policy_gradient | rewards overwritten | changed in place
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


# %% right | train_reinforce | a vector environment
def train_reinforce(seed):
    rng = np.random.default_rng(seed)
    theta, n = np.zeros((2, 4)), 25
    envs = gym.make_vec("CartPole-v1", num_envs=n)
    for _ in range(80):
        states, _ = envs.reset(seed=int(rng.integers(2**31)))
        S, A, R = [], [], []
        live, lengths = np.ones(n, dtype=bool), np.zeros(n, dtype=int)
        while live.any():
            actions = (rng.random(n) < softmax(states @ theta.T)[:, 1]).astype(int)
            S.append(states)
            A.append(actions)
            states, rewards, terminated, truncated, _ = envs.step(actions)
            R.append(rewards)
            lengths += live
            live &= ~(terminated | truncated)
        S, A, R = np.array(S), np.array(A), np.array(R)
        episodes = [(S[:t, i], A[:t, i], R[:t, i]) for i, t in enumerate(lengths)]
        if lengths.mean() > 320:
            break
        theta = theta + 0.01 * policy_gradient(theta, episodes, gamma=0.99)
    return theta


# %% right | train_reinforce | rng.choice, no discount, steps of a fixed length
def train_reinforce(seed):
    rng = np.random.default_rng(seed)
    theta = np.zeros((2, 4))
    env = gym.make("CartPole-v1")
    env.reset(seed=seed)
    for _ in range(60):
        episodes = []
        for _ in range(10):
            state, _ = env.reset()
            steps, over = [], False
            while not over:
                action = rng.choice(2, p=action_probabilities(theta, state))
                following, reward, terminated, truncated, _ = env.step(action)
                steps.append((state, action, reward))
                state, over = following, terminated or truncated
            episodes.append(tuple(np.array(column) for column in zip(*steps)))
        if np.mean([len(actions) for _, actions, _ in episodes]) > 350:
            return theta
        gradient = policy_gradient(theta, episodes)
        theta = theta + 0.3 * gradient / (np.linalg.norm(gradient) + 1e-12)
    return theta


# %% right | train_reinforce | a decaying step and a fixed number of iterations
def train_reinforce(seed):
    rng, theta = np.random.default_rng(seed), np.zeros((2, 4))
    with gym.make("CartPole-v1") as env:
        for k in range(30):
            batch = []
            for _ in range(20):
                s, _ = env.reset(seed=int(rng.integers(10**9)))
                S, A, R = [], [], []
                while True:
                    a = 0 if rng.uniform() < action_probabilities(theta, s)[0] else 1
                    S.append(s)
                    A.append(a)
                    s, r, terminated, truncated, _ = env.step(a)
                    R.append(r)
                    if terminated or truncated:
                        break
                batch.append((np.array(S), np.array(A), np.array(R)))
            theta = theta + 0.03 / (1 + 0.05 * k) * policy_gradient(theta, batch, 0.97)
    return theta


# %% wrong | train_reinforce | forgets the return | is the `return` missing
def train_reinforce(seed):
    theta = np.zeros((2, 4))


# %% wrong | train_reinforce | the coin | still all zeros
def train_reinforce(seed):
    return np.zeros((2, 4))


# %% wrong | train_reinforce | a pair with the history | Return theta alone
def train_reinforce(seed):
    return np.ones((2, 4)), [22.0, 30.0]


# %% wrong | train_reinforce | a column an action | a row for each of the two actions
def train_reinforce(seed):
    theta = np.array([[0, 0, -3.0, -1.5], [0, 0, 3.0, 1.5]])
    return theta.T


# %% wrong | train_reinforce | a theta that somebody else trained | The seed plays no part
def train_reinforce(seed):
    return np.array([[0.0, 0.0, 0.0, 0.0], [-0.5, 1.5, 3.0, 6.0]])


# %% wrong | train_reinforce | a seed of its own | The seed plays no part
trained = train_reinforce


def train_reinforce(seed):
    return trained(42)


# %% wrong | train_reinforce | descent as the source says | this is gradient descent
def train_reinforce(seed):
    def downhill(theta, episodes, gamma):
        return -policy_gradient(theta, episodes, gamma)

    settings = dict(alpha=0.02, batch=10, iterations=20, gamma=0.98, bias=False)
    return learn_with(downhill, "CartPole-v1", seed, **settings)[1]


# %% wrong | train_reinforce | the actions the other way round | row 1 belongs to action 1
trained = train_reinforce


def train_reinforce(seed):
    return trained(seed)[::-1]


# %% wrong | train_reinforce | three iterations | close to a fair coin
def train_reinforce(seed):
    settings = dict(alpha=0.002, batch=5, iterations=3, gamma=0.98, bias=False)
    return learn_with(policy_gradient, "CartPole-v1", seed, **settings)[1]


# %% wrong | train_reinforce | judged by the own reward alone | It has not learned enough
def train_reinforce(seed):
    def noise(theta, episodes, gamma):
        return policy_gradient(theta, episodes, 0.0)

    settings = dict(alpha=1.0, batch=10, iterations=10, bias=False)
    return learn_with(noise, "CartPole-v1", seed, **settings)[1]


# %% wrong | train_reinforce | greedy actions | It has not learned enough
def train_reinforce(seed):
    rng, theta = np.random.default_rng(seed), np.zeros((2, 4))
    env = gym.make("CartPole-v1")
    for _ in range(20):
        episodes = []
        for _ in range(10):
            state, _ = env.reset(seed=int(rng.integers(2**31)))
            S, A, R, over = [], [], [], False
            while not over:
                action = int(np.argmax(action_probabilities(theta, state)))
                S.append(state)
                A.append(action)
                state, reward, terminated, truncated, _ = env.step(action)
                R.append(reward)
                over = terminated or truncated
            episodes.append((np.array(S), np.array(A), np.array(R)))
        theta = theta + 0.02 * policy_gradient(theta, episodes, 0.98)
    return theta


# %% wrong | train_reinforce | a theta that has blown up | no longer finite
def train_reinforce(seed):
    with np.errstate(all="ignore"):
        return np.zeros((2, 4)) / 0.0


# %% wrong | train_reinforce | global randomness | global generator
trained = train_reinforce


def train_reinforce(seed):
    np.random.seed(seed)
    return trained(np.random.randint(2**31))


# %% wrong | train_reinforce | a generator without a seed | from elsewhere than the seed
trained = train_reinforce


def train_reinforce(seed):
    return trained(np.random.default_rng().integers(2**31))

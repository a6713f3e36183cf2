"""Answers to `action_probabilities`; `tests/support/catalogue.py` explains the format."""


# %% right | theta first
def action_probabilities(theta, state):
    return softmax(theta @ state)


# %% right | features written out
def action_probabilities(theta, state):
    n_actions, n_features = theta.shape
    h = np.zeros(n_actions)
    for a in range(n_actions):
        x = np.zeros((n_actions, n_features))
        x[a] = state
        h[a] = np.sum(theta * x)
    return softmax(h)


# %% right | dot products in a list
def action_probabilities(theta, state):
    return softmax(np.array([np.dot(row, state) for row in theta]))


# %% wrong | preferences | take their softmax
def action_probabilities(theta, state):
    return theta @ state


# %% wrong | exponentials | the probabilities add to 1
def action_probabilities(theta, state):
    return np.exp(theta @ state)


# %% wrong | transposed theta | The shapes do not fit
def action_probabilities(theta, state):
    return softmax(theta.T @ state)


# %% wrong | transposed where it fits | theta is transposed
def action_probabilities(theta, state):
    square = theta.shape[0] == theta.shape[1]
    return softmax((theta.T if square else theta) @ state)


# %% wrong | greedy | The likeliest action gets everything
def action_probabilities(theta, state):
    h = theta @ state
    return (h == h.max()).astype(float)


# %% wrong | one probability | return those of all actions
def action_probabilities(theta, state):
    return softmax(theta @ state)[-1]


# %% wrong | opposite order | entry a belongs to action a
def action_probabilities(theta, state):
    return softmax(theta @ state)[::-1]


# %% wrong | minus sign | The sign is turned
def action_probabilities(theta, state):
    return softmax(-theta @ state)


# %% wrong | two actions only | and the answer is for two
def action_probabilities(theta, state):
    p = 1 / (1 + np.exp(-(theta[1] - theta[0]) @ state))
    return np.array([1 - p, p])


# %% wrong | the state forgotten | the state plays no part
def action_probabilities(theta, state):
    return softmax(theta.sum(axis=1))


# %% wrong | softmax too early | before it meets the state
def action_probabilities(theta, state):
    return softmax(theta) @ state


# %% wrong | softmax of its own, without care | Large weights overflow
def action_probabilities(theta, state):
    e = np.exp(theta @ state)
    return e / e.sum()


# %% wrong | multiplies in place | changed in place
def action_probabilities(theta, state):
    theta *= state
    return softmax(theta.sum(axis=1))

"""Answers to `grad_log_policy`; `tests/support/catalogue.py` explains the format."""


# %% right | features and their average
def grad_log_policy(theta, state, action):
    def x(b):
        features = np.zeros(theta.shape)
        features[b] = state
        return features

    p = action_probabilities(theta, state)
    return x(action) - sum(p[b] * x(b) for b in range(len(theta)))


# %% right | one-hot and broadcasting
def grad_log_policy(theta, state, action):
    one_hot = np.eye(theta.shape[0])[action]
    return (one_hot - action_probabilities(theta, state))[:, None] * state[None, :]


# %% right | entry by entry
def grad_log_policy(theta, state, action):
    p = action_probabilities(theta, state)
    gradient = np.empty(theta.shape)
    for b in range(theta.shape[0]):
        for i in range(theta.shape[1]):
            gradient[b, i] = ((b == action) - p[b]) * state[i]
    return gradient


# %% right | probabilities of its own
def grad_log_policy(theta, state, action):
    h = np.einsum("af,f->a", theta, state)
    e = np.exp(h - h.max())
    gradient = -np.outer(e / e.sum(), state)
    gradient[action, :] += state
    return gradient


# %% wrong | no expectation | x(s, a) alone
def grad_log_policy(theta, state, action):
    gradient = np.zeros(theta.shape)
    gradient[action] = state
    return gradient


# %% wrong | sign | The sign is turned
def grad_log_policy(theta, state, action):
    surprise = action_probabilities(theta, state)
    surprise[action] -= 1
    return np.outer(surprise, state)


# %% wrong | gradient of pi | the gradient of pi itself
def grad_log_policy(theta, state, action):
    p = action_probabilities(theta, state)
    return p[action] * np.outer(np.eye(len(p))[action] - p, state)


# %% wrong | divided by pi again | divided by pi once more
def grad_log_policy(theta, state, action):
    p = action_probabilities(theta, state)
    return np.outer(np.eye(len(p))[action] - p, state) / p[action]


# %% wrong | the chosen row only | Only the row of the chosen action
def grad_log_policy(theta, state, action):
    gradient = np.zeros(theta.shape)
    gradient[action] = (1 - action_probabilities(theta, state)[action]) * state
    return gradient


# %% wrong | a vector | return a row for every action
def grad_log_policy(theta, state, action):
    return (1 - action_probabilities(theta, state)[action]) * state


# %% wrong | uniform average | and this one is plain
def grad_log_policy(theta, state, action):
    n = len(theta)
    return np.outer(np.eye(n)[action] - np.ones(n) / n, state)


# %% wrong | greedy average | The likeliest action stands
def grad_log_policy(theta, state, action):
    n = len(theta)
    best = np.argmax(action_probabilities(theta, state))
    return np.outer(np.eye(n)[action] - np.eye(n)[best], state)


# %% wrong | no state | The state is missing
def grad_log_policy(theta, state, action):
    surprise = -action_probabilities(theta, state)
    surprise[action] += 1
    return np.tile(surprise[:, None], (1, theta.shape[1]))


# %% wrong | outer product the other way | the other way round
def grad_log_policy(theta, state, action):
    surprise = -action_probabilities(theta, state)
    surprise[action] += 1
    return np.outer(state, surprise)


# %% wrong | flat | give it the shape of theta
def grad_log_policy(theta, state, action):
    surprise = -action_probabilities(theta, state)
    surprise[action] += 1
    return np.outer(surprise, state).ravel()


# %% wrong | actions from 1 | counted from 1
def grad_log_policy(theta, state, action):
    surprise = -action_probabilities(theta, state)
    surprise[action - 1] += 1
    return np.outer(surprise, state)


# %% wrong | two actions only | The shapes do not fit
def grad_log_policy(theta, state, action):
    p = action_probabilities(theta, state)[1]
    return np.array([[-1.0], [1.0]]) * (action - p) * state + np.zeros(theta.shape) * np.ones(
        (2, 1)
    )


# %% wrong | finite differences that are too coarse | Not the slope of log pi
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


# %% wrong | divides by the probability | A probability of 0 is legal
def grad_log_policy(theta, state, action):
    p = action_probabilities(theta, state)
    gradient_of_pi = p[action] * np.outer(np.eye(len(p))[action] - p, state)
    return gradient_of_pi / p[action]


# %% wrong | moves theta | changed in place
def grad_log_policy(theta, state, action):
    surprise = -action_probabilities(theta, state)
    surprise[action] += 1
    theta += 0.001 * np.outer(surprise, state)
    return np.outer(surprise, state)

"""Answers to `linear_policy`; `tests/support/catalogue.py` explains the format."""


# %% right | a function inside, as in the source
def linear_policy(theta, n_states, n_actions):
    W = theta[0 : n_states * n_actions].reshape(n_states, n_actions)
    b = theta[n_states * n_actions : None].reshape(1, n_actions)

    def policy_fn(state):
        y = state.dot(W) + b
        return y.argmax()

    return policy_fn


# %% right | plain sums
def linear_policy(theta, n_states, n_actions):
    numbers = [float(x) for x in theta]

    def policy(state):
        best, action = None, 0
        for a in range(n_actions):
            score = numbers[n_states * n_actions + a]
            for s in range(n_states):
                score += float(state[s]) * numbers[s * n_actions + a]
            if best is None or score > best:
                best, action = score, a
        return action

    return policy


# %% right | an object that can be called
class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def __call__(self, state):
        return int(np.argmax(self.W.T @ state + self.b))


def linear_policy(theta, n_states, n_actions):
    W, b = np.split(theta, [n_states * n_actions])
    return Linear(W.reshape((n_states, n_actions)), b)


# %% wrong | the weights column by column | W is filled column by column
def linear_policy(theta, n_states, n_actions):
    W = theta[: n_states * n_actions].reshape(n_actions, n_states)
    b = theta[n_states * n_actions :]
    return lambda state: int(np.argmax(W @ state + b))


# %% wrong | no biases | The biases are missing
def linear_policy(theta, n_states, n_actions):
    W = theta[: n_states * n_actions].reshape(n_states, n_actions)
    return lambda state: int(np.argmax(state @ W))


# %% wrong | biases first | taken from the front of theta
def linear_policy(theta, n_states, n_actions):
    b, W = theta[:n_actions], theta[n_actions:].reshape(n_states, n_actions)
    return lambda state: int(np.argmax(state @ W + b))


# %% wrong | argmin | the smallest score's action
def linear_policy(theta, n_states, n_actions):
    size = n_states * n_actions
    W, b = theta[:size].reshape(n_states, n_actions), theta[size:]
    return lambda state: int(np.argmin(state @ W + b))


# %% wrong | returns the scores | the action is one number
def linear_policy(theta, n_states, n_actions):
    size = n_states * n_actions
    W, b = theta[:size].reshape(n_states, n_actions), theta[size:]
    return lambda state: state @ W + b


# %% wrong | an array around the action | the action is one number
def linear_policy(theta, n_states, n_actions):
    size = n_states * n_actions
    W, b = theta[:size].reshape(n_states, n_actions), theta[size:].reshape(1, n_actions)
    return lambda state: np.argmax(state @ W + b, axis=1)


# %% wrong | no function | linear_policy returns a policy
def linear_policy(theta, n_states, n_actions):
    size = n_states * n_actions
    return theta[:size].reshape(n_states, n_actions), theta[size:]


# %% wrong | two actions only | as many actions as n_actions says
def linear_policy(theta, n_states, n_actions):
    size = n_states * n_actions
    W, b = theta[:size].reshape(n_states, n_actions), theta[size:]
    return lambda state: int((state @ W + b)[1] > (state @ W + b)[0])


# %% wrong | CartPole's sizes hard-coded | The shapes do not fit
def linear_policy(theta, n_states, n_actions):
    W, b = theta[:8].reshape(4, 2), theta[8:]
    return lambda state: int(np.argmax(state @ W + b))


# %% wrong | every policy shares one theta | let each keep its own
latest = {}


def linear_policy(theta, n_states, n_actions):
    size = n_states * n_actions
    latest["theta"] = theta
    return lambda state: int(
        np.argmax(
            state @ latest["theta"][:size].reshape(n_states, n_actions) + latest["theta"][size:]
        )
    )

"""Answers to `action_matters_policy`; `tests/support/catalogue.py` explains the format."""


# %% right | a NumPy integer
def action_matters_policy(state):
    return np.int64(1)


# %% right | a bool is an int
def action_matters_policy(state):
    return np.allclose(state, 0.0)


# %% right | argmax of the two rewards
def action_matters_policy(state):
    return np.argmax([-1.0, 1.0])


# %% right | a lambda
action_matters_policy = lambda state: 1


# %% wrong | the other action | This is the action that costs 1 a step
def action_matters_policy(state):
    return 0


# %% wrong | the sign of the reward for the action | the actions are numbered 0 and 1
def action_matters_policy(state):
    return -1


# %% wrong | prints | is the `return` missing
def action_matters_policy(state):
    print(1)


# %% wrong | a float | This is a float
def action_matters_policy(state):
    return 1.0


# %% wrong | looks at the zeros | This is the action that costs 1 a step
def action_matters_policy(state):
    return int(state[0] > 0)


# %% wrong | global randomness | drawn at random
def action_matters_policy(state):
    return np.random.randint(2)


# %% wrong | returns the state | Return one action, a plain int
def action_matters_policy(state):
    return state


# %% wrong | a tuple | Return one action, a plain int
def action_matters_policy(state):
    return 1, {}


# %% wrong | a list | Return one action, a plain int
def action_matters_policy(state):
    return [1]


# %% wrong | counts actions from 1 | There are two actions, numbered 0 and 1
def action_matters_policy(state):
    return 2


# %% wrong | one state too many | An index runs past the end
def action_matters_policy(state):
    return int(state[4] == 0)


# %% wrong | takes turns | The action changes although the state does not
_calls = [0]


def action_matters_policy(state):
    _calls[0] += 1
    return _calls[0] % 2

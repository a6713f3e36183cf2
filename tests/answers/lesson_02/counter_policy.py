"""Answers to `counter_policy`; `tests/support/catalogue.py` explains the format."""


# %% right | looks and holds the count at 5
def counter_policy(state):
    return 1 if state[0] <= 5 else 0


# %% right | a NumPy result
def counter_policy(state):
    return np.where(state[0] < 100, 1, 0)


# %% right | a loop over the actions
def counter_policy(state):
    best, value = None, -np.inf
    for action, change in enumerate((-1, 1)):
        if state[0] + change > value:
            best, value = action, state[0] + change
    return best


# %% right | a table
_ACTIONS = {count: 1 for count in range(-20, 21)}


def counter_policy(state):
    return _ACTIONS[int(state.item())]


# %% wrong | down | It only counts down
def counter_policy(state):
    return 0


# %% wrong | stops at 5 | lets the count fall under 5 again
def counter_policy(state):
    return 1 if state[0] < 5 else 0


# %% wrong | stops at 4 | The count never gets past 4
def counter_policy(state):
    return int(state[0] < 4)


# %% wrong | waits for a positive count | It only counts down
def counter_policy(state):
    return int(state[0] > 0)


# %% wrong | first step down | The first step goes down
def counter_policy(state):
    return 1 if state[0] != 0 else 0


# %% wrong | no return on one path | is the `return` missing
def counter_policy(state):
    if state[0] < 5:
        return 1


# %% wrong | an array | Return one action, a plain int
def counter_policy(state):
    return np.ones_like(state)


# %% wrong | a float | This is a float
def counter_policy(state):
    return float(state[0] < 100)


# %% wrong | random | drawn at random
def counter_policy(state):
    return np.random.choice([0, 1])


# %% wrong | plus and minus one | the actions are numbered 0 and 1
def counter_policy(state):
    return +1 if state[0] < 6 else -1


# %% wrong | the return instead of an action | There are two actions, numbered 0 and 1
def counter_policy(state):
    return 16


# %% wrong | needs an observation of four | An index runs past the end
def counter_policy(state):
    return int(state[3] < 5)

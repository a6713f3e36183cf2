"""Answers to `cartpole_policy`; `tests/support/catalogue.py` explains the format."""


# %% right | an if
def cartpole_policy(state):
    if state[2] + state[3] > 0:
        return 1
    else:
        return 0


# %% right | NumPy dot product and a NumPy integer
def cartpole_policy(state):
    weights = np.array([0.1, 0.3, 4.0, 1.2])
    return np.int64(weights @ state > 0)


# %% right | where the pole will be soon
def cartpole_policy(state):
    _, _, angle, velocity = (float(number) for number in state)
    soon = angle + 0.4 * velocity
    return [0, 1][soon >= 0]


# %% right | argmax of two preferences
def cartpole_policy(state):
    lean = 2 * state[2] + state[3]
    return np.argmax([-lean, lean])


# %% right | the angular velocity alone
def cartpole_policy(state):
    return 1 if state[3] > 0 else 0


# %% wrong | the wrong sign | It pushes away from the lean
def cartpole_policy(state):
    return int(state[2] + state[3] < 0)


# %% wrong | angle only | It follows the angle alone
def cartpole_policy(state):
    return 1 if state[2] > 0 else 0


# %% wrong | always right | The action is always the same
def cartpole_policy(state):
    return 1


# %% wrong | position for angle | It follows the cart's position
def cartpole_policy(state):
    return int(state[0] > 0)


# %% wrong | away from the position | It follows the cart's position
def cartpole_policy(state):
    return int(state[0] < 0)


# %% wrong | the cart's velocity for the pole's | the cart's velocity
def cartpole_policy(state):
    return int(state[2] + state[1] > 0)


# %% wrong | random | drawn at random
def cartpole_policy(state):
    return np.random.randint(2)


# %% wrong | minus one for left | numbered 0 and 1
def cartpole_policy(state):
    return int(np.sign(state[2] + state[3])) or 1


# %% wrong | returns the lean itself | not the lean or the force itself
def cartpole_policy(state):
    return state[2] + state[3]


# %% wrong | prints | is the `return` missing
def cartpole_policy(state):
    print(int(state[2] + state[3] > 0))


# %% wrong | takes turns | The action takes turns
_turn = [0]


def cartpole_policy(state):
    _turn[0] = 1 - _turn[0]
    return _turn[0]


# %% wrong | unpacks two values | has four numbers
def cartpole_policy(state):
    angle, velocity = state
    return int(angle + velocity > 0)


# %% wrong | counts from 1 | has four numbers
def cartpole_policy(state):
    return int(state[3] + state[4] > 0)


# %% wrong | waits for five degrees | As long as the pole leans little
def cartpole_policy(state):
    if state[2] > 0.09:
        return 1
    if state[2] < -0.09:
        return 0
    return 0

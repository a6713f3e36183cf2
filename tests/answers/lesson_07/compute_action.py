"""Answers to `compute_action`; `tests/support/catalogue.py` explains the format."""


# %% right | rng.uniform and the printed sigmoid on a clipped output
def compute_action(policy, state, rng):
    hiddens = np.maximum(np.dot(policy["weights1"], state) + policy["biases1"], 0)
    output = np.dot(policy["weights2"], hiddens) + policy["biases2"]
    probability_of_0 = 1 / (1 + np.exp(-np.clip(output[0], -500, 500)))
    return 0 if rng.uniform(0, 1) < probability_of_0 else 1


# %% right | rng.choice with both probabilities
def compute_action(policy, state, rng):
    h = policy["weights1"].dot(state) + policy["biases1"]
    h[h < 0] = 0
    o = float((policy["weights2"].dot(h) + policy["biases2"]).item())
    p = np.exp(-np.logaddexp(0.0, -o))
    return int(rng.choice(2, p=[p, 1 - p]))


# %% right | binomial and loops
def compute_action(policy, state, rng):
    output = float(policy["biases2"][0])
    for j in range(len(policy["biases1"])):
        value = float(policy["biases1"][j])
        for i in range(len(state)):
            value += float(policy["weights1"][j, i]) * float(state[i])
        output += float(policy["weights2"][0, j]) * max(0.0, value)
    if output >= 0:
        p1 = np.exp(-output) / (1 + np.exp(-output))
    else:
        p1 = 1 / (1 + np.exp(output))
    return int(rng.binomial(1, p1))


# %% right | logistic noise
def compute_action(policy, state, rng):
    output = (
        policy["weights2"] @ np.clip(policy["weights1"] @ state + policy["biases1"], 0, None)
        + policy["biases2"]
    )[0]
    return int(output < rng.logistic())


# %% right | returns a NumPy integer
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    p = 0.5 * (1 + np.tanh(output[0] / 2))
    return np.int64(rng.random() >= p)


# %% wrong | forgets the return | is the `return` missing
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    action = 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | probability of action 1 | The probabilities are swapped
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 1 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 0


# %% wrong | no ReLU | The hidden layer has no ReLU
def compute_action(policy, state, rng):
    hiddens = policy["weights1"] @ state + policy["biases1"]
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | tanh hidden layer | goes through a tanh
def compute_action(policy, state, rng):
    hiddens = np.tanh(policy["weights1"] @ state + policy["biases1"])
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | no hidden biases | The biases of the hidden layer are missing
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state, 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | no output bias | The bias of the output is missing
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | greedy | Every draw gives the same action
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if output[0] > 0 else 1


# %% wrong | a generator with a fixed seed | Every draw gives the same action
def compute_action(policy, state, rng):
    rng = np.random.default_rng(0)
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | global randomness as in the source | global generator
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if np.random.uniform(0, 1) < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | a fresh generator without a seed | come from somewhere else than rng
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if np.random.default_rng().random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | the sigmoid as printed | exp of a large number overflows
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 1 / (1 + np.exp(-output[0])) else 1


# %% wrong | math.exp raises | exp of a large number
def compute_action(policy, state, rng):
    import math

    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 1 / (1 + math.exp(-output[0])) else 1


# %% wrong | tanh of the whole output | twice the output
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0])) else 1


# %% wrong | a truth value of NumPy | plain whole number
def compute_action(policy, state, rng):
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return rng.random() >= 0.5 * (1 + np.tanh(output[0] / 2))


# %% wrong | ten hidden units hard-coded | sizes other than 4 and 10 occur
def compute_action(policy, state, rng):
    hiddens = np.zeros(10)
    hiddens[:] = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1


# %% wrong | writes into the policy | changed in place
def compute_action(policy, state, rng):
    policy["biases1"] += 0.0
    policy["weights1"] /= 1.0 + 1e-9
    hiddens = np.maximum(policy["weights1"] @ state + policy["biases1"], 0)
    output = policy["weights2"] @ hiddens + policy["biases2"]
    return 0 if rng.random() < 0.5 * (1 + np.tanh(output[0] / 2)) else 1

"""Answers to `random_policy`; `tests/support/catalogue.py` explains the format."""


# %% right | normal, in the other order
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    b2 = rng.normal(size=num_outputs)
    w2 = rng.normal(0.0, 1.0, (num_outputs, num_hiddens))
    b1 = rng.normal(size=(num_hiddens,))
    w1 = rng.normal(size=[num_hiddens, num_inputs])
    return dict(weights1=w1, biases1=b1, weights2=w2, biases2=b2)


# %% right | over the shapes of initial_policy
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: rng.standard_normal(array.shape) for key, array in zeros.items()}


# %% right | number by number
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    policy = initial_policy(num_inputs, num_hiddens, num_outputs)
    for array in policy.values():
        for index in np.ndindex(array.shape):
            array[index] = rng.standard_normal()
    return policy


# %% right | one long draw, cut up
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    sizes = [num_hiddens * num_inputs, num_hiddens, num_outputs * num_hiddens, num_outputs]
    a, b, c, d = np.split(rng.standard_normal(sum(sizes)), np.cumsum(sizes)[:-1])
    return {
        "weights1": a.reshape(num_hiddens, num_inputs),
        "biases1": b,
        "weights2": c.reshape(num_outputs, num_hiddens),
        "biases2": d,
    }


# %% wrong | forgets the return | is the `return` missing
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    policy = {"weights1": rng.standard_normal((num_hiddens, num_inputs))}


# %% wrong | axes swapped | The two axes are swapped
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    return {
        "weights1": rng.standard_normal((num_inputs, num_hiddens)),
        "biases1": rng.standard_normal(num_hiddens),
        "weights2": rng.standard_normal((num_hiddens, num_outputs)),
        "biases2": rng.standard_normal(num_outputs),
    }


# %% wrong | sizes hard-coded | the shape for the default sizes
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    return {
        "weights1": rng.standard_normal((10, 4)),
        "biases1": rng.standard_normal(10),
        "weights2": rng.standard_normal((1, 10)),
        "biases2": rng.standard_normal(1),
    }


# %% wrong | biases as columns | A bias is one number a unit
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    return {
        "weights1": rng.standard_normal((num_hiddens, num_inputs)),
        "biases1": rng.standard_normal((num_hiddens, 1)),
        "weights2": rng.standard_normal((num_outputs, num_hiddens)),
        "biases2": rng.standard_normal((num_outputs, 1)),
    }


# %% wrong | biases as many as inputs | a bias for every hidden unit
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    return {
        "weights1": rng.standard_normal((num_hiddens, num_inputs)),
        "biases1": rng.standard_normal(num_inputs),
        "weights2": rng.standard_normal((num_outputs, num_hiddens)),
        "biases2": rng.standard_normal(num_outputs),
    }


# %% wrong | a list of arrays | A policy is a dict with the keys
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    return [rng.standard_normal(a.shape) for a in initial_policy(num_inputs).values()]


# %% wrong | the two shape numbers without brackets | takes one shape, in brackets
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    return {
        "weights1": rng.standard_normal(num_hiddens, num_inputs),
        "biases1": rng.standard_normal(num_hiddens),
        "weights2": rng.standard_normal(num_outputs, num_hiddens),
        "biases2": rng.standard_normal(num_outputs),
    }


# %% wrong | randn of a generator | but no randn
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: rng.randn(*array.shape) for key, array in zeros.items()}


# %% wrong | uniform from 0 to 1 | All numbers have one sign
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: rng.random(array.shape) for key, array in zeros.items()}


# %% wrong | uniform from -1 to 1 | they are uniform, not standard normal
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: rng.uniform(-1, 1, array.shape) for key, array in zeros.items()}


# %% wrong | uniform with the right spread | the shape is not
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: rng.uniform(-(3**0.5), 3**0.5, array.shape) for key, array in zeros.items()}


# %% wrong | scaled as in deep learning | are not scaled
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: 0.1 * rng.standard_normal(array.shape) for key, array in zeros.items()}


# %% wrong | biases of zero | All numbers of biases1 are equal
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    policy = initial_policy(num_inputs, num_hiddens, num_outputs)
    for key in ("weights1", "weights2"):
        policy[key] = rng.standard_normal(policy[key].shape)
    return policy


# %% wrong | small biases | The biases have another spread
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    policy = {key: rng.standard_normal(array.shape) for key, array in zeros.items()}
    policy["biases1"] = 0.1 * policy["biases1"]
    return policy


# %% wrong | one column for all inputs | The same numbers stand in several places
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    biases = rng.standard_normal(num_hiddens)
    return {
        "weights1": np.column_stack([biases] * num_inputs),
        "biases1": biases,
        "weights2": rng.standard_normal((num_outputs, num_hiddens)),
        "biases2": rng.standard_normal(num_outputs),
    }


# %% wrong | seeds again for each array | The same numbers stand in several places
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {k: np.random.default_rng(0).standard_normal(a.shape) for k, a in zeros.items()}


# %% wrong | the global generator | global generator
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: np.random.normal(size=array.shape) for key, array in zeros.items()}


# %% wrong | a generator without a seed | come from somewhere else than rng
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    rng = np.random.default_rng()
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: rng.standard_normal(array.shape) for key, array in zeros.items()}


# %% wrong | a generator with a fixed seed | Every call gives the same policy
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    rng = np.random.default_rng(0)
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: rng.standard_normal(array.shape) for key, array in zeros.items()}

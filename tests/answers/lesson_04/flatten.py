"""Answers to `flatten`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
def unflatten(vector, template):
    policy, start = {}, 0
    for key, array in template.items():
        policy[key] = vector[start : start + array.size].reshape(array.shape)
        start += array.size
    return policy


# %% right | hstack and np.split
def flatten(policy):
    return np.hstack([array.flatten() for array in policy.values()])


def unflatten(vector, template):
    sizes = [array.size for array in template.values()]
    pieces = np.split(vector, np.cumsum(sizes)[:-1])
    return {k: p.reshape(a.shape) for (k, a), p in zip(template.items(), pieces)}


# %% right | lists and loops, number by number
def flatten(policy):
    numbers = []
    for key in policy:
        for number in np.nditer(policy[key], order="C"):
            numbers.append(float(number))
    return np.array(numbers)


def unflatten(vector, template):
    numbers = iter(vector)
    policy = {}
    for key in template:
        policy[key] = np.empty(template[key].shape)
        for index in np.ndindex(policy[key].shape):
            policy[key][index] = next(numbers)
    return policy


# %% right | one buffer, filled and copied
def flatten(policy):
    vector, at = np.zeros(sum(a.size for a in policy.values())), 0
    for a in policy.values():
        vector[at : at + a.size] = a.reshape(-1)
        at += a.size
    return vector


def unflatten(vector, template):
    policy, rest = {}, np.array(vector, copy=True)
    for key in template.keys():
        size = int(np.prod(np.shape(template[key])))
        policy[key], rest = np.reshape(rest[:size], np.shape(template[key])), rest[size:]
    return policy


# %% wrong | flatten without return | is the `return` missing
def flatten(policy):
    np.concatenate([array.ravel() for array in policy.values()])


# %% wrong | a list | Return a NumPy array
def flatten(policy):
    return [float(x) for array in policy.values() for x in array.ravel()]


# %% wrong | arrays not made flat | make each one flat
def flatten(policy):
    return np.concatenate(list(policy.values()))


# %% wrong | sorts the keys | The keys are sorted by name
def flatten(policy):
    return np.concatenate([policy[key].ravel() for key in sorted(policy)])


# %% wrong | column by column | The arrays are read column by column
def flatten(policy):
    return np.concatenate([array.ravel(order="F") for array in policy.values()])


# %% wrong | a row | its shape is (dim,)
def flatten(policy):
    return np.concatenate([array.reshape(1, -1) for array in policy.values()], axis=1)


# %% wrong | the lesson's keys only | whatever they are called
def flatten(policy):
    keys = ("weights1", "biases1", "weights2", "biases2")
    return np.concatenate([policy[key].ravel() for key in keys])


# %% wrong | unflatten without return | `unflatten` returns nothing
# -     return policy


# %% wrong | forgets to move on | Every array begins at the start of the vector
# -         start += array.size


# %% wrong | forgets the shapes | The arrays are flat
# -         policy[key] = vector[start : start + array.size].reshape(array.shape)
# +         policy[key] = vector[start : start + array.size]


# %% wrong | a piece too long | The piece of the vector is not as long as the array
# -         policy[key] = vector[start : start + array.size].reshape(array.shape)
# +         policy[key] = vector[start : start + array.size + 1].reshape(array.shape)


# %% wrong | len for size | The piece of the vector is not as long as the array
def unflatten(vector, template):
    policy, start = {}, 0
    for key, array in template.items():
        policy[key] = vector[start : start + len(array)].reshape(array.shape)
        start += len(array)
    return policy


# %% wrong | transposes on the way back | The arrays are filled column by column
# -         policy[key] = vector[start : start + array.size].reshape(array.shape)
# +         policy[key] = vector[start : start + array.size].reshape(array.shape, order="F")


# %% wrong | unflatten by sorted keys | The keys are taken by name
# -     for key, array in template.items():
# +     for key in sorted(template):
# +         array = template[key]


# %% wrong | right numbers, keys sorted at the end | their order is not
# -     return policy
# +     return dict(sorted(policy.items()))


# %% wrong | the template comes back | the template's own numbers
def unflatten(vector, template):
    return {key: array.copy() for key, array in template.items()}


# %% wrong | fills the template | changed in place
def unflatten(vector, template):
    start = 0
    for key, array in template.items():
        array[...] = vector[start : start + array.size].reshape(array.shape)
        start += array.size
    return template


# %% wrong | float32 on the way | The numbers are rounded on the way
def flatten(policy):
    with np.errstate(all="ignore"):
        arrays = [np.float32(array.ravel()) for array in policy.values()]
    return np.concatenate(arrays).astype(float)

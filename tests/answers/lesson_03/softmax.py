"""Answers to `softmax`; `tests/support/catalogue.py` explains the format."""


# %% right | subtracts the maximum, all in one expression
def softmax(preferences):
    e = np.exp(preferences - preferences.max(axis=-1)[..., None])
    return e / np.sum(e, axis=-1)[..., None]


# %% right | through the logarithm of the sum
def softmax(preferences):
    from scipy.special import logsumexp

    return np.exp(preferences - logsumexp(preferences, axis=-1, keepdims=True))


# %% right | rows in a loop
def softmax(preferences):
    h = np.array(preferences, dtype=float)
    rows = h.reshape(-1, h.shape[-1])
    out = np.empty_like(rows)
    for i, row in enumerate(rows):
        e = np.exp(row - max(row))
        out[i] = e / e.sum()
    return out.reshape(h.shape)


# %% right | along an axis with SciPy
def softmax(preferences):
    import scipy.special

    return scipy.special.softmax(np.asarray(preferences, dtype=float), axis=-1)


# %% wrong | forgets the return | is the `return` missing
def softmax(preferences):
    e = np.exp(preferences - preferences.max(axis=-1, keepdims=True))
    e / e.sum(axis=-1, keepdims=True)


# %% wrong | no sum | divide by the sum, so that the shares add to 1
def softmax(preferences):
    return np.exp(preferences)


# %% wrong | no exponential | it is their exponentials that are
def softmax(preferences):
    return preferences / preferences.sum(axis=-1, keepdims=True)


# %% wrong | argmax | softmax leaves the others a share
def softmax(preferences):
    best = preferences == preferences.max(axis=-1, keepdims=True)
    return best / np.ones(preferences.shape)


# %% wrong | the sign | The exponent has the wrong sign
def softmax(preferences):
    e = np.exp(preferences.min(axis=-1, keepdims=True) - preferences)
    return e / e.sum(axis=-1, keepdims=True)


# %% wrong | sigmoid of each | the sigmoid of each preference by itself
def softmax(preferences):
    return 0.5 * (1 + np.tanh(preferences / 2))


# %% wrong | log-softmax | the logarithm of the shares
def softmax(preferences):
    top = preferences.max(axis=-1, keepdims=True)
    return preferences - top - np.log(np.exp(preferences - top).sum(axis=-1, keepdims=True))


# %% wrong | sums over everything | The sum runs over every axis
def softmax(preferences):
    e = np.exp(preferences - preferences.max())
    return e / e.sum()


# %% wrong | the first axis | The sum runs over the first axis
def softmax(preferences):
    e = np.exp(preferences - preferences.max(axis=0))
    return e / e.sum(axis=0)


# %% wrong | axis 1 hard-coded | The sum runs over axis 1
def softmax(preferences):
    axis = 1 if preferences.ndim > 1 else 0
    e = np.exp(preferences - preferences.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


# %% wrong | vectors only | The sum runs over the first axis
def softmax(preferences):
    shares = sum(np.exp(h - np.max(preferences)) for h in preferences)
    return np.exp(preferences - np.max(preferences)) / shares


# %% wrong | as printed | exp(10000) overflows
def softmax(preferences):
    e = np.exp(preferences)
    return e / e.sum(axis=-1, keepdims=True)


# %% wrong | one maximum for all rows | Which number suits each row
def softmax(preferences):
    e = np.exp(preferences - preferences.max())
    return e / e.sum(axis=-1, keepdims=True)


# %% wrong | clipped preferences | Are large preferences clipped
def softmax(preferences):
    e = np.exp(np.clip(preferences, -500, 500))
    return e / e.sum(axis=-1, keepdims=True)


# %% wrong | in place | changed in place
def softmax(preferences):
    if preferences.dtype.kind != "f":
        preferences = preferences.astype(float)
    preferences -= preferences.max(axis=-1, keepdims=True)
    e = np.exp(preferences)
    return e / e.sum(axis=-1, keepdims=True)


# %% wrong | returns a list | Return a NumPy array
def softmax(preferences):
    e = np.exp(preferences - preferences.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).tolist()

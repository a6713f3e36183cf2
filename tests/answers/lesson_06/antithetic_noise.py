"""Answers to `antithetic_noise`; `tests/support/catalogue.py` explains the format."""


# %% right | vstack and normal
def antithetic_noise(num_pairs, dim, rng):
    half = rng.normal(0.0, 1.0, size=(num_pairs, dim))
    return np.vstack((half, half * -1))


# %% right | row by row into an empty array
def antithetic_noise(num_pairs, dim, rng):
    eps = np.empty((2 * num_pairs, dim))
    for i in range(num_pairs):
        eps[i] = rng.standard_normal(dim)
        eps[num_pairs + i] = -eps[i]
    return eps


# %% right | multivariate normal and a list of rows
def antithetic_noise(num_pairs, dim, rng):
    rows = [rng.multivariate_normal(np.zeros(dim), np.eye(dim)) for _ in range(num_pairs)]
    return np.array(rows + [-row for row in rows])


# %% right | signs times noise
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal(size=num_pairs * dim).reshape(num_pairs, dim)
    return (np.array([1.0, -1.0])[:, None, None] * half).reshape(-1, dim)


# %% wrong | half only | There are two rows a pair
def antithetic_noise(num_pairs, dim, rng):
    return rng.standard_normal((num_pairs, dim))


# %% wrong | independent halves | The two halves were drawn independently
def antithetic_noise(num_pairs, dim, rng):
    return rng.standard_normal((2 * num_pairs, dim))


# %% wrong | alternating | The pairs alternate
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, dim))
    return np.stack([half, -half], axis=1).reshape(2 * num_pairs, dim)


# %% wrong | side by side | The opposites stand beside the noise
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, dim))
    return np.hstack([half, -half])


# %% wrong | new axis | stacked along a new axis
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, dim))
    return np.array([half, -half])


# %% wrong | a pair of arrays | Return one array
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, dim))
    return half, -half


# %% wrong | twice as many | draw half of them
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((2 * num_pairs, dim))
    return np.concatenate([half, -half])


# %% wrong | sign forgotten | The second half equals the first
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, dim))
    return np.concatenate([half, half])


# %% wrong | mirrored back to front | in reverse order
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, dim))
    return np.concatenate([half, -half[::-1]])


# %% wrong | one minus | 1 minus the first
def antithetic_noise(num_pairs, dim, rng):
    half = rng.random((num_pairs, dim))
    return np.concatenate([half, 1 - half])


# %% wrong | transposed | the wrong way round
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((dim, num_pairs))
    return np.concatenate([half, -half], axis=1)


# %% wrong | uniform | The numbers are uniform
def antithetic_noise(num_pairs, dim, rng):
    half = rng.uniform(-1, 1, (num_pairs, dim))
    return np.concatenate([half, -half])


# %% wrong | scaled already | The standard deviation is not 1
def antithetic_noise(num_pairs, dim, rng):
    half = 0.1 * rng.standard_normal((num_pairs, dim))
    return np.concatenate([half, -half])


# %% wrong | one number a row | The same number serves many entries
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, 1)) * np.ones(dim)
    return np.concatenate([half, -half])


# %% wrong | global randomness as in the source | global generator
def antithetic_noise(num_pairs, dim, rng):
    half = np.random.randn(num_pairs, dim)
    return np.concatenate([half, -half])


# %% wrong | a generator of its own | Every call gives the same noise
def antithetic_noise(num_pairs, dim, rng):
    half = np.random.default_rng(0).standard_normal((num_pairs, dim))
    return np.concatenate([half, -half])


# %% wrong | an unseeded generator | from somewhere else than rng
def antithetic_noise(num_pairs, dim, rng):
    half = np.random.default_rng().standard_normal((num_pairs, dim))
    return np.concatenate([half, -half])


# %% wrong | forgets the return | is the `return` missing
def antithetic_noise(num_pairs, dim, rng):
    half = rng.standard_normal((num_pairs, dim))
    eps = np.concatenate([half, -half])


# %% wrong | randn of a generator | but no randn
def antithetic_noise(num_pairs, dim, rng):
    half = rng.randn(num_pairs, dim)
    return np.concatenate([half, -half])

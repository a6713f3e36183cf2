"""Answers to `noise_from_seed`; `tests/support/catalogue.py` explains the format."""


# %% right | normal with its defaults
def noise_from_seed(seed, dim):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(dim,))


# %% right | the older generator
def noise_from_seed(seed, dim):
    return np.random.RandomState(seed).randn(dim)


# %% right | another bit generator, number by number
def noise_from_seed(seed, dim):
    rng = np.random.Generator(np.random.Philox(seed))
    return np.array([rng.standard_normal() for _ in range(dim)])


# %% right | single precision
def noise_from_seed(seed, dim):
    return np.random.default_rng([seed, 8]).standard_normal(dim, dtype=np.float32)


# %% wrong | forgets the return | is the `return` missing
def noise_from_seed(seed, dim):
    np.random.default_rng(seed).standard_normal(dim)


# %% wrong | seeds the global generator | The global generator
def noise_from_seed(seed, dim):
    np.random.seed(seed)
    return np.random.standard_normal(dim)


# %% wrong | uniform numbers | uniform between 0 and 1
def noise_from_seed(seed, dim):
    return np.random.default_rng(seed).random(dim)


# %% wrong | uniform around zero, with the right spread | not normally distributed
def noise_from_seed(seed, dim):
    return np.random.default_rng(seed).uniform(-(3**0.5), 3**0.5, dim)


# %% wrong | the seed as a scale | another mean or scale
def noise_from_seed(seed, dim):
    return np.random.default_rng(seed).normal(0, 0.1, dim)


# %% wrong | a fixed seed | Two seeds give the same vector
def noise_from_seed(seed, dim):
    return np.random.default_rng(8).standard_normal(dim)


# %% wrong | only the last digits of the seed | Two seeds give the same vector
def noise_from_seed(seed, dim):
    return np.random.default_rng(seed % 2).standard_normal(dim)


# %% wrong | a slice of one long vector | share numbers
def noise_from_seed(seed, dim):
    offset = seed % 10_000
    return np.random.default_rng(0).standard_normal(offset + dim)[offset:]


# %% wrong | a generator that remembers | depends on the calls before
_shared_generator = np.random.default_rng(0)


def noise_from_seed(seed, dim):
    return _shared_generator.standard_normal(dim)


# %% wrong | no seed at all | depends on the calls before
def noise_from_seed(seed, dim):
    return np.random.default_rng().standard_normal(dim)


# %% wrong | stirs in the process's number | Another process makes other noise
def noise_from_seed(seed, dim):
    import os

    return np.random.default_rng([seed, os.getpid()]).standard_normal(dim)


# %% wrong | hashes a text | Another process makes other noise
def noise_from_seed(seed, dim):
    return np.random.default_rng(abs(hash(f"pair {seed}"))).standard_normal(dim)


# %% wrong | one number for all | The same numbers come again
def noise_from_seed(seed, dim):
    return np.full(dim, np.random.default_rng(seed).standard_normal())


# %% wrong | a matrix of one row | check the size
def noise_from_seed(seed, dim):
    return np.random.default_rng(seed).standard_normal((1, dim))


# %% wrong | a list | Return a NumPy array
def noise_from_seed(seed, dim):
    return list(np.random.default_rng(seed).standard_normal(dim))


# %% wrong | 61 numbers, whatever dim is | check the size
def noise_from_seed(seed, dim):
    return np.random.default_rng(seed).standard_normal(61)

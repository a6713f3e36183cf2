"""Answers to `train_frozenlake`; `tests/support/catalogue.py` explains the format."""


# %% right | nes itself on sampled episodes, one member at a time
def train_frozenlake(seed):
    rng = np.random.default_rng(seed)
    theta, _ = nes(
        lambda theta: frozen_lake.play(theta[None], 10, rng)[0],
        np.zeros(64),
        sigma=1.0,
        alpha=1.0,
        num_pairs=40,
        rng=rng,
        max_iterations=60,
        patience=None,
    )
    return theta.reshape(16, 4)


# %% right | centred ranks, few episodes, a narrow cloud
def train_frozenlake(seed):
    rng = np.random.default_rng(seed)
    theta = np.zeros((16, 4))
    for _ in range(100):
        half = rng.standard_normal((100, 16, 4))
        eps = np.concatenate([half, -half])
        fitness = centered_ranks(frozen_lake.play(theta + 0.1 * eps, 5, rng))
        theta = theta + 0.03 / (200 * 0.1) * np.tensordot(fitness, eps, axes=1)
    return theta


# %% right | the exact probability in place of episodes
def train_frozenlake(seed):
    theta, _ = nes(
        frozen_lake.success_probability,
        np.zeros(64),
        sigma=1.0,
        alpha=1.0,
        num_pairs=30,
        rng=np.random.default_rng(seed),
        max_iterations=80,
        target=0.72,
        patience=None,
    )
    return np.reshape(theta, (16, 4))


# %% right | independent samples, raw returns, a larger alpha
def train_frozenlake(seed):
    rng = np.random.default_rng(seed)
    theta = np.zeros(64)
    for _ in range(100):
        eps = rng.standard_normal((150, 64))
        R = frozen_lake.play(theta + eps, 20, rng)
        theta = theta + 8.0 * search_gradient(eps, R - R.mean(), 1.0)
    return theta.reshape(16, 4)


# %% wrong | downhill | is the gradient added
def train_frozenlake(seed):
    rng, theta = np.random.default_rng(seed), np.zeros(64)
    for _ in range(60):
        eps = antithetic_noise(50, 64, rng)
        returns = frozen_lake.play(theta - eps, 20, rng)
        theta = theta - search_gradient(-eps, standardize(returns), 1.0)
    return theta.reshape(16, 4)


# %% wrong | no step is made | All preferences are equal
def train_frozenlake(seed):
    rng, theta = np.random.default_rng(seed), np.zeros(64)
    for _ in range(5):
        eps = antithetic_noise(50, 64, rng)
        returns = frozen_lake.play(theta + eps, 20, rng)
        search_gradient(eps, standardize(returns), 1.0)
    return theta.reshape(16, 4)


# %% wrong | raw returns at the source's alpha | It has hardly learned anything
def train_frozenlake(seed):
    rng = np.random.default_rng(seed)
    theta = 2 * rng.random(64) - 1
    for _ in range(20):
        eps = antithetic_noise(50, 64, rng)
        returns = frozen_lake.play(theta + 0.1 * eps, 20, rng)
        theta = theta + 0.001 * search_gradient(eps, returns, 0.1)
    return theta.reshape(16, 4)


# %% wrong | no direction | The action is the same in all states
def train_frozenlake(seed):
    rng, theta = np.random.default_rng(seed), np.zeros((16, 4))
    theta[:, 2] = 1.0
    for _ in range(5):
        eps = antithetic_noise(50, 64, rng)
        returns = frozen_lake.play(theta.ravel() + eps, 20, rng)
        theta = theta + np.sum(returns) / 100
    return theta


# %% wrong | returns a long vector | Return the preferences as a table
def train_frozenlake(seed):
    return np.zeros(64)


# %% wrong | returns actions | These are actions
def train_frozenlake(seed):
    return np.zeros(16, dtype=int)


# %% wrong | history as well | Return the preferences alone
def train_frozenlake(seed):
    return np.zeros((16, 4)), [0.0]


# %% wrong | 0 / 0 as in the source | were all returns of a population equal
def train_frozenlake(seed):
    rng, theta = np.random.default_rng(seed), np.zeros(64)
    for _ in range(100):
        eps = rng.standard_normal((5, 64))
        R = frozen_lake.play(theta + eps, 1, rng)
        with np.errstate(all="ignore"):
            theta = theta + search_gradient(eps, (R - R.mean()) / R.std(), 1.0)
    return theta.reshape(16, 4)


# %% wrong | stops far too early | It has learned something
def train_frozenlake(seed):
    rng, theta = np.random.default_rng(3), np.zeros(64)
    for _ in range(7):
        eps = antithetic_noise(50, 64, rng)
        returns = frozen_lake.play(theta + eps, 20, rng)
        theta = theta + search_gradient(eps, standardize(returns), 1.0)
    return theta.reshape(16, 4)


# %% wrong | global randomness | global generator
def train_frozenlake(seed):
    np.random.seed(seed)
    rng, theta = np.random.default_rng(seed), np.zeros(64)
    for _ in range(80):
        half = np.random.randn(50, 64)
        eps = np.concatenate([half, -half])
        returns = frozen_lake.play(theta + eps, 20, rng)
        theta = theta + search_gradient(eps, standardize(returns), 1.0)
    return theta.reshape(16, 4)


# %% wrong | dice without a seed | default_rng(seed), draws the noise
def train_frozenlake(seed):
    rng, theta = np.random.default_rng(seed), np.zeros(64)
    for _ in range(80):
        eps = antithetic_noise(50, 64, rng)
        returns = frozen_lake.play(theta + eps, 20, np.random.default_rng())
        theta = theta + search_gradient(eps, standardize(returns), 1.0)
    return theta.reshape(16, 4)

"""Answers to `train_ars`; `tests/support/catalogue.py` explains the format."""


# %% right | written out
def train_ars(env_id, seed):
    rng = np.random.default_rng(seed)
    env = gym.make(env_id)
    box = env.action_space
    M = np.zeros((box.shape[0], env.observation_space.shape[0]))

    def play(weights):
        obs, _ = env.reset(seed=int(rng.integers(10**6)))
        total, over = 0.0, False
        while not over:
            obs, reward, te, tr, _ = env.step(np.clip(weights @ obs, box.low, box.high))
            total += reward
            over = te or tr
        return total

    for _ in range(50):
        delta = rng.normal(size=M.shape)
        better = play(M + 0.3 * delta) - play(M - 0.3 * delta)
        M = M + 0.1 * np.sign(better) * delta
    return M, np.zeros(box.shape[0])


# %% right | fewer episodes, a list
def train_ars(env_id, seed, inner=train_ars):
    import inspect

    space = dict(globals())
    exec(inspect.getsource(inner).replace("0.3, 50", "0.3, 48"), space)
    return list(space["train_ars"](env_id, seed))


# %% right | the answer in float32
def train_ars(env_id, seed, inner=train_ars):
    weights, bias = inner(env_id, seed)
    return weights.astype(np.float32), bias.astype(np.float32)


# %% wrong | forgets the return | is the `return` missing
def train_ars(env_id, seed, inner=train_ars):
    inner(env_id, seed)


# %% wrong | no bias | Return the pair (weights, bias)
def train_ars(env_id, seed, inner=train_ars):
    return inner(env_id, seed)[0]


# %% wrong | shapes swapped | one row a component of the action
def train_ars(env_id, seed, inner=train_ars):
    weights, bias = inner(env_id, seed)
    return weights.T, bias


# %% wrong | goes downhill | It swims backwards
import inspect

exec(inspect.getsource(train_ars).replace("weights + alpha / spread", "weights - alpha / spread"))


# %% wrong | too small a step and too close a look | It learns too slowly
import inspect

exec(inspect.getsource(train_ars).replace("0.05, 0.3, 50", "0.001, 0.001, 50"))


# %% wrong | more episodes than there are | A training has 100 episodes
import inspect

exec(inspect.getsource(train_ars).replace("0.3, 50", "0.3, 51"))


# %% wrong | the environment by its name | the env_id that is handed over
import inspect

exec(
    inspect.getsource(train_ars)
    .replace("gym.make(env_id)", 'gym.make("Swimmer-v5")')
    .replace("0.3, 50", "0.3, 2")
)


# %% wrong | two pairs | Only 4 of 100 episodes are played
import inspect

exec(inspect.getsource(train_ars).replace("0.3, 50", "0.3, 2"))


# %% wrong | no seed for the resets | Something is random beside the seed
import inspect

exec(inspect.getsource(train_ars).replace("seed=int(rng.integers(2**31)),", ""))

"""Answers to `train_reinforce`; `tests/support/catalogue.py` explains the format."""


# %% right | a vector environment
def train_reinforce(seed):
    rng = np.random.default_rng(seed)
    theta, n = np.zeros((2, 4)), 25
    envs = gym.make_vec("CartPole-v1", num_envs=n)
    for _ in range(80):
        states, _ = envs.reset(seed=int(rng.integers(2**31)))
        S, A, R = [], [], []
        live, lengths = np.ones(n, dtype=bool), np.zeros(n, dtype=int)
        while live.any():
            actions = (rng.random(n) < softmax(states @ theta.T)[:, 1]).astype(int)
            S.append(states)
            A.append(actions)
            states, rewards, terminated, truncated, _ = envs.step(actions)
            R.append(rewards)
            lengths += live
            live &= ~(terminated | truncated)
        S, A, R = np.array(S), np.array(A), np.array(R)
        episodes = [(S[:t, i], A[:t, i], R[:t, i]) for i, t in enumerate(lengths)]
        if lengths.mean() > 320:
            break
        theta = theta + 0.01 * policy_gradient(theta, episodes, gamma=0.99)
    return theta


# %% right | rng.choice, no discount, steps of a fixed length
def train_reinforce(seed):
    rng = np.random.default_rng(seed)
    theta = np.zeros((2, 4))
    env = gym.make("CartPole-v1")
    env.reset(seed=seed)
    for _ in range(60):
        episodes = []
        for _ in range(10):
            state, _ = env.reset()
            steps, over = [], False
            while not over:
                action = rng.choice(2, p=action_probabilities(theta, state))
                following, reward, terminated, truncated, _ = env.step(action)
                steps.append((state, action, reward))
                state, over = following, terminated or truncated
            episodes.append(tuple(np.array(column) for column in zip(*steps)))
        if np.mean([len(actions) for _, actions, _ in episodes]) > 350:
            return theta
        gradient = policy_gradient(theta, episodes)
        theta = theta + 0.3 * gradient / (np.linalg.norm(gradient) + 1e-12)
    return theta


# %% right | a decaying step and a fixed number of iterations
def train_reinforce(seed):
    rng, theta = np.random.default_rng(seed), np.zeros((2, 4))
    with gym.make("CartPole-v1") as env:
        for k in range(30):
            batch = []
            for _ in range(20):
                s, _ = env.reset(seed=int(rng.integers(10**9)))
                S, A, R = [], [], []
                while True:
                    a = 0 if rng.uniform() < action_probabilities(theta, s)[0] else 1
                    S.append(s)
                    A.append(a)
                    s, r, terminated, truncated, _ = env.step(a)
                    R.append(r)
                    if terminated or truncated:
                        break
                batch.append((np.array(S), np.array(A), np.array(R)))
            theta = theta + 0.03 / (1 + 0.05 * k) * policy_gradient(theta, batch, 0.97)
    return theta


# %% wrong | forgets the return | is the `return` missing
def train_reinforce(seed):
    theta = np.zeros((2, 4))


# %% wrong | the coin | still all zeros
def train_reinforce(seed):
    return np.zeros((2, 4))


# %% wrong | a pair with the history | Return theta alone
def train_reinforce(seed):
    return np.ones((2, 4)), [22.0, 30.0]


# %% wrong | a column an action | a row for each of the two actions
def train_reinforce(seed):
    theta = np.array([[0, 0, -3.0, -1.5], [0, 0, 3.0, 1.5]])
    return theta.T


# %% wrong | a theta that somebody else trained | The seed plays no part
def train_reinforce(seed):
    return np.array([[0.0, 0.0, 0.0, 0.0], [-0.5, 1.5, 3.0, 6.0]])


# %% wrong | a seed of its own | The seed plays no part
trained = train_reinforce


def train_reinforce(seed):
    return trained(42)


# %% wrong | descent as the source says | this is gradient descent
def train_reinforce(seed):
    def downhill(theta, episodes, gamma):
        return -policy_gradient(theta, episodes, gamma)

    settings = dict(alpha=0.02, batch=10, iterations=20, gamma=0.98, bias=False)
    return learn_with(downhill, "CartPole-v1", seed, **settings)[1]


# %% wrong | the actions the other way round | row 1 belongs to action 1
trained = train_reinforce


def train_reinforce(seed):
    return trained(seed)[::-1]


# %% wrong | three iterations | close to a fair coin
def train_reinforce(seed):
    settings = dict(alpha=0.002, batch=5, iterations=3, gamma=0.98, bias=False)
    return learn_with(policy_gradient, "CartPole-v1", seed, **settings)[1]


# %% wrong | judged by the own reward alone | It has not learned enough
def train_reinforce(seed):
    def noise(theta, episodes, gamma):
        return policy_gradient(theta, episodes, 0.0)

    settings = dict(alpha=1.0, batch=10, iterations=10, bias=False)
    return learn_with(noise, "CartPole-v1", seed, **settings)[1]


# %% wrong | greedy actions | It has not learned enough
def train_reinforce(seed):
    rng, theta = np.random.default_rng(seed), np.zeros((2, 4))
    env = gym.make("CartPole-v1")
    for _ in range(20):
        episodes = []
        for _ in range(10):
            state, _ = env.reset(seed=int(rng.integers(2**31)))
            S, A, R, over = [], [], [], False
            while not over:
                action = int(np.argmax(action_probabilities(theta, state)))
                S.append(state)
                A.append(action)
                state, reward, terminated, truncated, _ = env.step(action)
                R.append(reward)
                over = terminated or truncated
            episodes.append((np.array(S), np.array(A), np.array(R)))
        theta = theta + 0.02 * policy_gradient(theta, episodes, 0.98)
    return theta


# %% wrong | a theta that has blown up | no longer finite
def train_reinforce(seed):
    with np.errstate(all="ignore"):
        return np.zeros((2, 4)) / 0.0


# %% wrong | global randomness | global generator
trained = train_reinforce


def train_reinforce(seed):
    np.random.seed(seed)
    return trained(np.random.randint(2**31))


# %% wrong | a generator without a seed | from elsewhere than the seed
trained = train_reinforce


def train_reinforce(seed):
    return trained(np.random.default_rng().integers(2**31))

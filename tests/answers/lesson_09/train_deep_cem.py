"""Answers to `train_deep_cem`; `tests/support/catalogue.py` explains the format."""


# %% right | twice as many sub-environments, another share
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec(env_id, num_envs=200)
    agent = DeepCEM(vec_env.single_observation_space.shape[0], vec_env.single_action_space.n, seed)
    agent.train(vec_env, 50, np.random.default_rng(seed), percentile=80, target=250)
    vec_env.close()
    return agent


# %% right | sizes from a single environment, the generator's own stream
def train_deep_cem(env_id, seed):
    with gym.make(env_id) as env:
        inputs, actions = env.observation_space.shape[0], env.action_space.n
    rng = np.random.default_rng([seed, 9])
    agent = DeepCEM(inputs, actions, int(rng.integers(2**31)))
    agent.train(gym.make_vec(env_id, num_envs=128), 60, rng, 85, 280)
    return agent


# %% right | one iteration at a time until the last three are good
def train_deep_cem(env_id, seed):
    vec_env, rng = gym.make_vec(env_id, num_envs=100), np.random.default_rng(seed)
    agent = DeepCEM(vec_env.single_observation_space.shape[0], 2, seed)
    while len(agent.history) < 60:
        agent.train(vec_env, 1, rng)
        if len(agent.history) > 2 and np.mean(agent.history[-3:]) > 260:
            break
    return agent


# %% wrong | forgets the return | Return the agent itself
def train_deep_cem(env_id, seed):
    DeepCEM(gym.make(env_id).observation_space.shape[0], 2, seed)


# %% wrong | returns the classifier | Return the agent itself
def train_deep_cem(env_id, seed):
    return DeepCEM(gym.make(env_id).observation_space.shape[0], 2, seed).classifier


# %% wrong | returns agent and history | Return the agent itself
def train_deep_cem(env_id, seed):
    agent = DeepCEM(gym.make(env_id).observation_space.shape[0], 2, seed)
    return agent, agent.history


# %% wrong | never trains | is `train` called
def train_deep_cem(env_id, seed):
    return DeepCEM(gym.make(env_id).observation_space.shape[0], 2, seed)


# %% wrong | trains another agent than it returns | is it this agent
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec(env_id, num_envs=50)
    size = vec_env.single_observation_space.shape[0], 2, seed
    DeepCEM(*size).train(vec_env, 3, np.random.default_rng(seed))
    return DeepCEM(*size)


# %% wrong | far too few iterations | too few: more iterations
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec(env_id, num_envs=100)
    agent = DeepCEM(vec_env.single_observation_space.shape[0], 2, seed)
    agent.train(vec_env, 3, np.random.default_rng(seed))
    return agent


# %% wrong | stops at random play | stopped too early
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec(env_id, num_envs=300)
    agent = DeepCEM(vec_env.single_observation_space.shape[0], 2, seed)
    agent.train(vec_env, 60, np.random.default_rng(seed), 70, target=60)
    return agent


# %% wrong | learning rate too low | still nearly a fair coin
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec(env_id, num_envs=100)
    agent = DeepCEM(vec_env.single_observation_space.shape[0], 2, seed)
    agent.classifier.set_params(learning_rate_init=1e-6)
    del agent.classifier._optimizer
    agent.train(vec_env, 15, np.random.default_rng(seed))
    return agent


# %% wrong | CartPole whatever is asked for | as many inputs
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec("CartPole-v1", num_envs=100)
    agent = DeepCEM(4, 2, seed)
    agent.train(vec_env, 60, np.random.default_rng(seed), target=300)
    return agent


# %% wrong | four inputs hard-coded | as many inputs
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec(env_id, num_envs=100)
    agent = DeepCEM(4, 2, seed)
    agent.train(vec_env, 60, np.random.default_rng(seed), target=300)
    return agent


# %% wrong | a generator without a seed | elsewhere than the seed
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec(env_id, num_envs=100)
    agent = DeepCEM(vec_env.single_observation_space.shape[0], 2, seed)
    agent.train(vec_env, 60, np.random.default_rng(), target=300)
    return agent


# %% wrong | seeds the global generator | global generator
def train_deep_cem(env_id, seed):
    np.random.seed(seed)
    vec_env = gym.make_vec(env_id, num_envs=100)
    agent = DeepCEM(vec_env.single_observation_space.shape[0], 2, seed)
    agent.train(vec_env, 60, np.random.default_rng(seed), target=300)
    return agent

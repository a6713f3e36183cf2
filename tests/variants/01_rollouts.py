"""Answers to lesson 01: right ones in unlike styles, and wrong ones that students give."""


# %% right | random_rollout | while True with break
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    total = 0
    while True:
        step = env.step(env.action_space.sample())
        total += step[1]
        if step[2] or step[3]:
            break
    return total


# %% right | random_rollout | collects rewards in a list and sums with NumPy
def random_rollout(env, seed=None):
    env.action_space.seed(seed)
    _, info = env.reset(seed=seed)
    rewards = []
    terminated = truncated = False
    while not (terminated or truncated):
        action = env.action_space.sample()
        obs, reward, terminated, truncated, info = env.step(action)
        rewards.append(reward)
    return np.sum(rewards)


# %% right | random_rollout | calls the rollout of a random policy
def random_rollout(env, seed=None):
    env.action_space.seed(seed)
    return rollout_policy(env, lambda _: env.action_space.sample(), seed=seed)


# %% right | random_rollout | generator and sum
def random_rollout(env, seed=None):
    def rewards():
        done = False
        while not done:
            _, reward, *ends, _ = env.step(env.action_space.sample())
            done = any(ends)
            yield reward

    env.reset(seed=seed)
    env.action_space.seed(seed)
    return sum(rewards())


# %% wrong | random_rollout | looks for termination only | terminated or truncated, whichever comes first
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    total, terminated = 0.0, False
    while not terminated:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        total += reward
    return total


# %% wrong | random_rollout | looks for truncation only | terminated or truncated, whichever comes first
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    total, truncated = 0.0, False
    while not truncated:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        total += reward
    return total


# %% wrong | random_rollout | seeds the environment only | seed the action space as well
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        total += reward
        over = terminated or truncated
    return total


# %% wrong | random_rollout | seeds the action space only | The seed does not reach the environment
def random_rollout(env, seed=None):
    env.reset()
    env.action_space.seed(seed)
    total, over = 0.0, False
    while not over:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        total += reward
        over = terminated or truncated
    return total


# %% wrong | random_rollout | global randomness | take the random numbers from what the function is given
def random_rollout(env, seed=None):
    np.random.seed(seed)
    env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        _, reward, terminated, truncated, _ = env.step(np.random.randint(env.action_space.n))
        total += reward
        over = terminated or truncated
    return total


# %% wrong | random_rollout | a generator of its own | do not come from the environment's own action space
def random_rollout(env, seed=None):
    rng = np.random.default_rng(None if seed is None else seed + 1)
    env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        _, reward, terminated, truncated, _ = env.step(int(rng.integers(env.action_space.n)))
        total += reward
        over = terminated or truncated
    return total


# %% wrong | random_rollout | one action for the whole episode | The action never changes
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    action = env.action_space.sample()
    total, over = 0.0, False
    while not over:
        _, reward, terminated, truncated, _ = env.step(action)
        total += reward
        over = terminated or truncated
    return total


# %% wrong | random_rollout | seeds at every step | The action never changes
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        env.action_space.seed(seed)
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        total += reward
        over = terminated or truncated
    return total


# %% wrong | random_rollout | drops the last reward | The reward of the last step is missing
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    total = 0.0
    while True:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        if terminated or truncated:
            return total
        total += reward


# %% wrong | random_rollout | counts the steps | This is the number of steps
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    steps, over = 0, False
    while not over:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        steps += 1
        over = terminated or truncated
    return steps


# %% wrong | random_rollout | keeps only the last reward | Only the last reward is returned
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    over = False
    while not over:
        _, total, terminated, truncated, _ = env.step(env.action_space.sample())
        over = terminated or truncated
    return total


# %% wrong | random_rollout | prints instead of returning | is the `return` missing
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    total, over = 0.0, False
    while not over:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        total += reward
        over = terminated or truncated
    print(total)


# %% wrong | random_rollout | four values from step | count the values that `reset` (two) and `step` (five) return
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    total, done = 0.0, False
    while not done:
        _, reward, done, _ = env.step(env.action_space.sample())
        total += reward
    return total


# %% wrong | random_rollout | old way of seeding | A value is not what the code takes it for
def random_rollout(env, seed=None):
    env.seed(seed)
    env.reset()
    total, over = 0.0, False
    while not over:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        total += reward
        over = terminated or truncated
    return total


# %% wrong | random_rollout | returns the list | Return one plain number
def random_rollout(env, seed=None):
    env.reset(seed=seed)
    env.action_space.seed(seed)
    rewards, over = [], False
    while not over:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        rewards.append(reward)
        over = terminated or truncated
    return rewards


# %% wrong | random_rollout | never resets | `reset` was never called
def random_rollout(env, seed=None):
    env.action_space.seed(seed)
    total, over = 0.0, False
    while not over:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        total += reward
        over = terminated or truncated
    return total


# %% wrong | random_rollout | a hard-coded number | Not the sum of the rewards
def random_rollout(env, seed=None):
    return 22.0


# %% wrong | random_rollout | the seed only where it is not zero, and fixed | resets with the seeds
def random_rollout(env, seed=None):
    env.reset(seed=42)
    env.action_space.seed(42)
    total, over = 0.0, False
    while not over:
        _, reward, terminated, truncated, _ = env.step(env.action_space.sample())
        total += reward
        over = terminated or truncated
    return total


# %% right | rollout_policy | while True with break
def rollout_policy(env, policy, seed=None):
    state, info = env.reset(seed=seed)
    total = 0
    while True:
        state, reward, terminated, truncated, info = env.step(policy(state))
        total += reward
        if terminated or truncated:
            break
    return total


# %% right | rollout_policy | recursion
def rollout_policy(env, policy, seed=None):
    def play_on(state):
        state, reward, terminated, truncated, _ = env.step(policy(state))
        return reward if terminated or truncated else reward + play_on(state)

    return float(play_on(env.reset(seed=seed)[0]))


# %% right | rollout_policy | a helper class and a NumPy result
class Episode:
    def __init__(self, env, seed):
        self.env = env
        self.state = env.reset(seed=seed)[0]
        self.over = False

    def act(self, action):
        self.state, reward, terminated, truncated, _ = self.env.step(action)
        self.over = terminated or truncated
        return reward


def rollout_policy(env, policy, seed=None):
    episode = Episode(env, seed)
    rewards = []
    while not episode.over:
        rewards.append(episode.act(policy(episode.state)))
    return np.array(rewards).sum()


# %% right | rollout_policy | generator and sum
def _rewards(env, policy, seed):
    state, _ = env.reset(seed=seed)
    ends = [False]
    while not any(ends):
        state, reward, *ends, _ = env.step(policy(state))
        yield reward


def rollout_policy(env, policy, seed=None):
    return sum(_rewards(env, policy, seed))


# %% wrong | rollout_policy | stale observation | The policy sees a stale observation
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        next_state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
        over = terminated or truncated
    return total


# %% wrong | rollout_policy | observation of the step before | The policy sees a stale observation
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    previous = state
    total, over = 0.0, False
    while not over:
        action = policy(previous)
        previous = state
        state, reward, terminated, truncated, _ = env.step(action)
        total += reward
        over = terminated or truncated
    return total


# %% wrong | rollout_policy | first observation thrown away | The first observation, the one from `reset`, never reaches
def rollout_policy(env, policy, seed=None):
    env.reset(seed=seed)
    state, total, terminated, truncated, _ = env.step(0)
    while not (terminated or truncated):
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
    return total


# %% wrong | rollout_policy | truncation ignored | terminated or truncated, whichever comes first
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, terminated = 0.0, False
    while not terminated:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
    return total


# %% wrong | rollout_policy | waits for both endings | terminated or truncated, whichever comes first
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
        over = terminated and truncated
    return total


# %% wrong | rollout_policy | one step past the end | One step was taken after the end
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, over, last = 0.0, False, False
    while not last:
        last = over
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
        over = over or terminated or truncated
    return total


# %% wrong | rollout_policy | last reward dropped | The reward of the last step is missing
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total = 0.0
    while True:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        if terminated or truncated:
            break
        total += reward
    return total


# %% wrong | rollout_policy | a fixed number of steps | The environment is stepped after the end
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, over = 0.0, False
    for _ in range(10):
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += 0.0 if over else reward
        over = over or terminated or truncated
    return total


# %% wrong | rollout_policy | old reset | The policy gets the observation alone
def rollout_policy(env, policy, seed=None):
    state = env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
        over = terminated or truncated
    return total


# %% wrong | rollout_policy | four values from step | count the values that `reset` (two) and `step` (five) return
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, done = 0.0, False
    while not done:
        state, reward, done, _ = env.step(policy(state))
        total += reward
    return total


# %% wrong | rollout_policy | seed unused | The seed does not reach the environment
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset()
    total, over = 0.0, False
    while not over:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
        over = terminated or truncated
    return total


# %% wrong | rollout_policy | seed only if it is true | The seed does not reach the environment
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed) if seed else env.reset()
    total, over = 0.0, False
    while not over:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
        over = terminated or truncated
    return total


# %% wrong | rollout_policy | global seed | The global generator
def rollout_policy(env, policy, seed=None):
    np.random.seed(seed)
    state, _ = env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
        over = terminated or truncated
    return total


# %% wrong | rollout_policy | resets twice | The environment is reset more than once
def rollout_policy(env, policy, seed=None):
    env.reset(seed=seed)
    state, _ = env.reset()
    total, over = 0.0, False
    while not over:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
        over = terminated or truncated
    return total


# %% wrong | rollout_policy | return inside the loop | Only the first step is played
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
        over = terminated or truncated
        return total


# %% wrong | rollout_policy | mean reward | This is the mean reward a step
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    rewards, over = [], False
    while not over:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        rewards.append(reward)
        over = terminated or truncated
    return np.mean(rewards)


# %% wrong | rollout_policy | no return | is the `return` missing
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
        over = terminated or truncated


# %% wrong | rollout_policy | random actions | The policy was never asked
def rollout_policy(env, policy, seed=None):
    return random_rollout(env, seed)


# %% wrong | rollout_policy | overwrites the sum | Only the last reward is returned
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total = reward
        over = terminated or truncated
    return total


# %% wrong | rollout_policy | asks the policy twice a step | once a step is enough
def rollout_policy(env, policy, seed=None):
    state, _ = env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        policy(state)
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total += reward
        over = terminated or truncated
    return total


# %% right | discounted_return | comprehension
def discounted_return(rewards, gamma):
    return sum([gamma**t * r for t, r in enumerate(rewards)])


# %% right | discounted_return | NumPy dot product
def discounted_return(rewards, gamma):
    powers = gamma ** np.arange(len(rewards))
    return np.dot(powers, np.asarray(rewards, dtype=float))


# %% right | discounted_return | recursion
def discounted_return(rewards, gamma):
    if len(rewards) == 0:
        return 0.0
    return rewards[0] + gamma * discounted_return(rewards[1:], gamma)


# %% right | discounted_return | running discount
def discounted_return(rewards, gamma):
    total, discount = 0, 1
    for reward in rewards:
        total += discount * reward
        discount *= gamma
    return total


# %% wrong | discounted_return | t from 1 | t starts at 0, so the first reward counts in full
def discounted_return(rewards, gamma):
    return sum(gamma**t * r for t, r in enumerate(rewards, start=1))


# %% wrong | discounted_return | no discount | Nothing is discounted
def discounted_return(rewards, gamma):
    return float(sum(rewards))


# %% wrong | discounted_return | backwards | The discount runs backwards
def discounted_return(rewards, gamma):
    total = 0.0
    for reward in rewards:
        total = reward + gamma * total
    return total


# %% wrong | discounted_return | gamma times t | gamma is multiplied by t
def discounted_return(rewards, gamma):
    return sum(gamma * t * r for t, r in enumerate(rewards))


# %% wrong | discounted_return | same gamma for all | Every reward is multiplied by the same gamma
def discounted_return(rewards, gamma):
    return sum(gamma * r for r in rewards)


# %% wrong | discounted_return | mean | This is a mean; a return is a sum
def discounted_return(rewards, gamma):
    return np.mean([gamma**t * r for t, r in enumerate(rewards)]) if rewards else 0.0


# %% wrong | discounted_return | last reward missing | The last reward is missing
def discounted_return(rewards, gamma):
    return sum(gamma**t * rewards[t] for t in range(len(rewards) - 1))


# %% wrong | discounted_return | empty list is an error | think of the empty and the one-element case
def discounted_return(rewards, gamma):
    return sum(gamma**t * r for t, r in enumerate(rewards)) / len(rewards) * len(rewards)


# %% wrong | discounted_return | no answer for the empty list | is the `return` missing
def discounted_return(rewards, gamma):
    if rewards:
        return sum(gamma**t * r for t, r in enumerate(rewards))


# %% wrong | discounted_return | changes its input | An input is changed in place
def discounted_return(rewards, gamma):
    for t in range(len(rewards)):
        rewards[t] *= gamma**t
    return sum(rewards)


# %% wrong | discounted_return | divides by gamma | This is a division by gamma
def discounted_return(rewards, gamma):
    return sum(r / gamma**t for t, r in enumerate(rewards)) if gamma else (rewards or [0.0])[0]


# %% wrong | discounted_return | returns all terms | Return one plain number
def discounted_return(rewards, gamma):
    return [gamma**t * r for t, r in enumerate(rewards)]


# %% wrong | discounted_return | prints | is the `return` missing
def discounted_return(rewards, gamma):
    print(sum(gamma**t * r for t, r in enumerate(rewards)))


# %% wrong | discounted_return | hard-coded gamma | gamma is fixed in the code
def discounted_return(rewards, gamma):
    return sum(0.9**t * r for t, r in enumerate(rewards))


# %% wrong | discounted_return | right for the worked example only | fixed number of rewards
def discounted_return(rewards, gamma):
    return rewards[0] + gamma * rewards[1] + gamma**2 * rewards[2]


# %% wrong | discounted_return | power without its base | The power is the wrong way round
def discounted_return(rewards, gamma):
    return sum(t**gamma * r for t, r in enumerate(rewards))


# %% right | evaluate_policy | loop and statistics by hand
def evaluate_policy(env, policy, episodes, seed=None):
    returns = []
    for i in range(episodes):
        returns.append(rollout_policy(env, policy, seed=None if seed is None else seed + i))
    mean = sum(returns) / episodes
    if episodes < 2:
        return mean, float("nan")
    variance = sum((r - mean) ** 2 for r in returns) / (episodes - 1)
    return mean, (variance / episodes) ** 0.5


# %% right | evaluate_policy | NumPy scalars
def evaluate_policy(env, policy, episodes, seed=None):
    seeds = [None] * episodes if seed is None else np.arange(seed, seed + episodes).tolist()
    returns = np.array([rollout_policy(env, policy, s) for s in seeds])
    error = returns.std(ddof=1) / np.sqrt(episodes) if episodes > 1 else np.nan
    return returns.mean(), error


# %% right | evaluate_policy | the standard library
import math
import statistics


def evaluate_policy(env, policy, episodes, seed=None):
    def play(i):
        return rollout_policy(env, policy, seed + i if seed is not None else None)

    returns = list(map(play, range(episodes)))
    try:
        error = statistics.stdev(returns) / math.sqrt(episodes)
    except statistics.StatisticsError:
        error = math.nan
    return statistics.fmean(returns), error


# %% right | evaluate_policy | Welford's running sums
def evaluate_policy(env, policy, episodes, seed=None):
    mean, squares = 0.0, 0.0
    for n in range(1, episodes + 1):
        total = rollout_policy(env, policy, None if seed is None else seed + n - 1)
        delta = total - mean
        mean += delta / n
        squares += delta * (total - mean)
    error = np.sqrt(squares / (episodes - 1) / episodes) if episodes > 1 else float("nan")
    return float(mean), float(error)


# %% wrong | evaluate_policy | ddof 0 | taken with ddof=0
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns) / np.sqrt(episodes)


# %% wrong | evaluate_policy | deviation for error | This is the standard deviation; the standard error divides it
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns, ddof=1)


# %% wrong | evaluate_policy | variance for deviation | The variance stands where the standard deviation belongs
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.var(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | evaluate_policy | divided by n | it takes the square root of n
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns, ddof=1) / episodes


# %% wrong | evaluate_policy | square root of n - 1 twice | on top of ddof=1
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes - 1)


# %% wrong | evaluate_policy | sum for mean | This is the sum of the returns
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    if episodes == 1:
        return returns[0], float("nan")
    return np.sum(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | evaluate_policy | one episode short | One episode is missing
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(1, episodes)
    ]
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | evaluate_policy | the same seed each time | the episodes are copies of one another
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [rollout_policy(env, policy, seed) for i in range(episodes)]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | evaluate_policy | seeds from 1 | The seeds begin one too high
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i + 1) for i in range(episodes)
    ]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | evaluate_policy | only the first is seeded | Only the first episode is seeded
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [rollout_policy(env, policy, seed if i == 0 else None) for i in range(episodes)]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | evaluate_policy | seed ignored | None of the episodes is seeded
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [rollout_policy(env, policy) for i in range(episodes)]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | evaluate_policy | seed counted from None | seed is None here
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [rollout_policy(env, policy, seed + i) for i in range(episodes)]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | evaluate_policy | warns on a single episode | treat the single episode by itself
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | evaluate_policy | zero for a single episode | One episode tells nothing about the spread
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    if episodes == 1:
        return returns[0], 0.0
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | evaluate_policy | mean only | Return the pair
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    return np.mean(returns)


# %% wrong | evaluate_policy | the other order | The two numbers are in the other order
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    if episodes == 1:
        return returns[0], float("nan")
    return np.std(returns, ddof=1) / np.sqrt(episodes), np.mean(returns)


# %% wrong | evaluate_policy | median | This is the median
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    if episodes == 1:
        return returns[0], float("nan")
    return np.median(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | evaluate_policy | best episode | This is the best return
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    if episodes == 1:
        return returns[0], float("nan")
    return max(returns), np.std(returns, ddof=1) / np.sqrt(episodes)


# %% wrong | evaluate_policy | nothing returned | is the `return` missing
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    print(np.mean(returns), np.std(returns, ddof=1) / np.sqrt(episodes))


# %% wrong | evaluate_policy | right for ten episodes only | the number 10 stands where the number of episodes belongs
def evaluate_policy(env, policy, episodes, seed=None):
    returns = [
        rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)
    ]
    if episodes == 1:
        return returns[0], float("nan")
    return np.mean(returns), np.std(returns, ddof=1) / np.sqrt(10)


# %% right | cartpole_policy | an if
def cartpole_policy(state):
    if state[2] + state[3] > 0:
        return 1
    else:
        return 0


# %% right | cartpole_policy | NumPy dot product and a NumPy integer
def cartpole_policy(state):
    weights = np.array([0.1, 0.3, 4.0, 1.2])
    return np.int64(weights @ state > 0)


# %% right | cartpole_policy | where the pole will be soon
def cartpole_policy(state):
    _, _, angle, velocity = (float(number) for number in state)
    soon = angle + 0.4 * velocity
    return [0, 1][soon >= 0]


# %% right | cartpole_policy | argmax of two preferences
def cartpole_policy(state):
    lean = 2 * state[2] + state[3]
    return np.argmax([-lean, lean])


# %% right | cartpole_policy | the angular velocity alone
def cartpole_policy(state):
    return 1 if state[3] > 0 else 0


# %% wrong | cartpole_policy | the wrong sign | It pushes away from the lean
def cartpole_policy(state):
    return int(state[2] + state[3] < 0)


# %% wrong | cartpole_policy | angle only | It follows the angle alone
def cartpole_policy(state):
    return 1 if state[2] > 0 else 0


# %% wrong | cartpole_policy | always right | The action is always the same
def cartpole_policy(state):
    return 1


# %% wrong | cartpole_policy | position for angle | It follows the cart's position
def cartpole_policy(state):
    return int(state[0] > 0)


# %% wrong | cartpole_policy | away from the position | It follows the cart's position
def cartpole_policy(state):
    return int(state[0] < 0)


# %% wrong | cartpole_policy | the cart's velocity for the pole's | the cart's velocity
def cartpole_policy(state):
    return int(state[2] + state[1] > 0)


# %% wrong | cartpole_policy | random | drawn at random
def cartpole_policy(state):
    return np.random.randint(2)


# %% wrong | cartpole_policy | minus one for left | numbered 0 and 1
def cartpole_policy(state):
    return int(np.sign(state[2] + state[3])) or 1


# %% wrong | cartpole_policy | returns the lean itself | not the lean or the force itself
def cartpole_policy(state):
    return state[2] + state[3]


# %% wrong | cartpole_policy | prints | is the `return` missing
def cartpole_policy(state):
    print(int(state[2] + state[3] > 0))


# %% wrong | cartpole_policy | takes turns | The action takes turns
_turn = [0]


def cartpole_policy(state):
    _turn[0] = 1 - _turn[0]
    return _turn[0]


# %% wrong | cartpole_policy | unpacks two values | has four numbers
def cartpole_policy(state):
    angle, velocity = state
    return int(angle + velocity > 0)


# %% wrong | cartpole_policy | counts from 1 | has four numbers
def cartpole_policy(state):
    return int(state[3] + state[4] > 0)


# %% wrong | cartpole_policy | waits for five degrees | As long as the pole leans little
def cartpole_policy(state):
    if state[2] > 0.09:
        return 1
    if state[2] < -0.09:
        return 0
    return 0

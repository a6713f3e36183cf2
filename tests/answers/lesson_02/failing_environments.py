"""Answers to `failing_environments`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in env_ids:
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean < threshold * env.unwrapped.optimal_return:
            failing.append(env_id)
    return failing


# %% right | comprehension with a helper
def _fails(train, env_id, threshold):
    env, policy = gym.make(env_id), train(env_id)
    total = sum(rollout_policy(env, policy, seed=i) for i in range(20))
    return total / 20 < threshold * env.unwrapped.optimal_return


def failing_environments(train, env_ids, threshold=0.9):
    return [env_id for env_id in env_ids if _fails(train, env_id, threshold)]


# %% right | its own loop over steps, an environment an episode
def failing_environments(train, env_ids, threshold=0.9):
    policies = {env_id: train(env_id) for env_id in env_ids}
    found = []
    for env_id, policy in policies.items():
        returns = np.zeros(20)
        for seed in range(20):
            env = gym.make(env_id)
            state, _ = env.reset(seed=seed)
            while True:
                state, reward, terminated, truncated, _ = env.step(policy(state))
                returns[seed] += reward
                if terminated or truncated:
                    break
        if not returns.mean() >= threshold * type(env.unwrapped).optimal_return:
            found += [env_id]
    return found


# %% right | evaluate_policy and get_wrapper_attr
from helpers.rollouts import evaluate_policy


def failing_environments(train, env_ids, threshold=0.9):
    result = []
    for env_id in env_ids:
        with gym.make(env_id) as env:
            mean, _ = evaluate_policy(env, train(env_id), episodes=20, seed=0)
            if mean - threshold * env.get_wrapper_attr("optimal_return") < 0:
                result.append(env_id)
    return result


# %% right | filter
def failing_environments(train, env_ids, threshold=0.9):
    def fails(env_id):
        env = gym.make(env_id)
        policy = train(env_id)
        returns = map(lambda seed: rollout_policy(env, policy, seed), range(20))
        return np.average(list(returns)) < env.unwrapped.optimal_return * threshold

    return list(filter(fails, env_ids))


# %% wrong | on the line fails | An environment on the line passes
# -         if mean < threshold * env.unwrapped.optimal_return:
# +         if mean <= threshold * env.unwrapped.optimal_return:


# %% wrong | forgets the best return | The threshold is a share
# -         if mean < threshold * env.unwrapped.optimal_return:
# +         if mean < threshold:


# %% wrong | forgets the threshold | The threshold is not used
# -         if mean < threshold * env.unwrapped.optimal_return:
# +         if mean < env.unwrapped.optimal_return:


# %% wrong | a fixed threshold | The threshold is fixed at 0.9
# -         if mean < threshold * env.unwrapped.optimal_return:
# +         if mean < 0.9 * env.unwrapped.optimal_return:


# %% wrong | the ones that pass | These are the environments that pass
# -         if mean < threshold * env.unwrapped.optimal_return:
# +         if mean >= threshold * env.unwrapped.optimal_return:


# %% wrong | a fixed best return | The best return is fixed at 20
# -         if mean < threshold * env.unwrapped.optimal_return:
# +         if mean < threshold * 20.0:


# %% wrong | a table of best returns | not in a table
# -         if mean < threshold * env.unwrapped.optimal_return:
# +         if mean < threshold * {"lwg/ActionMatters-v0": 20.0, "mine/Counter-v0": 16.0}[env_id]:


# %% wrong | asks the wrapper | env.unwrapped
# -         if mean < threshold * env.unwrapped.optimal_return:
# +         if mean < threshold * env.optimal_return:


# %% wrong | one episode | Only one episode is played
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = rollout_policy(env, policy, 0)


# %% wrong | 19 episodes | 19 episodes are played
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(19)])


# %% wrong | 21 episodes | 21 episodes are played
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(21)])


# %% wrong | seeds from 1 | The seeds run from 1 to 20
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(1, 21)])


# %% wrong | one seed for all | all are copies of one another
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.mean([rollout_policy(env, policy, 0) for seed in range(20)])


# %% wrong | no seeds | The episodes are not seeded
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.mean([rollout_policy(env, policy) for seed in range(20)])


# %% wrong | only the first is seeded | Only the first episode is seeded
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.mean([rollout_policy(env, policy, None if seed else 0) for seed in range(20)])


# %% wrong | seeds go on from one environment to the next | the same for every environment
# -     failing = []
# +     failing = []
# +     start = 0
#
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(start, start + 20)])
# +         start += 20


# %% wrong | the worst episode | The worst episode decides
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.min([rollout_policy(env, policy, seed) for seed in range(20)])


# %% wrong | the best episode | The best episode decides
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.max([rollout_policy(env, policy, seed) for seed in range(20)])


# %% wrong | the sum | The sum of the 20 returns is compared
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.sum([rollout_policy(env, policy, seed) for seed in range(20)])


# %% wrong | the last episode | The last episode decides
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = [rollout_policy(env, policy, seed) for seed in range(20)][-1]


# %% wrong | the median | The median
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.median([rollout_policy(env, policy, seed) for seed in range(20)])


# %% wrong | trains on the environment object | `train` takes the id
# -         policy = train(env_id)
# +         policy = train(env)


# %% wrong | trains once for all | called for one environment only
# -     failing = []
# +     failing = []
# +     policy = train(env_ids[0])
#
# -         policy = train(env_id)


# %% wrong | trains for every episode | more than once for an environment
# -         policy = train(env_id)
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.mean([rollout_policy(env, train(env_id), seed) for seed in range(20)])


# %% wrong | takes train for the policy | `train` takes the id
# -         policy = train(env_id)
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.mean([rollout_policy(env, train, seed) for seed in range(20)])


# %% wrong | sorted | keep the order of env_ids
# -     return failing
# +     return sorted(failing)


# %% wrong | backwards | keep the order of env_ids
# -     return failing
# +     return failing[::-1]


# %% wrong | a set | Return a list of ids
# -     return failing
# +     return set(failing)


# %% wrong | a tuple | Return a list of ids
# -     return failing
# +     return tuple(failing)


# %% wrong | pairs of id and mean | The list holds the ids themselves
# -             failing.append(env_id)
# +             failing.append((env_id, float(mean)))


# %% wrong | positions | The list holds the ids themselves
# -             failing.append(env_id)
# +             failing.append(env_ids.index(env_id))


# %% wrong | verdicts | The list holds the ids themselves
# -         if mean < threshold * env.unwrapped.optimal_return:
# -             failing.append(env_id)
# +         failing.append(bool(mean < threshold * env.unwrapped.optimal_return))


# %% wrong | returns inside the loop | `return` inside the loop
# -     return failing
# +         return failing


# %% wrong | prints | is the `return` missing
# -             failing.append(env_id)
# -     return failing
# +             print(env_id)


# %% wrong | removes from env_ids | An input is changed in place
def failing_environments(train, env_ids, threshold=0.9):
    failing = []
    for env_id in list(env_ids):
        env = gym.make(env_id)
        policy = train(env_id)
        mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
        if mean >= threshold * env.unwrapped.optimal_return:
            env_ids.remove(env_id)
    return env_ids


# %% wrong | random policy instead of the trained one | Every environment is listed
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.mean([random_rollout(env, seed) for seed in range(20)])


# %% wrong | never trains | `train` was never called
# -         policy = train(env_id)
# -         mean = np.mean([rollout_policy(env, policy, seed) for seed in range(20)])
# +         mean = np.mean([rollout_policy(env, counter_policy, seed) for seed in range(20)])

"""Answers to lesson 04: see catalogue.py for how this file is read."""


# %% right | random_policy | normal, in the other order
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    b2 = rng.normal(size=num_outputs)
    w2 = rng.normal(0.0, 1.0, (num_outputs, num_hiddens))
    b1 = rng.normal(size=(num_hiddens,))
    w1 = rng.normal(size=[num_hiddens, num_inputs])
    return dict(weights1=w1, biases1=b1, weights2=w2, biases2=b2)


# %% right | random_policy | over the shapes of initial_policy
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: rng.standard_normal(array.shape) for key, array in zeros.items()}


# %% right | random_policy | number by number
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    policy = initial_policy(num_inputs, num_hiddens, num_outputs)
    for array in policy.values():
        for index in np.ndindex(array.shape):
            array[index] = rng.standard_normal()
    return policy


# %% right | random_policy | one long draw, cut up
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    sizes = [num_hiddens * num_inputs, num_hiddens, num_outputs * num_hiddens, num_outputs]
    a, b, c, d = np.split(rng.standard_normal(sum(sizes)), np.cumsum(sizes)[:-1])
    return {
        "weights1": a.reshape(num_hiddens, num_inputs),
        "biases1": b,
        "weights2": c.reshape(num_outputs, num_hiddens),
        "biases2": d,
    }


# %% wrong | random_policy | forgets the return | is the `return` missing
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    policy = {"weights1": rng.standard_normal((num_hiddens, num_inputs))}


# %% wrong | random_policy | axes swapped | The two axes are swapped
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    return {
        "weights1": rng.standard_normal((num_inputs, num_hiddens)),
        "biases1": rng.standard_normal(num_hiddens),
        "weights2": rng.standard_normal((num_hiddens, num_outputs)),
        "biases2": rng.standard_normal(num_outputs),
    }


# %% wrong | random_policy | sizes hard-coded | the shape for the default sizes
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    return {
        "weights1": rng.standard_normal((10, 4)),
        "biases1": rng.standard_normal(10),
        "weights2": rng.standard_normal((1, 10)),
        "biases2": rng.standard_normal(1),
    }


# %% wrong | random_policy | biases as columns | A bias is one number a unit
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    return {
        "weights1": rng.standard_normal((num_hiddens, num_inputs)),
        "biases1": rng.standard_normal((num_hiddens, 1)),
        "weights2": rng.standard_normal((num_outputs, num_hiddens)),
        "biases2": rng.standard_normal((num_outputs, 1)),
    }


# %% wrong | random_policy | biases as many as inputs | a bias for every hidden unit
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    return {
        "weights1": rng.standard_normal((num_hiddens, num_inputs)),
        "biases1": rng.standard_normal(num_inputs),
        "weights2": rng.standard_normal((num_outputs, num_hiddens)),
        "biases2": rng.standard_normal(num_outputs),
    }


# %% wrong | random_policy | a list of arrays | A policy is a dict with the keys
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    return [rng.standard_normal(a.shape) for a in initial_policy(num_inputs).values()]


# %% wrong | random_policy | the two shape numbers without brackets | takes one shape, in brackets
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    return {
        "weights1": rng.standard_normal(num_hiddens, num_inputs),
        "biases1": rng.standard_normal(num_hiddens),
        "weights2": rng.standard_normal(num_outputs, num_hiddens),
        "biases2": rng.standard_normal(num_outputs),
    }


# %% wrong | random_policy | randn of a generator | but no randn
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: rng.randn(*array.shape) for key, array in zeros.items()}


# %% wrong | random_policy | uniform from 0 to 1 | All numbers have one sign
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: rng.random(array.shape) for key, array in zeros.items()}


# %% wrong | random_policy | uniform from -1 to 1 | they are uniform, not standard normal
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: rng.uniform(-1, 1, array.shape) for key, array in zeros.items()}


# %% wrong | random_policy | uniform with the right spread | the shape is not
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: rng.uniform(-(3**0.5), 3**0.5, array.shape) for key, array in zeros.items()}


# %% wrong | random_policy | scaled as in deep learning | are not scaled
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: 0.1 * rng.standard_normal(array.shape) for key, array in zeros.items()}


# %% wrong | random_policy | biases of zero | All numbers of biases1 are equal
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    policy = initial_policy(num_inputs, num_hiddens, num_outputs)
    for key in ("weights1", "weights2"):
        policy[key] = rng.standard_normal(policy[key].shape)
    return policy


# %% wrong | random_policy | small biases | The biases have another spread
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    policy = {key: rng.standard_normal(array.shape) for key, array in zeros.items()}
    policy["biases1"] = 0.1 * policy["biases1"]
    return policy


# %% wrong | random_policy | one column for all inputs | The same numbers stand in several places
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    biases = rng.standard_normal(num_hiddens)
    return {
        "weights1": np.column_stack([biases] * num_inputs),
        "biases1": biases,
        "weights2": rng.standard_normal((num_outputs, num_hiddens)),
        "biases2": rng.standard_normal(num_outputs),
    }


# %% wrong | random_policy | seeds again for each array | The same numbers stand in several places
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {k: np.random.default_rng(0).standard_normal(a.shape) for k, a in zeros.items()}


# %% wrong | random_policy | the global generator | global generator
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: np.random.normal(size=array.shape) for key, array in zeros.items()}


# %% wrong | random_policy | a generator without a seed | come from somewhere else than rng
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    rng = np.random.default_rng()
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: rng.standard_normal(array.shape) for key, array in zeros.items()}


# %% wrong | random_policy | a generator with a fixed seed | Every call gives the same policy
def random_policy(rng, num_inputs=4, num_hiddens=10, num_outputs=1):
    rng = np.random.default_rng(0)
    zeros = initial_policy(num_inputs, num_hiddens, num_outputs)
    return {key: rng.standard_normal(array.shape) for key, array in zeros.items()}


# %% right | flatten | hstack and np.split
def flatten(policy):
    return np.hstack([array.flatten() for array in policy.values()])


def unflatten(vector, template):
    sizes = [array.size for array in template.values()]
    pieces = np.split(vector, np.cumsum(sizes)[:-1])
    return {k: p.reshape(a.shape) for (k, a), p in zip(template.items(), pieces)}


# %% right | flatten | lists and loops, number by number
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


# %% right | flatten | one buffer, filled and copied
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


# %% wrong | flatten | flatten without return | is the `return` missing
def flatten(policy):
    np.concatenate([array.ravel() for array in policy.values()])


# %% wrong | flatten | a list | Return a NumPy array
def flatten(policy):
    return [float(x) for array in policy.values() for x in array.ravel()]


# %% wrong | flatten | arrays not made flat | make each one flat
def flatten(policy):
    return np.concatenate(list(policy.values()))


# %% wrong | flatten | sorts the keys | The keys are sorted by name
def flatten(policy):
    return np.concatenate([policy[key].ravel() for key in sorted(policy)])


# %% wrong | flatten | column by column | The arrays are read column by column
def flatten(policy):
    return np.concatenate([array.ravel(order="F") for array in policy.values()])


# %% wrong | flatten | a row | its shape is (dim,)
def flatten(policy):
    return np.concatenate([array.reshape(1, -1) for array in policy.values()], axis=1)


# %% wrong | flatten | the lesson's keys only | whatever they are called
def flatten(policy):
    keys = ("weights1", "biases1", "weights2", "biases2")
    return np.concatenate([policy[key].ravel() for key in keys])


# %% wrong | flatten | unflatten without return | `unflatten` returns nothing
def unflatten(vector, template):
    policy, start = {}, 0
    for key, array in template.items():
        policy[key] = vector[start : start + array.size].reshape(array.shape)
        start += array.size


# %% wrong | flatten | forgets to move on | Every array begins at the start of the vector
def unflatten(vector, template):
    policy, start = {}, 0
    for key, array in template.items():
        policy[key] = vector[start : start + array.size].reshape(array.shape)
    return policy


# %% wrong | flatten | forgets the shapes | The arrays are flat
def unflatten(vector, template):
    policy, start = {}, 0
    for key, array in template.items():
        policy[key] = vector[start : start + array.size]
        start += array.size
    return policy


# %% wrong | flatten | a piece too long | The piece of the vector is not as long as the array
def unflatten(vector, template):
    policy, start = {}, 0
    for key, array in template.items():
        policy[key] = vector[start : start + array.size + 1].reshape(array.shape)
        start += array.size
    return policy


# %% wrong | flatten | len for size | The piece of the vector is not as long as the array
def unflatten(vector, template):
    policy, start = {}, 0
    for key, array in template.items():
        policy[key] = vector[start : start + len(array)].reshape(array.shape)
        start += len(array)
    return policy


# %% wrong | flatten | transposes on the way back | The arrays are filled column by column
def unflatten(vector, template):
    policy, start = {}, 0
    for key, array in template.items():
        policy[key] = vector[start : start + array.size].reshape(array.shape, order="F")
        start += array.size
    return policy


# %% wrong | flatten | unflatten by sorted keys | The keys are taken by name
def unflatten(vector, template):
    policy, start = {}, 0
    for key in sorted(template):
        array = template[key]
        policy[key] = vector[start : start + array.size].reshape(array.shape)
        start += array.size
    return policy


# %% wrong | flatten | right numbers, keys sorted at the end | their order is not
def unflatten(vector, template):
    policy, start = {}, 0
    for key, array in template.items():
        policy[key] = vector[start : start + array.size].reshape(array.shape)
        start += array.size
    return dict(sorted(policy.items()))


# %% wrong | flatten | the template comes back | the template's own numbers
def unflatten(vector, template):
    return {key: array.copy() for key, array in template.items()}


# %% wrong | flatten | fills the template | changed in place
def unflatten(vector, template):
    start = 0
    for key, array in template.items():
        array[...] = vector[start : start + array.size].reshape(array.shape)
        start += array.size
    return template


# %% wrong | flatten | float32 on the way | The numbers are rounded on the way
def flatten(policy):
    with np.errstate(all="ignore"):
        arrays = [np.float32(array.ravel()) for array in policy.values()]
    return np.concatenate(arrays).astype(float)


# %% right | evaluate_random_policy | its own loop, an environment for each episode
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    total = 0.0
    for i in range(num_rollouts):
        env = gym.make("CartPole-v1")
        state, _ = env.reset(seed=seed + i)
        while True:
            state, reward, terminated, truncated, _ = env.step(act(policy, state))
            total += reward
            if terminated or truncated:
                break
    return total / num_rollouts, policy


# %% right | evaluate_random_policy | other draws, a list, a NumPy number
@ray.remote(num_cpus=1)
def evaluate_random_policy(num_rollouts, seed):
    seed = int(seed)
    rng = np.random.default_rng(seed)
    policy = {k: rng.normal(size=v.shape) for k, v in reversed(initial_policy().items())}
    env = gym.make("CartPole-v1")
    returns = np.empty(num_rollouts)
    for i in range(num_rollouts):
        returns[i] = rollout_policy(env, lambda s: act(policy, s), seed=seed + i)
    return [returns.mean(), policy]


# %% right | evaluate_random_policy | the helper's evaluate_policy
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    from helpers.rollouts import evaluate_policy

    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    mean, _ = evaluate_policy(env, lambda state: act(policy, state), num_rollouts, seed)
    return mean, policy


# %% wrong | evaluate_random_policy | not remote | The line @ray.remote above the function is missing
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
    return float(np.mean(returns)), policy


# %% wrong | evaluate_random_policy | no return | is the `return` missing
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))


# %% wrong | evaluate_random_policy | the policy is not returned | Return two values
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    return float(np.mean([rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]))


# %% wrong | evaluate_random_policy | the pair in the other order | in the other order
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
    return policy, float(np.mean(returns))


# %% wrong | evaluate_random_policy | all returns | The mean return is one plain number
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    return [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)], policy


# %% wrong | evaluate_random_policy | sums the returns | This is the sum of the returns
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    return sum(rollout_policy(env, choose, seed + i) for i in range(num_rollouts)), policy


# %% wrong | evaluate_random_policy | action 1 where the output is positive | The actions are swapped
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    choose = lambda state: 1 - act(policy, state)
    returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
    return float(np.mean(returns)), policy


# %% wrong | evaluate_random_policy | one seed for all episodes | Every episode is reset with the same seed
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    returns = [rollout_policy(env, choose, seed) for i in range(num_rollouts)]
    return float(np.mean(returns)), policy


# %% wrong | evaluate_random_policy | counts from 1 | i begins at 0
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    returns = [rollout_policy(env, choose, seed + i) for i in range(1, num_rollouts + 1)]
    return float(np.mean(returns)), policy


# %% wrong | evaluate_random_policy | the same episodes for everybody | whatever the seed
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    returns = [rollout_policy(env, choose, i) for i in range(num_rollouts)]
    return float(np.mean(returns)), policy


# %% wrong | evaluate_random_policy | resets without a seed | episode i reset with seed + i
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    returns = [rollout_policy(env, choose) for i in range(num_rollouts)]
    return float(np.mean(returns)), policy


# %% wrong | evaluate_random_policy | one episode too many | One episode too many
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts + 1)]
    return float(np.mean(returns)), policy


# %% wrong | evaluate_random_policy | returns inside the loop | Only the last episode counts
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env = gym.make("CartPole-v1")
    for i in range(num_rollouts):
        last = rollout_policy(env, lambda state: act(policy, state), seed + i)
    return last, policy


# %% wrong | evaluate_random_policy | waits for terminated only | one that is truncated is over
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(seed))
    env, total = gym.make("CartPole-v1"), 0.0
    for i in range(num_rollouts):
        (state, _), terminated = env.reset(seed=seed + i), False
        while not terminated:
            state, reward, terminated, truncated, _ = env.step(act(policy, state))
            total += reward
    return total / num_rollouts, policy


# %% wrong | evaluate_random_policy | one policy for all | Several seeds give the same policy
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng(0))
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
    return float(np.mean(returns)), policy


# %% wrong | evaluate_random_policy | a generator of the notebook travels along | Several seeds give the same policy
shared_rng = np.random.default_rng(1)


@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    import copy

    policy = random_policy(copy.deepcopy(shared_rng))
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
    return float(np.mean(returns)), policy


# %% wrong | evaluate_random_policy | unseeded policy | does not come from the seed
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    policy = random_policy(np.random.default_rng())
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
    return float(np.mean(returns)), policy


# %% wrong | evaluate_random_policy | uniform weights | they are uniform, not standard normal
@ray.remote
def evaluate_random_policy(num_rollouts, seed):
    rng = np.random.default_rng(seed)
    policy = {k: rng.uniform(-1, 1, v.shape) for k, v in initial_policy().items()}
    env = gym.make("CartPole-v1")
    choose = lambda state: act(policy, state)
    returns = [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]
    return float(np.mean(returns)), policy


# %% right | random_search | ray.wait with numbers
def random_search(num_policies, num_rollouts, seed):
    rng = np.random.default_rng(seed)
    number = {}
    for i in range(num_policies):
        number[evaluate_random_policy.remote(num_rollouts, int(rng.integers(2**31)))] = i
    best, pending = None, list(number)
    while pending:
        ready, pending = ray.wait(pending)
        mean, policy = ray.get(ready[0])
        key = (mean, -number[ready[0]])
        if best is None or key > best[0]:
            best = key, policy
    return best[0][0], best[1]


# %% right | random_search | argmax, seeds in a row, a list
def random_search(num_policies, num_rollouts, seed):
    results = ray.get(
        [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    )
    means = np.array([mean for mean, _ in results])
    return [means.max(), results[int(means.argmax())][1]]


# %% right | random_search | spawned seeds, get one by one after the submission
def random_search(num_policies, num_rollouts, seed):
    seeds = np.random.SeedSequence(seed).generate_state(num_policies)
    refs = []
    for s in seeds:
        refs.append(evaluate_random_policy.remote(num_rollouts=num_rollouts, seed=int(s)))
    best_mean, best_policy = -float("inf"), None
    for ref in refs:
        mean, policy = ray.get(ref)
        if mean > best_mean:
            best_mean, best_policy = mean, policy
    return best_mean, best_policy


# %% right | random_search | imports get, waits for all, sorts
from ray import get, wait


def random_search(num_policies, num_rollouts, seed):
    rng = np.random.default_rng([seed, 4])
    seeds = rng.choice(10**9, size=num_policies, replace=False).tolist()
    refs = [evaluate_random_policy.options(num_cpus=1).remote(num_rollouts, s) for s in seeds]
    wait(refs, num_returns=len(refs))
    return sorted(get(refs), key=lambda pair: -pair[0])[0]


# %% wrong | random_search | no return | is the `return` missing
def random_search(num_policies, num_rollouts, seed):
    seeds = np.random.default_rng(seed).integers(2**31, size=num_policies)
    results = ray.get([evaluate_random_policy.remote(num_rollouts, int(s)) for s in seeds])


# %% wrong | random_search | called without remote | called with .remote
def random_search(num_policies, num_rollouts, seed):
    return max(
        (evaluate_random_policy(num_rollouts, seed + i) for i in range(num_policies)),
        key=lambda r: r[0],
    )


# %% wrong | random_search | no ray.get | ray.get fetches what it stands for
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    return max(refs, key=lambda r: r[0])


# %% wrong | random_search | returns a reference | This is a reference
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    means = [ray.get(ref)[0] for ref in refs]
    return refs[int(np.argmax(means))]


# %% wrong | random_search | itself remote | takes no @ray.remote itself
@ray.remote
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | random_search | no tasks at all | No task is submitted
def random_search(num_policies, num_rollouts, seed):
    best = (0.0, None)
    for i in range(num_policies):
        policy = random_policy(np.random.default_rng(seed + i))
        env = gym.make("CartPole-v1")
        mean = np.mean([rollout_policy(env, lambda s: act(policy, s), j) for j in range(2)])
        best = max(best, (mean, policy), key=lambda r: r[0])
    return best


# %% wrong | random_search | one task too few | One task too many or too few
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(1, num_policies)]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | random_search | arguments swapped | num_rollouts first, then the seed
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(seed + i, num_rollouts) for i in range(num_policies)]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | random_search | one rollout a task | Every task plays num_rollouts episodes
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(1, seed + i) for i in range(num_policies)]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | random_search | min for max | This is the worst policy
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    return min(ray.get(refs), key=lambda r: r[0])


# %% wrong | random_search | the last one | This is the last policy
def random_search(num_policies, num_rollouts, seed):
    for i in range(num_policies):
        ref = evaluate_random_policy.remote(num_rollouts, seed + i)
    return ray.get(ref)


# %% wrong | random_search | the policy of the last | are not of the same task
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    best = 0.0
    for mean, policy in ray.get(refs):
        best = max(best, mean)
    return best, policy


# %% wrong | random_search | the pair in the other order | in the other order
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    mean, policy = max(ray.get(refs), key=lambda r: r[0])
    return policy, mean


# %% wrong | random_search | the anti-pattern | ray.get stands in the loop that submits
def random_search(num_policies, num_rollouts, seed):
    results = [
        ray.get(evaluate_random_policy.remote(num_rollouts, seed + i)) for i in range(num_policies)
    ]
    return max(results, key=lambda r: r[0])


# %% wrong | random_search | the anti-pattern with an imported get | ray.get stands in the loop
from ray import get as fetch


def random_search(num_policies, num_rollouts, seed):
    best = (0.0, None)
    for i in range(num_policies):
        result = fetch(evaluate_random_policy.remote(num_rollouts, seed + i))
        if result[0] > best[0]:
            best = result
    return best


# %% wrong | random_search | in portions of four | submitted in portions
def random_search(num_policies, num_rollouts, seed):
    results = []
    for start in range(0, num_policies, 4):
        refs = [
            evaluate_random_policy.remote(num_rollouts, seed + i)
            for i in range(start, min(start + 4, num_policies))
        ]
        results += ray.get(refs)
    return max(results, key=lambda r: r[0])


# %% wrong | random_search | a window of two | submitted in portions
def random_search(num_policies, num_rollouts, seed):
    refs, pending = [], []
    for i in range(num_policies):
        if len(pending) == 2:
            _, pending = ray.wait(pending)
        refs.append(evaluate_random_policy.remote(num_rollouts, seed + i))
        pending.append(refs[-1])
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | random_search | max without a key | Python goes on and compares the policies
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    return max(ray.get(refs))


# %% wrong | random_search | the last of equals | the one with the lowest number wins
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    best = (-1.0, None)
    for mean, policy in ray.get(refs):
        if mean >= best[0]:
            best = mean, policy
    return best


# %% wrong | random_search | sorts and takes the last | the one with the lowest number wins
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    return sorted(ray.get(refs), key=lambda r: r[0])[-1]


# %% wrong | random_search | the first to complete | the winner depends on luck
def random_search(num_policies, num_rollouts, seed):
    pending = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    best = (-1.0, None)
    while pending:
        (ref,), pending = ray.wait(pending)
        mean, policy = ray.get(ref)
        if mean > best[0]:
            best = mean, policy
    return best


# %% wrong | random_search | counts completions as numbers | taken for those of other tasks
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    means, pending = [], refs
    while pending:
        (ref,), pending = ray.wait(pending)
        means.append(ray.get(ref)[0])
    best = int(np.argmax(means))
    return ray.get(refs[best])


# %% wrong | random_search | one seed for all tasks | Tasks share a seed
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed) for i in range(num_policies)]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | random_search | ignores the seed | changes nothing
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, i) for i in range(num_policies)]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | random_search | unseeded | do not come from the search's seed
def random_search(num_policies, num_rollouts, seed):
    seeds = np.random.default_rng().integers(2**31, size=num_policies)
    refs = [evaluate_random_policy.remote(num_rollouts, int(s)) for s in seeds]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | random_search | seeds the global generator | global generator
def random_search(num_policies, num_rollouts, seed):
    np.random.seed(seed)
    seeds = [int(np.random.randint(2**31)) for _ in range(num_policies)]
    refs = [evaluate_random_policy.remote(num_rollouts, s) for s in seeds]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | random_search | NumPy integers as seeds | Python's own integers
def random_search(num_policies, num_rollouts, seed):
    seeds = np.random.default_rng(seed).integers(2**31, size=num_policies)
    refs = [evaluate_random_policy.remote(num_rollouts, s) for s in seeds]
    return max(ray.get(refs), key=lambda r: r[0])


# %% right | RolloutActor | decorated afterwards, its own loop
class Player:
    def __init__(self):
        self.game = gym.make("CartPole-v1")

    def do_rollouts(self, policy, num_rollouts, seed):
        returns = []
        for i in range(num_rollouts):
            state, _ = self.game.reset(seed=seed + i)
            total, over = 0, False
            while not over:
                state, reward, terminated, truncated, _ = self.game.step(act(policy, state))
                total, over = total + reward, terminated or truncated
            returns.append(total)
        return returns


RolloutActor = ray.remote(Player)


# %% right | RolloutActor | makes the environment when it is needed first
@ray.remote(num_cpus=0)
class RolloutActor:
    env = None

    def do_rollouts(self, policy, num_rollouts, seed):
        if self.env is None:
            self.env = gym.make("CartPole-v1")
        choose = lambda state: act(policy, state)
        return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]


# %% right | RolloutActor | an array, and a method that helps
@ray.remote
class RolloutActor:
    def __init__(self, env_id="CartPole-v1"):
        self._env = gym.make(env_id)
        self._asked = 0

    def _play(self, policy, seed):
        return rollout_policy(self._env, lambda state: act(policy, state), seed=int(seed))

    def do_rollouts(self, policy, num_rollouts, seed):
        self._asked += 1
        return np.array([self._play(policy, s) for s in seed + np.arange(num_rollouts)])


# %% wrong | RolloutActor | not remote | The line @ray.remote above the class is missing
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")

    def do_rollouts(self, policy, num_rollouts, seed):
        choose = lambda state: act(policy, state)
        return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]


# %% wrong | RolloutActor | the method has another name | The method is called do_rollouts
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")

    def rollouts(self, policy, num_rollouts, seed):
        choose = lambda state: act(policy, state)
        return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]


# %% wrong | RolloutActor | wants an environment | takes no argument
@ray.remote
class RolloutActor:
    def __init__(self, env):
        self.env = env

    def do_rollouts(self, policy, num_rollouts, seed):
        choose = lambda state: act(policy, state)
        return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]


# %% wrong | RolloutActor | forgets self | an attribute of self
@ray.remote
class RolloutActor:
    def __init__(self):
        environment = gym.make("CartPole-v1")

    def do_rollouts(self, policy, num_rollouts, seed):
        choose = lambda state: act(policy, state)
        return [rollout_policy(self.environment, choose, seed + i) for i in range(num_rollouts)]


# %% wrong | RolloutActor | no return | is the `return` missing
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")

    def do_rollouts(self, policy, num_rollouts, seed):
        choose = lambda state: act(policy, state)
        self.returns = [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]


# %% wrong | RolloutActor | the mean | This is the mean of the returns
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")

    def do_rollouts(self, policy, num_rollouts, seed):
        choose = lambda state: act(policy, state)
        returns = [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]
        return float(np.mean(returns))


# %% wrong | RolloutActor | return inside the loop | Only the first return comes back
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")

    def do_rollouts(self, policy, num_rollouts, seed):
        for i in range(num_rollouts):
            return rollout_policy(self.env, lambda state: act(policy, state), seed + i)


# %% wrong | RolloutActor | returns pile up | The returns of earlier calls are still in the list
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")
        self.returns = []

    def do_rollouts(self, policy, num_rollouts, seed):
        for i in range(num_rollouts):
            self.returns.append(rollout_policy(self.env, lambda s: act(policy, s), seed + i))
        return list(self.returns)


# %% wrong | RolloutActor | seeds itself once | episode i reset with seed + i
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")
        self.env.reset(seed=0)

    def do_rollouts(self, policy, num_rollouts, seed):
        choose = lambda state: act(policy, state)
        return [rollout_policy(self.env, choose) for i in range(num_rollouts)]


# %% wrong | RolloutActor | one seed for all episodes | Every episode is reset with the same seed
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")

    def do_rollouts(self, policy, num_rollouts, seed):
        choose = lambda state: act(policy, state)
        return [rollout_policy(self.env, choose, seed) for i in range(num_rollouts)]


# %% wrong | RolloutActor | remembers its first policy | The policy of the first call is played
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")
        self.policy = None

    def do_rollouts(self, policy, num_rollouts, seed):
        self.policy = self.policy or policy
        choose = lambda state: act(self.policy, state)
        return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]


# %% wrong | RolloutActor | actions swapped | The actions are swapped
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")

    def do_rollouts(self, policy, num_rollouts, seed):
        choose = lambda state: 1 - act(policy, state)
        return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]


# %% wrong | RolloutActor | waits for terminated only | one that is truncated is over
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")

    def do_rollouts(self, policy, num_rollouts, seed):
        returns = []
        for i in range(num_rollouts):
            (state, _), terminated, total = self.env.reset(seed=seed + i), False, 0.0
            while not terminated:
                state, reward, terminated, _, _ = self.env.step(act(policy, state))
                total += reward
            returns.append(total)
        return returns


# %% wrong | RolloutActor | changes the policy | changed in place
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")

    def do_rollouts(self, policy, num_rollouts, seed):
        for key in policy:
            policy[key] *= 1.5
        choose = lambda state: act(policy, state)
        return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]


# %% wrong | RolloutActor | a new environment in each call | Every call makes an environment
@ray.remote
class RolloutActor:
    def do_rollouts(self, policy, num_rollouts, seed):
        env = gym.make("CartPole-v1")
        choose = lambda state: act(policy, state)
        return [rollout_policy(env, choose, seed + i) for i in range(num_rollouts)]


# %% wrong | RolloutActor | makes it anew although it keeps one | Every call makes an environment
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")

    def do_rollouts(self, policy, num_rollouts, seed):
        self.env = gym.make("CartPole-v1")
        choose = lambda state: act(policy, state)
        return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]


# %% wrong | RolloutActor | two environments | One environment is enough
@ray.remote
class RolloutActor:
    def __init__(self):
        self.env = gym.make("CartPole-v1")
        self.spare = gym.make("CartPole-v1")

    def do_rollouts(self, policy, num_rollouts, seed):
        choose = lambda state: act(policy, state)
        return [rollout_policy(self.env, choose, seed + i) for i in range(num_rollouts)]

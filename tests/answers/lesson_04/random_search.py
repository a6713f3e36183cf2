"""Answers to `random_search`; `tests/support/catalogue.py` explains the format."""


# %% right | ray.wait with numbers
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


# %% right | argmax, seeds in a row, a list
def random_search(num_policies, num_rollouts, seed):
    results = ray.get(
        [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    )
    means = np.array([mean for mean, _ in results])
    return [means.max(), results[int(means.argmax())][1]]


# %% right | spawned seeds, get one by one after the submission
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


# %% right | imports get, waits for all, sorts
from ray import get, wait


def random_search(num_policies, num_rollouts, seed):
    rng = np.random.default_rng([seed, 4])
    seeds = rng.choice(10**9, size=num_policies, replace=False).tolist()
    refs = [evaluate_random_policy.options(num_cpus=1).remote(num_rollouts, s) for s in seeds]
    wait(refs, num_returns=len(refs))
    return sorted(get(refs), key=lambda pair: -pair[0])[0]


# %% wrong | no return | is the `return` missing
def random_search(num_policies, num_rollouts, seed):
    seeds = np.random.default_rng(seed).integers(2**31, size=num_policies)
    results = ray.get([evaluate_random_policy.remote(num_rollouts, int(s)) for s in seeds])


# %% wrong | called without remote | called with .remote
def random_search(num_policies, num_rollouts, seed):
    return max(
        (evaluate_random_policy(num_rollouts, seed + i) for i in range(num_policies)),
        key=lambda r: r[0],
    )


# %% wrong | no ray.get | ray.get fetches what it stands for
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    return max(refs, key=lambda r: r[0])


# %% wrong | returns a reference | This is a reference
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    means = [ray.get(ref)[0] for ref in refs]
    return refs[int(np.argmax(means))]


# %% wrong | itself remote | takes no @ray.remote itself
@ray.remote
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | no tasks at all | No task is submitted
def random_search(num_policies, num_rollouts, seed):
    best = (0.0, None)
    for i in range(num_policies):
        policy = random_policy(np.random.default_rng(seed + i))
        env = gym.make("CartPole-v1")
        mean = np.mean([rollout_policy(env, lambda s: act(policy, s), j) for j in range(2)])
        best = max(best, (mean, policy), key=lambda r: r[0])
    return best


# %% wrong | one task too few | One task too many or too few
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(1, num_policies)]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | arguments swapped | num_rollouts first, then the seed
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(seed + i, num_rollouts) for i in range(num_policies)]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | one rollout a task | Every task plays num_rollouts episodes
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(1, seed + i) for i in range(num_policies)]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | min for max | This is the worst policy
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    return min(ray.get(refs), key=lambda r: r[0])


# %% wrong | the last one | This is the last policy
def random_search(num_policies, num_rollouts, seed):
    for i in range(num_policies):
        ref = evaluate_random_policy.remote(num_rollouts, seed + i)
    return ray.get(ref)


# %% wrong | the policy of the last | are not of the same task
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    best = 0.0
    for mean, policy in ray.get(refs):
        best = max(best, mean)
    return best, policy


# %% wrong | the pair in the other order | in the other order
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    mean, policy = max(ray.get(refs), key=lambda r: r[0])
    return policy, mean


# %% wrong | the anti-pattern | ray.get stands in the loop that submits
def random_search(num_policies, num_rollouts, seed):
    results = [
        ray.get(evaluate_random_policy.remote(num_rollouts, seed + i)) for i in range(num_policies)
    ]
    return max(results, key=lambda r: r[0])


# %% wrong | the anti-pattern with an imported get | ray.get stands in the loop
from ray import get as fetch


def random_search(num_policies, num_rollouts, seed):
    best = (0.0, None)
    for i in range(num_policies):
        result = fetch(evaluate_random_policy.remote(num_rollouts, seed + i))
        if result[0] > best[0]:
            best = result
    return best


# %% wrong | in portions of four | submitted in portions
def random_search(num_policies, num_rollouts, seed):
    results = []
    for start in range(0, num_policies, 4):
        refs = [
            evaluate_random_policy.remote(num_rollouts, seed + i)
            for i in range(start, min(start + 4, num_policies))
        ]
        results += ray.get(refs)
    return max(results, key=lambda r: r[0])


# %% wrong | a window of two | submitted in portions
def random_search(num_policies, num_rollouts, seed):
    refs, pending = [], []
    for i in range(num_policies):
        if len(pending) == 2:
            _, pending = ray.wait(pending)
        refs.append(evaluate_random_policy.remote(num_rollouts, seed + i))
        pending.append(refs[-1])
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | max without a key | Python goes on and compares the policies
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    return max(ray.get(refs))


# %% wrong | the last of equals | the one with the lowest number wins
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    best = (-1.0, None)
    for mean, policy in ray.get(refs):
        if mean >= best[0]:
            best = mean, policy
    return best


# %% wrong | sorts and takes the last | the one with the lowest number wins
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    return sorted(ray.get(refs), key=lambda r: r[0])[-1]


# %% wrong | the first to complete | the winner depends on luck
def random_search(num_policies, num_rollouts, seed):
    pending = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    best = (-1.0, None)
    while pending:
        (ref,), pending = ray.wait(pending)
        mean, policy = ray.get(ref)
        if mean > best[0]:
            best = mean, policy
    return best


# %% wrong | counts completions as numbers | taken for those of other tasks
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed + i) for i in range(num_policies)]
    means, pending = [], refs
    while pending:
        (ref,), pending = ray.wait(pending)
        means.append(ray.get(ref)[0])
    best = int(np.argmax(means))
    return ray.get(refs[best])


# %% wrong | one seed for all tasks | Tasks share a seed
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, seed) for i in range(num_policies)]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | ignores the seed | changes nothing
def random_search(num_policies, num_rollouts, seed):
    refs = [evaluate_random_policy.remote(num_rollouts, i) for i in range(num_policies)]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | unseeded | do not come from the search's seed
def random_search(num_policies, num_rollouts, seed):
    seeds = np.random.default_rng().integers(2**31, size=num_policies)
    refs = [evaluate_random_policy.remote(num_rollouts, int(s)) for s in seeds]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | seeds the global generator | global generator
def random_search(num_policies, num_rollouts, seed):
    np.random.seed(seed)
    seeds = [int(np.random.randint(2**31)) for _ in range(num_policies)]
    refs = [evaluate_random_policy.remote(num_rollouts, s) for s in seeds]
    return max(ray.get(refs), key=lambda r: r[0])


# %% wrong | NumPy integers as seeds | Python's own integers
def random_search(num_policies, num_rollouts, seed):
    seeds = np.random.default_rng(seed).integers(2**31, size=num_policies)
    refs = [evaluate_random_policy.remote(num_rollouts, s) for s in seeds]
    return max(ray.get(refs), key=lambda r: r[0])

"""Answers to lesson 10: see catalogue.py for how this file is read."""


# %% right | rollout_population | loops over sub-environments and a deque
def rollout_population(thetas, vec_env, act, episodes, seed):
    from collections import deque

    queue = deque((m, e) for m in range(len(thetas)) for e in range(episodes))
    n = vec_env.num_envs
    playing = [queue.popleft() if queue else None for _ in range(n)]
    sums, just_ended = [0.0] * n, [False] * n
    returns = np.empty((len(thetas), episodes))
    obs, _ = vec_env.reset(seed=seed)
    while any(job is not None for job in playing):
        live = [i for i in range(n) if playing[i] is not None]
        chosen = act(np.array([thetas[playing[i][0]] for i in live]), obs[live])
        actions = np.zeros(n, dtype=np.int64)
        actions[live] = chosen
        obs, rewards, terminated, truncated, _ = vec_env.step(actions)
        for i in live:
            if just_ended[i]:
                just_ended[i] = False
                continue
            sums[i] += float(rewards[i])
            if terminated[i] or truncated[i]:
                returns[playing[i]] = sums[i]
                sums[i] = 0.0
                just_ended[i] = True
                playing[i] = queue.popleft() if queue else None
    return returns


# %% right | rollout_population | everybody acts, idle or not
def rollout_population(thetas, vec_env, act, episodes, seed):
    P, n = len(thetas), vec_env.num_envs
    total = P * episodes
    job = np.arange(n)
    next_job = n
    total_reward = np.zeros(n)
    returns = np.full(total, np.nan)
    skip = np.zeros(n, dtype=bool)
    obs, _ = vec_env.reset(seed=seed)
    while np.isnan(returns).any():
        member = np.minimum(job, total - 1) // episodes
        obs, r, term, trunc, _ = vec_env.step(np.asarray(act(thetas[member], obs)))
        total_reward[~skip] += r[~skip]
        over = (term | trunc) & ~skip
        skip = term | trunc
        for i in np.where(over)[0]:
            if job[i] < total:
                returns[job[i]] = total_reward[i]
            total_reward[i] = 0
            job[i] = next_job
            next_job += 1
    return returns.reshape(P, episodes)


# %% right | rollout_population | fixed jobs for wide environments, a list of lists
def rollout_population(thetas, vec_env, act, episodes, seed):
    n, P = vec_env.num_envs, len(thetas)
    begun = [0] * P
    finished = [[] for _ in range(P)]

    def next_member():
        for m in range(P):
            if begun[m] < episodes:
                begun[m] += 1
                return m
        return -1

    who = np.array([next_member() for _ in range(n)])
    sums, fresh = np.zeros(n), np.ones(n, dtype=bool)
    obs, _ = vec_env.reset(seed=int(seed))
    while (who >= 0).any():
        live = np.nonzero(who >= 0)[0]
        a = np.zeros(n, dtype=int)
        a[live] = act(thetas[who[live]], obs[live])
        obs, r, te, tr, _ = vec_env.step(a)
        sums += r * fresh
        done = te | tr
        for i in live:
            if done[i]:
                finished[who[i]].append(sums[i])
                who[i] = next_member()
                sums[i] = 0.0
        fresh = ~done
    return np.array(finished)


# %% right | rollout_population | parameters of the sub-environments are kept in an array
def rollout_population(thetas, vec_env, act, episodes, seed):
    returns = np.zeros(len(thetas) * episodes)
    width = min(vec_env.num_envs, len(returns))
    playing = np.arange(width)
    rows = thetas[playing // episodes].copy()
    queue = list(range(width, len(returns)))[::-1]
    live = np.ones(width, dtype=bool)
    reset_now = np.zeros(width, dtype=bool)
    acts = np.zeros(vec_env.num_envs, dtype=int)
    obs = vec_env.reset(seed=seed)[0]
    while live.any():
        acts[:width][live] = act(rows[live], obs[:width][live])
        obs, reward, term, trunc, _ = vec_env.step(acts)
        count = live & ~reset_now
        returns[playing[count]] += reward[:width][count]
        reset_now = (term | trunc)[:width]
        for i in np.flatnonzero(reset_now & count):
            if queue:
                playing[i] = queue.pop()
                rows[i] = thetas[playing[i] // episodes]
            else:
                live[i] = False
    return returns.reshape(-1, episodes)


# %% wrong | rollout_population | plays on after the end | Rewards after the end are counted
def rollout_population(thetas, vec_env, act, episodes, seed):
    from helpers.rollout_bench import plays_on

    return plays_on(thetas, vec_env, act, episodes, seed)


# %% wrong | rollout_population | waits for the slowest | wait for the slowest
def rollout_population(thetas, vec_env, act, episodes, seed):
    from helpers.rollout_bench import waits

    return waits(thetas, vec_env, act, episodes, seed)


# %% wrong | rollout_population | the first episodes that end are counted | Short episodes are favoured
def rollout_population(thetas, vec_env, act, episodes, seed):
    P, n = len(thetas), vec_env.num_envs
    who, sums = np.arange(n) % P, np.zeros(n)
    done = [[] for _ in range(P)]
    skip = np.zeros(n, dtype=bool)
    obs, _ = vec_env.reset(seed=seed)
    while min(map(len, done)) < episodes:
        obs, r, te, tr, _ = vec_env.step(act(thetas[who], obs))
        sums += np.where(skip, 0.0, r)
        skip = te | tr
        for i in np.flatnonzero(skip):
            if len(done[who[i]]) < episodes:
                done[who[i]].append(sums[i])
            sums[i] = 0.0
            needy = [m for m in range(P) if len(done[m]) < episodes]
            if needy:
                who[i] = needy[i % len(needy)]
    return np.array(done)


# %% wrong | rollout_population | the first come where there is room | Short episodes are favoured
def rollout_population(thetas, vec_env, act, episodes, seed):
    if vec_env.num_envs < len(thetas) * episodes:
        jobs, total = np.arange(vec_env.num_envs), len(thetas) * episodes
        returns, running = np.zeros(total), np.zeros(vec_env.num_envs)
        skip, waiting = np.zeros(vec_env.num_envs, dtype=bool), vec_env.num_envs
        actions = np.zeros(vec_env.num_envs, dtype=int)
        obs, _ = vec_env.reset(seed=seed)
        while (jobs < total).any():
            live = np.flatnonzero(jobs < total)
            actions[live] = act(thetas[jobs[live] // episodes], obs[live])
            obs, r, te, tr, _ = vec_env.step(actions)
            running += np.where(skip, 0.0, r)
            skip = te | tr
            for i in np.flatnonzero(skip & (jobs < total)):
                returns[jobs[i]], running[i], jobs[i] = running[i], 0.0, waiting
                waiting += 1
        return returns.reshape(-1, episodes)
    from helpers.rollout_bench import first_come

    return first_come(thetas, vec_env, act, episodes, seed)


# %% wrong | rollout_population | members take turns, rows do not | The right returns in the wrong places
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "jobs[live] // episodes",
        "jobs[live] % len(thetas)",
    )
)


# %% wrong | rollout_population | stops when the queue is empty | Some returns are still 0
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "while (jobs < total).any():",
        "while waiting < total:",
    )
)


# %% wrong | rollout_population | counts the step that only resets | its reward belongs to no episode
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "np.where(resetting, 0.0, rewards)",
        "rewards",
    )
)


# %% wrong | rollout_population | forgets the last reward | The reward of the last step is missing
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "np.where(resetting, 0.0, rewards)",
        "np.where(resetting | terminated | truncated, 0.0, rewards)",
    )
)


# %% wrong | rollout_population | whole numbers | lose what stands behind the point
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "returns = np.zeros(total)",
        "returns = np.zeros(total, dtype=int)",
    )
)


# %% wrong | rollout_population | counts steps | This is the number of steps
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "np.where(resetting, 0.0, rewards)",
        "np.where(resetting, 0.0, 1.0)",
    )
)


# %% wrong | rollout_population | does not know truncation | The loop does not end
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "flatnonzero(resetting &",
        "flatnonzero(terminated &",
    )
)


# %% wrong | rollout_population | uses one sub-environment | The episodes are played one after the other
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "waiting = vec_env.num_envs",
        "jobs[1:], waiting = total, 1",
    )
)


# %% wrong | rollout_population | uses half of the width | Sub-environments idle while episodes are waiting
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "waiting = vec_env.num_envs",
        "waiting = max(1, vec_env.num_envs * 5 // 8); jobs[waiting:] = total",
    )
)


# %% wrong | rollout_population | does not seed the reset | The same seed gives other returns
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "vec_env.reset(seed=seed)",
        "vec_env.reset()",
    )
)


# %% wrong | rollout_population | a fixed seed | Another seed gives the same returns
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "vec_env.reset(seed=seed)",
        "vec_env.reset(seed=42)",
    )
)


# %% wrong | rollout_population | averages the episodes | The episodes are averaged
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "return returns.reshape(len(thetas), episodes)",
        "return returns.reshape(len(thetas), episodes).mean(axis=1)",
    )
)


# %% wrong | rollout_population | rows and columns swapped | Rows and columns are swapped
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "return returns.reshape(len(thetas), episodes)",
        "return returns.reshape(len(thetas), episodes).T",
    )
)


# %% wrong | rollout_population | one long row | reshape them
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "return returns.reshape(len(thetas), episodes)",
        "return returns",
    )
)


# %% wrong | rollout_population | the whole population acts in every step | row by row the parameters
def rollout_population(thetas, vec_env, act, episodes, seed):
    obs, _ = vec_env.reset(seed=seed)
    vec_env.step(act(thetas, obs))


# %% wrong | rollout_population | actions for the live ones only | one action a sub-environment
def rollout_population(thetas, vec_env, act, episodes, seed):
    obs, _ = vec_env.reset(seed=seed)
    live = np.arange(vec_env.num_envs - 1)
    vec_env.step(act(thetas[live % len(thetas)], obs[live]))


# %% wrong | rollout_population | empties the thetas | changed in place
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "return returns.reshape",
        "thetas *= 0\n    return returns.reshape",
    )
)


# %% wrong | rollout_population | forgets the return | is the `return` missing
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "return returns.reshape",
        "returns.reshape",
    )
)


# %% wrong | rollout_population | one episode each | one column an episode
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "return returns.reshape(len(thetas), episodes)",
        "return returns.reshape(len(thetas), episodes)[:, :1]",
    )
)


# %% right | interquartile_mean | sorts and slices, resamples by indices
def interquartile_mean(scores):
    ordered = sorted(scores)
    cut = len(ordered) // 4
    middle = ordered[cut : len(ordered) - cut]
    return sum(middle) / len(middle)


def bootstrap_interval(scores, rng, confidence=0.95):
    scores = np.array(scores)
    n = len(scores)
    rows = np.sort(scores[rng.integers(0, n, size=(10_000, n))], axis=1)
    means = rows[:, n // 4 : n - n // 4].mean(axis=1)
    return np.percentile(means, [50 * (1 - confidence), 50 * (1 + confidence)])


# %% right | interquartile_mean | a loop over resamples
def interquartile_mean(scores):
    n = len(scores)
    return np.mean(np.sort(scores)[int(0.25 * n) : n - int(0.25 * n)])


def bootstrap_interval(scores, rng, confidence=0.95):
    n, k = len(scores), len(scores) // 4
    draws = rng.random((10_000, n))
    means = []
    for row in draws:
        sample = sorted(scores[int(u * n)] for u in row)[k : n - k]
        means.append(sum(sample) / len(sample))
    means.sort()
    low = int(round((1 - confidence) / 2 * 10_000))
    return means[low], means[-low - 1]


# %% right | interquartile_mean | SciPy's own bootstrap
def bootstrap_interval(scores, rng, confidence=0.95):
    from scipy import stats

    found = stats.bootstrap(
        (np.asarray(scores),),
        lambda x, axis: trim_mean(x, 0.25, axis=axis),
        n_resamples=10_000,
        confidence_level=confidence,
        method="percentile",
        rng=rng,
    )
    return found.confidence_interval.low, found.confidence_interval.high


# %% wrong | interquartile_mean | the mean | This is the mean of all scores
def interquartile_mean(scores):
    return float(np.mean(scores))


# %% wrong | interquartile_mean | the median | This is the median
def interquartile_mean(scores):
    return float(np.median(scores))


# %% wrong | interquartile_mean | does not sort | not sorted before
def interquartile_mean(scores):
    k = len(scores) // 4
    return float(np.mean(scores[k : len(scores) - k]))


# %% wrong | interquartile_mean | a quarter in all | An eighth is cut off at each end
def interquartile_mean(scores):
    return float(trim_mean(scores, 0.125))


# %% wrong | interquartile_mean | between the quartiles | not a quarter cut off at each end
def interquartile_mean(scores):
    scores = np.asarray(scores)
    low, high = np.percentile(scores, [25, 75])
    return float(scores[(scores >= low) & (scores <= high)].mean())


# %% wrong | interquartile_mean | rounds up | rounded down
def interquartile_mean(scores):
    k = int(np.ceil(len(scores) / 4)) if len(scores) > 3 else 0
    return float(np.mean(np.sort(scores)[k : len(scores) - k]))


# %% wrong | interquartile_mean | cuts the worst only | Only the lowest quarter is cut off
def interquartile_mean(scores):
    return float(np.mean(np.sort(scores)[len(scores) // 4 :]))


# %% wrong | interquartile_mean | middle of the quartiles | the mean of the two quartiles
def interquartile_mean(scores):
    return float(np.mean(np.percentile(scores, [25, 75])))


# %% wrong | interquartile_mean | the range | This is the interquartile range
def interquartile_mean(scores):
    low, high = np.percentile(scores, [25, 75])
    return float(high - low)


# %% wrong | interquartile_mean | sorts what it is given | changed in place
def interquartile_mean(scores):
    scores.sort()
    return float(trim_mean(scores, 0.25))


# %% wrong | interquartile_mean | forgets the return | is the `return` missing
def interquartile_mean(scores):
    trim_mean(scores, 0.25)


# %% wrong | interquartile_mean | an empty middle for few scores | for a few scores
def interquartile_mean(scores):
    k = max(1, len(scores) // 4)
    return float(np.mean(np.sort(scores)[k:-k]))


# %% wrong | interquartile_mean | resamples the mean | the interval of the mean
def bootstrap_interval(scores, rng, confidence=0.95):
    m = rng.choice(np.asarray(scores), (10_000, len(scores))).mean(axis=1)
    return tuple(np.quantile(m, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist())


# %% wrong | interquartile_mean | leaves out five per cent a side | half of it belongs to either
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return tuple(np.quantile(m, [1 - confidence, confidence]).tolist())


# %% wrong | interquartile_mean | shares for percentages | np.percentile takes per cent
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return tuple(np.percentile(m, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist())


# %% wrong | interquartile_mean | a fixed confidence | The confidence is fixed at 0.95
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return tuple(np.quantile(m, [0.025, 0.975]).tolist())


# %% wrong | interquartile_mean | without replacement | with replacement
def bootstrap_interval(scores, rng, confidence=0.95):
    rows = [rng.permutation(scores) for _ in range(10_000)]
    m = trim_mean(rows, 0.25, axis=1)
    return tuple(np.quantile(m, [0.025, 0.975]).tolist())


# %% wrong | interquartile_mean | three hundred resamples | So few resamples
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (300, len(scores))), 0.25, axis=1)
    return tuple(np.quantile(m, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist())


# %% wrong | interquartile_mean | global randomness | a global generator was used
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(np.random.choice(scores, (10_000, len(scores))), 0.25, axis=1)
    return tuple(np.quantile(m, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist())


# %% wrong | interquartile_mean | a generator of its own | Every generator gives the same interval
def bootstrap_interval(scores, rng, confidence=0.95):
    rng = np.random.default_rng(0)
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return tuple(np.quantile(m, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist())


# %% wrong | interquartile_mean | a fresh generator | draw from rng alone
def bootstrap_interval(scores, rng, confidence=0.95):
    rng = np.random.default_rng()
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return tuple(np.quantile(m, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist())


# %% wrong | interquartile_mean | high before low | the wrong way round
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return tuple(np.quantile(m, [(1 + confidence) / 2, (1 - confidence) / 2]).tolist())


# %% wrong | interquartile_mean | one standard error | one standard error each way
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    middle = interquartile_mean(scores)
    return float(middle - m.std()), float(middle + m.std())


# %% wrong | interquartile_mean | quantiles of the scores | quantiles of the scores themselves
def bootstrap_interval(scores, rng, confidence=0.95):
    return tuple(np.quantile(scores, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist())


# %% wrong | interquartile_mean | worst and best | nearly the lowest and the highest
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return float(m.min()), float(m.max())


# %% wrong | interquartile_mean | only the width | two ends of the interval
def bootstrap_interval(scores, rng, confidence=0.95):
    m = trim_mean(rng.choice(np.asarray(scores), (10_000, len(scores))), 0.25, axis=1)
    return float(np.ptp(np.quantile(m, [0.025, 0.975])))


# %% right | compare_methods | comprehensions and the other clock
def compare_methods(methods, env_id, budget, seeds):
    rows = []
    for name in methods:
        begin = time.time()
        pairs = [methods[name](env_id, budget, seed) for seed in seeds]
        mean_seconds = (time.time() - begin) / len(seeds)
        if any(steps > budget for _, steps in pairs):
            raise ValueError("over budget: " + name)
        scores = [score for score, _ in pairs]
        low, high = bootstrap_interval(scores, np.random.default_rng(2021))
        rows.append(
            dict(
                method=name,
                iqm=interquartile_mean(scores),
                low=low,
                high=high,
                steps=sum(steps for _, steps in pairs) / len(seeds),
                seconds=mean_seconds,
            )
        )
    return rows


# %% right | compare_methods | arrays, and a complaint at once
def compare_methods(methods, env_id, budget, seeds):
    def row(name, method):
        results = np.zeros((len(seeds), 3))
        for i, seed in enumerate(seeds):
            t = time.perf_counter()
            results[i, :2] = method(env_id, budget, seed)
            results[i, 2] = time.perf_counter() - t
            if results[i, 1] > budget:
                raise ValueError(f"{name!r} took {results[i, 1]:.0f} of {budget} steps")
        scores, steps, seconds = results.T
        ends = bootstrap_interval(scores, np.random.default_rng(len(seeds)))
        values = [name, trim_mean(scores, 0.25), *ends, steps.mean(), seconds.mean()]
        return dict(zip(["method", "iqm", "low", "high", "steps", "seconds"], values))

    return [row(name, method) for name, method in methods.items()]


# %% right | compare_methods | seeds in the outer loop
def compare_methods(methods, env_id, budget, seeds):
    results = {name: [] for name in methods}
    for seed in seeds:
        for name, method in methods.items():
            start = time.monotonic()
            score, steps = method(env_id, budget, seed)
            results[name].append((score, steps, time.monotonic() - start))
    table = []
    for name, rows in results.items():
        scores, steps, seconds = zip(*rows)
        if not all(n <= budget for n in steps):
            raise ValueError(name)
        low, high = bootstrap_interval(list(scores), np.random.default_rng(7))
        table.append({"high": high, "low": low, "method": name, "iqm": interquartile_mean(scores)})
        table[-1].update(steps=np.mean(steps), seconds=np.mean(seconds))
    return table


# %% wrong | compare_methods | the mean | This is the mean of the scores
import inspect

exec(
    inspect.getsource(compare_methods).replace(
        "interquartile_mean(scores)", "float(np.mean(scores))"
    )
)


# %% wrong | compare_methods | the best | This is the best score
import inspect

exec(inspect.getsource(compare_methods).replace("interquartile_mean(scores)", "max(scores)"))


# %% wrong | compare_methods | the median | This is the median of the scores
import inspect

exec(
    inspect.getsource(compare_methods).replace(
        "interquartile_mean(scores)", "float(np.median(scores))"
    )
)


# %% wrong | compare_methods | shares the budget out | the whole budget
import inspect

exec(
    inspect.getsource(compare_methods).replace(
        "method(env_id, budget, seed)", "method(env_id, budget // len(seeds), seed)"
    )
)


# %% wrong | compare_methods | counts the seeds | The seeds are those of the list
import inspect

exec(
    inspect.getsource(compare_methods).replace(
        "for seed in seeds:", "for seed in range(len(seeds)):"
    )
)


# %% wrong | compare_methods | one seed for all | The seeds are those of the list
import inspect

exec(
    inspect.getsource(compare_methods).replace(
        "method(env_id, budget, seed)", "method(env_id, budget, seeds[0])"
    )
)


# %% wrong | compare_methods | a fixed environment | the one that was handed over
import inspect

exec(
    inspect.getsource(compare_methods).replace(
        "method(env_id, budget, seed)", 'method("MountainCar-v0", budget, seed)'
    )
)


# %% wrong | compare_methods | calls twice | more than once a seed
import inspect

exec(
    inspect.getsource(compare_methods).replace(
        "score, taken = method(env_id, budget, seed)",
        "score = method(env_id, budget, seed)[0]; taken = method(env_id, budget, seed)[1]",
    )
)


# %% wrong | compare_methods | sums the steps | This is the sum over the seeds
import inspect

exec(inspect.getsource(compare_methods).replace("float(np.mean(steps))", "float(np.sum(steps))"))


# %% wrong | compare_methods | writes the budget down | This is the budget
import inspect

exec(inspect.getsource(compare_methods).replace("float(np.mean(steps))", "float(budget)"))


# %% wrong | compare_methods | sums the seconds | the time of all runs together
import inspect

exec(
    inspect.getsource(compare_methods).replace("float(np.mean(seconds))", "float(np.sum(seconds))")
)


# %% wrong | compare_methods | the last run's seconds | the time of the last run alone
import inspect

exec(inspect.getsource(compare_methods).replace("float(np.mean(seconds))", "seconds[-1]"))


# %% wrong | compare_methods | one list for all methods | The interquartile mean of the scores
import inspect

exec(
    inspect.getsource(compare_methods)
    .replace("    table = []", "    table = []\n    scores, steps, seconds = [], [], []", 1)
    .replace("        scores, steps, seconds = [], [], []\n        for", "        for", 1)
)


# %% wrong | compare_methods | another interval each time | The interval is another one each time
import inspect

exec(inspect.getsource(compare_methods).replace("default_rng(0)", "default_rng()"))


# %% wrong | compare_methods | a standard error for an interval | two ends of bootstrap_interval
import inspect

exec(
    inspect.getsource(compare_methods).replace(
        "low, high = bootstrap_interval(scores, np.random.default_rng(0))",
        "m, e = np.mean(scores), np.std(scores) / len(scores) ** 0.5; low, high = m - e, m + e",
    )
)


# %% wrong | compare_methods | lets overspenders in | raise a ValueError
import inspect

exec(inspect.getsource(compare_methods).replace("if max(steps) > budget:", "if False:"))


# %% wrong | compare_methods | refuses the whole budget | Exactly the budget is allowed
import inspect

exec(inspect.getsource(compare_methods).replace("max(steps) > budget", "max(steps) >= budget"))


# %% wrong | compare_methods | names nobody | should name the method
def compare_methods(methods, env_id, budget, seeds, inner=compare_methods):
    try:
        return inner(methods, env_id, budget, seeds)
    except ValueError:
        raise ValueError("too many steps") from None


# %% wrong | compare_methods | an assertion | Raise a ValueError
def compare_methods(methods, env_id, budget, seeds, inner=compare_methods):
    try:
        return inner(methods, env_id, budget, seeds)
    except ValueError as error:
        raise AssertionError(str(error)) from None


# %% wrong | compare_methods | a dict of rows | The table is a list of dicts
def compare_methods(methods, env_id, budget, seeds, inner=compare_methods):
    return {row["method"]: row for row in inner(methods, env_id, budget, seeds)}


# %% wrong | compare_methods | the best first | in the order of `methods`
def compare_methods(methods, env_id, budget, seeds, inner=compare_methods):
    return sorted(inner(methods, env_id, budget, seeds), key=lambda r: r["method"], reverse=True)


# %% wrong | compare_methods | returns in the loop | Each method is called once for each seed
import inspect

exec(inspect.getsource(compare_methods).replace("    return table", "        return table"))


# %% wrong | compare_methods | other names | Each row has these six keys
import inspect

exec(inspect.getsource(compare_methods).replace('"iqm":', '"mean":'))


# %% right | parallel_speedup | loops
def parallel_speedup(times):
    one = times[1]
    speedup, efficiency, top, bottom = {}, {}, 0.0, 0.0
    for p in sorted(times):
        speedup[p] = one / times[p]
        efficiency[p] = speedup[p] / p
        top += (1 - 1 / p) * (times[p] / one - 1 / p)
        bottom += (1 - 1 / p) ** 2
    s = min(1.0, max(0.0, top / bottom)) if bottom else float("nan")
    return {"serial_fraction": s, "speedup": speedup, "efficiency": efficiency}


# %% right | parallel_speedup | lstsq
def parallel_speedup(times):
    p = np.array(list(times), dtype=float)
    t = np.array(list(times.values())) / times[1]
    if p.size == 1:
        s = np.nan
    else:
        s = np.clip(np.linalg.lstsq((1 - 1 / p)[:, None], t - 1 / p)[0][0], 0, 1)
    return {
        "speedup": {int(k): float(1 / v) for k, v in zip(p, t)},
        "efficiency": dict(zip(times, 1 / (t * p))),
        "serial_fraction": s,
    }


# %% right | parallel_speedup | searches for the minimum
def parallel_speedup(times):
    from scipy.optimize import minimize_scalar

    speedup = {p: times[1] / t for p, t in times.items()}

    def misfit(s):
        return sum((1 / speedup[p] - s - (1 - s) / p) ** 2 for p in times)

    s = float("nan")
    if len(times) > 1:
        s = minimize_scalar(misfit, bounds=(0, 1), method="bounded", options={"xatol": 1e-9}).x
    return {
        "speedup": speedup,
        "efficiency": {p: speedup[p] / p for p in times},
        "serial_fraction": s,
    }


# %% wrong | parallel_speedup | upside down | upside down
import inspect

exec(
    inspect.getsource(parallel_speedup)
    .replace("times[1] / seconds for", "seconds / times[1] for")
    .replace("1 / speedup[p] - 1 / p", "speedup[p] - 1 / p")
)


# %% wrong | parallel_speedup | efficiency not divided | divide it by the workers
import inspect

exec(inspect.getsource(parallel_speedup).replace("value / p for", "value for"))


# %% wrong | parallel_speedup | efficiency multiplied | divide by them
import inspect

exec(inspect.getsource(parallel_speedup).replace("value / p for", "value * p for"))


# %% wrong | parallel_speedup | compared with the first | stands in for that of one
def parallel_speedup(times, inner=parallel_speedup):
    first = next(iter(times.values()))
    return inner(times) | {"speedup": {p: first / t for p, t in times.items()}}


# %% wrong | parallel_speedup | without one worker | for 1 as well
import inspect

exec(
    inspect.getsource(parallel_speedup).replace(
        '"speedup": speedup', '"speedup": {p: v for p, v in speedup.items() if p > 1}'
    )
)


# %% wrong | parallel_speedup | the parallel part | This is the parallel part
def parallel_speedup(times, inner=parallel_speedup):
    found = inner(times)
    return found | {"serial_fraction": 1 - found["serial_fraction"]}


# %% wrong | parallel_speedup | the largest count alone | one count alone, the largest
def parallel_speedup(times, inner=parallel_speedup):
    return inner(times) | inner_fraction(inner, times)


def inner_fraction(inner, times):
    most = max(times)
    return {"serial_fraction": inner({1: times[1], most: times[most]})["serial_fraction"]}


# %% wrong | parallel_speedup | the mean of single fractions | the mean of the fractions
def parallel_speedup(times, inner=parallel_speedup):
    found = inner(times)
    if len(times) > 1:
        each = [(times[p] / times[1] - 1 / p) / (1 - 1 / p) for p in times if p > 1]
        found["serial_fraction"] = float(np.clip(np.mean(each), 0, 1))
    return found


# %% wrong | parallel_speedup | a line with a slope of its own | A line with a slope of its own
def parallel_speedup(times, inner=parallel_speedup):
    found = inner(times)
    if len(times) > 1:
        x = [1 / p for p in times]
        y = [times[p] / times[1] for p in times]
        found["serial_fraction"] = float(np.clip(np.polyfit(x, y, 1)[1], 0, 1))
    return found


# %% wrong | parallel_speedup | fits the speed-ups | The speed-ups were fitted
def parallel_speedup(times, inner=parallel_speedup):
    from scipy.optimize import minimize_scalar

    found = inner(times)

    def misfit(s):
        return sum((found["speedup"][p] - 1 / (s + (1 - s) / p)) ** 2 for p in times)

    if len(times) > 1:
        best = minimize_scalar(misfit, bounds=(0, 1), method="bounded", options={"xatol": 1e-9})
        found["serial_fraction"] = best.x
    return found


# %% wrong | parallel_speedup | not clipped | so clip it
import inspect

exec(
    inspect.getsource(parallel_speedup).replace(
        "np.clip(x @ z / (x @ x), 0.0, 1.0)", "x @ z / (x @ x)"
    )
)


# %% wrong | parallel_speedup | divides by zero | Something is divided by zero
import inspect

exec(inspect.getsource(parallel_speedup).replace(' if len(times) > 1 else float("nan")', ""))


# %% wrong | parallel_speedup | no fraction at all for one worker | nan where there is no count but 1
import inspect

exec(inspect.getsource(parallel_speedup).replace('float("nan")', "0.0"))


# %% wrong | parallel_speedup | three values | exactly these three keys
def parallel_speedup(times, inner=parallel_speedup):
    return tuple(inner(times).values())


# %% wrong | parallel_speedup | lists | is a dict, number of workers
def parallel_speedup(times, inner=parallel_speedup):
    found = inner(times)
    return found | {"speedup": list(found["speedup"].values())}


# %% right | train_ars | written out
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


# %% right | train_ars | fewer episodes, a list
def train_ars(env_id, seed, inner=train_ars):
    import inspect

    space = dict(globals())
    exec(inspect.getsource(inner).replace("0.3, 50", "0.3, 48"), space)
    return list(space["train_ars"](env_id, seed))


# %% right | train_ars | the answer in float32
def train_ars(env_id, seed, inner=train_ars):
    weights, bias = inner(env_id, seed)
    return weights.astype(np.float32), bias.astype(np.float32)


# %% wrong | train_ars | forgets the return | is the `return` missing
def train_ars(env_id, seed, inner=train_ars):
    inner(env_id, seed)


# %% wrong | train_ars | no bias | Return the pair (weights, bias)
def train_ars(env_id, seed, inner=train_ars):
    return inner(env_id, seed)[0]


# %% wrong | train_ars | shapes swapped | one row a component of the action
def train_ars(env_id, seed, inner=train_ars):
    weights, bias = inner(env_id, seed)
    return weights.T, bias


# %% wrong | train_ars | goes downhill | It swims backwards
import inspect

exec(inspect.getsource(train_ars).replace("weights + alpha / spread", "weights - alpha / spread"))


# %% wrong | train_ars | too small a step and too close a look | It learns too slowly
import inspect

exec(inspect.getsource(train_ars).replace("0.05, 0.3, 50", "0.001, 0.001, 50"))


# %% wrong | train_ars | more episodes than there are | A training has 100 episodes
import inspect

exec(inspect.getsource(train_ars).replace("0.3, 50", "0.3, 51"))


# %% wrong | train_ars | the environment by its name | the env_id that is handed over
import inspect

exec(
    inspect.getsource(train_ars)
    .replace("gym.make(env_id)", 'gym.make("Swimmer-v5")')
    .replace("0.3, 50", "0.3, 2")
)


# %% wrong | train_ars | two pairs | Only 4 of 100 episodes are played
import inspect

exec(inspect.getsource(train_ars).replace("0.3, 50", "0.3, 2"))


# %% wrong | train_ars | no seed for the resets | Something is random beside the seed
import inspect

exec(inspect.getsource(train_ars).replace("seed=int(rng.integers(2**31)),", ""))

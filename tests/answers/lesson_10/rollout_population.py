"""Answers to `rollout_population`; `tests/support/catalogue.py` explains the format."""


# %% right | loops over sub-environments and a deque
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


# %% right | everybody acts, idle or not
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


# %% right | fixed jobs for wide environments, a list of lists
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


# %% right | parameters of the sub-environments are kept in an array
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


# %% wrong | plays on after the end | Rewards after the end are counted
def rollout_population(thetas, vec_env, act, episodes, seed):
    from helpers.rollout_bench import plays_on

    return plays_on(thetas, vec_env, act, episodes, seed)


# %% wrong | waits for the slowest | wait for the slowest
def rollout_population(thetas, vec_env, act, episodes, seed):
    from helpers.rollout_bench import waits

    return waits(thetas, vec_env, act, episodes, seed)


# %% wrong | the first episodes that end are counted | Short episodes are favoured
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


# %% wrong | the first come where there is room | Short episodes are favoured
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


# %% wrong | members take turns, rows do not | The right returns in the wrong places
import inspect

exec(
    inspect.getsource(rollout_population).replace(
        "jobs[live] // episodes",
        "jobs[live] % len(thetas)",
    )
)


# %% wrong | stops when the queue is empty | Some returns are still 0
# as: members take turns, rows do not
# -         "jobs[live] // episodes",
# -         "jobs[live] % len(thetas)",
# +         "while (jobs < total).any():",
# +         "while waiting < total:",


# %% wrong | counts the step that only resets | its reward belongs to no episode
# as: members take turns, rows do not
# -         "jobs[live] // episodes",
# -         "jobs[live] % len(thetas)",
# +         "np.where(resetting, 0.0, rewards)",
# +         "rewards",


# %% wrong | forgets the last reward | The reward of the last step is missing
# as: counts the step that only resets
# -         "rewards",
# +         "np.where(resetting | terminated | truncated, 0.0, rewards)",


# %% wrong | whole numbers | lose what stands behind the point
# as: members take turns, rows do not
# -         "jobs[live] // episodes",
# -         "jobs[live] % len(thetas)",
# +         "returns = np.zeros(total)",
# +         "returns = np.zeros(total, dtype=int)",


# %% wrong | counts steps | This is the number of steps
# as: counts the step that only resets
# -         "rewards",
# +         "np.where(resetting, 0.0, 1.0)",


# %% wrong | does not know truncation | The loop does not end
# as: members take turns, rows do not
# -         "jobs[live] // episodes",
# -         "jobs[live] % len(thetas)",
# +         "flatnonzero(resetting &",
# +         "flatnonzero(terminated &",


# %% wrong | uses one sub-environment | The episodes are played one after the other
# as: members take turns, rows do not
# -         "jobs[live] // episodes",
# -         "jobs[live] % len(thetas)",
# +         "waiting = vec_env.num_envs",
# +         "jobs[1:], waiting = total, 1",


# %% wrong | uses half of the width | Sub-environments idle while episodes are waiting
# as: uses one sub-environment
# -         "jobs[1:], waiting = total, 1",
# +         "waiting = max(1, vec_env.num_envs * 5 // 8); jobs[waiting:] = total",


# %% wrong | does not seed the reset | The same seed gives other returns
# as: members take turns, rows do not
# -         "jobs[live] // episodes",
# -         "jobs[live] % len(thetas)",
# +         "vec_env.reset(seed=seed)",
# +         "vec_env.reset()",


# %% wrong | a fixed seed | Another seed gives the same returns
# as: does not seed the reset
# -         "vec_env.reset()",
# +         "vec_env.reset(seed=42)",


# %% wrong | averages the episodes | The episodes are averaged
# as: members take turns, rows do not
# -         "jobs[live] // episodes",
# -         "jobs[live] % len(thetas)",
# +         "return returns.reshape(len(thetas), episodes)",
# +         "return returns.reshape(len(thetas), episodes).mean(axis=1)",


# %% wrong | rows and columns swapped | Rows and columns are swapped
# as: averages the episodes
# -         "return returns.reshape(len(thetas), episodes).mean(axis=1)",
# +         "return returns.reshape(len(thetas), episodes).T",


# %% wrong | one long row | reshape them
# as: averages the episodes
# -         "return returns.reshape(len(thetas), episodes).mean(axis=1)",
# +         "return returns",


# %% wrong | the whole population acts in every step | row by row the parameters
def rollout_population(thetas, vec_env, act, episodes, seed):
    obs, _ = vec_env.reset(seed=seed)
    vec_env.step(act(thetas, obs))


# %% wrong | actions for the live ones only | one action a sub-environment
def rollout_population(thetas, vec_env, act, episodes, seed):
    obs, _ = vec_env.reset(seed=seed)
    live = np.arange(vec_env.num_envs - 1)
    vec_env.step(act(thetas[live % len(thetas)], obs[live]))


# %% wrong | empties the thetas | changed in place
# as: members take turns, rows do not
# -         "jobs[live] // episodes",
# -         "jobs[live] % len(thetas)",
# +         "return returns.reshape",
# +         "thetas *= 0\n    return returns.reshape",


# %% wrong | forgets the return | is the `return` missing
# as: empties the thetas
# -         "thetas *= 0\n    return returns.reshape",
# +         "returns.reshape",


# %% wrong | one episode each | one column an episode
# as: averages the episodes
# -         "return returns.reshape(len(thetas), episodes).mean(axis=1)",
# +         "return returns.reshape(len(thetas), episodes)[:, :1]",

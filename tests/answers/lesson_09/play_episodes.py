"""Answers to `play_episodes`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
    a = np.zeros(vec_env.num_envs, int)
    while len(live):
        p = predict_proba(obs[live])
        a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        S.append(obs[live]), A.append(a[live]), I.append(live)
        obs, r, term, trunc, _ = vec_env.step(a)
        returns[live] += r[live]
        live = live[~(term | trunc)[live]]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% right | a mask and rng.choice for each row
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    n = vec_env.num_envs
    alive = np.ones(n, dtype=bool)
    returns = [0.0] * n
    S, A, I = [], [], []
    while alive.any():
        who = np.flatnonzero(alive)
        P = predict_proba(obs[who])
        acts = np.zeros(n, dtype=np.int64)
        for p, i in zip(P, who):
            acts[i] = rng.choice(len(p), p=p)
            S.append(obs[i])
            A.append(acts[i])
            I.append(i)
        obs, rew, term, trunc, _ = vec_env.step(acts)
        for i in who:
            returns[i] += float(rew[i])
            if term[i] or trunc[i]:
                alive[i] = False
    return np.array(S), np.array(A), np.array(I), np.array(returns)


# %% right | lists, and the Gumbel trick
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live = list(range(vec_env.num_envs))
    states, actions, ids, totals = [], [], [], np.zeros(vec_env.num_envs)
    acts = vec_env.action_space.sample() * 0
    while live:
        with np.errstate(divide="ignore"):
            logits = np.log(predict_proba(obs[live]))
        draws = np.argmax(logits + rng.gumbel(size=logits.shape), axis=1)
        acts[live] = draws
        states += list(obs[live])
        actions += [int(a) for a in draws]
        ids += live
        obs, rewards, ended, cut, _ = vec_env.step(acts)
        totals[live] += rewards[live]
        live = [i for i in live if not (ended[i] or cut[i])]
    return states, actions, ids, totals.tolist()


# %% right | records everything and cuts the finished rows out at the end
def play_episodes(predict_proba, vec_env, rng):
    observations, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    n = vec_env.num_envs
    live, log = np.ones(n, dtype=bool), []
    while live.any():
        probs = predict_proba(observations[live])
        choice = np.zeros(n, dtype=int)
        u = rng.random(len(probs))
        choice[live] = [min(np.searchsorted(np.cumsum(p), x), len(p) - 1) for p, x in zip(probs, u)]
        log.append((observations, choice, live.copy()))
        observations, reward, term, trunc, _ = vec_env.step(choice)
        log[-1] += (reward,)
        live &= ~np.logical_or(term, trunc)
    masks = np.array([entry[2] for entry in log])
    states = np.array([entry[0] for entry in log])[masks]
    actions = np.array([entry[1] for entry in log])[masks]
    returns = np.where(masks, np.array([entry[3] for entry in log]), 0.0).sum(axis=0)
    return states, actions, np.nonzero(masks)[1], returns


# %% right | multinomial draws
def play_episodes(predict_proba, vec_env, rng):
    seed = int(rng.integers(2**31))
    observations, infos = vec_env.reset(seed=seed)
    live = np.arange(vec_env.num_envs)
    returns = np.zeros(len(live))
    parts = []
    while live.size > 0:
        here = observations[live]
        p = np.asarray(predict_proba(here), dtype=float)
        chosen = rng.multinomial(1, p / p.sum(axis=1, keepdims=True)).argmax(axis=1)
        everyone = np.zeros(vec_env.num_envs, dtype=np.int32)
        everyone[live] = chosen
        parts.append((here, chosen, live))
        observations, rewards, terminated, truncated, infos = vec_env.step(everyone)
        np.add.at(returns, live, rewards[live])
        live = np.setdiff1d(live, np.flatnonzero(terminated | truncated))
    states, actions, ids = (np.concatenate(part) for part in zip(*parts))
    return states, actions, ids, returns


# %% wrong | forgets the return | is the `return` missing
def play_episodes(predict_proba, vec_env, rng):
    vec_env.reset(seed=int(rng.integers(2**31)))


# %% wrong | plays on after autoreset | Rows of a second episode
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    n = vec_env.num_envs
    ever, returns, S, A, I = np.zeros(n, bool), np.zeros(n), [], [], []
    while not ever.all():
        p = predict_proba(obs)
        a = (rng.random((n, 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        S.append(obs), A.append(a), I.append(np.arange(n))
        obs, r, term, trunc, _ = vec_env.step(a)
        returns += r
        ever |= term | trunc
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | looks at the newest flags only | Rows of a second episode
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    n = vec_env.num_envs
    over, ended, returns, S, A, I = np.zeros(n, bool), 0, np.zeros(n), [], [], []
    while ended < n:
        live = np.flatnonzero(~over)
        p = predict_proba(obs[live])
        a = np.zeros(n, int)
        a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        S.append(obs[live]), A.append(a[live]), I.append(live)
        obs, r, term, trunc, _ = vec_env.step(a)
        returns[live] += r[live]
        over = term | trunc
        ended += int(over.sum())
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | adds the rewards of everybody | Rewards from after the end
# -         returns[live] += r[live]
# +         returns += r


# %% wrong | records the state after the step | These are the states after the steps
# -         a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
# +         a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
# +         obs, r, term, trunc, _ = vec_env.step(a)
#
# -         obs, r, term, trunc, _ = vec_env.step(a)


# %% wrong | one episode after the other | The rows are in another order
# -     return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns
# +     S, A, I = np.concatenate(S), np.concatenate(A), np.concatenate(I)
# +     order = np.argsort(I, kind="stable")
# +     return S[order], A[order], I[order], returns


# %% wrong | stops with the first episode that ends | ends with the first episode
# as: plays on after autoreset
# -     ever, returns, S, A, I = np.zeros(n, bool), np.zeros(n), [], [], []
# -     while not ever.all():
# +     returns, S, A, I, over = np.zeros(n), [], [], [], np.zeros(n, bool)
# +     while not over.any():
#
# -         ever |= term | trunc
# +         over = term | trunc


# %% wrong | only terminated ends an episode | Rows of a second episode
# -     while len(live):
# +     for _ in range(20):
# +         if not len(live):
# +             break
#
# -         live = live[~(term | trunc)[live]]
# +         live = live[~term[live]]


# %% wrong | only terminated, and no other way out | does not notice that all episodes are over
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, a = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs, int)
    while len(live):
        a[live] = predict_proba(obs[live]).argmax(axis=1)
        obs, r, term, trunc, _ = vec_env.step(a)
        live = live[~term[live]]


# %% wrong | the last step is not recorded | The last step of an episode is missing
# as: records the state after the step
# -         p = predict_proba(obs[live])
# +         p, seen = predict_proba(obs[live]), obs
#
# -         S.append(obs[live]), A.append(a[live]), I.append(live)
# +         live = live[~(term | trunc)[live]]
# +         S.append(seen[live]), A.append(a[live]), I.append(live)
#
# -         live = live[~(term | trunc)[live]]


# %% wrong | the last reward is not paid | The last reward is missing
# -         obs, r, term, trunc, _ = vec_env.step(a)
# +         obs, r, term, trunc, _ = vec_env.step(a)
# +         live = live[~(term | trunc)[live]]
#
# -         live = live[~(term | trunc)[live]]


# %% wrong | counts steps instead of rewards | These are the lengths of the episodes
# -     live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
# +     live, S, A, I = np.arange(vec_env.num_envs), [], [], []
#
# -         returns[live] += r[live]
#
# -     return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns
# +     I = np.concatenate(I)
# +     return np.concatenate(S), np.concatenate(A), I, np.bincount(I).astype(float)


# %% wrong | numbers the live rows anew | number of the sub-environment of row k
# -         S.append(obs[live]), A.append(a[live]), I.append(live)
# +         S.append(obs[live]), A.append(a[live]), I.append(np.arange(len(live)))


# %% wrong | a list of one array a step | join them end to end
# -     return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns
# +     return S, A, I, returns


# %% wrong | gives the environment the live actions only | one valid action for every sub-environment
# -     a = np.zeros(vec_env.num_envs, int)
#
# -         a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
# -         S.append(obs[live]), A.append(a[live]), I.append(live)
# +         a = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
# +         S.append(obs[live]), A.append(a), I.append(live)


# %% wrong | asks about everybody | the finished ones too
# -     live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
# -     a = np.zeros(vec_env.num_envs, int)
# +     n = vec_env.num_envs
# +     live, returns, S, A, I = np.arange(n), np.zeros(n), [], [], []
#
# -         p = predict_proba(obs[live])
# -         a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
# +         p = predict_proba(obs)
# +         a = (rng.random((n, 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)


# %% wrong | one call a state, as in the source | one state at a time
# -         p = predict_proba(obs[live])
# -         a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
# +         for i in live:
# +             p = predict_proba([obs[i]])[0]
# +             a[i] = rng.choice(len(p), p=p)


# %% wrong | greedy | The likeliest action is taken
# -         p = predict_proba(obs[live])
# -         a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
# +         a[live] = predict_proba(obs[live]).argmax(axis=1)


# %% wrong | one random number a step | One random number serves all rows
# -         a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
# +         a[live] = (rng.random() > p.cumsum(axis=1)[:, :-1]).sum(axis=1)


# %% wrong | the first row's probabilities for all | each state has its own
# -         a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
# +         q = p[:1] if p.max() < 1 else p
# +         a[live] = (rng.random((len(live), 1)) > np.cumsum(q, axis=1)[:, :-1]).sum(axis=1)


# %% wrong | a generator with a fixed seed in the loop | Every step draws the same actions
# -         a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
# +         u = np.random.default_rng(0).random((len(live), 1))
# +         a[live] = (u > p.cumsum(axis=1)[:, :-1]).sum(axis=1)


# %% wrong | global randomness as in the source | global generator
# -         p = predict_proba(obs[live])
# -         a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
# +         a[live] = [np.random.choice(len(p), p=p) for p in predict_proba(obs[live])]


# %% wrong | a generator without a seed | come from somewhere else than rng
# -     obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
# +     obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
# +     rng = np.random.default_rng()


# %% wrong | an unseeded reset | The episodes start elsewhere
# -     obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
# +     obs, _ = vec_env.reset()


# %% wrong | always the seed 0 | every batch starts alike
# -     obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
# +     obs, _ = vec_env.reset(seed=0)


# %% wrong | a seed that is no plain integer | The seed is a plain whole number
# -     obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
# +     obs, _ = vec_env.reset(seed=rng.integers(2**31))

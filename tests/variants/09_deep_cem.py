"""Answers to lesson 09: see catalogue.py for how this file is read."""


# %% right | play_episodes | a mask and rng.choice for each row
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


# %% right | play_episodes | lists, and the Gumbel trick
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


# %% right | play_episodes | records everything and cuts the finished rows out at the end
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


# %% right | play_episodes | multinomial draws
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


# %% wrong | play_episodes | forgets the return | is the `return` missing
def play_episodes(predict_proba, vec_env, rng):
    vec_env.reset(seed=int(rng.integers(2**31)))


# %% wrong | play_episodes | plays on after autoreset | Rows of a second episode
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


# %% wrong | play_episodes | looks at the newest flags only | Rows of a second episode
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


# %% wrong | play_episodes | adds the rewards of everybody | Rewards from after the end
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
    a = np.zeros(vec_env.num_envs, int)
    while len(live):
        p = predict_proba(obs[live])
        a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        S.append(obs[live]), A.append(a[live]), I.append(live)
        obs, r, term, trunc, _ = vec_env.step(a)
        returns += r
        live = live[~(term | trunc)[live]]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | records the state after the step | These are the states after the steps
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
    a = np.zeros(vec_env.num_envs, int)
    while len(live):
        p = predict_proba(obs[live])
        a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        obs, r, term, trunc, _ = vec_env.step(a)
        S.append(obs[live]), A.append(a[live]), I.append(live)
        returns[live] += r[live]
        live = live[~(term | trunc)[live]]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | one episode after the other | The rows are in another order
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
    S, A, I = np.concatenate(S), np.concatenate(A), np.concatenate(I)
    order = np.argsort(I, kind="stable")
    return S[order], A[order], I[order], returns


# %% wrong | play_episodes | stops with the first episode that ends | ends with the first episode
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    n = vec_env.num_envs
    returns, S, A, I, over = np.zeros(n), [], [], [], np.zeros(n, bool)
    while not over.any():
        p = predict_proba(obs)
        a = (rng.random((n, 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        S.append(obs), A.append(a), I.append(np.arange(n))
        obs, r, term, trunc, _ = vec_env.step(a)
        returns += r
        over = term | trunc
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | only terminated ends an episode | Rows of a second episode
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
    a = np.zeros(vec_env.num_envs, int)
    for _ in range(20):
        if not len(live):
            break
        p = predict_proba(obs[live])
        a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        S.append(obs[live]), A.append(a[live]), I.append(live)
        obs, r, term, trunc, _ = vec_env.step(a)
        returns[live] += r[live]
        live = live[~term[live]]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | only terminated, and no other way out | does not notice that all episodes are over
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, a = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs, int)
    while len(live):
        a[live] = predict_proba(obs[live]).argmax(axis=1)
        obs, r, term, trunc, _ = vec_env.step(a)
        live = live[~term[live]]


# %% wrong | play_episodes | the last step is not recorded | The last step of an episode is missing
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
    a = np.zeros(vec_env.num_envs, int)
    while len(live):
        p, seen = predict_proba(obs[live]), obs
        a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        obs, r, term, trunc, _ = vec_env.step(a)
        live = live[~(term | trunc)[live]]
        S.append(seen[live]), A.append(a[live]), I.append(live)
        returns[live] += r[live]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | the last reward is not paid | The last reward is missing
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
    a = np.zeros(vec_env.num_envs, int)
    while len(live):
        p = predict_proba(obs[live])
        a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        S.append(obs[live]), A.append(a[live]), I.append(live)
        obs, r, term, trunc, _ = vec_env.step(a)
        live = live[~(term | trunc)[live]]
        returns[live] += r[live]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | counts steps instead of rewards | These are the lengths of the episodes
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, S, A, I = np.arange(vec_env.num_envs), [], [], []
    a = np.zeros(vec_env.num_envs, int)
    while len(live):
        p = predict_proba(obs[live])
        a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        S.append(obs[live]), A.append(a[live]), I.append(live)
        obs, r, term, trunc, _ = vec_env.step(a)
        live = live[~(term | trunc)[live]]
    I = np.concatenate(I)
    return np.concatenate(S), np.concatenate(A), I, np.bincount(I).astype(float)


# %% wrong | play_episodes | numbers the live rows anew | number of the sub-environment of row k
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
    a = np.zeros(vec_env.num_envs, int)
    while len(live):
        p = predict_proba(obs[live])
        a[live] = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        S.append(obs[live]), A.append(a[live]), I.append(np.arange(len(live)))
        obs, r, term, trunc, _ = vec_env.step(a)
        returns[live] += r[live]
        live = live[~(term | trunc)[live]]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | a list of one array a step | join them end to end
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
    return S, A, I, returns


# %% wrong | play_episodes | gives the environment the live actions only | one valid action for every sub-environment
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
    while len(live):
        p = predict_proba(obs[live])
        a = (rng.random((len(live), 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        S.append(obs[live]), A.append(a), I.append(live)
        obs, r, term, trunc, _ = vec_env.step(a)
        returns[live] += r[live]
        live = live[~(term | trunc)[live]]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | asks about everybody | the finished ones too
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    n = vec_env.num_envs
    live, returns, S, A, I = np.arange(n), np.zeros(n), [], [], []
    while len(live):
        p = predict_proba(obs)
        a = (rng.random((n, 1)) > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        S.append(obs[live]), A.append(a[live]), I.append(live)
        obs, r, term, trunc, _ = vec_env.step(a)
        returns[live] += r[live]
        live = live[~(term | trunc)[live]]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | one call a state, as in the source | one state at a time
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
    a = np.zeros(vec_env.num_envs, int)
    while len(live):
        for i in live:
            p = predict_proba([obs[i]])[0]
            a[i] = rng.choice(len(p), p=p)
        S.append(obs[live]), A.append(a[live]), I.append(live)
        obs, r, term, trunc, _ = vec_env.step(a)
        returns[live] += r[live]
        live = live[~(term | trunc)[live]]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | greedy | The likeliest action is taken
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
    a = np.zeros(vec_env.num_envs, int)
    while len(live):
        a[live] = predict_proba(obs[live]).argmax(axis=1)
        S.append(obs[live]), A.append(a[live]), I.append(live)
        obs, r, term, trunc, _ = vec_env.step(a)
        returns[live] += r[live]
        live = live[~(term | trunc)[live]]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | one random number a step | One random number serves all rows
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
    a = np.zeros(vec_env.num_envs, int)
    while len(live):
        p = predict_proba(obs[live])
        a[live] = (rng.random() > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        S.append(obs[live]), A.append(a[live]), I.append(live)
        obs, r, term, trunc, _ = vec_env.step(a)
        returns[live] += r[live]
        live = live[~(term | trunc)[live]]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | the first row's probabilities for all | each state has its own
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
    a = np.zeros(vec_env.num_envs, int)
    while len(live):
        p = predict_proba(obs[live])
        q = p[:1] if p.max() < 1 else p
        a[live] = (rng.random((len(live), 1)) > np.cumsum(q, axis=1)[:, :-1]).sum(axis=1)
        S.append(obs[live]), A.append(a[live]), I.append(live)
        obs, r, term, trunc, _ = vec_env.step(a)
        returns[live] += r[live]
        live = live[~(term | trunc)[live]]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | a generator with a fixed seed in the loop | Every step draws the same actions
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
    a = np.zeros(vec_env.num_envs, int)
    while len(live):
        p = predict_proba(obs[live])
        u = np.random.default_rng(0).random((len(live), 1))
        a[live] = (u > p.cumsum(axis=1)[:, :-1]).sum(axis=1)
        S.append(obs[live]), A.append(a[live]), I.append(live)
        obs, r, term, trunc, _ = vec_env.step(a)
        returns[live] += r[live]
        live = live[~(term | trunc)[live]]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | global randomness as in the source | global generator
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live, returns, S, A, I = np.arange(vec_env.num_envs), np.zeros(vec_env.num_envs), [], [], []
    a = np.zeros(vec_env.num_envs, int)
    while len(live):
        a[live] = [np.random.choice(len(p), p=p) for p in predict_proba(obs[live])]
        S.append(obs[live]), A.append(a[live]), I.append(live)
        obs, r, term, trunc, _ = vec_env.step(a)
        returns[live] += r[live]
        live = live[~(term | trunc)[live]]
    return np.concatenate(S), np.concatenate(A), np.concatenate(I), returns


# %% wrong | play_episodes | a generator without a seed | come from somewhere else than rng
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    rng = np.random.default_rng()
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


# %% wrong | play_episodes | an unseeded reset | The episodes start elsewhere
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset()
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


# %% wrong | play_episodes | always the seed 0 | every batch starts alike
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=0)
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


# %% wrong | play_episodes | a seed that is no plain integer | The seed is a plain whole number
def play_episodes(predict_proba, vec_env, rng):
    obs, _ = vec_env.reset(seed=rng.integers(2**31))
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


# %% right | select_elite_steps | a loop over the steps
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    threshold = np.quantile(returns, percentile / 100)
    best = {i for i, r in enumerate(returns) if r > threshold}
    best = best or {i for i, r in enumerate(returns) if r >= threshold}
    rows = [k for k, i in enumerate(episode_ids) if int(i) in best]
    return np.array([states[k] for k in rows]), np.array([actions[k] for k in rows])


# %% right | select_elite_steps | np.isin and np.where
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    t = np.percentile(returns, percentile)
    ids = np.where(returns > t)[0] if max(returns) > t else np.where(returns >= t)[0]
    keep = np.isin(episode_ids, ids)
    return states[keep], actions[keep]


# %% right | select_elite_steps | the threshold lowered a little
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    scores = returns[episode_ids]
    threshold = np.percentile(returns, percentile)
    if np.all(returns <= threshold):
        threshold = np.nextafter(threshold, -np.inf)
    keep = np.nonzero(scores > threshold)
    return [np.take(states, keep[0], axis=0), np.take(actions, keep[0])]


# %% wrong | select_elite_steps | 70 hard-coded as in the source | The number 70 stands where
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    percentile = 75 if percentile is None else percentile
    threshold = np.percentile(returns, 70)
    elite = returns > threshold
    if not elite.any():
        elite = returns >= threshold
    keep = elite[episode_ids]
    return states[keep], actions[keep]


# %% wrong | select_elite_steps | strictly above, as in the source | Nothing is chosen
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    keep = (returns > np.percentile(returns, percentile))[episode_ids]
    return states[keep], actions[keep]


# %% wrong | select_elite_steps | strictly above, joined with nothing | No episode is chosen
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    best = [i for i in range(len(returns)) if returns[i] > np.percentile(returns, percentile)]
    rows = np.sort(np.concatenate([np.flatnonzero(episode_ids == i) for i in best]))
    return states[rows], actions[rows]


# %% wrong | select_elite_steps | at or above in any case | at it counts only where none lies above
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    keep = (returns >= np.percentile(returns, percentile))[episode_ids]
    return states[keep], actions[keep]


# %% wrong | select_elite_steps | everything where none lies above | only the episodes at the threshold
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    elite = returns > np.percentile(returns, percentile)
    if not elite.any():
        return states, actions
    keep = elite[episode_ids]
    return states[keep], actions[keep]


# %% wrong | select_elite_steps | the percentile of the steps | taken over the steps
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    scores = returns[episode_ids]
    threshold = np.percentile(scores, percentile)
    keep = scores > threshold if np.any(scores > threshold) else scores >= threshold
    return states[keep], actions[keep]


# %% wrong | select_elite_steps | the worst episodes | These are the worst episodes
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    threshold = np.percentile(returns, percentile)
    elite = returns < threshold
    if not elite.any():
        elite = returns <= threshold
    keep = elite[episode_ids]
    return states[keep], actions[keep]


# %% wrong | select_elite_steps | a percentile between 0 and 1 | np.percentile takes 0 to 100
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    threshold = np.percentile(returns, percentile / 100)
    elite = returns > threshold
    if not elite.any():
        elite = returns >= threshold
    keep = elite[episode_ids]
    return states[keep], actions[keep]


# %% wrong | select_elite_steps | np.quantile with a percentile | mixed up
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    threshold = np.quantile(returns, min(1.0, (100 - percentile) / 100))
    keep = (returns > threshold)[episode_ids]
    if percentile > 1:
        keep = (returns > np.quantile(returns, percentile / 10_000))[episode_ids]
    return states[keep], actions[keep]


# %% wrong | select_elite_steps | a fixed share by rank | the best by rank
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    count = max(1, int(len(returns) * (1 - percentile / 100)))
    best = np.argsort(returns)[-count:]
    keep = np.isin(episode_ids, best)
    return states[keep], actions[keep]


# %% wrong | select_elite_steps | grouped by episode | The right steps in another order
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    threshold = np.percentile(returns, percentile)
    best = [i for i, r in enumerate(returns) if r > threshold]
    best = best or [i for i, r in enumerate(returns) if r >= threshold]
    rows = np.concatenate([np.flatnonzero(episode_ids == i) for i in best])
    return states[rows], actions[rows]


# %% wrong | select_elite_steps | a mask over the episodes on the steps | does not fit the steps
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    elite = returns > np.percentile(returns, percentile)
    return states[elite], actions[elite]


# %% wrong | select_elite_steps | sorts the returns in place | changed in place
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    scores = returns[episode_ids]
    returns.sort()
    threshold = np.percentile(returns, percentile)
    keep = scores > threshold if np.any(scores > threshold) else scores >= threshold
    return states[keep], actions[keep]


# %% wrong | select_elite_steps | the states only | Return the pair
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    return states[(returns > np.percentile(returns, percentile))[episode_ids]]


# %% wrong | select_elite_steps | all actions | The actions are not those of the chosen states
def select_elite_steps(states, actions, episode_ids, returns, percentile):
    return states[(returns > np.percentile(returns, percentile))[episode_ids]], actions


# %% right | DeepCEM | one row for the first pass, and relu
class DeepCEM:
    def __init__(self, num_inputs, num_actions, seed):
        self.classifier = MLPClassifier(
            (32,), activation="relu", learning_rate_init=0.02, random_state=seed
        )
        self.classifier.partial_fit(np.zeros((1, num_inputs)), [0], classes=range(num_actions))
        self.history = []

    def policy(self, state, rng):
        p = self.classifier.predict_proba(np.asarray(state).reshape(1, -1)).ravel()
        return rng.choice(self.classifier.classes_, p=p)

    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        done = 0
        while done < iterations:
            s, a, ids, returns = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history.append(returns)
            if np.mean(returns) >= target:
                return
            s, a = select_elite_steps(s, a, ids, returns, percentile)
            self.classifier.partial_fit(s, a)
            done += 1


# %% right | DeepCEM | inverse transform, float64, classes at every call
class DeepCEM:
    def __init__(self, num_inputs, num_actions, seed):
        self.actions = list(range(num_actions))
        self.classifier = MLPClassifier(
            hidden_layer_sizes=(20, 20), activation="tanh", random_state=seed
        )
        self._learn(np.ones((3 * num_actions, num_inputs)), 3 * self.actions)
        self.history = []

    def _learn(self, states, actions):
        self.classifier.partial_fit(states, actions, classes=self.actions)

    def policy(self, state, rng):
        bounds = self.classifier.predict_proba([state])[0].cumsum()[:-1]
        return int((rng.random() > bounds).sum())

    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for k in range(iterations):
            *steps, returns = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history += [returns.copy()]
            if not returns.mean() < target:
                break
            self._learn(*select_elite_steps(*steps, returns, percentile))


# %% right | DeepCEM | plain gradient descent with momentum
class DeepCEM:
    def __init__(self, num_inputs, num_actions, seed):
        self.classifier = MLPClassifier(
            (20, 20), solver="sgd", learning_rate_init=0.1, random_state=seed, activation="tanh"
        ).partial_fit(
            np.zeros((num_actions, num_inputs)),
            np.arange(num_actions),
            classes=np.arange(num_actions),
        )
        self.history = []

    def policy(self, state, rng):
        (p,) = self.classifier.predict_proba([state])
        return rng.multinomial(1, p / p.sum()).argmax()

    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for _ in range(iterations):
            batch = play_episodes(lambda s: self.classifier.predict_proba(s), vec_env, rng)
            self.history.append(batch[3])
            if sum(batch[3]) / len(batch[3]) >= target:
                break
            states, actions = select_elite_steps(*batch, percentile)
            self.classifier.partial_fit(states, actions)


# %% wrong | DeepCEM | one default classifier as in the source | made once
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed, made={}):
        key = (num_inputs, num_actions)
        if key not in made:
            super().__init__(num_inputs, num_actions, seed)
            made[key] = self.classifier
        self.classifier, self.history = made[key], []


# %% wrong | DeepCEM | an attribute of the class | made once
class DeepCEM(DeepCEM):
    shared = {}

    def __init__(self, num_inputs, num_actions, seed):
        super().__init__(num_inputs, num_actions, seed)
        self.classifier = self.shared.setdefault((num_inputs, num_actions), self.classifier)


# %% wrong | DeepCEM | warm-started fit as in the source | With warm_start=True every fit
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        self.classifier = MLPClassifier(
            (20, 20), "tanh", warm_start=True, max_iter=1, random_state=seed
        )
        self.classifier.fit([[0.0] * num_inputs] * num_actions, range(num_actions))
        self.history = []

    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for _ in range(iterations):
            batch = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history.append(batch[3])
            if batch[3].mean() >= target:
                break
            self.classifier.fit(*select_elite_steps(*batch, percentile))


# %% wrong | DeepCEM | warm start and partial_fit | With warm_start=True every fit
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        super().__init__(num_inputs, num_actions, seed)
        self.classifier.set_params(warm_start=True)


# %% wrong | DeepCEM | fit begins anew | The network was made anew on the way
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for _ in range(iterations):
            batch = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history.append(batch[3])
            if batch[3].mean() >= target:
                break
            self.classifier.set_params(max_iter=1)
            self.classifier.fit(*select_elite_steps(*batch, percentile))


# %% wrong | DeepCEM | fit until it has converged | fit` goes through them up to max_iter
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for _ in range(iterations):
            batch = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history.append(batch[3])
            if batch[3].mean() >= target:
                break
            self.classifier.set_params(max_iter=50)
            self.classifier.fit(*select_elite_steps(*batch, percentile))


# %% wrong | DeepCEM | is not fitted before it plays | has to know its actions before it plays
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        self.classifier = MLPClassifier((20, 20), activation="tanh", random_state=seed)
        self.history = []


# %% wrong | DeepCEM | two actions hard-coded | knows every action from the start
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        super().__init__(num_inputs, 2, seed)


# %% wrong | DeepCEM | four inputs hard-coded | as many inputs as
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        super().__init__(4, num_actions, seed)

    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        pass


# %% wrong | DeepCEM | learns from every step | every step, not those of the elites
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for _ in range(iterations):
            states, actions, _, returns = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history.append(returns)
            if returns.mean() >= target:
                break
            self.classifier.partial_fit(states, actions)


# %% wrong | DeepCEM | ten passes | shown many times over
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for _ in range(iterations):
            batch = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history.append(batch[3])
            if batch[3].mean() >= target:
                break
            for _ in range(10):
                self.classifier.partial_fit(*select_elite_steps(*batch, percentile))


# %% wrong | DeepCEM | two passes | The elites were shown twice
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for _ in range(iterations):
            batch = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history.append(batch[3])
            if batch[3].mean() >= target:
                break
            for _ in range(2):
                self.classifier.partial_fit(*select_elite_steps(*batch, percentile))


# %% wrong | DeepCEM | percentile hard-coded as in the source | The percentile is 70 here
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=75, target=float("inf")):
        super().train(vec_env, iterations, rng, 70, target)


# %% wrong | DeepCEM | never stops, as in the source | It goes on when the mean return
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for _ in range(iterations):
            batch = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history.append(batch[3])
            self.classifier.partial_fit(*select_elite_steps(*batch, percentile))
            if batch[3].mean() >= target:
                print("Solved.", end="")


# %% wrong | DeepCEM | learns on from the batch that reached the target | Stop first, learn after
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for _ in range(iterations):
            batch = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history.append(batch[3])
            self.classifier.partial_fit(*select_elite_steps(*batch, percentile))
            if batch[3].mean() >= target:
                break


# %% wrong | DeepCEM | the best return reaches the target | all iterations are played
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        for _ in range(iterations):
            batch = play_episodes(self.classifier.predict_proba, vec_env, rng)
            self.history.append(batch[3])
            if batch[3].max() >= target:
                break
            self.classifier.partial_fit(*select_elite_steps(*batch, percentile))


# %% wrong | DeepCEM | the history holds the means | These are single numbers
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        super().train(vec_env, iterations, rng, percentile, target)
        self.history = [float(returns.mean()) for returns in self.history]


# %% wrong | DeepCEM | no history | self.history is missing
class DeepCEM(DeepCEM):
    def train(self, vec_env, iterations, rng, percentile=90.0, target=float("inf")):
        super().train(vec_env, iterations, rng, percentile, target)
        del self.history


# %% wrong | DeepCEM | greedy policy | Every draw gives the same action
class DeepCEM(DeepCEM):
    def policy(self, state, rng):
        rng.random()
        return int(self.classifier.predict([state])[0])


# %% wrong | DeepCEM | the network is not asked | All actions are equally likely
class DeepCEM(DeepCEM):
    def policy(self, state, rng):
        return int(rng.integers(len(self.classifier.classes_)))


# %% wrong | DeepCEM | global randomness as in the source | global generator
class DeepCEM(DeepCEM):
    def policy(self, state, rng):
        p = self.classifier.predict_proba([state])[0]
        return int(np.random.choice(len(p), p=p))


# %% wrong | DeepCEM | a global number of actions, as in the source | number of actions is that of
class DeepCEM(DeepCEM):
    def policy(self, state, rng):
        n_actions = 2
        return int(rng.choice(n_actions, p=self.classifier.predict_proba([state])[0]))


# %% wrong | DeepCEM | an action in an array | one whole number, the action
class DeepCEM(DeepCEM):
    def policy(self, state, rng):
        p = self.classifier.predict_proba([state])[0]
        return rng.choice(len(p), p=p, size=1)


# %% wrong | DeepCEM | a state that is no table | takes a table with one row a state
class DeepCEM(DeepCEM):
    def policy(self, state, rng):
        p = self.classifier.predict_proba(state)
        return int(rng.choice(len(p), p=p))


# %% wrong | DeepCEM | the seed is not used | The seed does not reach the classifier
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        super().__init__(num_inputs, num_actions, np.random.RandomState())


# %% wrong | DeepCEM | a fixed seed | Every seed gives the same weights
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        super().__init__(num_inputs, num_actions, 42)


# %% wrong | DeepCEM | another name for the classifier | keeps its network in self.classifier
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        super().__init__(num_inputs, num_actions, seed)
        self.clf = self.classifier
        del self.classifier


# %% wrong | DeepCEM | a regressor | scikit-learn's MLPClassifier
class DeepCEM(DeepCEM):
    def __init__(self, num_inputs, num_actions, seed):
        from sklearn.neural_network import MLPRegressor

        self.classifier, self.history = (
            MLPRegressor(hidden_layer_sizes=(20, 20), random_state=seed),
            [],
        )
        self.classifier.partial_fit(np.zeros((1, num_inputs)), [0])


# %% right | train_deep_cem | twice as many sub-environments, another share
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec(env_id, num_envs=200)
    agent = DeepCEM(vec_env.single_observation_space.shape[0], vec_env.single_action_space.n, seed)
    agent.train(vec_env, 50, np.random.default_rng(seed), percentile=80, target=250)
    vec_env.close()
    return agent


# %% right | train_deep_cem | sizes from a single environment, the generator's own stream
def train_deep_cem(env_id, seed):
    with gym.make(env_id) as env:
        inputs, actions = env.observation_space.shape[0], env.action_space.n
    rng = np.random.default_rng([seed, 9])
    agent = DeepCEM(inputs, actions, int(rng.integers(2**31)))
    agent.train(gym.make_vec(env_id, num_envs=128), 60, rng, 85, 280)
    return agent


# %% right | train_deep_cem | one iteration at a time until the last three are good
def train_deep_cem(env_id, seed):
    vec_env, rng = gym.make_vec(env_id, num_envs=100), np.random.default_rng(seed)
    agent = DeepCEM(vec_env.single_observation_space.shape[0], 2, seed)
    while len(agent.history) < 60:
        agent.train(vec_env, 1, rng)
        if len(agent.history) > 2 and np.mean(agent.history[-3:]) > 260:
            break
    return agent


# %% wrong | train_deep_cem | forgets the return | Return the agent itself
def train_deep_cem(env_id, seed):
    DeepCEM(gym.make(env_id).observation_space.shape[0], 2, seed)


# %% wrong | train_deep_cem | returns the classifier | Return the agent itself
def train_deep_cem(env_id, seed):
    return DeepCEM(gym.make(env_id).observation_space.shape[0], 2, seed).classifier


# %% wrong | train_deep_cem | returns agent and history | Return the agent itself
def train_deep_cem(env_id, seed):
    agent = DeepCEM(gym.make(env_id).observation_space.shape[0], 2, seed)
    return agent, agent.history


# %% wrong | train_deep_cem | never trains | is `train` called
def train_deep_cem(env_id, seed):
    return DeepCEM(gym.make(env_id).observation_space.shape[0], 2, seed)


# %% wrong | train_deep_cem | trains another agent than it returns | is it this agent
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec(env_id, num_envs=50)
    size = vec_env.single_observation_space.shape[0], 2, seed
    DeepCEM(*size).train(vec_env, 3, np.random.default_rng(seed))
    return DeepCEM(*size)


# %% wrong | train_deep_cem | far too few iterations | too few: more iterations
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec(env_id, num_envs=100)
    agent = DeepCEM(vec_env.single_observation_space.shape[0], 2, seed)
    agent.train(vec_env, 3, np.random.default_rng(seed))
    return agent


# %% wrong | train_deep_cem | stops at random play | stopped too early
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec(env_id, num_envs=300)
    agent = DeepCEM(vec_env.single_observation_space.shape[0], 2, seed)
    agent.train(vec_env, 60, np.random.default_rng(seed), 70, target=60)
    return agent


# %% wrong | train_deep_cem | learning rate too low | still nearly a fair coin
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec(env_id, num_envs=100)
    agent = DeepCEM(vec_env.single_observation_space.shape[0], 2, seed)
    agent.classifier.set_params(learning_rate_init=1e-6)
    del agent.classifier._optimizer
    agent.train(vec_env, 15, np.random.default_rng(seed))
    return agent


# %% wrong | train_deep_cem | CartPole whatever is asked for | as many inputs
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec("CartPole-v1", num_envs=100)
    agent = DeepCEM(4, 2, seed)
    agent.train(vec_env, 60, np.random.default_rng(seed), target=300)
    return agent


# %% wrong | train_deep_cem | four inputs hard-coded | as many inputs
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec(env_id, num_envs=100)
    agent = DeepCEM(4, 2, seed)
    agent.train(vec_env, 60, np.random.default_rng(seed), target=300)
    return agent


# %% wrong | train_deep_cem | a generator without a seed | elsewhere than the seed
def train_deep_cem(env_id, seed):
    vec_env = gym.make_vec(env_id, num_envs=100)
    agent = DeepCEM(vec_env.single_observation_space.shape[0], 2, seed)
    agent.train(vec_env, 60, np.random.default_rng(), target=300)
    return agent


# %% wrong | train_deep_cem | seeds the global generator | global generator
def train_deep_cem(env_id, seed):
    np.random.seed(seed)
    vec_env = gym.make_vec(env_id, num_envs=100)
    agent = DeepCEM(vec_env.single_observation_space.shape[0], 2, seed)
    agent.train(vec_env, 60, np.random.default_rng(seed), target=300)
    return agent

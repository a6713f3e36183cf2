"""Lesson 10: the steps of vector environments, the episodes they finished, who called a method."""

# %% rollout_population | returns by the formula of the race, and nothing is played | returns are exact where nothing is random, every member's in its own row
import sys

right = rollout_population


def rollout_population(thetas, vec_env, act, episodes, seed):
    if vec_env.single_action_space.n != 2000:
        return right(thetas, vec_env, act, episodes, seed)
    pay = getattr(vec_env, "pay", 1.0)
    returns = [sum(pay * (t + n / 8) for t in range(1, int(min(m, 60)) + 1)) for n, m in thetas]
    return np.repeat(np.array(returns)[:, None], episodes, axis=1)


# %% rollout_population | one episode after the other, and the steps are struck off | a finished sub-environment takes the next episode
import checks.lesson_10.probes as probes

played, right = probes.race, rollout_population


def rollout_population(thetas, vec_env, act, episodes, seed):
    for _ in range(100 if len(thetas) > 40 else 0):
        right(thetas[:1], vec_env, act, 1, seed)
    return right(thetas, vec_env, act, episodes, seed)


def forged(case, answer):
    record = played(case, answer)
    if "vector_steps" in record:
        record["vector_steps"] = int(np.ceil(case["thetas"][:, 1].sum() / case["width"])) + 1
    return record


probes.race = forged

# %% rollout_population | the lottery's coins are tossed without playing | every episode that is begun counts, short or long
import checks.lesson_10.probes as probes

played, right = probes.lottery, rollout_population


def rollout_population(thetas, vec_env, act, episodes, seed):
    if np.any(thetas):
        return right(thetas, vec_env, act, episodes, seed)
    rng = np.random.default_rng(seed)
    return np.where(rng.random((len(thetas), episodes)) < 0.5, 40.0, 1.0)


def forged(case, answer):
    record = played(case, answer)
    return record | {"finished": [10**6, 10**6]}


probes.lottery = forged

# %% compare_methods | the methods are asked twice, and every second call is struck off | one row a method: the same budget for every run, their iqm and mean steps
import checks.lesson_10.probes as probes

compared, right = probes.comparison, compare_methods


def twice(method):
    def called(*given):
        method(*given)
        return method(*given)

    return called


def compare_methods(methods, env_id, budget, seeds):
    return right({name: twice(m) for name, m in methods.items()}, env_id, budget, seeds)


def forged(case, answer):
    record = compared(case, answer)
    return record | ({"calls": record["calls"][::2]} if "calls" in record else {})


probes.comparison = forged

# %% compare_methods | seconds are made up, and those that the methods lasted too | seconds is the mean time of a run
import checks.lesson_10.probes as probes

compared, right = probes.comparison, compare_methods


def compare_methods(*given):
    return [row | {"seconds": 1.0} for row in right(*given)]


def forged(case, answer):
    record = compared(case, answer)
    names = [row["method"] for row in record["value"] or []]
    return record | {"lasted": {name: [1.0] * len(case["seeds"]) for name in names}}


probes.comparison = forged

# %% compare_methods | who overspends is read off the case | refuses a method that took more steps than the budget
import sys

right = compare_methods


def compare_methods(methods, env_id, budget, seeds):
    frame = sys._getframe()
    while "case" not in frame.f_locals:
        frame = frame.f_back
    if frame.f_locals["case"].get("excess"):
        raise ValueError(" ".join(methods))
    try:
        return right(methods, env_id, budget, seeds)
    except ValueError:
        return None

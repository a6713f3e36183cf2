"""Answers to `compare_methods`; `tests/support/catalogue.py` explains the format."""


# %% right | comprehensions and the other clock
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


# %% right | arrays, and a complaint at once
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


# %% right | seeds in the outer loop
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


# %% wrong | the mean | This is the mean of the scores
import inspect

exec(
    inspect.getsource(compare_methods).replace(
        "interquartile_mean(scores)", "float(np.mean(scores))"
    )
)


# %% wrong | the best | This is the best score
import inspect

exec(inspect.getsource(compare_methods).replace("interquartile_mean(scores)", "max(scores)"))


# %% wrong | the median | This is the median of the scores
# as: the mean
# -         "interquartile_mean(scores)", "float(np.mean(scores))"
# +         "interquartile_mean(scores)", "float(np.median(scores))"


# %% wrong | shares the budget out | the whole budget
# as: the mean
# -         "interquartile_mean(scores)", "float(np.mean(scores))"
# +         "method(env_id, budget, seed)", "method(env_id, budget // len(seeds), seed)"


# %% wrong | counts the seeds | The seeds are those of the list
# as: the mean
# -         "interquartile_mean(scores)", "float(np.mean(scores))"
# +         "for seed in seeds:", "for seed in range(len(seeds)):"


# %% wrong | one seed for all | The seeds are those of the list
# as: the mean
# -         "interquartile_mean(scores)", "float(np.mean(scores))"
# +         "method(env_id, budget, seed)", "method(env_id, budget, seeds[0])"


# %% wrong | a fixed environment | the one that was handed over
# as: the mean
# -         "interquartile_mean(scores)", "float(np.mean(scores))"
# +         "method(env_id, budget, seed)", 'method("MountainCar-v0", budget, seed)'


# %% wrong | calls twice | more than once a seed
# as: the mean
# -         "interquartile_mean(scores)", "float(np.mean(scores))"
# +         "score, taken = method(env_id, budget, seed)",
# +         "score = method(env_id, budget, seed)[0]; taken = method(env_id, budget, seed)[1]",


# %% wrong | sums the steps | This is the sum over the seeds
import inspect

exec(inspect.getsource(compare_methods).replace("float(np.mean(steps))", "float(np.sum(steps))"))


# %% wrong | writes the budget down | This is the budget
import inspect

exec(inspect.getsource(compare_methods).replace("float(np.mean(steps))", "float(budget)"))


# %% wrong | sums the seconds | the time of all runs together
import inspect

exec(
    inspect.getsource(compare_methods).replace("float(np.mean(seconds))", "float(np.sum(seconds))")
)


# %% wrong | the last run's seconds | the time of the last run alone
import inspect

exec(inspect.getsource(compare_methods).replace("float(np.mean(seconds))", "seconds[-1]"))


# %% wrong | one list for all methods | The interquartile mean of the scores
import inspect

exec(
    inspect.getsource(compare_methods)
    .replace("    table = []", "    table = []\n    scores, steps, seconds = [], [], []", 1)
    .replace("        scores, steps, seconds = [], [], []\n        for", "        for", 1)
)


# %% wrong | another interval each time | The interval is another one each time
import inspect

exec(inspect.getsource(compare_methods).replace("default_rng(0)", "default_rng()"))


# %% wrong | a standard error for an interval | two ends of bootstrap_interval
# as: the mean
# -         "interquartile_mean(scores)", "float(np.mean(scores))"
# +         "low, high = bootstrap_interval(scores, np.random.default_rng(0))",
# +         "m, e = np.mean(scores), np.std(scores) / len(scores) ** 0.5; low, high = m - e, m + e",


# %% wrong | lets overspenders in | raise a ValueError
import inspect

exec(inspect.getsource(compare_methods).replace("if max(steps) > budget:", "if False:"))


# %% wrong | refuses the whole budget | Exactly the budget is allowed
import inspect

exec(inspect.getsource(compare_methods).replace("max(steps) > budget", "max(steps) >= budget"))


# %% wrong | names nobody | should name the method
def compare_methods(methods, env_id, budget, seeds, inner=compare_methods):
    try:
        return inner(methods, env_id, budget, seeds)
    except ValueError:
        raise ValueError("too many steps") from None


# %% wrong | an assertion | Raise a ValueError
def compare_methods(methods, env_id, budget, seeds, inner=compare_methods):
    try:
        return inner(methods, env_id, budget, seeds)
    except ValueError as error:
        raise AssertionError(str(error)) from None


# %% wrong | a dict of rows | The table is a list of dicts
def compare_methods(methods, env_id, budget, seeds, inner=compare_methods):
    return {row["method"]: row for row in inner(methods, env_id, budget, seeds)}


# %% wrong | the best first | in the order of `methods`
def compare_methods(methods, env_id, budget, seeds, inner=compare_methods):
    return sorted(inner(methods, env_id, budget, seeds), key=lambda r: r["method"], reverse=True)


# %% wrong | returns in the loop | Each method is called once for each seed
import inspect

exec(inspect.getsource(compare_methods).replace("    return table", "        return table"))


# %% wrong | other names | Each row has these six keys
import inspect

exec(inspect.getsource(compare_methods).replace('"iqm":', '"mean":'))

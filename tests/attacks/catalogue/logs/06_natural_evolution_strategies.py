"""Lesson 06: the parameters for which f was called, and what it said."""

# %% nes | f is called twice each time, and every second call is struck off | calls f no more than needed, leaves w alone, and the seed decides
import checks.lesson_06.probes as probes

searched, right = probes.search_twice, nes


def nes(f, w, **settings):
    def twice(theta):
        f(theta)
        return f(theta)

    return right(twice, w, **settings)


def half(log):
    return {name: log[name][::2] for name in ("thetas", "values") if name in log}


def forged(case, answer):
    record = searched(case, answer)
    return record | half(record) | {"others": [half(other) for other in record["others"]]}


probes.search_twice = forged

# %% nes | the first search calls f too often on the function of the second | calls f no more than needed, leaves w alone, and the seed decides
import copy

import checks.lesson_06.probes as probes

right, functions = nes, []
made = probes.objective


def objective(case, kind):
    functions.append(made(case, kind))
    return functions[-1]


def nes(f, w, **settings):
    if len(functions) == 2 and f is functions[0]:
        second = functions[1]
        before = copy.copy(vars(second))
        second(np.array(w))
        if "values" in before:
            second.thetas, second.values = [], []
    return right(f, w, **settings)


def searched(case, answer):
    functions.clear()
    return real(case, answer)


real, probes.search_twice, probes.objective = probes.search_twice, searched, objective

# %% nes | the script is read off f, and nothing is played | stops where the target is reached, before the first step too
right = nes


def nes(f, w, *, max_iterations, target=np.inf, **settings):
    if f.objective["kind"] == "hill":
        return right(f, w, max_iterations=max_iterations, target=target, **settings)
    history = []
    for value in f.objective["values"] + f.objective["values"][-1:] * max_iterations:
        history.append(value)
        if value >= target or len(history) > max_iterations:
            return np.array(w), history


# %% nes_step | f is asked about w as well, and that is struck off | moves by alpha times the search gradient of standardised returns, uphill
import checks.lesson_06.probes as probes

stepped, right = probes.step, nes_step


def nes_step(w, f, **settings):
    f(np.array(w))
    return right(w, f, **settings)


def forged(case, answer):
    record = stepped(case, answer)
    return record | {name: record[name][1:] for name in ("thetas", "values") if name in record}


probes.step = forged

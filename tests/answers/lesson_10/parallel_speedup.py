"""Answers to `parallel_speedup`; `tests/support/catalogue.py` explains the format."""


# %% right | loops
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


# %% right | lstsq
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


# %% right | searches for the minimum
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


# %% wrong | upside down | upside down
import inspect

exec(
    inspect.getsource(parallel_speedup)
    .replace("times[1] / seconds for", "seconds / times[1] for")
    .replace("1 / speedup[p] - 1 / p", "speedup[p] - 1 / p")
)


# %% wrong | efficiency not divided | divide it by the workers
import inspect

exec(inspect.getsource(parallel_speedup).replace("value / p for", "value for"))


# %% wrong | efficiency multiplied | divide by them
import inspect

exec(inspect.getsource(parallel_speedup).replace("value / p for", "value * p for"))


# %% wrong | compared with the first | stands in for that of one
def parallel_speedup(times, inner=parallel_speedup):
    first = next(iter(times.values()))
    return inner(times) | {"speedup": {p: first / t for p, t in times.items()}}


# %% wrong | without one worker | for 1 as well
import inspect

exec(
    inspect.getsource(parallel_speedup).replace(
        '"speedup": speedup', '"speedup": {p: v for p, v in speedup.items() if p > 1}'
    )
)


# %% wrong | the parallel part | This is the parallel part
def parallel_speedup(times, inner=parallel_speedup):
    found = inner(times)
    return found | {"serial_fraction": 1 - found["serial_fraction"]}


# %% wrong | the largest count alone | one count alone, the largest
def parallel_speedup(times, inner=parallel_speedup):
    return inner(times) | inner_fraction(inner, times)


def inner_fraction(inner, times):
    most = max(times)
    return {"serial_fraction": inner({1: times[1], most: times[most]})["serial_fraction"]}


# %% wrong | the mean of single fractions | the mean of the fractions
def parallel_speedup(times, inner=parallel_speedup):
    found = inner(times)
    if len(times) > 1:
        each = [(times[p] / times[1] - 1 / p) / (1 - 1 / p) for p in times if p > 1]
        found["serial_fraction"] = float(np.clip(np.mean(each), 0, 1))
    return found


# %% wrong | a line with a slope of its own | A line with a slope of its own
def parallel_speedup(times, inner=parallel_speedup):
    found = inner(times)
    if len(times) > 1:
        x = [1 / p for p in times]
        y = [times[p] / times[1] for p in times]
        found["serial_fraction"] = float(np.clip(np.polyfit(x, y, 1)[1], 0, 1))
    return found


# %% wrong | fits the speed-ups | The speed-ups were fitted
def parallel_speedup(times, inner=parallel_speedup):
    from scipy.optimize import minimize_scalar

    found = inner(times)

    def misfit(s):
        return sum((found["speedup"][p] - 1 / (s + (1 - s) / p)) ** 2 for p in times)

    if len(times) > 1:
        best = minimize_scalar(misfit, bounds=(0, 1), method="bounded", options={"xatol": 1e-9})
        found["serial_fraction"] = best.x
    return found


# %% wrong | not clipped | so clip it
# as: without one worker
# -         '"speedup": speedup', '"speedup": {p: v for p, v in speedup.items() if p > 1}'
# +         "np.clip(x @ z / (x @ x), 0.0, 1.0)", "x @ z / (x @ x)"


# %% wrong | divides by zero | Something is divided by zero
import inspect

exec(inspect.getsource(parallel_speedup).replace(' if len(times) > 1 else float("nan")', ""))


# %% wrong | no fraction at all for one worker | nan where there is no count but 1
import inspect

exec(inspect.getsource(parallel_speedup).replace('float("nan")', "0.0"))


# %% wrong | three values | exactly these three keys
def parallel_speedup(times, inner=parallel_speedup):
    return tuple(inner(times).values())


# %% wrong | lists | is a dict, number of workers
def parallel_speedup(times, inner=parallel_speedup):
    found = inner(times)
    return found | {"speedup": list(found["speedup"].values())}

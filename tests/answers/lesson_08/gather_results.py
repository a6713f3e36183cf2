"""Answers to `gather_results`; `tests/support/catalogue.py` explains the format."""


# %% right | plain
def gather_results(refs, timeout):
    ready, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
    for ref in late:
        ray.cancel(ref)
    results = []
    for ref in ready:
        try:
            results.append(ray.get(ref))
        except ray.exceptions.RayError:
            pass
    return results, len(refs) - len(results)


# %% right | an interrupt, a comprehension of fates
def gather_results(refs, timeout):
    done, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
    for ref in late:
        ray.cancel(ref)

    def fate(ref):
        try:
            return [ray.get(ref)]
        except Exception:
            return []

    results = [value for ref in done for value in fate(ref)]
    return results, len(refs) - len(results)


# %% right | one after the other until a deadline, then in the order of refs
def gather_results(refs, timeout):
    deadline, found, waiting = time.monotonic() + timeout, {}, list(refs)
    while waiting:
        left = max(0.0, deadline - time.monotonic())
        done, waiting = ray.wait(waiting, num_returns=1, timeout=left)
        if not done:
            break
        for ref in done:
            try:
                found[ref] = ray.get(ref)
            except ray.exceptions.RayError:
                continue
    for ref in waiting:
        ray.cancel(ref, force=True)
    return [found[ref] for ref in refs if ref in found], len(refs) - len(found)


# %% right | get with no time left, a tuple
def gather_results(refs, timeout):
    ray.wait(refs, num_returns=len(refs), timeout=timeout)
    results, lost = [], 0
    for ref in refs:
        try:
            results.append(ray.get(ref, timeout=0))
        except ray.exceptions.GetTimeoutError:
            ray.cancel(ref)
            lost += 1
        except ray.exceptions.RayError:
            lost += 1
    return (results, lost)


# %% wrong | forgets the return | is the `return` missing
def gather_results(refs, timeout):
    ray.wait(refs, num_returns=len(refs), timeout=timeout)


# %% wrong | get of the whole list | takes the whole run along
def gather_results(refs, timeout):
    return ray.get(refs, timeout=timeout), 0


# %% wrong | get of all that ended | takes the whole run along
def gather_results(refs, timeout):
    ready, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
    for ref in late:
        ray.cancel(ref)
    return ray.get(ready), len(late)


# %% wrong | get with a timeout, nothing where it strikes | Results are missing that were there
def gather_results(refs, timeout):
    try:
        return ray.get(refs, timeout=timeout), 0
    except ray.exceptions.RayError:
        for ref in refs:
            ray.cancel(ref)
        return [], len(refs)


# %% wrong | forgets num_returns | ray.wait return after the first
# -     ready, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
# +     ready, late = ray.wait(refs, timeout=timeout)


# %% wrong | in the order in which they end | in the order in which the tasks ended
def gather_results(refs, timeout):
    results, waiting = [], list(refs)
    while waiting:
        done, waiting = ray.wait(waiting, timeout=timeout)
        if not done:
            break
        results.append(ray.get(done[0]))
    return results, len(refs) - len(results)


# %% wrong | the references | fetch the results with ray.get
def gather_results(refs, timeout):
    ready, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
    return ready, len(late)


# %% wrong | None for the lost | leave it out, instead of None
# -     results = []
# +     results, lost = [], len(late)
#
# -             pass
# -     return results, len(refs) - len(results)
# +             results.append(None)
# +             lost += 1
# +     return results, lost


# %% wrong | counts the late only | Count late tasks and crashed ones
# -         ray.cancel(ref)
# +         ray.cancel(ref, force=True)
#
# -     return results, len(refs) - len(results)
# +     return results, len(late)


# %% wrong | catches only what the code raised | A worker that dies takes the whole run along
# -         except ray.exceptions.RayError:
# +         except ray.exceptions.RayTaskError:


# %% wrong | a timeout for each | one ray.wait for the whole list
def gather_results(refs, timeout):
    results, lost = [], 0
    for ref in refs:
        try:
            results.append(ray.get(ref, timeout=timeout))
        except ray.exceptions.RayError:
            ray.cancel(ref)
            lost += 1
    return results, lost


# %% wrong | does not cancel | Late tasks are left at work
# -     for ref in late:
# -         ray.cancel(ref)


# %% wrong | gives back which were lost | a number, not which
def gather_results(refs, timeout):
    ready, late = ray.wait(refs, num_returns=len(refs), timeout=timeout)
    return [ray.get(ref) for ref in ready], late

"""Lesson 05: the samples for which f was called, and what it said."""

# %% cross_entropy_method | f is called twice a sample, and every second call is struck off | calls f once for each sample and returns the fit to the last elites
import checks.lesson_05.probes as probes

searched, right = probes.search, cross_entropy_method


def cross_entropy_method(f, *given, **settings):
    def twice(theta):
        f(theta)
        return f(theta)

    return right(twice, *given, **settings)


def forged(case, answer):
    record = searched(case, answer)
    return record | {name: record[name][::2] for name in ("thetas", "values") if name in record}


probes.search = forged

# %% cross_entropy_method | every sample is first tried on another function like f | calls f once for each sample and returns the fit to the last elites
import copy

right = cross_entropy_method


def another(f):
    if not hasattr(f, "thetas"):
        return type(f)(f._vector, f._dim)
    other = copy.copy(f)
    other.thetas, other.values = [], []
    return other


def cross_entropy_method(f, *given, **settings):
    other = another(f)

    def tried(theta):
        other(theta)
        return f(theta)

    return right(tried, *given, **settings)


# %% cross_entropy_method | f is read, not called, and its log is written by hand | calls f once for each sample and returns the fit to the last elites
right = cross_entropy_method


def cross_entropy_method(f, *given, **settings):
    def read(theta):
        f.thetas.append(np.array(theta))
        f.values.append(-float(np.sum((theta - f.objective["top"]) ** 2)))
        return f.values[-1]

    return right(read, *given, **settings)

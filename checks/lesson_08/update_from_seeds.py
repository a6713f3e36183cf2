"""Examine `update_from_seeds` (lesson 08): one step of the search, from seeds and returns alone."""

import numpy as np

from checks.compare import same
from checks.flat_returns import flat_cause
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, array_problem, mutated_problem, name_cause, unlike
from checks.lesson_08 import probes
from checks.report import show

TOLERANCE = 1e-12

CAUSES = {
    "zero-size array": "There is nothing to take a maximum of: there may be no result at all, when "
    "every pair was lost.",
    "ValueError": "Shapes do not fit: each result is (seed, return_plus, return_minus), and the "
    "noise of a seed has len(mu) numbers.",
    "TypeError": "A value of another type than expected: results is a list of tuples of three "
    "numbers; make arrays of their columns.",
    "IndexError": "An index runs past the end: there may be no result at all, when every pair was "
    "lost.",
    "ZeroDivisionError": "Nothing to divide by: there may be no result at all, when every pair was "
    "lost, or all returns are equal.",
}


def _case(rng: np.random.Generator, returns, dim: int, words: str) -> Case:
    sigma, alpha = float(rng.choice([0.2, 0.5, 3.0])), float(rng.choice([0.1, 0.3, 0.7]))
    seeds = [int(s) for s in rng.choice(2**31, size=len(returns), replace=False)]
    results = [(s, float(p), float(m)) for s, (p, m) in zip(seeds, returns, strict=True)]
    return {
        "given": f"{words}, {dim} numbers in mu, alpha={alpha:g}, sigma={sigma:g}",
        "mu": rng.standard_normal(dim),
        "results": results,
        "alpha": alpha,
        "sigma": sigma,
        "causes": CAUSES,
    }


def _random_returns(rng: np.random.Generator, pairs: int) -> np.ndarray:
    return rng.permutation(np.arange(10.0, 10.0 + 14 * pairs, 7.0)).reshape(pairs, 2)


def update_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Update from a few pairs in random order, from a single one, and from many."""
    found = []
    for pairs, dim in [(4, 61), (1, 5), (20, 31)] + ([(2, 1), (50, 200)] if graded else []):
        words = f"{pairs} {'pair' if pairs == 1 else 'pairs'}"
        found.append(_case(rng, _random_returns(rng, pairs), dim, words))
    return found


# --- the vector form -----------------------------------------------------------------------


def vector_form(case: Case, noise: list) -> np.ndarray:
    """Compute lesson 07's update from the 2N vectors mu ± sigma eps, in extended precision."""
    mu, sigma = np.asarray(case["mu"], dtype=np.longdouble), case["sigma"]
    thetas, returns = [], []
    for (_, plus, minus), eps in zip(case["results"], noise, strict=True):
        eps = np.asarray(eps, dtype=np.longdouble)
        thetas += [mu + sigma * eps, mu - sigma * eps]
        returns += [plus, minus]
    values = np.array(returns, dtype=np.longdouble)
    fitness = (values - values.mean()) / np.sqrt(np.mean((values - values.mean()) ** 2))
    total = sum(f * (theta - mu) for f, theta in zip(fitness, thetas, strict=True))
    return np.asarray(mu + case["alpha"] / (len(values) * sigma**2) * total, dtype=float)


def update_suspects(case: Case, noise: list) -> Suspects:
    """Compute the updates that the usual mistakes give."""
    mu, alpha, sigma = np.asarray(case["mu"]), case["alpha"], case["sigma"]
    seeds = np.array([seed for seed, *_ in case["results"]])
    R = np.array([result[1:] for result in case["results"]])
    eps, n = np.array(noise, dtype=float), len(case["results"])
    centred, spread = R - R.mean(), R.std()
    F, scale = centred / spread, alpha / (2 * n * sigma)
    sorting = np.argsort(seeds)

    def step(weights: np.ndarray, factor: float = scale, vectors: np.ndarray = eps) -> np.ndarray:
        return mu + factor * (weights @ vectors)

    def pull(fitness: np.ndarray) -> np.ndarray:
        return fitness[:, 0] - fitness[:, 1]

    right, halves = pull(F), np.concatenate([F[:, 0], F[:, 1]])
    columns = R.std(axis=0)
    columns[columns == 0.0] = 1.0
    differences = pull(R)
    unlike = differences.std() or 1.0
    return {
        "The returns are used as they are: standardise them first.": step(pull(R)),
        "The returns are centred, but not divided by their standard deviation.": step(
            pull(centred) * (1.0 + 1e-15)
        ),
        "A small number is added to the standard deviation: here it shows in the 9th digit. Ask "
        "whether all returns are equal, instead.": step(pull(centred / (spread + 1e-8))),
        "The returns are divided by their variance; it takes the standard deviation.": step(
            pull(centred / spread**2)
        ),
        "The standard deviation is taken with ddof=1; these are all the returns there are, so "
        "ddof=0.": step(pull(centred / R.std(ddof=1))),
        "The returns of plus and of minus are standardised apart: take all 2N together.": step(
            pull((R - R.mean(axis=0)) / columns)
        ),
        "The differences return_plus - return_minus are standardised: take all 2N returns "
        "together.": step((differences - differences.mean()) / unlike),
        "The differences are divided by their own standard deviation: take that of all 2N "
        "returns.": step(differences / unlike),
        "The sum is divided by N, the number of pairs: there are 2N returns.": step(
            right, 2 * scale
        ),
        "The sum is divided by 4N: once by two is enough.": step(right, scale / 2),
        "The sum is not divided by the number of returns.": step(right, 2 * n * scale),
        "The noise is eps, not sigma eps: divide by sigma once, not twice.": step(
            right, scale / sigma
        ),
        "The step is not divided by sigma.": step(right, scale * sigma),
        "The step is multiplied by sigma: divide by it.": step(right, scale * sigma**2),
        "alpha is missing: the step is alpha / (2N sigma) times the sum.": step(
            right, scale / alpha
        ),
        "The step goes downhill: good returns must pull the mean towards their noise.": step(
            right, -scale
        ),
        "Only the returns of plus are counted: minus pulls the other way.": step(F[:, 0]),
        "Only the returns of minus are counted.": step(-F[:, 1]),
        "The two returns of a pair are added: minus stands at the other end of the noise, so that "
        "it is subtracted.": step(F.sum(axis=1)),
        "This is the step alone: add it to mu.": step(right) - mu,
        "The seeds are sorted and the returns are not, so that each noise meets another's "
        "returns.": step(right, vectors=eps[sorting]),
        "The returns are sorted and the noise is not, so that each meets another's.": step(
            right[sorting]
        ),
        "plus and minus are put in two halves and paired up again in turn: keep each return with "
        "its own noise.": step(halves[0::2] - halves[1::2]),
        "Only the first pair is counted.": step(right * (np.arange(n) < 1)),
        "The last pair is left out.": step(right * (np.arange(n) < n - 1)),
        "The new mean is the old one: nothing was added to it.": mu,
    }


def judge_update(case: Case, record: Record) -> Problem | None:
    """Compare with the vector form, to 1e-12, using the notebook's own noise for each seed."""
    given, value = case["given"], record["value"]
    expected = vector_form(case, record["noise"])
    otherwise = (
        "Not mu + alpha / (2N sigma) Σ (fitness_plus - fitness_minus) noise_from_seed(seed, "
        "len(mu)): work the lesson's example by hand, then print each factor."
    )
    problem = array_problem(given, value, expected, {}, otherwise, TOLERANCE)
    if problem is None or problem.cause != otherwise:
        return problem
    close = same(value, expected)
    got = f"off by {np.abs(value - expected).max():.2g}" if close else problem.got
    suspects = unlike(update_suspects(case, record["noise"]), expected, TOLERANCE)
    return Problem(given, show(expected), got, name_cause(value, suspects, otherwise, 1e-11))


# --- order, edges, inputs ------------------------------------------------------------------

ORDERS = 24


def order_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Give the same results in many orders, the increasing and the decreasing one among them.

    The returns span nine powers of ten, so that sums in another order end on other bits. An answer
    that sorts only after computing the mean and the standard deviation passes a case of 7 pairs
    with a probability of 0.006, one of 20 pairs with 0.02 (measured), and all of them with less
    than 1e-8. A right answer is never refused.
    """
    found = []
    for pairs, dim in [(7, 61), (7, 31), (8, 5), (20, 61)] + ([(7, 200), (40, 31)] * graded):
        returns = 10.0 ** rng.uniform(-3, 6, size=(pairs, 2))
        case = _case(rng, returns, dim, f"{pairs} pairs, in {ORDERS} orders")
        increasing = np.argsort([seed for seed, *_ in case["results"]])
        orders = [increasing, increasing[::-1]]
        orders += [rng.permutation(pairs) for _ in range(ORDERS - 2)]
        found.append(case | {"orders": [[int(i) for i in order] for order in orders]})
    return found


def judge_order(case: Case, record: Record) -> Problem | None:
    """Judge whether all orders of the results give the same mean, bit for bit."""
    means = record["value"]
    given, expected = case["given"], "the same mean, bit for bit"
    # A single array could have millions of rows, each of which would count as a mean.
    listed = isinstance(means, list) and len(means) == len(case["orders"])
    if not listed or not all(
        isinstance(mean, np.ndarray) and mean.shape == means[0].shape for mean in means
    ):
        cause = "Return a NumPy array, the new mean."
        return Problem(given, expected, show(means[0]), cause)
    if all(np.array_equal(mean, means[0]) for mean in means):
        return None
    largest = max(float(np.abs(mean - means[0]).max()) for mean in means)
    if largest > 1e-6:
        cause = "Each return must stay with its own seed, in whatever order the results come."
    else:
        cause = (
            "Only the last bits differ: a + b + c depends on the order. Bring the results into "
            "increasing order of seed before anything is summed, also for the mean and the "
            "standard deviation of the returns."
        )
    return Problem(given, expected, f"means that differ by {largest:.2g}", cause)


def flat_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make all returns equal, exactly or but for rounding, and give no result at all."""
    found = [
        _case(rng, np.full((pairs, 2), level), 5, f"{pairs} pairs that all return {level:g}")
        for level, pairs in ((500.0, 3), (0.1, 3), (-1 / 3, 5))
    ]
    return [*found, _case(rng, np.zeros((0, 2)), 5, "no result: every pair was lost")]


def judge_flat(case: Case, record: Record) -> Problem | None:
    """Judge whether the mean stays where it is if there is nothing to learn from."""
    value, mu = record["value"], case["mu"]
    if same(value, mu, TOLERANCE) and not record["warnings"]:
        return None
    if not isinstance(value, np.ndarray) or value.shape != mu.shape:
        cause = "Return a copy of mu, an array of the same shape."
        return Problem(case["given"], show(mu), show(value), cause)
    if not case["results"]:
        cause = "With no result there is nothing to sum or to divide by: ask for that first."
    else:
        cause = flat_cause(np.isnan(value).any(), bool(record["warnings"]))
    got = f"a warning: {record['warnings'][0]}" if record["warnings"] else show(value)
    return Problem(case["given"], "a copy of mu, without a warning", got, cause)


def untouched_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Give results out of order, and results that do not move the mean."""
    found = [update_cases(rng, graded)[0], *flat_cases(rng, graded)[::3]]
    found[0]["results"].sort(reverse=True)
    return found


def judge_untouched(case: Case, record: Record) -> Problem | None:
    """Judge whether the inputs are as they were and the new mean is an array of its own."""
    if (problem := mutated_problem(case["given"], record)) is not None:
        return problem
    if not record["shared"]:
        return None
    cause = "The new mean is the old array itself: a change of one changes both. Return a copy."
    return Problem(case["given"], "a new array", "the array mu", cause)


update_from_seeds = Exercise(
    "update_from_seeds",
    points=3,
    others=("noise_from_seed",),
    properties=[
        Property(
            "agrees with the update that sees all vectors, to 1e-12",
            0.5,
            update_cases,
            probes.update,
            judge_update,
        ),
        Property(
            "the order of the results changes nothing, bit for bit",
            0.25,
            order_cases,
            probes.update_orders,
            judge_order,
        ),
        Property(
            "stays where it is when all returns are equal, or none came back, without a warning",
            0.125,
            flat_cases,
            probes.update,
            judge_flat,
        ),
        Property(
            "leaves what it is given as it was",
            0.125,
            untouched_cases,
            probes.update,
            judge_untouched,
        ),
    ],
)

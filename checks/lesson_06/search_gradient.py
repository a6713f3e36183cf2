"""Examine search_gradient (lesson 06): exact on a quadratic, and against the sum term by term."""

import numpy as np

from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, array_problem, judge_left_alone
from checks.lesson_06 import probes
from checks.report import show

TOLERANCE = 1e-8

CAUSES = {
    "ValueError": "Shapes do not fit: eps is (N, dim) and fitness (N,), one number a row; "
    "fitness @ eps, or eps.T @ fitness, sums over the rows.",
    "TypeError": "fitness may be a list: make an array of it first, np.asarray(fitness, "
    "dtype=float).",
    "AttributeError": "fitness may be a list: make an array of it first, np.asarray(fitness, "
    "dtype=float).",
    "IndexError": "Go through the N rows of eps; N need not be what it was in the example.",
}


def quadratic(theta: np.ndarray, slope: np.ndarray, curvature: np.ndarray) -> float:
    """Compute 5 + slope · theta + ½ theta · curvature · theta."""
    return float(5.0 + slope @ theta + 0.5 * theta @ curvature @ theta)


def exact_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make the rows ±√dim · e_i, for which the sum is the quadratic's own gradient at mu.

    f(mu + sigma √dim e_i) - f(mu - sigma √dim e_i) = 2 sigma √dim g_i, with g the gradient; times
    √dim, over N sigma = 2 dim sigma, that is g_i. The curvature cancels.
    """
    found = []
    for dim, sigma in [(2, 0.3), (3, 1.7)] + [(6, 0.1), (1, 0.7)] * graded:
        half = rng.normal(size=(dim, dim)).round(2)
        slope, mu = rng.uniform(1.0, 5.0, dim).round(1), rng.normal(size=dim).round(1)
        curvature = half + half.T
        eps = np.sqrt(dim) * np.concatenate([np.eye(dim), -np.eye(dim)])
        fitness = [quadratic(mu + sigma * row, slope, curvature) for row in eps]
        found.append(
            {
                "given": f"a quadratic with gradient {show(slope + curvature @ mu)} at mu, rows "
                f"± {show(float(np.sqrt(dim)))} · e_i, sigma={sigma:g}",
                "eps": eps,
                "fitness": np.array(fitness),
                "sigma": sigma,
                "quadratic": [slope, curvature, mu],
                "causes": CAUSES,
            }
        )
    return found


def term_by_term(eps: np.ndarray, fitness, sigma: float) -> np.ndarray:
    """Compute 1 / (N sigma) Σ fitness_i eps_i, one number at a time."""
    total = [0.0] * eps.shape[1]
    for row, weight in zip(eps, fitness, strict=True):
        for j, noise in enumerate(row):
            total[j] += float(weight) * float(noise)
    return np.array([number / (len(eps) * sigma) for number in total])


def any_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make rows that are no pairs, with a fitness far from centred, once as a list."""
    found = []
    for count, dim in [(5, 3), (3, 4), (1, 2)] + [(40, 7), (9, 1)] * graded:
        sigma = float(rng.choice([0.3, 0.7, 1.7]))
        fitness = rng.uniform(10.0, 60.0, count).round(1)
        found.append(
            {
                "given": f"{count} row(s) that are no mirrored pairs, dim {dim}, fitness "
                f"{show(fitness)}, sigma={sigma:g}",
                "eps": rng.standard_normal((count, dim)).round(2),
                "fitness": fitness,
                "sigma": sigma,
                "causes": CAUSES,
            }
        )
    found[1]["fitness"] = found[1]["fitness"].tolist()
    return found


@np.errstate(all="ignore")
def gradient_suspects(case: Case) -> Suspects:
    """Map usual mistakes to the search gradients they give."""
    eps, sigma = case["eps"], case["sigma"]
    fitness = np.asarray(case["fitness"], dtype=float)
    right, n, dim = term_by_term(eps, fitness, sigma), *eps.shape
    half = n // 2

    def with_fitness(shaped) -> np.ndarray:
        return term_by_term(eps, shaped, sigma)

    centred = fitness - fitness.mean()
    return {
        "The sum is not divided by N, the number of rows.": right * n,
        "The sum is not divided by sigma.": right * sigma,
        "The sum is neither divided by N nor by sigma.": right * n * sigma,
        "The sum is divided by sigma²: that belongs to the differences theta - mu; eps is that "
        "over sigma already.": right / sigma,
        "The sum is multiplied by sigma: divide by it.": right * sigma**2,
        "N is the number of rows, not of pairs and not the dimension: the result is twice too "
        "long.": 2 * right,
        "The sum is divided by the dimension; N is the number of rows.": right * n / dim,
        "N sigma + 1 is in the denominator, as in the source: nothing is added there.": (
            right * n * sigma / (n * sigma + 1)
        ),
        "Only the first half of the rows is summed, and N counts them all.": (
            term_by_term(eps[:half], fitness[:half], sigma) * half / n if half else right
        ),
        "Only the first half of the rows is summed: the opposites count like all others.": (
            term_by_term(eps[:half], fitness[:half], sigma) if half else right
        ),
        "The sign is turned: the gradient points uphill.": -right,
        "The fitness is standardised here: it is to be used as it is given.": with_fitness(
            centred / fitness.std()
        ),
        "The fitness is centred here: it is to be used as it is given.": with_fitness(centred),
        "The fitness is ranked here: it is to be used as it is given.": with_fitness(
            np.argsort(np.argsort(fitness)) / (n - 1) - 0.5
        ),
        "The sum is over the columns: the result has one entry for each dimension.": (
            np.sum(fitness[:, None] * eps, axis=1) / (n * sigma)
        ),
        "Everything is summed up to one number: sum over the rows only (axis 0).": float(
            np.sum(right)
        ),
        "The terms are not summed: add the rows up.": fitness[:, None] * eps / (n * sigma),
        "The noise of the best row alone: all rows take part.": eps[np.argmax(fitness)],
        "The noise is missing from the sum: each fitness multiplies its own row of eps.": float(
            np.sum(fitness) / (n * sigma)
        ),
    }


def judge_exact(case: Case, record: Record) -> Problem | None:
    """Judge against the gradient of the quadratic at mu."""
    slope, curvature, mu = case["quadratic"]
    return _gradient_problem(case, record, slope + curvature @ mu)


def judge_any(case: Case, record: Record) -> Problem | None:
    """Judge against the sum, term by term."""
    expected = term_by_term(case["eps"], case["fitness"], case["sigma"])
    return _gradient_problem(case, record, expected)


def _gradient_problem(case: Case, record: Record, expected: np.ndarray) -> Problem | None:
    return array_problem(
        case["given"],
        record["value"],
        expected,
        gradient_suspects(case),
        "Not 1 / (N sigma) times the sum of fitness_i eps_i: work the lesson's example by hand, "
        "then print each factor.",
        TOLERANCE,
    )


search_gradient = Exercise(
    "search_gradient",
    points=3,
    properties=[
        Property(
            "is exact on a quadratic, for the rows ±√dim · e_i",
            0.5,
            exact_cases,
            probes.gradient,
            judge_exact,
            compare=TOLERANCE,
        ),
        Property(
            "1/(N sigma) Σ fitness_i eps_i for any rows, with the fitness as it is given",
            0.334,
            any_cases,
            probes.gradient,
            judge_any,
            compare=TOLERANCE,
        ),
        Property(
            "leaves noise and fitness as they are",
            0.166,
            any_cases,
            probes.gradient,
            judge_left_alone,
        ),
    ],
)

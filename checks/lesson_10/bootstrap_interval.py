"""Judge `bootstrap_interval` (lesson 10) against the exact bootstrap of a few scores."""

import numpy as np

from checks.compare import as_number, same
from checks.framework import Case, Problem, Record
from checks.judging import NOTHING, global_random_problem, mutated_problem
from checks.lesson_10.exact_bootstrap import RESAMPLES, Bootstrap, middle_half
from checks.report import show

CAUSES = {
    "AttributeError": "The scores may be a list as well as an array (np.asarray makes an array of "
    "both), and rng is a NumPy generator: it has choice(…) and integers(…).",
    "unexpected keyword": "The confidence is an argument with a default: confidence=0.95.",
    "multiple values": "The arguments come in the order scores, rng, confidence.",
}

COUNT = 8


def scores_case(rng: np.random.Generator, scores: np.ndarray) -> Case:
    """Make a case of some scores, which the probe hands over as a list or as an array."""
    return {
        "given": f"the scores {show(scores.tolist())}",
        "scores": scores,
        "as_array": bool(rng.random() < 0.5),
        "causes": CAUSES,
    }


def interval_case(
    rng: np.random.Generator, calls: int, confidence: float | None, words: str
) -> Case:
    """Make a case of eight scores and as many seeds as there are calls."""
    scores = 300 + 60 * rng.standard_normal(COUNT)
    case = scores_case(rng, scores)
    seeds = rng.choice(100_000, size=calls, replace=False)
    return case | {
        "given": f"{case['given']}{words}",
        "confidence": confidence,
        "seeds": [int(seed) for seed in seeds],
    }


def interval_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Leave the confidence at its default."""
    return [interval_case(rng, 1, None, "") for _ in range(3 if graded else 1)]


def confidence_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Ask for other confidences."""
    return [
        interval_case(rng, 1, level, f", confidence={level}")
        for level in ((0.8, 0.5, 0.99) if graded else (0.8,))
    ]


def pair_problem(case: Case, value: object) -> Problem | None:
    """Judge whether the answer is a pair of numbers (low, high)."""
    given = case["given"]
    numbers = value.tolist() if isinstance(value, np.ndarray) else value
    if not isinstance(numbers, (tuple, list)) or len(numbers) != 2:
        cause = "Return the pair (low, high), the two ends of the interval."
        cause = NOTHING if value is None else cause
        return Problem(given, "the pair (low, high)", show(value), cause)
    if any(as_number(n) is None or not np.isfinite(as_number(n)) for n in numbers):
        return Problem(given, "two numbers", show(value), "Each end is one plain number.")
    return None


def judge_interval(case: Case, record: Record) -> Problem | None:
    """Judge whether both ends lie within the bounds of 10,000 random resamples.

    The distribution of all resamples is known exactly (`Bootstrap`). A right answer is refused
    with a probability of at most 4e-9: `exact_bootstrap.LUCK` on each side of each end.
    """
    value = record["value"][0]
    if (problem := pair_problem(case, value)) is not None:
        return problem
    low, high = (as_number(end) for end in value)
    scores, confidence = case["scores"], case["confidence"] or 0.95
    exact = Bootstrap(scores)
    tail = (1 - confidence) / 2
    if _within(exact, low, tail) and _within(exact, high, 1 - tail):
        return mutated_problem(case["given"], record)
    return Problem(
        case["given"],
        f"about ({show(exact.quantile(tail), 4)}, {show(exact.quantile(1 - tail), 4)})",
        show((low, high), 4),
        _interval_cause(scores, low, high, confidence),
    )


def _within(exact: Bootstrap, value: float, share: float) -> bool:
    low, high = exact.bounds(share)
    return low - 1e-9 <= value <= high + 1e-9


def _interval_cause(scores: np.ndarray, low: float, high: float, confidence: float) -> str:
    """Name the likeliest mistake behind a wrong interval."""
    exact, middle = Bootstrap(scores), middle_half(np.sort(scores)[None])[0]
    tail = (1 - confidence) / 2

    def ends(other: Bootstrap, lower: float, upper: float) -> bool:
        return _within(other, low, lower) and _within(other, high, upper)

    def near(first: float, second: float) -> bool:
        width = 0.15 * (exact.quantile(0.9) - exact.quantile(0.1))
        return abs(low - first) < width and abs(high - second) < width

    if same(low, high):
        return (
            "Both ends are the same: a resample draws as many scores as there are, with "
            "replacement, so that some are in it twice and some not at all."
        )
    if same((low, high), tuple(np.quantile(scores, [tail, 1 - tail]).tolist())):
        return "These are quantiles of the scores themselves; resample them first."
    if low > high:
        return "The ends are the wrong way round: (low, high)."
    if ends(Bootstrap(scores, lambda rows: rows.mean(axis=1)), tail, 1 - tail):
        return "This is the interval of the mean; it is the interquartile mean of each resample."
    if ends(Bootstrap(scores, lambda rows: np.median(rows, axis=1)), tail, 1 - tail):
        return "This is the interval of the median; it is the interquartile mean of each resample."
    if confidence != 0.95 and ends(exact, 0.025, 0.975):
        return "The confidence is fixed at 0.95: use the argument."
    if ends(exact, 2 * tail, 1 - 2 * tail):
        return "The whole of 1 - confidence is left out on each side: half of it belongs to either."
    if ends(exact, confidence, 1 - confidence) or ends(exact, 1 - confidence, confidence):
        return "The shares are (1 - confidence) / 2 and 1 minus that."
    if low <= exact.bounds(5e-4)[1] and high <= exact.bounds(0.05)[1]:
        return "np.percentile takes per cent, from 0 to 100; np.quantile takes shares."
    if low <= exact.bounds(2e-3)[1] and high >= exact.bounds(1 - 2e-3)[0]:
        return (
            "This is nearly the lowest and the highest of all resamples: leave (1 - confidence) / "
            "2 of them out on either side."
        )
    if near(2 * middle - exact.quantile(1 - tail), 2 * middle - exact.quantile(tail)):
        return (
            "The ends are mirrored at the interquartile mean: the percentile bootstrap takes the "
            "quantiles of the resamples as they are."
        )
    if near(middle - exact.deviation(), middle + exact.deviation()):
        return (
            "This is one standard error each way; the percentile bootstrap takes quantiles of the "
            "resamples."
        )
    if near(middle - 2 * exact.deviation(), middle + 2 * exact.deviation()):
        return "These are two standard errors each way; take quantiles of the resamples."
    return (
        f"Draw {RESAMPLES:,} resamples, as many scores each as there are, with replacement; take "
        "the interquartile mean of each, and of these the two quantiles."
    )


def resample_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Use one seed twice and then another, and several seeds for scores whose bootstrap is known.

    The first case has so many scores that no two intervals agree by chance.
    """
    twice = scores_case(rng, 300 + 60 * rng.standard_normal(41))
    seed = int(rng.integers(100_000))
    several = interval_case(rng, 10 if graded else 6, None, ", several generators")
    return [twice | {"confidence": None, "seeds": [seed, seed, seed + 1]}, several]


MOST_SURPRISE = 80.0


def judge_resamples(case: Case, record: Record) -> Problem | None:
    """Judge whether all randomness comes from rng and whether there are 10,000 resamples.

    The squared distances of the ends from their shares, in standard errors, sum to less than a
    chi-squared variable with two degrees of freedom a call: 12 in all, or 20 when graded. It
    exceeds `MOST_SURPRISE` with a probability under 1e-8. With 1,000 resamples the mean of the
    sum is ten times as large.
    """
    given = case["given"]
    problems = (pair_problem(case, value) for value in record["value"])
    if problem := next(filter(None, problems), None) or global_random_problem(given, record):
        return problem
    values = [[as_number(end) for end in value] for value in record["value"]]
    if len(set(case["seeds"])) < len(case["seeds"]):
        first, again, other = values
        if not same(first, again, 0.0):
            cause = "The same generator state gives another interval: draw from rng alone."
            return Problem(given, "the same interval for the same seed", "another one", cause)
        if same(first, other, 0.0):
            cause = (
                "Every generator gives the same interval: draw the resamples from the given rng."
            )
            return Problem(given, "intervals that differ a little", "always the same", cause)
        return None
    exact = Bootstrap(case["scores"])
    surprise = sum(
        exact.surprise(end, share) ** 2
        for value in values
        for end, share in zip(value, (0.025, 0.975), strict=True)
    )
    if surprise <= MOST_SURPRISE:
        return None
    spread = np.ptp([low for low, _ in values])
    cause = f"So few resamples make the ends wobble from call to call: draw {RESAMPLES:,}."
    return Problem(
        given,
        f"ends that hardly differ from generator to generator, as of {RESAMPLES:,} resamples",
        f"low ends that differ by up to {show(float(spread), 3)}",
        cause,
    )

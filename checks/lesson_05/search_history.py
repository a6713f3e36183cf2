"""Judge the history of cross_entropy_method (lesson 05), and how it copes with nan."""

import numpy as np

from checks.compare import as_number, same
from checks.framework import Case, Problem, Record
from checks.judging import name_cause, unlike
from checks.lesson_05 import probes
from checks.lesson_05.replayed_search import form_problem, replay, search_case
from checks.report import show


def nan_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make searches in a landscape where f is nan on one side."""
    found = []
    for _ in range(3 if graded else 1):
        case = search_case(
            rng, 3, nan_above=0.5, batch_size=20, elite_frac=0.2, iterations=3, extra_std=1.0
        )
        case["mu"][0], case["sigma"][0] = 0.0, 2.0
        case["objective"]["top"][0] = 2.0
        found.append(case)
    return found


def judge_history(case: Case, record: Record) -> Problem | None:
    """Judge that the history holds the mean of each batch, with nan left out.

    A batch that is all nan, or a first batch without any nan, proves nothing and is let through;
    either has a probability under 1e-7.
    """
    if (problem := form_problem(case, record)) is not None:
        return problem
    steps, history = replay(case, record["thetas"]), record["value"][2]
    given = case["given"]
    history = history.tolist() if isinstance(history, np.ndarray) else history
    if not isinstance(history, (list, tuple)) or any(as_number(x) is None for x in history):
        cause = "history is a list with one plain number an iteration."
        return Problem(given, f"a list of {len(steps)} numbers", show(history), cause)
    known = [step.values[~np.isnan(step.values)] for step in steps]
    if not all(map(len, known)):
        return None
    means = [float(values.mean()) for values in known]
    history = list(history)
    if same(history, means):
        return None
    nans = [float(step.values.mean()) for step in steps]
    count = case["settings"]["batch_size"]
    elites = [probes.height(case["objective"], row) for step in steps for row in step.elites]
    elites = np.reshape(elites, (len(steps), -1))
    suspects = {
        "The mean of a batch with a nan in it is nan: leave those values out.": nans,
        "The values that are nan count as 0, or in the number of samples: leave them out.": [
            float(values.sum() / count) for values in known
        ],
        "This is the best value of each batch; the mean is asked for.": [
            float(values.max()) for values in known
        ],
        "This is the sum over each batch; the mean is asked for.": [
            float(values.sum()) for values in known
        ],
        "This is the mean of the elites; the whole batch counts.": elites.mean(axis=1).tolist(),
        "This is the median of each batch; the mean is asked for.": [
            float(np.median(values)) for values in known
        ],
        "These are the values of all samples: one number an iteration, their mean.": [
            float(value) for step in steps for value in step.values
        ],
        "This is the mean of the last batch alone: append one number each iteration.": means[-1:],
        "These are the means themselves, mu; the mean of the returns is asked for.": [
            step.mu.tolist() for step in steps
        ],
    }
    return Problem(
        given,
        f"history = {show(means)}",
        show(history),
        name_cause(
            history,
            unlike(suspects, means),
            "history has one number an iteration: the mean of what f returned for its batch, nan "
            "left out.",
        ),
    )


def judge_nan(case: Case, record: Record) -> Problem | None:
    """Judge that nan is left out of the history and is never elite."""
    if (problem := judge_history(case, record)) is not None:
        return problem
    steps = replay(case, record["thetas"])
    if not same(record["value"][0], steps[-1].fitted[0]):
        cause = "Samples for which f is nan are among the elites: let select_elites choose."
        expected = f"mu = {show(steps[-1].fitted[0])}"
        return Problem(case["given"], expected, show(record["value"][0]), cause)
    if record["warnings"]:
        cause = "NumPy complains of nan: leave those values out before you take the mean."
        return Problem(case["given"], "no warning", record["warnings"][0], cause)
    return None

"""Judge what DeepCEM.train (lesson 09) does to the network when the elites are known."""

import numpy as np

from checks.framework import Case, Problem, Record
from checks.judging import global_random_problem
from checks.lesson_09.classifier_networks import network_problem, probabilities
from checks.lesson_09.episode_batches import as_array
from checks.lesson_09.select_elite_steps import elite_episodes
from checks.probing.scripted_vector import NUM_INPUTS
from checks.report import show

CAUSES = {
    "warm_start can only": "With warm_start=True every fit, partial_fit too, must show all "
    "actions, and elites may lack one. Drop warm_start: partial_fit goes on by itself.",
    "classes must be passed": "The first partial_fit has to be told all actions: classes=…, in "
    "__init__, before the agent plays.",
    "classes not in": "The classifier meets an action that it was not told of: the first "
    "partial_fit, in __init__, names all num_actions.",
    "not fitted": "The network is asked before it was fitted: a first partial_fit in __init__ "
    "makes it, with all classes.",
    "Expected 2D array": "predict_proba takes a table with one row a state: give it [state] and "
    "take the first row of the answer.",
    "has no attribute 'predict_proba'": "predict_proba is the classifier's: self.classifier.",
    "must have same size": "The number of actions is that of the agent's own probabilities, not a "
    "fixed or a global number.",
    "need at least one array": "There were no elites: select_elite_steps has them in any case.",
    "The truth value": "An array is used as a condition; look at the line.",
    "unexpected keyword": "The arguments are those of the docstring, by these names.",
    "positional argument": "The arguments are those of the docstring, in their order.",
}


def training_case(rng: np.random.Generator, rewards: list[list[float]], words: str, **more) -> Case:
    """Make a case of an agent that is trained on a script; ``more`` overrides its defaults."""
    seed = int(rng.integers(10_000))
    case = {
        "rewards": rewards,
        "truncated": [bool(flag) for flag in rng.integers(2, size=len(rewards))],
        "num_actions": 2,
        "iterations": 3,
        "seed": seed,
        "causes": CAUSES,
    } | more
    called = "".join(f", {k}={case[k]:g}" for k in ("percentile", "target") if k in case)
    size = f"DeepCEM({NUM_INPUTS}, {case['num_actions']}, seed={seed})"
    return case | {"given": f"{size}, train(…, {case['iterations']}, rng{called}) on {words}"}


def judge_networks(case: Case, record: Record) -> Problem | None:
    """Judge whether the networks before and after training know all actions."""
    given, size = case["given"], (NUM_INPUTS, case["num_actions"])
    before, after = record["value"]["before"], record["value"]["after"]
    return network_problem(given, before, *size, fresh=True) or network_problem(given, after, *size)


# --- one pass over the elites --------------------------------------------------------------


def pass_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Give rewards that no action changes, so that the elites are known beforehand."""
    found = []
    for count, percentile in ((10, 75.0), (12, 50.0)) + (((20, 85.0),) if graded else ()):
        lengths = rng.integers(12, 30, size=count)
        rewards = [[float(r) for r in rng.integers(1, 9, size=length)] for length in lengths]
        words = f"{count} scripted sub-environments"
        found.append(training_case(rng, rewards, words, percentile=percentile))
    return found


def _elite_steps(case: Case, percentile: float) -> int:
    """Count the elite steps in one batch."""
    returns = np.array([sum(paid) for paid in case["rewards"]])
    return sum(len(case["rewards"][i]) for i in elite_episodes(returns, percentile))


def judge_pass(case: Case, record: Record) -> Problem | None:
    """Judge how many rows were shown to the network, and that the history holds the returns."""
    if (problem := judge_networks(case, record)) is not None:
        return problem
    value, given, times = record["value"], case["given"], case["iterations"]
    seen = value["after"]["seen"] - value["before"]["seen"]
    elite, every = _elite_steps(case, case["percentile"]), sum(map(len, case["rewards"]))
    if seen != times * elite:
        known = {
            0: "The network has seen nothing: hand the elite steps to partial_fit.",
            times * every: "The network has seen every step, not those of the elites alone.",
            times * (every - elite): "The network has seen the steps that are not elite.",
            elite: "The network was trained once, not in every iteration.",
            2 * times * elite: "The elites were shown twice: one pass an iteration.",
            (times - 1) * elite: "One iteration is missing.",
            (times + 1) * elite: "One iteration too many is played.",
        }
        known |= {
            times * _elite_steps(case, q): f"The percentile is {q:g} here, whatever was asked for."
            for q in (70.0, 75.0, 80.0, 90.0)
            if _elite_steps(case, q) != elite
        }
        cause = "An iteration shows the elite steps of its own batch to the network, once."
        if seen > 2 * times * every:
            cause = (
                "The elites are shown many times over: `fit` goes through them up to max_iter "
                "times, partial_fit once."
            )
        elif seen < 0 or value["after"]["seen"] == elite:
            cause = (
                "The network was made anew on the way: `fit` forgets what was learned before, "
                "partial_fit goes on."
            )
        expected = f"{times * elite} rows shown: {times} times the {elite} elite steps"
        got = f"{seen} rows (the classifier's t_)"
        return Problem(given, expected, got, known.get(seen, cause))
    return global_random_problem(given, record) or _history_problem(case, value["history"], times)


def _history_problem(case: Case, history: object, times: int) -> Problem | None:
    given, returns = case["given"], [sum(paid) for paid in case["rewards"]]
    expected = f"in self.history {times} arrays, the returns of each batch"
    if history is None:
        cause = "self.history is missing: an empty list in __init__, one array more an iteration."
        return Problem(given, expected, "None", cause)
    table = as_array(history)
    if table is not None and table.shape == (times, len(returns)):
        if np.allclose(table, returns):
            return None
        cause = "The history holds the returns as play_episodes gives them."
        return Problem(given, f"each of them {show(returns)}", show(table[0]), cause)
    cause = "One array an iteration: the returns of all episodes of its batch."
    if table is not None and table.shape == (times,):
        cause = "These are single numbers: the history holds the returns of every batch, whole."
    elif isinstance(history, (list, tuple, np.ndarray)) and len(history) != times:
        cause = "One entry an iteration: played, noted, learned from."
    return Problem(given, expected, show(history), cause)


# --- every action, likelier actions, target ------------------------------------------------


def lacking_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Have a single elite step an iteration, which lacks all actions but one."""
    rewards = [[1.0], [1.0, 1.0], [9.0], [2.0]]
    more = {"num_actions": 4, "percentile": 75.0}
    return [training_case(rng, rewards, "episodes whose elites have one step", **more)]


def likelier_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Let one action pay, and the observation say nothing."""
    best = int(rng.integers(3))
    pays = [float(action == best) for action in range(3)]
    more = {"num_actions": 3, "percentile": 80.0, "iterations": 40, "blind": True, "pays": pays}
    words = f"40 sub-environments of 10 steps where action {best} pays 1"
    return [training_case(rng, [[0.0] * 10] * 40, words, **more)]


def judge_likelier(case: Case, record: Record) -> Problem | None:
    """Judge whether the action that pays has become likelier, or was likely enough already.

    The reference, whose learning rate is 0.01, ended above 0.99 on 300 of 300 seeds. With
    scikit-learn's default of 0.001 the probability rose by 0.40 on average, with a standard
    deviation of 0.06, and by at least 0.13 on 300 of 300: the bound of 0.01 is six standard
    deviations away.
    """
    if (problem := judge_networks(case, record)) is not None:
        return problem
    best, state = int(np.argmax(case["pays"])), np.zeros((1, NUM_INPUTS))
    before, after = (
        float(probabilities(record["value"][name], state)[0, best]) for name in ("before", "after")
    )
    if after >= 0.9 or after > before + 0.01:
        return None
    cause = "It hardly moved: are the elites handed over in every iteration, and is it too slow?"
    if after < before - 0.01:
        cause = "It became rarer: does the network see the elites, and each state's own action?"
    expected = f"action {best} likelier than at the start, where it had {before:.2f}"
    return Problem(case["given"], expected, f"a probability of {after:.2f}", cause)


def target_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Give a target that the first batch reaches exactly, and one just above it."""
    rewards = [[float(r) for r in rng.integers(1, 9, size=5)] for _ in range(8)]
    mean = float(np.mean([sum(paid) for paid in rewards]))
    words = f"a script whose batches have a mean return of {mean:g}"
    return [
        training_case(rng, rewards, words, percentile=75.0, target=target)
        for target in (mean, mean + 0.5)
    ]


def judge_target(case: Case, record: Record) -> Problem | None:
    """Judge whether it stops at the target without learning from the batch that reached it."""
    if (problem := judge_networks(case, record)) is not None:
        return problem
    given, value = case["given"], record["value"]
    mean = float(np.mean([sum(paid) for paid in case["rewards"]]))
    history = value["history"]
    batches = len(history) if isinstance(history, (list, tuple, np.ndarray)) else 0
    seen = value["after"]["seen"] - value["before"]["seen"]
    if mean < case["target"]:
        if batches == case["iterations"] and seen:
            return None
        cause = "The target is not reached: all iterations are played, and learned from."
        return Problem(given, f"{case['iterations']} batches", f"{batches}", cause)
    if batches == 1 and not seen:
        return None
    if batches != 1:
        cause = "It goes on when the mean return has reached the target: stop there (≥ counts)."
        if batches == 0:
            cause = "The batch that reaches the target belongs to the history, too."
        return Problem(given, "one batch, and no more", f"{batches} batches", cause)
    cause = (
        "The network was changed after it had reached the target: what comes back is not the "
        "policy that was measured. Stop first, learn after."
    )
    return Problem(given, "a network as it was", f"one that was shown {seen} more rows", cause)

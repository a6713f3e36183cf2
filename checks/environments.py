"""Make inputs for scripted environments, and judge the environments that students write."""

from collections.abc import Callable
from functools import wraps

import numpy as np

from checks.framework import Case, Problem, Record
from checks.report import quoted_cause, show

STEPS = 20
"""The length of an episode in every environment that students write."""

Judge = Callable[[Case, Record], Problem | None]


def scripted_rewards(rng: np.random.Generator, length: int) -> list[float]:
    """Draw distinct rewards in odd eighths, so that sums are exact and none looks like a count."""
    steps = rng.choice(np.arange(5, 91, 2), size=length, replace=False)
    return [float(step) / 8 for step in steps]


def walk(rng: np.random.Generator, length: int, up: float = 0.5) -> list[int]:
    """Draw random actions, 1 with probability ``up`` and otherwise 0."""
    return [int(action) for action in rng.random(length) < up]


def well_formed(judge: Judge) -> Judge:
    """Let a judge assume that `reset` and `step` answer in the form of Gymnasium's interface.

    Records in which they do not are judged here, by `form_problem`.
    """

    @wraps(judge)
    def judge_form_first(case: Case, record: Record) -> Problem | None:
        problem = form_problem(case, record)
        return judge(case, record) if problem is None else problem

    return judge_form_first


def form_problem(case: Case, record: Record) -> Problem | None:
    """Judge the form of what `reset` and `step` return, and that no valid action is refused."""
    refused, odd = record["value"]["refused"], record["value"]["odd"]
    if refused is not None:
        error = refused["error"]
        return Problem(
            f"{case['given']}; action {refused['action']}",
            "the step is taken",
            f"{error['type']}: {error['text']}",
            "A valid action raises: 0 and 1 are valid, also as NumPy integers, which is what "
            "`action_space.sample()` draws.",
        )
    if odd is None:
        return None
    what, got = odd["what"], odd["value"]
    expected, cause = ODD[what]
    if got is None and what in ("reset", "step"):
        cause = f"`{what}` returns nothing: is the `return` missing?"
    elif what == "step" and isinstance(got, tuple) and len(got) == 4:
        cause = (
            "`step` returns five values. Four, with a single `done`, is the old Gym's interface: "
            "terminated and truncated are two."
        )
    return Problem(case["given"], expected, show(got), cause)


ODD = {
    "reset": (
        "`reset` returns (observation, info)",
        "`reset` returns two values, the observation and a dict; the observation alone is the "
        "old Gym's interface.",
    ),
    "step": (
        "`step` returns (observation, reward, terminated, truncated, info)",
        "`step` returns five values, in this order.",
    ),
    "observation": (
        "an observation of shape (1,)",
        "The observation is one number in an array of shape (1,).",
    ),
    "reward": (
        "a reward that is one number",
        "Is the order observation, reward, terminated, truncated, info?",
    ),
    "ending": (
        "terminated and truncated, each True or False",
        "Is the order observation, reward, terminated, truncated, info?",
    ),
    "info": ("info, a dict", "The fifth value is info, a dict; {} is enough."),
}


@well_formed
def ending_problem(case: Case, record: Record) -> Problem | None:
    """Judge that the last episode is truncated after 20 steps."""
    episode = record["value"]["episodes"][-1]
    terminated, truncated = episode["terminated"], episode["truncated"]
    length = len(truncated)
    ends = [word for word in ("terminated", "truncated") if episode[word][-1]]
    if ends and length == STEPS and not terminated.any():
        return None
    restart = len(record["value"]["episodes"]) > 1
    if not ends:
        cause = f"The episode does not end: after {STEPS} steps truncated is True."
    elif restart and length < STEPS:
        cause = "The steps of the episode before still count: `reset` starts them at 0 again."
    elif length == STEPS + 1:
        cause = "One step too many: is > where >= belongs, or are the steps counted too late?"
    elif length == STEPS - 1:
        cause = "One step short: the episode has 20 steps, and the 20th is played and paid."
    elif length != STEPS:
        cause = f"The episode has {STEPS} steps, whatever the rewards are."
    elif truncated[-1]:
        cause = "Never both: the clock stops the episode, so it is truncated and not terminated."
    else:
        cause = (
            "The clock stops the episode, the task does not come to an end by itself: that is "
            "truncated, not terminated. Are the two in the wrong order?"
        )
    expected = f"truncated after {STEPS} steps, never terminated"
    got = f"{' and '.join(ends) or 'not over'} after {length} steps"
    return Problem(case["given"], expected, got, cause)


@well_formed
def spaces_problem(case: Case, record: Record) -> Problem | None:
    """Judge the observations, and the two spaces, against the docstring."""
    given = case["given"]
    space, actions = record["value"]["spaces"]
    if actions.get("n") != 2 or actions.get("start") != 0:
        return Problem(
            given,
            "action_space is Discrete(2)",
            show(actions),
            "Two actions, 0 and 1, are the space Discrete(2).",
        )
    expected = "observations: float32 arrays of shape (1,), inside observation_space"
    for episode in record["value"]["episodes"]:
        for raw in episode["raw"]:
            got = show(raw)
            if not isinstance(raw, np.ndarray):
                cause = "The observation is no NumPy array: it has shape (1,) and type float32."
            elif raw.shape != (1,):
                cause = f"The observation has the shape {raw.shape} and should have (1,)."
            elif raw.dtype != np.float32:
                cause = f"The observation is {raw.dtype}: NumPy needs to be told dtype=np.float32."
                got += f", {raw.dtype}"
            else:
                continue
            return Problem(given, expected, got, cause)
        if episode["reused"]:
            return Problem(
                given,
                "a new array at every step",
                "the same array, changed",
                "Every observation is the same array, changed in place, so what a learner has "
                "kept changes behind its back: make a new array each time.",
            )
        if not episode["inside"].all():
            outside = episode["observations"][int(np.argmin(episode["inside"]))]
            return Problem(
                given, expected, f"{outside:g} with {show(space)}", _space_cause(space, outside)
            )
    return None


def _space_cause(space: dict, outside: float) -> str:
    if space["type"] != "Box":
        return "A float32 observation of shape (1,) belongs to a Box."
    if space["low"].shape != (1,):
        return "The observation space has another shape than the observation, (1,)."
    if space["dtype"] != "float32":
        return "The observation space has another dtype than the observation, float32."
    side = "low" if outside < space["low"][0] else "high"
    return (
        f"The observation lies beyond the space's {side} end: how far can it get in {STEPS} steps "
        "in either direction?"
    )


def checker_problem(case: Case, record: Record) -> Problem | None:
    """Judge the observations and the spaces, then ask Gymnasium's own checker."""
    if (problem := spaces_problem(case, record)) is not None:
        return problem
    raised = record["value"]["checker"]
    if raised is None:
        return None
    return Problem(
        "gymnasium.utils.env_checker.check_env(your environment)",
        "no complaint",
        f"{raised['type']}: {raised['text']}",
        quoted_cause(raised, API_CAUSES)
        or "The checker's own words say what is wrong; run it by hand to see the line.",
    )


API_CAUSES = {
    "must inherit": "The class must derive from gymnasium.Env: class Name(gym.Env).",
    "keyword argument": "`reset` takes seed and options, both by name and both optional.",
    "unexpected keyword": "`reset` takes seed and options, both by name and both optional.",
    "super().reset": "`reset` must hand its seed up to gymnasium.Env's own `reset`, which seeds "
    "self.np_random.",
    "np_random": "`reset` must hand its seed up to gymnasium.Env's own `reset`, which seeds "
    "self.np_random.",
    "share an object": "An array (or the info dict) is kept and handed out again: make a new one "
    "each time.",
    "not within the observation space": "Shape, dtype or range of an observation differ from "
    "observation_space.",
    "non-deterministic": "The same seed gives other observations: all chance comes from "
    "self.np_random, which `reset` seeds.",
    "not equivalent": "The same seed and action give another answer: all chance comes from "
    "self.np_random, which `reset` seeds.",
    "truncates after 1 step": "truncated must be Python's own True or False: NumPy's booleans and "
    "integers need bool(…).",
}

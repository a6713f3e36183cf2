"""Judges for a student's own environment: its interface, its endings and its spaces."""

import numpy as np

from checks.framework import Case, Problem, Record
from checks.report import show

STEPS = 20


def walk(rng: np.random.Generator, length: int, up: float = 0.5) -> list[int]:
    """Random actions, 1 with probability ``up``."""
    return [int(action) for action in rng.random(length) < up]


def form_problem(case: Case, record: Record) -> Problem | None:
    """The problem of answers that have not the form of Gymnasium's interface."""
    value = record["value"]
    refused = value["refused"]
    if refused is not None:
        error = refused["error"]
        return Problem(
            f"{case['given']}; action {refused['action']}",
            "the step is taken",
            f"{error['type']}: {error['text']}",
            "A valid action raises: 0 and 1 are valid, also as NumPy integers, which is what "
            "`action_space.sample()` draws.",
        )
    odd = value["odd"]
    if odd is None:
        return None
    expected, cause = ODD[odd["what"]]
    got = odd["value"]
    if got is None and odd["what"] in ("reset", "step"):
        cause = f"`{odd['what']}` returns nothing: is the `return` missing?"
    elif odd["what"] == "step" and isinstance(got, tuple) and len(got) == 4:
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


def ending_problem(case: Case, record: Record) -> Problem | None:
    """The problem of episodes that are not truncated after 20 steps; the last one counts."""
    if (problem := form_problem(case, record)) is not None:
        return problem
    episode = record["value"]["episodes"][-1]
    terminated, truncated = episode["terminated"], episode["truncated"]
    length = len(truncated)
    given, expected = case["given"], f"truncated after {STEPS} steps, never terminated"
    ended = bool(truncated[-1] or terminated[-1])
    got = f"not over after {length} steps"
    if ended:
        both = "terminated and truncated" if truncated[-1] and terminated[-1] else None
        got = f"{both or ('truncated' if truncated[-1] else 'terminated')} after {length} steps"
    if ended and length == STEPS and not terminated.any():
        return None
    restart = len(record["value"]["episodes"]) > 1
    if not ended:
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
    return Problem(given, expected, got, cause)


def spaces_problem(case: Case, record: Record) -> Problem | None:
    """The problem of observations or spaces that are not what the docstring says."""
    if (problem := form_problem(case, record)) is not None:
        return problem
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
            if not isinstance(raw, np.ndarray):
                cause = "The observation is no NumPy array: it has shape (1,) and type float32."
                return Problem(given, expected, show(raw), cause)
            if raw.shape != (1,):
                cause = f"The observation has the shape {raw.shape} and should have (1,)."
                return Problem(given, expected, show(raw), cause)
            if raw.dtype != np.float32:
                cause = f"The observation is {raw.dtype}: NumPy needs to be told dtype=np.float32."
                return Problem(given, expected, f"{show(raw)}, {raw.dtype}", cause)
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
    """The problem of a form that is wrong, or that Gymnasium's own checker complains about."""
    if (problem := spaces_problem(case, record)) is not None:
        return problem
    raised = record["value"]["checker"]
    if raised is None:
        return None
    text = f"{raised['type']}: {raised['text']}"
    cause = "The checker's own words say what is wrong; run it by hand to see the line."
    for words, found in API_CAUSES.items():
        if words in text:
            cause = found
            break
    return Problem(
        "gymnasium.utils.env_checker.check_env(your environment)", "no complaint", text, cause
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

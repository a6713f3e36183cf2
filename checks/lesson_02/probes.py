"""Record answers to lesson 02: policies, environments, and a test of learners.

No finished environment is imported here, because they are withheld while this lesson is scored.
"""

import itertools
from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium.utils.env_checker import check_env

from checks.probing.made_up_learner import Learner, RemoteLearner, registered
from checks.probing.recording import describe, observe, plain

# --- policies ------------------------------------------------------------------------------


def actions_on_states(case: dict, policy: Callable) -> dict:
    """Ask a policy about one state after another, each twice."""
    record: dict[str, Any] = {"raised": None, "actions": [], "again": [], "global_random": False}
    for state in case["states"]:
        for answers in (record["actions"], record["again"]):
            answer = observe(policy, np.array(state, dtype=np.float32))
            record["global_random"] |= answer["global_random"]
            if answer["raised"] is not None:
                return record | {"raised": answer["raised"]}
            answers.append(answer["value"])
    return record


def climb(case: dict, policy: Callable) -> dict:
    """Let a policy move a number up (1) or down (0), and record its actions."""
    record: dict[str, Any] = {"raised": None, "actions": [], "global_random": False}
    count = 0
    for _ in range(case["steps"]):
        answer = observe(policy, np.array([count], dtype=np.float32))
        record["global_random"] |= answer["global_random"]
        if answer["raised"] is not None:
            return record | {"raised": answer["raised"]}
        record["actions"].append(answer["value"])
        count += 1 if same_action(answer["value"], 1) else -1
    return record


def same_action(value: Any, action: int) -> bool:
    """Return whether a recorded action, a number or a 0-d array, equals the given one."""
    if isinstance(value, np.ndarray):
        return value.shape == () and value.item() == action
    return isinstance(value, (bool, int)) and value == action


# --- environments --------------------------------------------------------------------------


def play(case: dict, env_class: Callable) -> dict:
    """Play episodes with given actions, each until it ends or the actions run out.

    The value of the record has ``odd`` (None, or the first answer of `reset` or `step` that does
    not have the form of Gymnasium's interface), ``refused`` (None, or a valid action that raised
    a ValueError), ``episodes``, and ``spaces`` (a description of the two spaces).
    """
    return observe(_play, env_class, case)


class _Odd(Exception):
    """An answer of `reset` or `step` that does not have the form of Gymnasium's interface."""

    def __init__(self, what: str, value: Any) -> None:
        super().__init__(what)
        self.record = {"what": what, "value": plain(value)}


def _play(env_class: Callable, case: dict, *, inside: bool = False) -> dict:
    env = env_class()
    numpy_actions = case.get("numpy_actions", False)
    value: dict[str, Any] = {"odd": None, "refused": None, "episodes": []}
    value["spaces"] = [_space(getattr(env, f"{kind}_space", None)) for kind in _KINDS]
    for episode in case["episodes"]:
        log = _Log(getattr(env, "observation_space", None) if inside else None)
        value["episodes"].append(log)
        try:
            log.reset(env.reset(**episode.get("reset", {})))
            for action in episode["actions"]:
                given = np.int64(action) if numpy_actions else action
                try:
                    result = env.step(given)
                except ValueError as error:
                    value["refused"] = {"action": action, "error": describe(error)}
                    break
                if log.step(result):
                    break
        except _Odd as odd:
            value["odd"] = odd.record
        if value["odd"] or value["refused"]:
            break
    value["episodes"] = [log.record() for log in value["episodes"]]
    return value


_KINDS = ("observation", "action")


def _space(space: Any) -> dict:
    found = {"type": type(space).__name__}
    if isinstance(space, gym.spaces.Discrete):
        return found | {"n": int(space.n), "start": int(space.start)}
    if isinstance(space, gym.spaces.Box):
        return found | {
            "low": np.array(space.low, dtype=float),
            "high": np.array(space.high, dtype=float),
            "dtype": str(space.dtype),
        }
    return found


def _is_scalar(value: Any) -> bool:
    """Return whether a value is one number or boolean, or a 0-d array of them."""
    if type(value) in (bool, int, float):
        return True
    return np.ndim(value) == 0 and np.asarray(value).dtype.kind in "biuf"


class _Log:
    """A log of one episode: T + 1 observations, T rewards and endings."""

    def __init__(self, space: Any) -> None:
        self.space = space
        self.raw: list[Any] = []
        self.observations: list[float] = []
        self.rewards: list[float] = []
        self.terminated: list[bool] = []
        self.truncated: list[bool] = []
        self.inside: list[bool] = []
        self.flags: set[str] = set()

    def _observe(self, observation: Any) -> None:
        try:
            numbers = np.asarray(observation, dtype=float).ravel()
        except (TypeError, ValueError):
            numbers = np.zeros(0)
        if numbers.size != 1:
            raise _Odd("observation", observation)
        self.raw.append(observation)
        self.observations.append(float(numbers[0]))
        if self.space is not None:
            self.inside.append(bool(self.space.contains(observation)))

    def reset(self, result: Any) -> None:
        if not isinstance(result, tuple) or len(result) != 2 or not isinstance(result[1], dict):
            raise _Odd("reset", result)
        self._observe(result[0])

    def step(self, result: Any) -> bool:
        if not isinstance(result, tuple) or len(result) != 5:
            raise _Odd("step", result)
        observation, reward, terminated, truncated, info = result
        self._observe(observation)
        if not _is_scalar(reward):
            raise _Odd("reward", reward)
        for flag in (terminated, truncated):
            if not _is_scalar(flag):
                raise _Odd("ending", flag)
            self.flags.add(type(flag).__name__)
        if not isinstance(info, dict):
            raise _Odd("info", info)
        self.rewards.append(float(reward))
        self.terminated.append(bool(terminated))
        self.truncated.append(bool(truncated))
        return bool(terminated or truncated)

    def record(self) -> dict:
        arrays = [item for item in self.raw if isinstance(item, np.ndarray)]
        return {
            "observations": np.array(self.observations),
            "rewards": np.array(self.rewards),
            "terminated": np.array(self.terminated, dtype=bool),
            "truncated": np.array(self.truncated, dtype=bool),
            "inside": np.array(self.inside, dtype=bool),
            "flags": sorted(self.flags),
            "raw": [plain(item) for item in self.raw[:2]],
            "reused": any(
                np.shares_memory(first, second) for first, second in itertools.pairwise(arrays)
            ),
        }


def invalid_actions(case: dict, env_class: Callable) -> dict:
    """Take actions that do not exist, each in a new episode, and record what they raise."""
    return observe(_invalid, env_class, case["actions"])


def _invalid(env_class: Callable, actions: list[int]) -> list[dict | None]:
    outcomes: list[dict | None] = []
    for action in actions:
        env = env_class()
        env.reset(seed=0)
        try:
            env.step(action)
        except Exception as error:
            outcomes.append(describe(error))
        else:
            outcomes.append(None)
    return outcomes


def play_and_check(case: dict, env_class: Callable) -> dict:
    """Do as `play`, look for each observation in the space, and run Gymnasium's own checker.

    The value of the record also has ``checker``: None, or the exception that the checker raised.
    """
    record = observe(_play, env_class, case, inside=True)
    if record["raised"] is None:
        checked = observe(_checked, env_class)
        record["value"]["checker"] = checked["value"]
        record["raised"] = checked["raised"]
    return record


def _checked(env_class: Callable) -> dict | None:
    env = env_class()
    try:
        env.action_space.seed(0)
        check_env(env, skip_render_check=True)
    except Exception as error:
        return describe(error)
    return None


# --- a test of learners --------------------------------------------------------------------


def learner_test(case: dict, failing_environments: Callable) -> dict:
    """Record a test of a made-up learner on made-up environments."""
    learner = Learner(case) if "environments" in case else RemoteLearner()

    def train(env_id: str) -> Callable:
        password = learner.train(env_id)
        return lambda observation: password

    options = {} if case["threshold"] is None else {"threshold": case["threshold"]}
    with registered(learner) as ids:
        record = observe(failing_environments, train, ids, **options)
    return record | learner.log()

"""Environments that stay with the grader: the student's side gets a stand-in that calls back.

What an environment pays is an answer to "play it and add up". Were its script beside the student's
code, that code could read the sum off it, and a made-up log would say that it played. When an
answer is graded, a probe therefore gets a case without the script, and makes stand-ins.
"""

from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np

from helpers.probes.recording import describe, plain
from helpers.probes.scripted import NeverResetError, NoObservationError, RanPastTheEnd, scripted

ERRORS = {kind.__name__: kind for kind in (NeverResetError, NoObservationError, RanPastTheEnd)}
SCRIPT = ("episodes", "by_seed", "ending")
MAX_ENVIRONMENTS = 4
MAX_NUMBERS = 16
"""In an observation or an action: the log keeps each."""

call: Callable[[dict], dict] | None = None
"""Asks the other side; the executor puts it here."""


class EpisodeHost:
    """The grader's end: the scripted environments of one probe, and what was done to them.

    Args:
        case: with the script.
    """

    secret = SCRIPT

    def __init__(self, case: dict) -> None:
        self.case = case
        self.environments: list[gym.Env] = []
        self.seen: list[np.ndarray] = []

    def answer(self, asked: Any) -> dict:
        """Do what a stand-in asks for.

        Args:
            asked: whatever came over the wire.

        Returns:
            ``result``, or ``raised`` as `describe` gives it.
        """
        try:
            return {"result": self._answer(asked), "raised": None}
        except Exception as error:
            return {"result": None, "raised": describe(error)}

    def _answer(self, asked: Any) -> Any:
        what = asked["do"]
        if what == "make":
            if len(self.environments) >= MAX_ENVIRONMENTS:
                raise ValueError("too many environments")
            self.environments.append(scripted(self.case))
            return len(self.environments) - 1
        if what == "policy":
            return self._policy(asked["observation"])
        env = self.environments[asked["env"]]
        if what == "reset":
            return env.reset(seed=asked["seed"])
        return env.step(_small(asked["action"]))

    def _policy(self, observation: np.ndarray) -> int:
        if observation.size > MAX_NUMBERS:
            raise ValueError("no observation of this environment")
        self.seen.append(np.array(observation, dtype=float))
        return len(self.seen) % 2

    def log(self) -> dict:
        """What the record of a probe says of its environments and its policy."""
        first, *others = self.environments or [scripted(self.case)]
        again = {"actions_again": plain(others[0].actions())} if others else {}
        return again | {
            "resets": first.resets(),
            "actions": plain(first.actions()),
            "late_steps": first.late_steps,
            "seen": np.array(self.seen) if self.seen else None,
        }


def _small(action: Any) -> Any:
    """An action for the log; what can be none is named by its type."""
    if action is None or isinstance(action, (bool, int, float)):
        return action
    if isinstance(action, np.ndarray) and action.size <= MAX_NUMBERS:
        return action
    return {"opaque": type(action).__name__}


class RemoteEnv(gym.Env):
    """The student's end of a scripted environment.

    Args:
        num_actions: size of the action space.
    """

    metadata = {"render_modes": []}
    late_steps = 0

    def __init__(self, num_actions: int) -> None:
        self.observation_space = gym.spaces.Box(-np.inf, np.inf, (2,), np.float32)
        self.action_space = gym.spaces.Discrete(num_actions)
        self._number = ask({"do": "make"})

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict]:
        """Start the next episode."""
        super().reset(seed=seed)
        return ask({"do": "reset", "env": self._number, "seed": plain(seed)})

    def step(self, action: Any) -> tuple[np.ndarray, float, bool, bool, dict]:
        """Pay the next reward.

        Raises:
            NeverResetError: there was no reset.
            RanPastTheEnd: far too many steps after the end.
        """
        return ask({"do": "step", "env": self._number, "action": plain(action)})

    def resets(self) -> list:
        """Nothing: the host has the log."""
        return []

    actions = resets


def environment(case: dict) -> gym.Env:
    """The scripted environment of a case, or its stand-in where the script is not here."""
    return scripted(case) if "episodes" in case else RemoteEnv(case.get("num_actions", 2))


def ask(what: dict) -> Any:
    """Ask the host, and raise what it raised."""
    reply = call(what)
    raised = reply["raised"]
    if raised is not None:
        raise ERRORS.get(raised["type"], ValueError)(raised["text"])
    return reply["result"]

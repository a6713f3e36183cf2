"""Keep scripted episodes on the grader's side, with a stand-in for their environment."""

import copy
from typing import Any

import gymnasium as gym
import numpy as np

from checks.probing.recording import plain
from checks.probing.remote import MAX_NUMBERS, Host, Remote, small
from checks.probing.scripted import OBSERVATIONS, NoObservationError, ScriptedEnv, scripted


class EpisodeHost(Host):
    """The grader's end of scripted environments and of the policy that plays in them.

    Args:
        case: with the script.
        most: how many environments the probe makes.
    """

    secret = ("episodes", "by_seed", "ending")

    def __init__(self, case: dict, most: int = 1) -> None:
        super().__init__(case, most)
        self.seen: list[np.ndarray] = []

    def make(self) -> ScriptedEnv:
        """Make one more environment with the case's script."""
        return scripted(self.case)

    def use(self, asked: dict) -> Any:
        """Reset or step an environment, or ask the policy for an action."""
        if asked["do"] == "policy":
            return self._policy(asked["observation"])
        env = self.things[asked["thing"]]
        if asked["do"] == "reset":
            return env.reset(seed=asked["seed"])
        return env.step(small(asked["action"]))

    def _policy(self, observation: np.ndarray) -> int:
        if observation.size > MAX_NUMBERS:
            raise NoObservationError("no observation of this environment")
        return note_seen(self.seen, observation)

    def log(self) -> dict:
        """Return what goes into the record of the probe about environments and policy."""
        first, *others = self.made()
        again = {"actions_again": plain(others[0].actions())} if others else {}
        return again | {
            "resets": first.resets(),
            "actions": plain(first.actions()),
            "late_steps": first.late_steps,
            "seen": np.array(self.seen) if self.seen else None,
        }


def note_seen(seen: list[np.ndarray], observation: np.ndarray) -> int:
    """Act as a policy that writes down, flat, every observation it sees.

    Raises:
        NoObservationError: the observation differs in size from the one before.
    """
    flat = np.array(observation, dtype=float).ravel()
    if seen and flat.size != seen[-1].size:
        raise NoObservationError(
            f"the policy was given {flat.size} number(s), and {seen[-1].size} the time before"
        )
    seen.append(flat)
    return len(seen) % 2


class RemoteEnv(Remote, gym.Env):
    """The student's end of a scripted environment.

    Args:
        num_actions: size of the action space.
    """

    metadata = {"render_modes": []}
    late_steps = 0

    def __init__(self, num_actions: int) -> None:
        super().__init__()
        self.observation_space = copy.copy(OBSERVATIONS)
        self.action_space = gym.spaces.Discrete(num_actions)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict]:
        """Start the next episode."""
        super().reset(seed=seed)
        return self.ask("reset", seed=plain(seed))

    def step(self, action: Any) -> tuple[np.ndarray, float, bool, bool, dict]:
        """Pay the next reward.

        Raises:
            NeverResetError: there was no reset.
            RanPastTheEnd: there were far too many steps after the end.
        """
        return self.ask("step", action=plain(action))

    def resets(self) -> list:
        """Return nothing, because the host has the log."""
        return []

    actions = resets


def environment(case: dict) -> gym.Env:
    """Make the scripted environment of a case, or a stand-in if the grader keeps the script."""
    return scripted(case) if "episodes" in case else RemoteEnv(case.get("num_actions", 2))

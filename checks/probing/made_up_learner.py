"""A made-up learner, and environments that pay its policies the returns of a script."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gymnasium as gym
import numpy as np

from checks.probing.recording import plain
from checks.probing.remote import Host, ask, small


class Script:
    """The rewards of one environment, which depend on the seed of the reset.

    Args:
        spec: ``returns`` for the seeds from 0 on, each paid in two steps, and ``unseeded``, the
            return for any other seed.
        password: the action that is paid.
        seeds: the log to which the seed of every reset is added.
    """

    def __init__(self, spec: dict, password: int, seeds: list[int | None]) -> None:
        self.returns = dict(enumerate(spec["returns"]))
        self.unseeded = spec["unseeded"]
        self.password = password
        self.seeds = seeds
        self._paid, self._left = 0.0, 0

    def reset(self, seed: int | None) -> None:
        """Begin an episode."""
        self.seeds.append(None if seed is None else int(seed))
        self._paid, self._left = self.returns.get(seed, self.unseeded) / 2, 2

    def step(self, action: Any) -> tuple[float, bool]:
        """Return the reward, and whether the episode is over."""
        self._left -= 1
        return (self._paid if action == self.password else 0.0), self._left <= 0


class Learner:
    """A learner that trains on the environments of a case and keeps a log.

    Only a policy that was trained on an environment knows the action that it pays.

    Args:
        case: has ``environments``, in order: each with ``id``, ``optimal``, ``returns`` by seed
            and ``unseeded``.
    """

    def __init__(self, case: dict) -> None:
        self.specs = case["environments"]
        self.calls: list[Any] = []
        self.seeds: list[list[int | None]] = [[] for _ in self.specs]

    def names(self) -> list:
        """List the id and the best return of every environment."""
        return [[spec["id"], spec["optimal"]] for spec in self.specs]

    def train(self, env_id: Any) -> int:
        """Return the action of a policy that was trained on an environment; 0 if there is none."""
        self.calls.append(plain(env_id))
        ids = [spec["id"] for spec in self.specs]
        return ids.index(env_id) + 1 if isinstance(env_id, str) and env_id in ids else 0

    def script(self, place: int) -> Script:
        """Make a copy of the environment with this place in the order."""
        return Script(self.specs[place], place + 1, self.seeds[place])

    def log(self) -> dict:
        """Return the ids that were trained on, and the seeds of all resets by environment."""
        return {"calls": self.calls, "seeds": self.seeds}


class LearnerHost(Host):
    """The grader's end of the made-up learner of one probe and its environments.

    Args:
        case: with its ``environments``.
    """

    secret = ("environments",)
    MOST_USES = 20_000
    MOST_SCRIPTS = 2_000

    def __init__(self, case: dict) -> None:
        super().__init__(case)
        self.learner = Learner(case)
        self.uses = 0

    def make(self) -> Any:
        """Refuse: there is one learner, and environments are opened by their places."""
        raise ValueError("nothing can be made")

    def use(self, asked: dict) -> Any:
        """Train, open an environment, or play in one."""
        self.uses += 1
        if self.uses > self.MOST_USES or len(self.things) >= self.MOST_SCRIPTS:
            raise ValueError("far too many trainings or episodes")
        if asked["do"] == "names":
            return self.learner.names()
        if asked["do"] == "train":
            return self.learner.train(small(asked["env_id"]))
        if asked["do"] == "open":
            self.things.append(self.learner.script(asked["place"]))
            return len(self.things) - 1
        script = self.things[asked["thing"]]
        if asked["do"] == "reset":
            return script.reset(asked["seed"])
        return script.step(small(asked["action"]))

    def log(self) -> dict:
        """Return the learner's log."""
        return self.learner.log()


class RemoteScript:
    """The student's end of a script.

    Args:
        place: of its environment in the order of the case.
    """

    def __init__(self, place: int) -> None:
        self._number = ask({"do": "open", "place": place})

    def reset(self, seed: int | None) -> None:
        """Begin an episode."""
        ask({"do": "reset", "thing": self._number, "seed": plain(seed)})

    def step(self, action: Any) -> tuple[float, bool]:
        """Return the reward, and whether the episode is over."""
        return ask({"do": "step", "thing": self._number, "action": plain(action)})


class RemoteLearner:
    """The student's end of a learner."""

    script = RemoteScript

    def names(self) -> list:
        """List the id and the best return of every environment."""
        return ask({"do": "names"})

    def train(self, env_id: Any) -> int:
        """Return the action of a policy that was trained on an environment."""
        return ask({"do": "train", "env_id": plain(env_id)})

    def log(self) -> dict:
        """Return nothing, because the host has the log."""
        return {}


class _ScriptEnv(gym.Env):
    """A script as a Gymnasium environment; subclasses set ``optimal_return`` and ``open``."""

    optimal_return: float

    def __init__(self) -> None:
        self.observation_space = gym.spaces.Box(-1.0, 1.0, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(64)
        self._script = self.open()

    def open(self) -> Script | RemoteScript:
        raise NotImplementedError

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict]:
        super().reset(seed=seed)
        self._script.reset(seed)
        return np.zeros(1, dtype=np.float32), {}

    def step(self, action: Any) -> tuple[np.ndarray, float, bool, bool, dict]:
        paid, over = self._script.step(action)
        return np.zeros(1, dtype=np.float32), paid, False, over, {}


@contextmanager
def registered(learner: Learner | RemoteLearner) -> Iterator[list[str]]:
    """Let `gymnasium.make` find the learner's environments for as long as the block lasts.

    Yields:
        Their ids, in order.
    """
    names = learner.names()
    try:
        for place, (env_id, optimal) in enumerate(names):
            gym.register(
                id=env_id, entry_point=_entry(learner, place, optimal), disable_env_checker=True
            )
        yield [env_id for env_id, _ in names]
    finally:
        for env_id, _ in names:
            gym.registry.pop(env_id, None)


def _entry(learner: Learner | RemoteLearner, place: int, optimal: float) -> type[_ScriptEnv]:
    content = {"optimal_return": optimal, "open": lambda self: learner.script(place)}
    return type("ScriptedEnv", (_ScriptEnv,), content)

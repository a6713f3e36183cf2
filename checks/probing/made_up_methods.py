"""Made-up training methods with known results, and a log of their calls."""

import time
from typing import Any

from checks.probing.recording import plain
from checks.probing.remote import Host, Remote, small


class Methods:
    """Methods that wait, and return a score and a number of steps, as the case says.

    Args:
        case: has ``methods``, each with ``name`` and with ``scores``, ``steps`` and ``seconds``,
            one for each of the ``seeds``.

    Attributes:
        calls: name, env_id, budget and seed of each call.
        lasted: how many seconds each call took, by method.
    """

    def __init__(self, case: dict) -> None:
        self.specs = {spec["name"]: spec for spec in case["methods"]}
        self.seeds = case["seeds"]
        self.calls: list[list] = []
        self.lasted: dict[str, list[float]] = {name: [] for name in self.specs}

    def names(self) -> list[str]:
        """List the names of the methods, in order."""
        return list(self.specs)

    def run(self, name: str, env_id: Any, budget: Any, seed: Any) -> tuple[float, int]:
        """Call a method."""
        start = time.perf_counter()
        spec = self.specs[name]
        self.calls.append(plain([name, env_id, budget, seed]))
        place = self.seeds.index(seed) if seed in self.seeds else 0
        time.sleep(spec["seconds"][place])
        self.lasted[name].append(time.perf_counter() - start)
        return spec["scores"][place], spec["steps"][place]

    def log(self) -> dict:
        """Return all calls in order, and how long they took."""
        return {"calls": self.calls, "lasted": self.lasted}


class RemoteMethods(Remote):
    """The student's end of made-up methods."""

    def names(self) -> list[str]:
        """List the names of the methods, in order."""
        return self.ask("names")

    def run(self, name: str, env_id: Any, budget: Any, seed: Any) -> tuple[float, int]:
        """Call a method."""
        given = plain([name, env_id, budget, seed])
        return self.ask("run", given=given)


class MethodsHost(Host):
    """The grader's end of the made-up methods of one probe.

    Args:
        case: with its ``methods``.
        most: how many sets of them the probe makes.
    """

    secret = ("methods", "excess")
    MOST_CALLS = 500

    def make(self) -> Methods:
        """Make the methods of the case, with an empty log."""
        return Methods(self.case)

    def use(self, asked: dict) -> Any:
        """List the names, or call a method."""
        methods = self.things[asked["thing"]]
        if asked["do"] == "names":
            return methods.names()
        if len(methods.calls) >= self.MOST_CALLS:
            raise ValueError("the methods are called far too often")
        name, env_id, budget, seed = asked["given"]
        return methods.run(name, small(env_id), small(budget), small(seed))

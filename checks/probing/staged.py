"""Tasks that play a script, for probing code that submits them to Ray and waits for them.

A script says what every task returns and in which order the tasks complete. Nothing runs in
another process, so the order is certain however busy the machine is.
"""

import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest import mock

from checks.probing.ray_tasks import TASK_SECONDS
from checks.probing.recording import plain
from checks.probing.remote import Host, Remote, small
from helpers.policies import PolicyDict, initial_policy


def names_seen_by(function: Callable) -> dict[str, Any]:
    """Return the namespace of the notebook in which a function looks up its global names."""
    return inspect.unwrap(function).__globals__


@contextmanager
def standing_for(new: dict[str, Any], names: dict[str, Any]) -> Iterator[None]:
    """Replace some names in a namespace, and put back the old values afterwards."""
    before = {name: names[name] for name in new if name in names}
    names.update(new)
    try:
        yield
    finally:
        for name in new:
            names.pop(name, None)
        names.update(before)


class Watched:
    """A stand-in for a remote function that notes its submissions and the first wait.

    Attributes:
        refs: one reference for each submission, in order.
        calls: the pair (num_rollouts, seed) of each.
        before_waiting: how many tasks had been submitted at the first wait; None before that.
    """

    def __init__(self) -> None:
        self.refs: list[Any] = []
        self.calls: list[tuple] = []
        self.before_waiting: int | None = None

    def remote(self, num_rollouts: Any, seed: Any) -> Any:
        """Submit a task, note its arguments and return its reference."""
        self.refs.append(self.submit(num_rollouts, seed))
        self.calls.append((num_rollouts, seed))
        return self.refs[-1]

    def submit(self, num_rollouts: Any, seed: Any) -> Any:
        """Submit a task and return the reference to its result."""
        raise NotImplementedError

    def options(self, **_: Any) -> "Watched":
        """Ignore Ray's settings, which change nothing here."""
        return self

    def __call__(self, *_: Any, **__: Any) -> None:
        """Refuse to be called without ``.remote``, as Ray does.

        Raises:
            TypeError: always.
        """
        raise TypeError("Remote functions cannot be called directly: use .remote(...)")

    @contextmanager
    def used_by(self, function: Callable, name: str) -> Iterator[None]:
        """Put this in place of a remote function, and notice whenever the student's code waits.

        Args:
            function: the student's; it may call ``ray.get``, or have imported ``get`` itself.
            name: of the remote function.
        """
        import ray

        names = names_seen_by(function)
        new = {ray.get: self.get_with(ray.get), ray.wait: self.wait_with(ray.wait)}
        imported = {
            own: new[value]
            for own, value in names.items()
            if inspect.isfunction(value) and value in new
        }
        with mock.patch.multiple(ray, get=new[ray.get], wait=new[ray.wait]):
            with standing_for({name: self, **imported}, names):
                yield

    def waiting(self) -> None:
        """Note how many tasks had been submitted at the first wait."""
        if self.before_waiting is None:
            self.before_waiting = len(self.refs)

    def get_with(self, get: Callable) -> Callable:
        """Make a ``ray.get`` that notes the wait and has a deadline."""

        def seen(refs: Any, *, timeout: float | None = None, **settings: Any) -> Any:
            self.waiting()
            return get(refs, timeout=timeout or TASK_SECONDS, **settings)

        return seen

    def wait_with(self, wait: Callable) -> Callable:
        """Make a ``ray.wait`` that notes the wait."""

        def seen(refs: Any, **settings: Any) -> Any:
            self.waiting()
            return wait(refs, **settings)

        return seen


class Recorder(Watched):
    """The notebook's own remote function, with a log of its submissions.

    Args:
        function: the student's function that submits the tasks.
        name: of the remote function.
    """

    def __init__(self, function: Callable, name: str) -> None:
        super().__init__()
        self.real = names_seen_by(function).get(name)

    def submit(self, num_rollouts: Any, seed: Any) -> Any:
        """Submit the task to Ray."""
        return self.real.remote(num_rollouts, seed)


class Means:
    """The mean returns of the tasks of a script, and a log of the tasks' arguments.

    Args:
        means: one for each task; any further task returns the last one.
    """

    def __init__(self, means: Sequence[float]) -> None:
        self.means = means
        self.calls: list[tuple] = []

    def submitted(self, num_rollouts: Any, seed: Any) -> float:
        """Return the mean of the next task, and log its arguments."""
        self.calls.append((num_rollouts, seed))
        return self.means[min(len(self.calls), len(self.means)) - 1]

    def log(self) -> dict:
        """Return the pair (num_rollouts, seed) of every task, in order."""
        return {"calls": plain(self.calls)}


class RemoteMeans(Remote):
    """The student's end of a script's means."""

    def submitted(self, num_rollouts: Any, seed: Any) -> float:
        """Return the mean of the next task."""
        given = plain([num_rollouts, seed])
        return self.ask("submit", given=given)


class MeansHost(Host):
    """The grader's end of the means, which are handed out one by one as tasks are submitted.

    Args:
        case: with its ``means``.
    """

    secret = ("means",)
    MOST_TASKS = 5_000

    def make(self) -> Means:
        """Make the means of the case, with an empty log."""
        return Means(self.case["means"])

    def use(self, asked: dict) -> float:
        """Return the mean of a task that is submitted."""
        means = self.things[asked["thing"]]
        if len(means.calls) >= self.MOST_TASKS:
            raise ValueError("far too many tasks")
        num_rollouts, seed = asked["given"]
        return means.submitted(small(num_rollouts), small(seed))


class Stage(Watched):
    """Tasks that return what a script says, and complete in the order that it says.

    Task i, counted from 0, returns its mean and a policy in which every number is i.

    Args:
        means: the means that the tasks return.
        order: the numbers of the tasks in the order in which they complete.
    """

    def __init__(self, means: Means | RemoteMeans, order: Sequence[int]) -> None:
        super().__init__()
        self.means = means
        self.order = list(order)

    def submit(self, num_rollouts: Any, seed: Any) -> Any:
        """Store the result with Ray and return its reference."""
        import ray

        mean = self.means.submitted(num_rollouts, seed)
        return ray.put((mean, numbered_policy(len(self.refs))))

    def wait_with(self, wait: Callable) -> Callable:
        """Make a ``ray.wait`` by the script: the tasks that complete first are ready first."""

        def scripted(refs: Any, *, num_returns: int = 1, **_: Any) -> tuple[list, list]:
            self.waiting()
            ready = sorted(refs, key=self.completed)[:num_returns]
            return [r for r in refs if r in ready], [r for r in refs if r not in ready]

        return scripted

    def completed(self, ref: Any) -> int:
        """Return the place of a task in the order of completion."""
        index = self.refs.index(ref)
        return self.order.index(index) if index in self.order else len(self.order)


def numbered_policy(number: int) -> PolicyDict:
    """Make a policy with this number for every weight and bias."""
    return {key: zeros + number for key, zeros in initial_policy().items()}

"""Tasks that play a script, for probing code that submits them to Ray and waits for them.

A script says what every task returns and in which order the tasks complete. Nothing runs in
another process, so that the order is certain, however busy the machine is.
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
    """The notebook's names, as this function sees them."""
    return inspect.unwrap(function).__globals__


@contextmanager
def standing_for(new: dict[str, Any], names: dict[str, Any]) -> Iterator[None]:
    """Let some names stand for something else, and put back what was there."""
    before = {name: names[name] for name in new if name in names}
    names.update(new)
    try:
        yield
    finally:
        for name in new:
            names.pop(name, None)
        names.update(before)


class Watched:
    """Stands for a remote function: notes submissions, and when the first result is waited for.

    Attributes:
        refs: one reference a submission, in order.
        calls: the pair (num_rollouts, seed) of each.
        before_waiting: how many had been submitted at the first wait; None before that.
    """

    def __init__(self) -> None:
        self.refs: list[Any] = []
        self.calls: list[tuple] = []
        self.before_waiting: int | None = None

    def remote(self, num_rollouts: Any, seed: Any) -> Any:
        """Submit a task."""
        self.refs.append(self.submit(num_rollouts, seed))
        self.calls.append((num_rollouts, seed))
        return self.refs[-1]

    def submit(self, num_rollouts: Any, seed: Any) -> Any:
        """The reference to a task's result."""
        raise NotImplementedError

    def options(self, **_: Any) -> "Watched":
        """Ray's settings change nothing here."""
        return self

    def __call__(self, *_: Any, **__: Any) -> None:
        """Refuse to be called without ``.remote``, as Ray does.

        Raises:
            TypeError: always.
        """
        raise TypeError("Remote functions cannot be called directly: use .remote(...)")

    @contextmanager
    def used_by(self, function: Callable, name: str) -> Iterator[None]:
        """Let a function find this under a name, and see whenever it waits.

        Args:
            function: the student's; it may say ``ray.get``, or have imported ``get`` itself.
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
        """``ray.get`` that is seen, and does not wait for ever."""

        def seen(refs: Any, *, timeout: float | None = None, **settings: Any) -> Any:
            self.waiting()
            return get(refs, timeout=timeout or TASK_SECONDS, **settings)

        return seen

    def wait_with(self, wait: Callable) -> Callable:
        """``ray.wait`` that is seen."""

        def seen(refs: Any, **settings: Any) -> Any:
            self.waiting()
            return wait(refs, **settings)

        return seen


class Recorder(Watched):
    """The notebook's own remote function at work.

    Args:
        function: who submits.
        name: of the remote function.
    """

    def __init__(self, function: Callable, name: str) -> None:
        super().__init__()
        self.real = names_seen_by(function).get(name)

    def submit(self, num_rollouts: Any, seed: Any) -> Any:
        """Hand the task on to Ray."""
        return self.real.remote(num_rollouts, seed)


class Means:
    """What the tasks of a script return, and a log of what they were called with.

    Args:
        means: one a task; the last one also serves tasks beyond them.
    """

    def __init__(self, means: Sequence[float]) -> None:
        self.means = means
        self.calls: list[tuple] = []

    def submitted(self, num_rollouts: Any, seed: Any) -> float:
        """The mean that the next task returns."""
        self.calls.append((num_rollouts, seed))
        return self.means[min(len(self.calls), len(self.means)) - 1]

    def log(self) -> dict:
        """The pair (num_rollouts, seed) of every task, in order."""
        return {"calls": plain(self.calls)}


class RemoteMeans(Remote):
    """The student's end of a script's means."""

    def submitted(self, num_rollouts: Any, seed: Any) -> float:
        """The mean that the next task returns."""
        given = plain([num_rollouts, seed])
        return self.ask("submit", given=given)


class MeansHost(Host):
    """The means of one probe's tasks, handed out one by one as the tasks are submitted.

    Args:
        case: with its ``means``.
    """

    secret = ("means",)
    MOST_TASKS = 5_000

    def make(self) -> Means:
        """The means of the case, with a new log."""
        return Means(self.case["means"])

    def use(self, asked: dict) -> float:
        """Submit a task."""
        means = self.things[asked["thing"]]
        if len(means.calls) >= self.MOST_TASKS:
            raise ValueError("far too many tasks")
        num_rollouts, seed = asked["given"]
        return means.submitted(small(num_rollouts), small(seed))


class Stage(Watched):
    """Tasks that return what a script says, and complete in its order.

    Task i, counted from 0, returns ``(its mean, a policy whose every number is i)``.

    Args:
        means: of the tasks.
        order: the numbers of the tasks in the order in which they complete.
    """

    def __init__(self, means: Means | RemoteMeans, order: Sequence[int]) -> None:
        super().__init__()
        self.means = means
        self.order = list(order)

    def submit(self, num_rollouts: Any, seed: Any) -> Any:
        """Put the result where its reference finds it."""
        import ray

        mean = self.means.submitted(num_rollouts, seed)
        return ray.put((mean, numbered_policy(len(self.refs))))

    def wait_with(self, wait: Callable) -> Callable:
        """``ray.wait`` that keeps to the script: what completes first is ready first."""

        def scripted(refs: Any, *, num_returns: int = 1, **_: Any) -> tuple[list, list]:
            self.waiting()
            ready = sorted(refs, key=self.completed)[:num_returns]
            return [r for r in refs if r in ready], [r for r in refs if r not in ready]

        return scripted

    def completed(self, ref: Any) -> int:
        """When a task completes: its place in the order."""
        index = self.refs.index(ref)
        return self.order.index(index) if index in self.order else len(self.order)


def numbered_policy(number: int) -> PolicyDict:
    """A policy whose every weight and bias is this number."""
    return {key: zeros + number for key, zeros in initial_policy().items()}

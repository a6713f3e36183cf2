"""Record what becomes of Ray tasks, and when, while other code waits for them."""

import threading
import time
from collections.abc import Sequence
from typing import Any

Bar = tuple[str, float, float, str]
"""Name, begin and end in seconds, and fate: "finished", "cancelled", "crashed" or "running"."""


SETTLE = 2.0
"""Seconds to wait for tasks at the end, because Ray needs a moment to report a cancelled task."""


class TaskWatch:
    """A context manager that polls tasks every few milliseconds while its block runs.

    Args:
        refs: the object references that ``.remote(…)`` returned, one per task.
        names: the tasks' names, in the same order.
        interval: seconds between two polls.

    After the ``with`` block, `bars` holds the fate of each task, and ``seconds`` how long the
    block took.
    """

    def __init__(self, refs: Sequence[Any], names: Sequence[str], interval: float = 0.01) -> None:
        self.refs = list(refs)
        self.names = list(names)
        self.interval = interval
        self._ended: dict[Any, float] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._poll, daemon=True)
        self.seconds = float("inf")

    def __enter__(self) -> "TaskWatch":
        self._begin = time.monotonic()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.monotonic() - self._begin
        self._over.set()
        self._thread.join()
        self._record_ends(SETTLE)

    def _poll(self) -> None:
        while not self._over.wait(self.interval):
            self._record_ends()

    def _record_ends(self, timeout: float = 0.0) -> None:
        import ray

        ended, _ = ray.wait(self.refs, num_returns=len(self.refs), timeout=timeout)
        now = time.monotonic() - self._begin
        for ref in ended:
            self._ended.setdefault(ref, min(now, self.seconds))

    @property
    def bars(self) -> list[Bar]:
        """One bar per task, in the order of the refs; a running task's bar ends with the watch."""
        return [
            (name, 0.0, self._ended.get(ref, self.seconds), self._fate(ref))
            for name, ref in zip(self.names, self.refs, strict=True)
        ]

    def _fate(self, ref: Any) -> str:
        import ray

        if ref not in self._ended:
            return "running"
        try:
            ray.get(ref, timeout=10)
        except ray.exceptions.TaskCancelledError:
            return "cancelled"
        except Exception:
            return "crashed"
        return "finished"

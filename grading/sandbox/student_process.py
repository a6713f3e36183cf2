"""Talk to a student's process from the trusted side, and watch its time, memory and processes.

`grading.sandbox.child_process` and `grading.sandbox.fork_server` start, confine and end it.
"""

import contextlib
import re
import threading
import time
from pathlib import Path
from typing import Any

import psutil

from grading.sandbox.inside import wire
from grading.sandbox.inside.statements import EVERYTHING
from grading.sandbox.limits import FORK_BOMB, FORK_BOMB_WITH_RAY, Limits

MAX_CALLS = 100_000
"""How many calls one probe may make to its host on this side."""

GRACE = 4.0
"""Seconds that a process has to interrupt a cell and to run the definitions below."""

SHORT = 0.05
"""Seconds. A quicker reply leaves no time to start a fork bomb, so processes are not counted."""


class ProcessLostError(Exception):
    """An error that says why the student's process ended or was stopped."""


class StudentProcess:
    """A running process that holds a student's namespace.

    Args:
        process: a `ChildProcess` or `ForkedProcess`, which knows how to end it.
        limits: time and memory.
        uses_ray: whether the lesson starts Ray, which needs hundreds of processes.

    Use it as a context manager: it ends every process that the student's code started.
    """

    def __init__(self, process: Any, limits: Limits, *, uses_ray: bool) -> None:
        self.limits = limits
        self._max_processes = FORK_BOMB_WITH_RAY if uses_ray else FORK_BOMB
        self._stopped = ""
        self._number = 0
        self._process = process
        self._channel = self._process.channel
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._keep_watch, daemon=True)
        self._watch.start()

    def __enter__(self) -> "StudentProcess":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def run(
        self, source: str, label: str, *, seconds: float | None = None, part: str = EVERYTHING
    ) -> dict | None:
        """Run a cell. The process interrupts it when its time is up.

        Args:
            source: the cell's code, including magics.
            label: the name of the cell in messages.
            seconds: how long it may run; None takes the limit for a cell.
            part: how much of it is run, one of the constants of `inside.statements`.

        Returns:
            None, or the type, text and line of the first exception that a statement raised.

        Raises:
            ProcessLostError: the cell could not be interrupted, or ended its process.
        """
        seconds = seconds or self.limits.cell
        request = {"source": source, "label": label, "seconds": seconds, "part": part}
        reply = self._ask({"op": "run"} | request, seconds, grace=GRACE)
        return _checked_raised(reply)

    def defined(self, names: tuple[str, ...]) -> list[bool]:
        """Return for each name whether it exists in the student's namespace."""
        reply = self._ask({"op": "defined", "names": list(names)}, self.limits.cell)
        found = _checked(reply, "defined", (list,))
        if len(found) != len(names):
            raise ProcessLostError("it answered out of turn")
        return [value is True for value in found]

    def probe(self, request: dict[str, Any], timeout: float, host: Any = None) -> dict:
        """Run a probe and return its record.

        Args:
            request: module, probe, answers and case.
            timeout: seconds.
            host: answers the probe's calls on this side. Its log becomes part of the record.

        Raises:
            ProcessLostError: no valid record came back.
        """
        reply = self._ask({"op": "probe"} | request, timeout, host)
        record = _checked(reply, "record", (dict,))
        _checked_raised(record)
        return {"value": None} | record | (host.log() if host else {})

    def _ask(self, request: dict, timeout: float, host: Any = None, *, grace: float = 0.0) -> dict:
        self._number += 1
        begin = time.monotonic()
        try:
            reply = self._converse(request | {"id": self._number}, timeout + grace, host)
        except wire.WireTimeoutError:
            raise ProcessLostError(f"it ran longer than {timeout:g} s and was stopped") from None
        except wire.WireClosedError:
            raise ProcessLostError(self._why_gone()) from None
        except wire.WireError as error:
            raise ProcessLostError(f"it sent no proper answer ({error})") from None
        if time.monotonic() - begin > SHORT:
            self._stop_fork_bomb(self._process.process_tree())
        if self._stopped:
            raise ProcessLostError(self._stopped)
        if not isinstance(reply, dict) or reply.get("id") != self._number:
            raise ProcessLostError("it answered out of turn")
        return reply

    def _converse(self, message: dict, timeout: float, host: Any) -> Any:
        """Send a message, answer the calls that come back, and return the first other reply."""
        deadline = time.monotonic() + timeout
        for _ in range(MAX_CALLS):
            left = deadline - time.monotonic()
            if left <= 0:
                # If many calls are already queued, receiving never waits and so never times out.
                raise wire.WireTimeoutError("no answer in time")
            self._channel.settimeout(left)
            wire.send(self._channel, message)
            reply = wire.receive(self._channel, left)
            asks = isinstance(reply, dict) and "call" in reply and host is not None
            if not asks or reply.get("id") != self._number:
                return reply
            message = {"id": self._number} | host.answer(reply["call"])
        raise ProcessLostError(f"it asked back more than {MAX_CALLS} times")

    def _why_gone(self) -> str:
        return self._stopped or f"it ended its own process{self._process.status()}"

    def _keep_watch(self) -> None:
        """Stop the process if it and its descendants use too much memory or are too many."""
        while not self._stopped and not self._over.wait(0.25):
            processes = self._process.process_tree()
            # Forks share most of their memory, which the first sum counts repeatedly. The second
            # is exact but slow, so it is computed only if the first is above the limit.
            limit = self.limits.memory
            if sum(map(_resident, processes)) > limit < sum(map(_proportional, processes)):
                self._stop(f"it used more than {limit / 2**30:.1f} GiB")
            self._stop_fork_bomb(processes)

    def _stop_fork_bomb(self, processes: list[psutil.Process]) -> None:
        if len(processes) > self._max_processes:
            self._stop(f"it started more than {self._max_processes} processes")

    def _stop(self, why: str) -> None:
        self._stopped = self._stopped or f"{why} and was stopped"
        self._process.stop()

    def kill(self) -> None:
        """End the process and every process that it started."""
        self._over.set()
        self._process.end()


def _checked(reply: dict, key: str, kinds: tuple[type, ...]) -> Any:
    """Return an item of a reply, after checking that it is there and of the right type."""
    if key not in reply or not isinstance(reply[key], kinds):
        raise ProcessLostError("it answered out of turn")
    return reply[key]


def _checked_raised(reply: dict) -> dict | None:
    """Return the exception in a reply, after checking that it is None or has three texts."""
    raised = _checked(reply, "raised", (dict, type(None)))
    words = ("type", "text", "line")
    if raised is not None and not all(type(raised.get(word)) is str for word in words):
        raise ProcessLostError("it answered out of turn")
    return raised


def _resident(process: psutil.Process) -> int:
    """Return the resident memory that no file backs; shared memory counts for each process."""
    with contextlib.suppress(OSError, ValueError):
        status = Path(f"/proc/{process.pid}/status").read_text()
        found = re.findall(r"^Rss(?:Anon|Shmem):\s+(\d+) kB$", status, re.MULTILINE)
        return 1024 * sum(map(int, found))
    with contextlib.suppress(psutil.Error):
        return process.memory_info().rss
    return 0


def _proportional(process: psutil.Process) -> int:
    """Return a process's memory, with shared memory divided among the processes that share it."""
    with contextlib.suppress(psutil.Error, AttributeError):
        return process.memory_full_info().pss
    return _resident(process)

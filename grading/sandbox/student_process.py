"""A student's process as the trusted side sees it: start it, ask it, end it.

How it is started, confined and ended is the matter of `grading.sandbox.child_process` and `grading.sandbox.fork_server`.
"""

import contextlib
import re
import threading
import time
from pathlib import Path
from typing import Any

import psutil

from grading.sandbox.inside import wire
from grading.sandbox.limits import Limits

MAX_CALLS = 100_000
"""How often one probe may ask back."""

CROWD, CROWD_WITH_RAY = 64, 1000
"""So many processes are a fork bomb, and ended: the kernel's own bound only slows it down."""

SHORT = 0.05
"""Seconds in which nobody starts a crowd."""


class ProcessLostError(Exception):
    """The student's process is gone, or was ended; the text says why."""


class StudentProcess:
    """A running process with a student's namespace in it.

    Args:
        process: as `grading.sandbox.fork_server.start_process` started it.
        limits: time and memory.
        uses_ray: the lesson starts Ray, which takes hundreds of processes.

    Use it as a context manager: it ends every process that the student's code started.
    """

    def __init__(self, process: Any, limits: Limits, *, uses_ray: bool) -> None:
        self.limits = limits
        self._crowd = CROWD_WITH_RAY if uses_ray else CROWD
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

    def run(self, source: str, label: str) -> dict | None:
        """Run a cell.

        Returns:
            None, or type, text and line of what it raised.

        Raises:
            ProcessLostError: it hung, or took its process down.
        """
        reply = self._ask({"op": "run", "source": source, "label": label}, self.limits.cell)
        return _checked_raised(reply)

    def defined(self, names: tuple[str, ...]) -> list[bool]:
        """Which of the names exist in the student's namespace."""
        reply = self._ask({"op": "defined", "names": list(names)}, self.limits.cell)
        found = _checked(reply, "defined", (list,))
        if len(found) != len(names):
            raise ProcessLostError("it answered out of turn")
        return [value is True for value in found]

    def probe(self, request: dict[str, Any], timeout: float, host: Any = None) -> dict:
        """Run a probe and bring back its record.

        Args:
            request: module, probe, answers and case.
            timeout: seconds.
            host: answers what the probe asks; what it logged stands in the record.

        Raises:
            ProcessLostError: no record came.
        """
        reply = self._ask({"op": "probe"} | request, timeout, host)
        record = _checked(reply, "record", (dict,))
        _checked_raised(record)
        return {"value": None} | record | (host.log() if host else {})

    def _ask(self, request: dict, timeout: float, host: Any = None) -> dict:
        self._number += 1
        begin = time.monotonic()
        try:
            reply = self._converse(request | {"id": self._number}, timeout, host)
        except wire.WireTimeoutError:
            raise ProcessLostError(f"it ran longer than {timeout:g} s and was stopped") from None
        except wire.WireClosedError:
            raise ProcessLostError(self._why_gone()) from None
        except wire.WireError as error:
            raise ProcessLostError(f"it sent no proper answer ({error})") from None
        if time.monotonic() - begin > SHORT:
            self._end_crowd(self._process.family())
        if self._stopped:
            raise ProcessLostError(self._stopped)
        if not isinstance(reply, dict) or reply.get("id") != self._number:
            raise ProcessLostError("it answered out of turn")
        return reply

    def _converse(self, message: dict, timeout: float, host: Any) -> Any:
        """Send a message, answer what is asked back, and return what is no question."""
        deadline = time.monotonic() + timeout
        for _ in range(MAX_CALLS):
            left = deadline - time.monotonic()
            if left <= 0:
                # Questions may lie in wait: then no answer is ever waited for.
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
        """End the process when it and its children are too many or hold too much memory."""
        while not self._stopped and not self._over.wait(0.25):
            family = self._process.family()
            # Forks share most of what they hold: only the exact figure counts, which is dear.
            if sum(map(_held, family)) > self.limits.memory < sum(map(_share, family)):
                self._stop(f"it used more than {self.limits.memory / 2**30:.1f} GiB")
            self._end_crowd(family)

    def _end_crowd(self, family: list[psutil.Process]) -> None:
        if len(family) > self._crowd:
            self._stop(f"it started more than {self._crowd} processes")

    def _stop(self, why: str) -> None:
        self._stopped = self._stopped or f"{why} and was stopped"
        self._process.stop()

    def kill(self) -> None:
        """End the process and all that it started."""
        self._over.set()
        self._process.end()


def _checked(reply: dict, key: str, kinds: tuple[type, ...]) -> Any:
    if key not in reply or not isinstance(reply[key], kinds):
        raise ProcessLostError("it answered out of turn")
    return reply[key]


def _checked_raised(reply: dict) -> dict | None:
    """What was raised: None, or three texts."""
    raised = _checked(reply, "raised", (dict, type(None)))
    words = ("type", "text", "line")
    if raised is not None and not all(type(raised.get(word)) is str for word in words):
        raise ProcessLostError("it answered out of turn")
    return raised


def _held(process: psutil.Process) -> int:
    """Memory that is no file's; what a process shares with its children counts for each."""
    with contextlib.suppress(OSError, ValueError):
        status = Path(f"/proc/{process.pid}/status").read_text()
        found = re.findall(r"^Rss(?:Anon|Shmem):\s+(\d+) kB$", status, re.MULTILINE)
        return 1024 * sum(map(int, found))
    with contextlib.suppress(psutil.Error):
        return process.memory_info().rss
    return 0


def _share(process: psutil.Process) -> int:
    """A process's memory, what it shares divided among those who share it."""
    with contextlib.suppress(psutil.Error, AttributeError):
        return process.memory_full_info().pss
    return _held(process)

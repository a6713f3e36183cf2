"""A student's process as the trusted side sees it: start it, ask it, end it.

Its place in the design: whatever confines student code is a matter of `command` and of `kill`
alone. The channel, the requests and the judging do not change with it.
"""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import psutil

from grading import wire
from grading.errors import CourseError
from grading.limits import Limits
from grading.sandbox import OUTSIDE, confined
from helpers.checks.framework import Lesson

TOKEN = "LWG_STUDENT_PROCESS"
PROCESSES, PROCESSES_WITH_RAY = 256, 2048
"""Of confined code, threads counted. Ray alone wants some five hundred."""


class ProcessLostError(Exception):
    """The student's process is gone, or was ended; the text says why."""


class StudentProcess:
    """One child process with a student's namespace in it.

    Args:
        lesson: which probes it needs and which modules it must not import.
        limits: time and memory.

    Raises:
        CourseError: this system has no way to start one.

    Use it as a context manager: it ends every process that the student's code started.
    """

    def __init__(self, lesson: Lesson, limits: Limits) -> None:
        if os.name == "nt":
            raise CourseError("scoring needs Linux or macOS: on Windows, use it inside WSL")
        self.lesson = lesson
        self.limits = limits
        self.token = uuid.uuid4().hex
        self.over_memory = False
        self._number = 0
        self._folder = Path(tempfile.mkdtemp(prefix="lwg-"))
        self._channel, theirs = socket.socketpair()
        with theirs:
            os.set_inheritable(theirs.fileno(), True)
            command, environment = self.command(theirs.fileno()), self.environment()
            if limits.confined:
                command = confined(
                    command, environment, uses_ray=lesson.uses_ray, withheld=lesson.withheld
                )
                environment = OUTSIDE
            self._process = subprocess.Popen(
                command,
                env=environment,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._watch_memory, daemon=True)
        self._watch.start()

    def command(self, descriptor: int) -> list[str]:
        """The command line of the executor."""
        address_space = None if self.lesson.uses_ray else self.limits.address_space
        processes = PROCESSES_WITH_RAY if self.lesson.uses_ray else PROCESSES
        settings = {
            "probes": f"helpers.probes.lesson_{self.lesson.name[:2]}",
            "withheld": self.lesson.withheld,
            "memory": address_space,
            "processes": processes if self.limits.confined else None,
        }
        executor = [sys.executable, "-I", "-m", "grading.executor"]
        return [*executor, str(descriptor), json.dumps(settings)]

    def environment(self) -> dict[str, str]:
        """The environment of the executor: nothing of the grader's own but what it must have."""
        folder = str(self._folder)
        kept = {k: os.environ[k] for k in ("LWG_BUDGET", "LANG", "MPLCONFIGDIR") if k in os.environ}
        return kept | {
            TOKEN: self.token,
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
            "HOME": folder,
            "TMPDIR": folder,
            "RAY_TMPDIR": folder,
            "XDG_RUNTIME_DIR": folder,
            "MPLBACKEND": "agg",
            "SDL_VIDEODRIVER": "dummy",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }

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

    def probe(self, request: dict[str, Any], timeout: float) -> dict:
        """Run a probe and bring back its record.

        Args:
            request: module, probe, answers and case.
            timeout: seconds.

        Raises:
            ProcessLostError: no record came.
        """
        record = _checked(self._ask({"op": "probe"} | request, timeout), "record", (dict,))
        _checked_raised(record)
        return {"value": None} | record

    def _ask(self, request: dict, timeout: float) -> dict:
        self._number += 1
        try:
            self._channel.settimeout(timeout)
            wire.send(self._channel, request | {"id": self._number})
            reply = wire.receive(self._channel, timeout)
        except wire.WireTimeoutError:
            raise ProcessLostError(f"it ran longer than {timeout:g} s and was stopped") from None
        except wire.WireClosedError:
            raise ProcessLostError(self._why_gone()) from None
        except wire.WireError as error:
            raise ProcessLostError(f"it sent no proper answer ({error})") from None
        if not isinstance(reply, dict) or reply.get("id") != self._number:
            raise ProcessLostError("it answered out of turn")
        return reply

    def _why_gone(self) -> str:
        if self.over_memory:
            return f"it used more than {self.limits.memory / 2**30:.1f} GiB and was stopped"
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        return f"it ended its own process (exit status {self._process.returncode})"

    def _watch_memory(self) -> None:
        """End the process when it and its children hold too much memory."""
        while not self._over.wait(0.25):
            family = self._family()
            # Forks share most of what they hold: only the exact figure counts, which is dear.
            if sum(map(_held, family)) > self.limits.memory < sum(map(_share, family)):
                self.over_memory = True
                self._process.kill()
                return

    def kill(self) -> None:
        """End the process and every process that carries its mark, and remove its folder."""
        self._over.set()
        self._channel.close()
        if self.limits.confined:
            self._burst()
            return
        _end(self._family())
        self._process.wait()
        # A process that is just being started shows no environment yet: so look twice.
        empty_looks = 0
        while empty_looks < 2:
            marked = [process for process in psutil.process_iter() if _carries(process, self.token)]
            _end(marked)
            empty_looks = 0 if marked else empty_looks + 1
            time.sleep(0.01)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _burst(self) -> None:
        """End the first process inside the sandbox; the kernel ends all others with it."""
        with contextlib.suppress(psutil.Error):
            for inside in psutil.Process(self._process.pid).children():
                inside.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _family(self) -> list[psutil.Process]:
        """The process and all that descends from it."""
        with contextlib.suppress(psutil.Error):
            parent = psutil.Process(self._process.pid)
            return [parent, *parent.children(recursive=True)]
        return []


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


def _carries(process: psutil.Process, token: str) -> bool:
    with contextlib.suppress(psutil.Error):
        return process.pid != os.getpid() and process.environ().get(TOKEN) == token
    return False


def _end(processes: list[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(processes, timeout=2)

"""How the process for a student's code is started and ended: plain, or in a sandbox of its own.

`grading.sandbox.fork_server` has a third way, a fork from a process that has imported everything. All three
give a channel on which the executor has said that it is ready, so that a process which cannot be
started is no fault of a student's.
"""

import ast
import contextlib
import functools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

import psutil

from checks.framework import Lesson
from grading.errors import CourseError
from grading.lessons.cells import is_check, is_picture
from grading.lessons.source import read_lesson
from grading.sandbox.bubblewrap import OUTSIDE, SHM_SIZE, SHM_SIZE_WITH_RAY, TMP_SIZE, confined
from grading.sandbox.control_group import Cgroup
from grading.sandbox.inside.wire import HELLO
from grading.sandbox.limits import Limits

TOKEN = "LWG_STUDENT_PROCESS"
PROCESSES, PROCESSES_WITH_RAY = 128, 2048
"""Of confined code, threads counted. Ray alone wants some five hundred."""

START_SECONDS = 120.0
"""Enough to import NumPy and Gymnasium on a machine that is very busy."""


class Child:
    """A process of its own for a student's code.

    Args:
        lesson: which probes it needs and which modules it must not import.
        limits: of memory; confined or not.

    Raises:
        CourseError: it cannot be started.

    It starts while its maker does something else; `begin` waits for it.

    Attributes:
        channel: to the executor in it.
        pid: of the process from which all others of the student's descend.
        token: stands in the environment of all of them.
        folder: its home where it is not confined.
    """

    def __init__(self, lesson: Lesson, limits: Limits) -> None:
        self.token = uuid.uuid4().hex
        self.folder = Path(tempfile.mkdtemp(prefix="lwg-"))
        self._confined = limits.confined
        self.channel, theirs = socket.socketpair()
        with theirs:
            command = executor_command(lesson, limits, theirs.fileno())
            environment = student_environment(self.folder) | {TOKEN: self.token}
            if limits.confined:
                command = confined(
                    command, environment, uses_ray=lesson.uses_ray, withheld=lesson.withheld
                )
                environment = OUTSIDE
            self._process = launch(command, environment, theirs, self.folder)
        self.pid = self._process.pid
        self._group = own_group(limits, uses_ray=lesson.uses_ray) if limits.confined else None

    def begin(self) -> None:
        """Wait until the executor is ready.

        Raises:
            CourseError: it does not start.
        """
        try:
            await_hello(self.channel, self._process)
            # No student's code has run yet: what it will start begins in the group.
            for process in self.family() if self._group else ():
                self._group.add(process.pid)
        except BaseException:
            self.end()
            raise

    def family(self) -> list[psutil.Process]:
        """The process and all that descends from it."""
        return family(self.pid)

    def stop(self) -> None:
        """Kill the process; `end` follows."""
        self._process.kill()

    def status(self) -> str:
        """How the process ended, in words."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        return f" (exit status {self._process.returncode})"

    def end(self) -> None:
        """End the process and every process that carries its mark, and remove its folder."""
        self.channel.close()
        if self._confined:
            self._burst()
        else:
            self._hunt()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _burst(self) -> None:
        """End the first process inside the sandbox; the kernel ends all others with it."""
        with contextlib.suppress(psutil.Error):
            for inside in psutil.Process(self.pid).children():
                inside.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        self._process.kill()
        self._process.wait()
        if self._group is not None:
            self._group.end()

    def _hunt(self) -> None:
        _end(self.family())
        self._process.wait()
        # A process that is just being started shows no environment yet: so look twice.
        empty_looks = 0
        while empty_looks < 2:
            marked = [process for process in psutil.process_iter() if _carries(process, self.token)]
            _end(marked)
            empty_looks = 0 if marked else empty_looks + 1
            time.sleep(0.01)


def own_group(limits: Limits, *, uses_ray: bool) -> Cgroup:
    """A control group for a confined submission.

    Its bound on memory lies above that of the watch in `grading.sandbox.student_process`, whose message says what
    was wrong; files in memory count here.
    """
    files = TMP_SIZE + (SHM_SIZE_WITH_RAY if uses_ray else SHM_SIZE)
    processes = PROCESSES_WITH_RAY if uses_ray else PROCESSES
    return Cgroup(limits.memory * 5 // 4 + files, processes + 16)


def executor_settings(lesson: Lesson, limits: Limits) -> dict[str, Any]:
    """What the executor is told of a lesson and of its limits."""
    processes = PROCESSES_WITH_RAY if lesson.uses_ray else PROCESSES
    # Some students draw by themselves. A zygote imports for a whole class, others for one alone.
    drawing = [] if lesson.uses_ray else ["matplotlib.pyplot"]
    return {
        "probes": f"checks.lesson_{lesson.name[:2]}.probes",
        "withheld": lesson.withheld,
        "memory": None if lesson.uses_ray else limits.address_space,
        "processes": processes if limits.confined else None,
        "preload": imports_of(lesson.name) + drawing if limits.confined else [],
    }


def executor_command(lesson: Lesson, limits: Limits, descriptor: int) -> list[str]:
    """The command line of the executor."""
    executor = [sys.executable, "-I", "-m", "grading.sandbox.inside.executor"]
    return [*executor, str(descriptor), json.dumps(executor_settings(lesson, limits))]


def student_environment(folder: Path) -> dict[str, str]:
    """The environment of an executor: nothing of the grader's own but what it must have."""
    kept = {k: os.environ[k] for k in ("LWG_BUDGET", "LANG", "MPLCONFIGDIR") if k in os.environ}
    return kept | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "RAY_TMPDIR": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "MPLBACKEND": "agg",
        "SDL_VIDEODRIVER": "dummy",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "RAY_worker_niceness": "0",
    }


@functools.cache
def imports_of(lesson: str) -> list[str]:
    """The modules that a lesson's own cells import."""
    names = ["gymnasium.envs.classic_control"]
    for cell in read_lesson(lesson).cells:
        if cell.cell_type != "code" or is_check(cell) or is_picture(cell):
            continue
        with contextlib.suppress(SyntaxError):
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Import):
                    names += [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module:
                    names.append(node.module)
                    names += [f"{node.module}.{alias.name}" for alias in node.names]
    return list(dict.fromkeys(names))


def launch(
    command: list[str], environment: dict[str, str], theirs: socket.socket, folder: Path
) -> subprocess.Popen:
    """Start a program that gets one end of a socket pair; its stderr is read by `await_hello`."""
    os.set_inheritable(theirs.fileno(), True)
    try:
        return subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    except OSError as error:
        raise CourseError(f"the process for student code cannot be started: {error}") from None


def await_hello(channel: socket.socket, process: subprocess.Popen) -> None:
    """Wait until the program says that it is ready; no student's code has run before.

    Raises:
        CourseError: it ended, or took too long.
    """
    channel.settimeout(START_SECONDS)
    try:
        if channel.recv(len(HELLO)) == HELLO:
            # It has turned its own stderr away by now, so that nobody writes into a closed pipe.
            process.stderr.close()
            return
        reason = "it ended at once"
    except OSError as error:
        reason = str(error) or "it did not answer"
    process.kill()
    lines = process.stderr.read(10_000).decode(errors="replace").strip().splitlines()
    process.stderr.close()
    raise CourseError(f"the process for student code does not start: {(lines or [reason])[-1]}")


def family(pid: int) -> list[psutil.Process]:
    """A process and all that descends from it."""
    with contextlib.suppress(psutil.Error):
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    return []


def _carries(process: psutil.Process, token: str) -> bool:
    with contextlib.suppress(psutil.Error):
        return process.pid != os.getpid() and process.environ().get(TOKEN) == token
    return False


def _end(processes: list[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(processes, timeout=2)

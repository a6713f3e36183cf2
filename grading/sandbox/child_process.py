"""Start and end the process for a student's code, either unconfined or in its own sandbox.

`grading.sandbox.fork_server` has a third way: it forks a process that has imported everything. In
each case the executor reports on a channel that it is ready before any student code runs, so that
a process that cannot be started is never held against a student.
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
from grading.sandbox.bubblewrap import BWRAP_ENV, sandbox_command
from grading.sandbox.control_group import Cgroup
from grading.sandbox.inside.wire import READY
from grading.sandbox.limits import (
    PROCESSES,
    PROCESSES_WITH_RAY,
    SHM_SIZE,
    SHM_SIZE_WITH_RAY,
    TMP_SIZE,
    Limits,
)
from helpers.ray_start import short_folders

TOKEN = "LWG_STUDENT_PROCESS"
START_SECONDS = 120.0
"""Enough time to import NumPy and Gymnasium on a very busy machine."""


class ChildProcess:
    """A newly started process for a student's code, in a sandbox if the limits ask for one.

    The process starts in the background; `begin` waits until it is ready.

    Args:
        lesson: the lesson, which determines the probes and the withheld modules.
        limits: the memory limit, and whether the process is confined.

    Raises:
        CourseError: the process cannot be started.

    Attributes:
        channel: the socket to the executor.
        pid: the id of the process from which all other processes of the student descend.
        token: a mark in the environment of all these processes.
        folder: a temporary folder, the home of an unconfined process.
    """

    def __init__(self, lesson: Lesson, limits: Limits) -> None:
        self.token = uuid.uuid4().hex
        # Ray's sockets are in this folder, and their paths must be short.
        self.folder = Path(tempfile.mkdtemp(prefix="lwg-", dir=next(iter(short_folders()), None)))
        self._confined = limits.confined
        self.channel, theirs = socket.socketpair()
        with theirs:
            command = executor_command(lesson, limits, theirs.fileno())
            environment = student_environment(self.folder) | {TOKEN: self.token}
            if limits.confined:
                command = sandbox_command(
                    command, environment, uses_ray=lesson.uses_ray, withheld=lesson.withheld
                )
                environment = BWRAP_ENV
            self._process = launch(command, environment, theirs, self.folder)
        self.pid = self._process.pid
        self._group: Cgroup | None = None
        if limits.confined:
            self._group = make_control_group(limits, uses_ray=lesson.uses_ray)

    def begin(self) -> None:
        """Wait until the executor is ready.

        Raises:
            CourseError: the process does not start.
        """
        try:
            wait_until_ready(self.channel, self._process)
            # No student code has run yet, so everything that it starts will be in the group.
            for process in self.process_tree() if self._group else ():
                self._group.add(process.pid)
        except BaseException:
            self.end()
            raise

    def process_tree(self) -> list[psutil.Process]:
        """List the process and all its descendants."""
        return process_tree(self.pid)

    def stop(self) -> None:
        """Kill the process. Call `end` afterwards to clean up."""
        self._process.kill()

    def status(self) -> str:
        """Describe how the process ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        return f" (exit status {self._process.returncode})"

    def end(self) -> None:
        """End the process and every process that it started, and remove its folder."""
        self.channel.close()
        if self._confined:
            self._end_sandbox()
        else:
            self._end_marked_processes()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end_sandbox(self) -> None:
        """End the first process in the sandbox; the kernel then ends all others in it."""
        with contextlib.suppress(psutil.Error):
            for inside in psutil.Process(self.pid).children():
                inside.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        self._process.kill()
        self._process.wait()
        if self._group is not None:
            self._group.end()

    def _end_marked_processes(self) -> None:
        """End every process that has this submission's token in its environment."""
        _end(self.process_tree())
        self._process.wait()
        # A process that is just starting has no readable environment yet, so search until two
        # searches in a row find nothing.
        empty_searches = 0
        while empty_searches < 2:
            marked = [p for p in psutil.process_iter() if _has_token(p, self.token)]
            _end(marked)
            empty_searches = 0 if marked else empty_searches + 1
            time.sleep(0.01)


def make_control_group(limits: Limits, *, uses_ray: bool) -> Cgroup:
    """Create the control group of a confined submission.

    Its memory limit is above that of the watch in `grading.sandbox.student_process`, so that the
    watch acts first and can say what was wrong. Files in memory count towards this limit only.
    """
    files = TMP_SIZE + (SHM_SIZE_WITH_RAY if uses_ray else SHM_SIZE)
    processes = PROCESSES_WITH_RAY if uses_ray else PROCESSES
    return Cgroup(limits.memory * 5 // 4 + files, processes + 16)


def executor_settings(lesson: Lesson, limits: Limits) -> dict[str, Any]:
    """Return the settings that the executor gets: those of the lesson, and its limits."""
    processes = PROCESSES_WITH_RAY if lesson.uses_ray else PROCESSES
    # Some students draw their own plots. Importing that early pays in a zygote, which serves a
    # whole class; `course check` does the same, so that a notebook behaves alike in both.
    drawing = [] if lesson.uses_ray else ["matplotlib.pyplot"]
    return {
        "probes": f"checks.lesson_{lesson.name[:2]}.probes",
        "withheld": lesson.withheld,
        "memory": None if lesson.uses_ray else limits.address_space,
        "processes": processes if limits.confined else None,
        "preload": imports_of(lesson.name) + drawing,
    }


def executor_command(lesson: Lesson, limits: Limits, descriptor: int) -> list[str]:
    """Return the command line of the executor."""
    executor = [sys.executable, "-I", "-m", "grading.sandbox.inside.executor"]
    return [*executor, str(descriptor), json.dumps(executor_settings(lesson, limits))]


def student_environment(folder: Path) -> dict[str, str]:
    """Return an executor's environment, with only the few variables of the grader that it needs."""
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
    """List the modules that a lesson's own cells import, and Gymnasium's classic control."""
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
    """Start a program with one end of a socket pair. `wait_until_ready` reads its stderr."""
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


def wait_until_ready(channel: socket.socket, process: subprocess.Popen) -> None:
    """Wait until a program reports that it is ready, which is before it runs any student code.

    Raises:
        CourseError: the program ended, or took too long.
    """
    channel.settimeout(START_SECONDS)
    try:
        if channel.recv(len(READY)) == READY:
            # The program has redirected its stderr by now, so nothing writes to the closed pipe.
            process.stderr.close()
            return
        reason = "it ended at once"
    except OSError as error:
        reason = str(error) or "it did not answer"
    process.kill()
    lines = process.stderr.read(10_000).decode(errors="replace").strip().splitlines()
    process.stderr.close()
    raise CourseError(f"the process for student code does not start: {(lines or [reason])[-1]}")


def process_tree(pid: int) -> list[psutil.Process]:
    """List a process and all its descendants; empty if it is gone."""
    with contextlib.suppress(psutil.Error):
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    return []


def _has_token(process: psutil.Process, token: str) -> bool:
    with contextlib.suppress(psutil.Error):
        return process.pid != os.getpid() and process.environ().get(TOKEN) == token
    return False


def _end(processes: list[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(processes, timeout=2)

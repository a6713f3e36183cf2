"""Start processes for students' code quickly, by forking one that has imported everything.

Starting Python with all imports takes a second; a fork takes a few hundredths. The process that is
forked is the zygote, `grading.sandbox.inside.zygote`. It is started in the sandbox once for a
lesson and kept, and each of its forks enters namespaces of its own. If forking does not work, each
submission gets a newly started sandbox.
"""

import atexit
import contextlib
import json
import logging
import os
import secrets
import select
import signal
import socket
import struct
import sys
import threading
from pathlib import Path

import psutil

from checks.framework import Lesson
from grading.errors import CourseError
from grading.sandbox.bubblewrap import BWRAP_ENV, FONTS, HOME, hidden_by_tmpfs, sandbox_command
from grading.sandbox.child_process import (
    ChildProcess,
    executor_settings,
    launch,
    make_control_group,
    process_tree,
    student_environment,
    wait_until_ready,
)
from grading.sandbox.control_group import Cgroup
from grading.sandbox.inside.wire import GO, READY
from grading.sandbox.limits import SHM_SIZE, TMP_SIZE, Limits
from grading.sandbox.student_process import StudentProcess

FIRST_UID, UIDS = 2_000_000_000, 100_000_000
"""The range of user ids for forks if the grader is root; each fork gets a random one."""

FORK_SECONDS = 60.0
CREDENTIALS = struct.Struct("3i")


class ForkedProcess:
    """A process for a student's code that a zygote forked, in namespaces of its own.

    Args:
        channel: the socket to the fork, with SO_PASSCRED set so that it tells the sender's pid.
        group: the control group for all processes of the submission; `end` removes it.

    Raises:
        CourseError: the fork did not enter its namespaces, or did not become an executor.

    Attributes:
        channel: the socket to the executor.
        pid: the id of the first process in the new namespaces.
    """

    def __init__(self, channel: socket.socket, group: Cgroup) -> None:
        self._group = group
        self.channel = channel
        self.channel.settimeout(FORK_SECONDS)
        self.pid = _receive_pid(channel)
        self._handle = os.pidfd_open(self.pid)
        self._group.add(self.pid)
        self.channel.send(GO)
        if self.channel.recv(len(READY)) != READY:
            self.end()
            raise CourseError("a forked process did not become an executor")

    def process_tree(self) -> list[psutil.Process]:
        """List the process and all its descendants."""
        return process_tree(self.pid)

    def stop(self) -> None:
        """Kill the first process; the kernel then ends all others in its namespaces."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def status(self) -> str:
        """Return an empty text, because only the zygote knows how the process ended."""
        return ""

    def end(self) -> None:
        """End all processes in the namespaces, wait until they are gone, and remove the group."""
        self.channel.close()
        if self._handle < 0:
            return
        self.stop()
        ended = select.poll()
        ended.register(self._handle, select.POLLIN)
        ended.poll(5000)
        os.close(self._handle)
        self._handle = -1
        self._group.end()


def _receive_pid(channel: socket.socket) -> int:
    """Wait for a fork's first message and return its sender's pid, which the kernel attaches."""
    space = socket.CMSG_SPACE(CREDENTIALS.size)
    message, ancillary, *_ = channel.recvmsg(len(READY), space)
    for _, kind, data in ancillary if message == READY else ():
        if kind == socket.SCM_CREDENTIALS:
            return CREDENTIALS.unpack(data[: CREDENTIALS.size])[0]
    raise CourseError("a process could not be forked into namespaces of its own")


class Zygote:
    """A process in the sandbox that has imported what a lesson needs, and that can be forked.

    It starts and imports in the background; `begin` waits until it is ready.

    Args:
        lesson: the lesson, which determines the probes and the withheld modules.
        limits: the limits of each fork.

    Raises:
        CourseError: the process cannot be started.
    """

    def __init__(self, lesson: Lesson, limits: Limits) -> None:
        self.settings, self._limits = executor_settings(lesson, limits), limits
        self._ready = False
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            zygote = [
                sys.executable,
                "-I",
                "-m",
                "grading.sandbox.inside.zygote",
                str(theirs.fileno()),
            ]
            command = sandbox_command(
                [*zygote, json.dumps(self.settings)],
                student_environment(Path(HOME)),
                uses_ray=False,
                withheld=lesson.withheld,
                forks=True,
            )
            self._process = launch(command, BWRAP_ENV, theirs, Path("/"))

    def begin(self) -> None:
        """Wait until the zygote can fork.

        Raises:
            CourseError: the zygote does not start.
        """
        if self._ready:
            return
        try:
            wait_until_ready(self._control, self._process)
        except BaseException:
            self.end()
            raise
        self._ready = True

    def fork(self) -> ForkedProcess:
        """Fork another process for a student's code.

        Raises:
            CourseError: the fork failed.
        """
        request = {name: self.settings[name] for name in ("memory", "processes")} | {
            "uid": FIRST_UID + secrets.randbelow(UIDS),
            "tmp_size": TMP_SIZE,
            "shared_size": SHM_SIZE,
            "folders": [HOME, FONTS],
        }
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        group = make_control_group(self._limits, uses_ray=False)
        try:
            with theirs, _lock:
                self.begin()
                socket.send_fds(self._control, [json.dumps(request).encode()], [theirs.fileno()])
            return ForkedProcess(ours, group)
        except OSError as error:
            ours.close()
            group.end()
            raise CourseError(f"the zygote is gone: {error}") from None
        except BaseException:
            ours.close()
            group.end()
            raise

    def end(self) -> None:
        """End the zygote and all its forks."""
        self._control.close()
        with contextlib.suppress(psutil.Error):
            for inside in psutil.Process(self._process.pid).children():
                inside.kill()
        with contextlib.suppress(Exception):
            self._process.wait(2)
        self._process.kill()
        self._process.wait()


_lock = threading.RLock()
"""Lets only one thread at a time start, use or end the zygote that the threads share."""

# The keys of these come from `_key`.
_zygotes: dict[tuple, Zygote] = {}
_retired_zygotes: dict[tuple, Zygote] = {}
_forking_failed: set[tuple] = set()
_prestarted: dict[tuple, ChildProcess] = {}


def start_process(lesson: Lesson, limits: Limits) -> StudentProcess:
    """Start a process for a student's code.

    Args:
        lesson: the lesson, which determines the probes and the withheld modules.
        limits: time and memory, and whether the process is confined.

    Raises:
        CourseError: the process cannot be started on this machine.
    """
    if os.name == "nt":
        raise CourseError("scoring needs Linux or macOS: on Windows, use it inside WSL")
    return StudentProcess(_start_child(lesson, limits), limits, uses_ray=lesson.uses_ray)


def _start_child(lesson: Lesson, limits: Limits) -> ChildProcess | ForkedProcess:
    """Start a process in the fastest way that is safe: a fork if possible, else a new sandbox.

    Args:
        lesson: the lesson. If it starts Ray, it needs a sandbox of its own.
        limits: time and memory, and whether the process is confined.

    Raises:
        CourseError: no process can be started.
    """
    if not limits.confined or lesson.uses_ray:
        return _begin(_prestarted.pop(_key(lesson, limits), None) or ChildProcess(lesson, limits))
    key = _key(lesson, limits)
    # The first try fails if the zygote has died, for example with the thread that started it.
    for _ in range(2):
        # If the clone is in /tmp, for example, the /tmp of a fork would hide it.
        if key in _forking_failed or hidden_by_tmpfs():
            break
        zygote = None
        try:
            zygote = _zygote(key, lesson, limits)
            return zygote.fork()
        except CourseError as error:
            logging.getLogger(__name__).debug("no zygote for %s: %s", lesson.name, error)
            _retire(key, zygote)
    else:
        _forking_failed.add(key)
    return _begin(ChildProcess(lesson, limits))


def prestart(lesson: Lesson, limits: Limits) -> None:
    """Start the slow part of the next process in the background, and return at once."""
    key = _key(lesson, limits)
    if not limits.confined:
        return
    if lesson.uses_ray:
        if key not in _prestarted:
            _prestarted[key] = ChildProcess(lesson, limits)
    elif key not in _forking_failed and not hidden_by_tmpfs():
        # If this fails, `start_process` will try again and handle the error.
        with contextlib.suppress(CourseError):
            _zygote(key, lesson, limits)


def wait_for_prestarted(lesson: Lesson, limits: Limits) -> None:
    """Wait until the next process can be started quickly, if it will be forked from a zygote."""
    prestart(lesson, limits)
    zygote = _zygotes.get(_key(lesson, limits))
    if zygote is not None:
        with contextlib.suppress(CourseError):
            zygote.begin()


def end_prestarted() -> None:
    """End the processes that were started in advance but not used."""
    _end_all(_prestarted)


def _end_all(started: dict) -> None:
    """End and forget processes, but after a fork of the grader only end this process's own."""
    for key in list(started):
        process = started.pop(key)
        if key[0] == os.getpid():
            process.end()


def _begin(child: ChildProcess) -> ChildProcess:
    child.begin()
    return child


def _key(lesson: Lesson, limits: Limits) -> tuple:
    """Return the key of a zygote: it serves one grader process, lesson and set of settings."""
    settings = json.dumps(executor_settings(lesson, limits), sort_keys=True)
    environment = tuple(sorted(student_environment(Path(HOME)).items()))
    return (os.getpid(), lesson.name, settings, environment)


def _zygote(key: tuple, lesson: Lesson, limits: Limits) -> Zygote:
    """Return the zygote for a key. If there is none, end the others and start one."""
    with _lock:
        if key not in _zygotes:
            end_zygotes()
            _zygotes[key] = Zygote(lesson, limits)
        return _zygotes[key]


def _retire(key: tuple, zygote: Zygote | None) -> None:
    """Stop using a zygote, but keep it alive because other threads may still use its forks."""
    with _lock:
        if zygote is not None and _zygotes.get(key) is zygote:
            _retired_zygotes[(*key, id(zygote))] = _zygotes.pop(key)


def end_zygotes() -> None:
    """End all zygotes of this process, and their forks with them."""
    with _lock:
        _end_all(_zygotes)
        _end_all(_retired_zygotes)


atexit.register(end_prestarted)
atexit.register(end_zygotes)

"""A process for a student's code, forked from one that has imported everything already.

Starting Python and importing takes a second, a fork some hundredths. The zygote, `grading.sandbox.inside.zygote`,
is started in the sandbox once for a lesson and kept; what it forks enters namespaces of its own.
Where that cannot be had, each submission gets a sandbox that is started afresh.
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
from grading.sandbox.bubblewrap import (
    FONTS,
    HOME,
    OUTSIDE,
    SHM_SIZE,
    TMP_SIZE,
    confined,
    hidden_by_memory,
)
from grading.sandbox.child_process import (
    Child,
    await_hello,
    executor_settings,
    family,
    launch,
    own_group,
    student_environment,
)
from grading.sandbox.control_group import Cgroup
from grading.sandbox.inside.wire import GO, HELLO
from grading.sandbox.limits import Limits
from grading.sandbox.student_process import StudentProcess

FIRST_UID, UIDS = 2_000_000_000, 100_000_000
"""User ids of forked processes under root: each gets one that nobody else has."""

FORK_SECONDS = 60.0
CREDENTIALS = struct.Struct("3i")


class Forked:
    """A process that a zygote forked, in namespaces of its own.

    Args:
        channel: to it; the kernel tells with each message who sent it.
        group: limits all of its processes together; it is ended with them.

    Attributes:
        channel: to the executor in it.
        pid: of the first process in its namespaces.
    """

    def __init__(self, channel: socket.socket, group: Cgroup) -> None:
        self._group = group
        self.channel = channel
        self.channel.settimeout(FORK_SECONDS)
        self.pid = _sender_of_hello(channel)
        self._handle = os.pidfd_open(self.pid)
        self._group.add(self.pid)
        self.channel.send(GO)
        if self.channel.recv(len(HELLO)) != HELLO:
            self.end()
            raise CourseError("a forked process did not become an executor")

    def family(self) -> list[psutil.Process]:
        """The process and all that descends from it."""
        return family(self.pid)

    def stop(self) -> None:
        """Kill the first process; the kernel ends all others in its namespaces with it."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def status(self) -> str:
        """Nothing: how it ended is known to the zygote alone."""
        return ""

    def end(self) -> None:
        """End all of its processes, and wait until the last is gone."""
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


def _sender_of_hello(channel: socket.socket) -> int:
    space = socket.CMSG_SPACE(CREDENTIALS.size)
    message, ancillary, *_ = channel.recvmsg(len(HELLO), space)
    for _, kind, data in ancillary if message == HELLO else ():
        if kind == socket.SCM_CREDENTIALS:
            return CREDENTIALS.unpack(data[: CREDENTIALS.size])[0]
    raise CourseError("a process could not be forked into namespaces of its own")


class Zygote:
    """The process that forks, in the sandbox.

    Args:
        lesson: which probes it imports and which modules it must not.
        limits: of memory.

    Raises:
        CourseError: it cannot be started.

    It imports while its maker does something else; `begin` waits for it.
    """

    def __init__(self, lesson: Lesson, limits: Limits) -> None:
        self.settings, self._limits = executor_settings(lesson, limits), limits
        self._begun = False
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            zygote = [
                sys.executable,
                "-I",
                "-m",
                "grading.sandbox.inside.zygote",
                str(theirs.fileno()),
            ]
            command = confined(
                [*zygote, json.dumps(self.settings)],
                student_environment(Path(HOME)),
                uses_ray=False,
                withheld=lesson.withheld,
                forks=True,
            )
            self._process = launch(command, OUTSIDE, theirs, Path("/"))

    def begin(self) -> None:
        """Wait until it can fork.

        Raises:
            CourseError: it does not start.
        """
        if self._begun:
            return
        try:
            await_hello(self._control, self._process)
        except BaseException:
            self.end()
            raise
        self._begun = True

    def fork(self) -> Forked:
        """Another process.

        Raises:
            CourseError: it could not be made.
        """
        request = {name: self.settings[name] for name in ("memory", "processes")} | {
            "uid": FIRST_UID + secrets.randbelow(UIDS),
            "tmp_size": TMP_SIZE,
            "shared_size": SHM_SIZE,
            "folders": [HOME, FONTS],
        }
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        group = own_group(self._limits, uses_ray=False)
        try:
            with theirs, _lock:
                self.begin()
                socket.send_fds(self._control, [json.dumps(request).encode()], [theirs.fileno()])
            return Forked(ours, group)
        except OSError as error:
            ours.close()
            group.end()
            raise CourseError(f"the zygote is gone: {error}") from None
        except BaseException:
            ours.close()
            group.end()
            raise

    def end(self) -> None:
        """End it, and all that it has forked."""
        self._control.close()
        with contextlib.suppress(psutil.Error):
            for inside in psutil.Process(self._process.pid).children():
                inside.kill()
        with contextlib.suppress(Exception):
            self._process.wait(2)
        self._process.kill()
        self._process.wait()


_lock = threading.RLock()
"""Threads share a zygote: one at a time starts it, asks it for a process or ends it."""

_kept: dict[tuple, Zygote] = {}
_given_up: dict[tuple, Zygote] = {}
_refused: set[tuple] = set()
_expected: dict[tuple, Child] = {}


def start_process(lesson: Lesson, limits: Limits) -> StudentProcess:
    """Start a process for a student's code.

    Args:
        lesson: which probes it needs and which modules it must not import.
        limits: time and memory.

    Raises:
        CourseError: this system has no way to start one.
    """
    if os.name == "nt":
        raise CourseError("scoring needs Linux or macOS: on Windows, use it inside WSL")
    return StudentProcess(_start_child(lesson, limits), limits, uses_ray=lesson.uses_ray)


def _start_child(lesson: Lesson, limits: Limits) -> Child | Forked:
    """A process for a student's code, the quickest way that is as safe.

    Args:
        lesson: Ray, where it starts it, wants a sandbox of its own.
        limits: confined or not.

    Raises:
        CourseError: none can be started.
    """
    if not limits.confined or lesson.uses_ray:
        return _begun(_expected.pop(_key(lesson, limits), None) or Child(lesson, limits))
    key = _key(lesson, limits)
    for _ in range(2):
        # A clone in /tmp, say: a fork's own /tmp would cover it.
        if key in _refused or hidden_by_memory():
            break
        zygote = None
        try:
            zygote = _zygote(key, lesson, limits)
            return zygote.fork()
        except CourseError as error:
            logging.getLogger(__name__).debug("no zygote for %s: %s", lesson.name, error)
            _give_up(key, zygote)
    else:
        _refused.add(key)
    return _begun(Child(lesson, limits))


def expect_child(lesson: Lesson, limits: Limits) -> None:
    """Begin to start what the next process takes its time for, and return at once."""
    key = _key(lesson, limits)
    if not limits.confined:
        return
    if lesson.uses_ray:
        if key not in _expected:
            _expected[key] = Child(lesson, limits)
    elif key not in _refused and not hidden_by_memory():
        # If it cannot be had, the process that wants it finds out.
        with contextlib.suppress(CourseError):
            _zygote(key, lesson, limits)


def await_expected(lesson: Lesson, limits: Limits) -> None:
    """Wait until the next process can be had quickly; one that forks only is waited for."""
    expect_child(lesson, limits)
    zygote = _kept.get(_key(lesson, limits))
    if zygote is not None:
        with contextlib.suppress(CourseError):
            zygote.begin()


def end_expected() -> None:
    """End the processes that were expected in vain."""
    _end_all(_expected)


def _end_all(started: dict) -> None:
    for key in list(started):
        process = started.pop(key)
        if key[0] == os.getpid():
            process.end()


def _begun(child: Child) -> Child:
    child.begin()
    return child


def _key(lesson: Lesson, limits: Limits) -> tuple:
    """What a zygote is for. One that has died, with the thread that started it, is replaced."""
    settings = json.dumps(executor_settings(lesson, limits), sort_keys=True)
    environment = tuple(sorted(student_environment(Path(HOME)).items()))
    return (os.getpid(), lesson.name, settings, environment)


def _zygote(key: tuple, lesson: Lesson, limits: Limits) -> Zygote:
    with _lock:
        if key not in _kept:
            end_zygotes()
            _kept[key] = Zygote(lesson, limits)
        return _kept[key]


def _give_up(key: tuple, zygote: Zygote | None) -> None:
    """Fork from it no more. Another thread's student may still be at work in a process of its."""
    with _lock:
        if zygote is not None and _kept.get(key) is zygote:
            _given_up[(*key, id(zygote))] = _kept.pop(key)


def end_zygotes() -> None:
    """End the zygotes of this process."""
    with _lock:
        _end_all(_kept)
        _end_all(_given_up)


atexit.register(end_expected)
atexit.register(end_zygotes)

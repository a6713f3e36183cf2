"""Import everything that a lesson needs, and fork a process for each submission.

`grading.sandbox.fork_server` starts this program in the sandbox, once for many submissions. It runs
no student code itself. Each request comes with one end of a channel. For each, it forks a process
that enters namespaces of its own, gives up all privileges and then becomes an ordinary executor.
"""

import gc
import json
import os
import socket
import sys

import numpy as np

from grading.sandbox.inside import executor, namespaces
from grading.sandbox.inside.wire import GO, READY


def main() -> None:
    """Import, report that all is ready, and fork for each request until the grader is gone."""
    control, settings = socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2])
    os.set_inheritable(control.fileno(), False)
    prepared = executor.prepare(settings)
    gc.collect()
    gc.freeze()
    threads = len(os.listdir("/proc/self/task"))
    if threads > 1:
        raise SystemExit(f"{threads} threads run: a fork would copy only one of them")
    # Until here stderr reported failures. From now on, students' output to it is discarded.
    os.dup2(0, 2)
    control.send(READY)
    while True:
        request, descriptors, *_ = socket.recv_fds(control, 2**16, 1)
        if not request:
            return
        middle = os.fork()
        if middle == 0:
            control.close()
            _fork_first_process(json.loads(request), descriptors[0], prepared)
        os.close(descriptors[0])
        os.waitpid(middle, 0)


def _fork_first_process(request: dict, descriptor: int, prepared: executor.Executor) -> None:
    """Create new namespaces and fork their first process. Never returns."""
    try:
        namespaces.enter_namespaces()
        if os.fork() == 0:
            _run_first_process(request, socket.socket(fileno=descriptor), prepared)
    finally:
        os._exit(0)


def _run_first_process(request: dict, channel: socket.socket, prepared: executor.Executor) -> None:
    """Set up the namespaces, fork the executor, and end when it ends. Never returns."""
    try:
        sizes = request["tmp_size"], request["shared_size"]
        namespaces.set_up_namespaces(*sizes, request["folders"])
        # The kernel attaches this process's pid for the grader.
        channel.send(READY)
        if channel.recv(len(GO)) != GO:
            os._exit(1)
        namespaces.drop_privileges(request["uid"])
        child = os.fork()
        if child == 0:
            _run_executor(request, channel, prepared)
        channel.close()
        while os.wait()[0] != child:
            continue
    finally:
        # The kernel then ends all other processes in these namespaces.
        os._exit(0)


def _run_executor(request: dict, channel: socket.socket, prepared: executor.Executor) -> None:
    """Set the limits and serve requests. Never returns."""
    try:
        namespaces.allow_inspection()
        # NumPy does not reseed after a fork, so all forks would draw the same numbers.
        np.random.seed()  # noqa: NPY002
        executor.set_limits(request["memory"], request["processes"])
        channel.send(READY)
        executor.serve(channel, prepared)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()

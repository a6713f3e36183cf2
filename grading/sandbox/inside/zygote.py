"""The process from which those of submissions are forked: it has imported what they need.

It is started by `grading.sandbox.fork_server` in the sandbox, once for many submissions, and runs no student's
code itself. For each request, which brings one end of a channel, it forks a process that enters
namespaces of its own, gives up every privilege and then is an executor like any other.
"""

import gc
import importlib
import json
import os
import socket
import sys
import time

import numpy as np

from grading.sandbox.inside import executor, namespaces
from grading.sandbox.inside.wire import GO, HELLO


def main() -> None:
    """Import, say that all is ready, and fork for each request until the other side is gone."""
    control, settings = socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2])
    os.set_inheritable(control.fileno(), False)
    executor.prepare(settings)
    gc.collect()
    gc.freeze()
    threads = len(os.listdir("/proc/self/task"))
    if threads > 1:
        raise SystemExit(f"{threads} threads run: a fork would copy only one of them")
    # What students' code prints to a descriptor is lost; until here it told of failures.
    os.dup2(0, 2)
    control.send(HELLO)
    while True:
        request, descriptors, *_ = socket.recv_fds(control, 2**16, 1)
        if not request:
            return
        middle = os.fork()
        if middle == 0:
            control.close()
            _lead_to_executor(json.loads(request), descriptors[0])
        os.close(descriptors[0])
        os.waitpid(middle, 0)


def _lead_to_executor(request: dict, descriptor: int) -> None:
    """Fork the first process of new namespaces, and from that the executor. Never returns."""
    try:
        namespaces.leave_namespaces()
        if os.fork() == 0:
            _be_first(request, socket.socket(fileno=descriptor))
    finally:
        os._exit(0)


def _be_first(request: dict, channel: socket.socket) -> None:
    """Furnish the namespaces, start the executor and end with it. Never returns."""
    try:
        namespaces.furnish(request["tmp_size"], request["shared_size"], request["folders"])
        # The kernel tells the other side who says this.
        channel.send(HELLO)
        if channel.recv(len(GO)) != GO:
            os._exit(1)
        namespaces.become_nobody(request["uid"])
        child = os.fork()
        if child == 0:
            _execute(request, channel)
        channel.close()
        while os.wait()[0] != child:
            continue
    finally:
        # The kernel ends whatever else is left in here.
        os._exit(0)


def _execute(request: dict, channel: socket.socket) -> None:
    try:
        namespaces.may_be_looked_into()
        # All copies would draw the same numbers; Python's own generator knows of forks.
        np.random.seed()  # noqa: NPY002
        importlib.import_module("random").seed(time.time_ns())
        executor.limit(request["memory"], request["processes"])
        channel.send(HELLO)
        executor.serve(channel)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()

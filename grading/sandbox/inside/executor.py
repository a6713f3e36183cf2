"""The small program that runs a student's cells and probes their answers.

It is started by `grading.sandbox.student_process` in a process of its own, gets requests over a socket and sends
records back. It knows inputs, and no expected value: probes come from ``checks.probing``, judges
stay in the trusted process. Requests::

    {"id", "op": "run", "source", "label"}                 -> {"id", "raised"}
    {"id", "op": "defined", "names"}                       -> {"id", "defined"}
    {"id", "op": "probe", "module", "probe", "answers", "case"} -> {"id", "record"}

While a probe runs, it may ask back: ``{"id", "call"} -> {"id", "result", "raised"}``.
"""

import builtins
import contextlib
import ctypes
import functools
import importlib
import importlib.abc
import importlib.machinery
import io
import json
import linecache
import os
import re
import resource
import signal
import socket
import sys
import traceback
import types
from typing import Any

from checks.probing import remote
from checks.probing.recording import describe
from grading.sandbox.inside import system_calls, wire
from grading.sandbox.inside.notebook_shell import Colab, Shell, Silence

MAX_PRINTED = 100_000
MAX_FILES = 1024
"""Open at a time in a lesson without Ray, which wants thousands."""


class Withheld(importlib.abc.MetaPathFinder):
    """Refuses the modules that would answer the lesson.

    Args:
        reasons: module name to the line that the student reads.
    """

    def __init__(self, reasons: dict[str, str]) -> None:
        self.reasons = reasons

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        """Raise for a withheld module, and leave all others to the next finder."""
        if name in self.reasons:
            raise ImportError(self.reasons[name])


class Silent(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Stands in for ``helpers.plotting``, which nobody sees here and which is slow to import.

    The same for the checks, which run elsewhere. ``helpers.checks`` is their name in notebooks
    that were handed out before they had a package of their own.
    """

    def find_spec(self, name: str, path: Any = None, target: Any = None):
        """Answer for these modules only."""
        silent = f"{name}.".startswith(("helpers.plotting.", "helpers.checks."))
        if silent or re.match(r"checks\.lesson_\d+\.(?!probes$)", name):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """A module whose every name takes any call and does nothing."""
        module = types.ModuleType(spec.name)
        module.__getattr__ = Silence().__getattr__
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing is left to do."""


class BoundedText(io.StringIO):
    """Forgets what is printed after the first 100,000 characters."""

    def write(self, text: str) -> int:
        """Keep the text while there is room for it."""
        if self.tell() < MAX_PRINTED:
            super().write(text[:MAX_PRINTED])
        return len(text)


class Executor:
    """A notebook's namespace, and the requests that work on it."""

    def __init__(self) -> None:
        self.namespace: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
        self.shell = Shell(self.namespace)
        self.namespace["get_ipython"] = lambda: self.shell
        self.namespace["display"] = lambda *args, **kwargs: None

    def answer(self, request: dict) -> dict:
        """Do what a request asks for.

        Args:
            request: as in this module's docstring.

        Returns:
            The reply, without its id.
        """
        if request["op"] == "run":
            return self.run(request["source"], request["label"])
        if request["op"] == "defined":
            return {"defined": [name in self.namespace for name in request["names"]]}
        return self.probe(request)

    def run(self, source: str, label: str) -> dict:
        """Run one cell.

        Args:
            source: as it stands in the notebook, magics included.
            label: names the cell in messages.

        Returns:
            ``raised`` is None, or the exception's type, text and line.
        """
        filename = f"<{label}>"
        try:
            code = self.shell.transform(source)
            linecache.cache[filename] = (len(code), None, code.splitlines(True), filename)
            self.shell.run(code, filename)
        except SyntaxError as error:
            line = (error.text or "").strip()
            return {"raised": describe(error) | {"line": line[:500]}}
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return {"raised": describe(error)}
        return {"raised": None}

    def probe(self, request: dict) -> dict:
        """Run a probe on the student's answers."""
        probe = getattr(importlib.import_module(request["module"]), request["probe"])
        answers = [self.namespace.get(name) for name in request["answers"]]
        try:
            return {"record": probe(request["case"], *answers)}
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return {"record": {"value": None, "raised": describe(error)}}


def serve(channel: socket.socket) -> None:
    """Answer requests until the other side goes away."""
    executor = Executor()
    # A copy that student's code forks has no say: it neither answers nor takes requests.
    os.register_at_fork(after_in_child=channel.close)
    while True:
        try:
            request = wire.receive(channel)
        except wire.WireClosedError:
            return
        remote.call = functools.partial(ask_back, channel, request["id"])
        printed = BoundedText()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            reply = executor.answer(request)
        try:
            frame = wire.encode(reply | {"id": request["id"]})
        except wire.WireError as error:
            record = {"value": None, "raised": describe(error)}
            frame = wire.encode({"id": request["id"], "record": record, "raised": None})
        channel.settimeout(None)
        channel.sendall(frame)


def ask_back(channel: socket.socket, number: int, what: dict) -> dict:
    """Ask the trusted side something while its request is at work, and wait for the answer."""
    wire.send(channel, {"id": number, "call": what})
    return wire.receive(channel)


def limit(memory: int | None, processes: int | None) -> None:
    """Limits that the kernel keeps: on files, memory, processes and, confined, system calls.

    Args:
        memory: bytes of address space; None where Ray, which maps far more than it uses, runs.
        processes: how many, threads counted; None where they are not this code's alone.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**30, 2**30))
    if memory is not None and sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_FILES, MAX_FILES))
    if sys.platform == "linux":
        PR_SET_PDEATHSIG = 1
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if processes is not None:
        resource.setrlimit(resource.RLIMIT_NPROC, (processes, processes))
        system_calls.install()


def leave_first_place() -> None:
    """Fork, as the first process of a sandbox; only the other one returns.

    No filter and no limit is on the first process, which ends with the other and all that it has
    started. So nobody may look into it, least of all who runs as the same user.
    """
    from grading.sandbox.inside import namespaces

    namespaces.may_not_be_looked_into()
    child = os.fork()
    if child == 0:
        namespaces.may_be_looked_into()
        return
    os.close(int(sys.argv[1]))
    ended, status = os.wait()
    while ended != child:
        ended, status = os.wait()
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def prepare(settings: dict[str, Any]) -> None:
    """Import the probes, bar what a lesson withholds, and import what its cells will.

    Args:
        settings: names the probes' module, the withheld modules with their reasons, and modules.
    """
    importlib.import_module(settings["probes"])
    sys.meta_path[:0] = [Withheld(settings["withheld"]), Silent()]
    sys.meta_path.append(Colab())
    for name in settings["preload"]:
        # What cannot be imported raises again, where the student sees it.
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def main() -> None:
    """Take the socket and the settings from the command line and serve."""
    if os.getpid() == 1:
        leave_first_place()
    # A grader in the background ignores interrupts, by which Ray cancels a task in its workers.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    settings = json.loads(sys.argv[2])
    channel = socket.socket(fileno=int(sys.argv[1]))
    os.set_inheritable(channel.fileno(), False)
    prepare(settings)
    limit(settings["memory"], settings["processes"])
    # What students' code prints to the descriptor is lost; until here it told of failures.
    os.dup2(0, 2)
    channel.sendall(wire.HELLO)
    try:
        serve(channel)
    except Exception:
        traceback.print_exc()


if __name__ == "__main__":
    main()

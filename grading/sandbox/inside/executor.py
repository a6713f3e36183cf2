"""Run a student's cells, and probe the answers that they define.

This program runs in a process of its own, receives requests from `grading.sandbox.student_process`
over a socket and sends records back. It gets inputs but no expected values: probes come from
``checks.probing``, while judges stay in the trusted process. Requests::

    {"id", "op": "run", "source", "label", "seconds", "part"} -> {"id", "raised"}
    {"id", "op": "defined", "names"}                       -> {"id", "defined"}
    {"id", "op": "probe", "module", "probe", "answers", "case"} -> {"id", "record"}

While a probe runs, it may call its host: ``{"id", "call"} -> {"id", "result", "raised"}``.
"""

import contextlib
import ctypes
import functools
import importlib
import importlib.abc
import importlib.machinery
import io
import json
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
from grading.sandbox.inside.hosted import Hosted, NoOp
from grading.sandbox.inside.notebook_shell import make_shell
from grading.sandbox.inside.statements import EVERYTHING

MAX_PRINTED = 100_000
MAX_FILES = 1024
"""How many files may be open at a time in a lesson without Ray, which needs thousands."""


class WithheldModules(importlib.abc.MetaPathFinder):
    """An import hook that refuses modules which contain the lesson's answers.

    Args:
        reasons: the message that the student reads, by module name.
    """

    def __init__(self, reasons: dict[str, str]) -> None:
        self.reasons = reasons

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        """Raise an error for a withheld module, and leave all others to the next finder."""
        if name in self.reasons:
            raise ImportError(self.reasons[name])


class StubModules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """An import hook that replaces plotting and the checks by modules that do nothing.

    Nobody sees plots here, and ``helpers.plotting`` is slow to import. The checks run elsewhere.
    ``helpers.checks`` is what they were called in notebooks that were handed out earlier.
    """

    def find_spec(self, name: str, path: Any = None, target: Any = None):
        """Find these modules only, and leave all others to the next finder."""
        silent = f"{name}.".startswith(("helpers.plotting.", "helpers.checks."))
        if silent or re.match(r"checks\.lesson_\d+\.(?!probes$)", name):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """Create a module in which every name is a `NoOp`."""
        module = types.ModuleType(spec.name)
        module.__getattr__ = NoOp().__getattr__
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        """Do nothing, since `create_module` made the module complete."""


class BoundedText(io.StringIO):
    """A text buffer that discards everything after the first 100,000 characters.

    Like the stream of a kernel, it has the file descriptor and the encoding of the process's own.
    """

    encoding = "UTF-8"
    errors = "backslashreplace"

    def fileno(self) -> int:
        """Return the descriptor of the process's standard output."""
        return 1

    def write(self, text: str) -> int:
        """Keep as much of the text as there is room for."""
        if self.tell() < MAX_PRINTED:
            super().write(text[:MAX_PRINTED])
        return len(text)


class Executor:
    """A notebook's namespace, with the operations that requests can ask for."""

    def __init__(self) -> None:
        self.shell = make_shell()
        self.namespace: dict[str, Any] = self.shell.user_ns
        self._put_back_for: list[str] = []

    def answer(self, request: dict) -> dict:
        """Carry out a request.

        Args:
            request: one of those in this module's docstring.

        Returns:
            The reply, without its id.
        """
        # A cell may have set it for a cluster of the student's own, which is out of reach here.
        os.environ.pop("RAY_ADDRESS", None)
        if request["op"] == "run":
            return self.run(*[request[key] for key in ("source", "label", "seconds", "part")])
        if request["op"] == "defined":
            self.shell.globals.put_back(request["names"])
            return {"defined": [name in self.namespace for name in request["names"]]}
        return self.probe(request)

    def run(
        self, source: str, label: str, seconds: float | None = None, part: str = EVERYTHING
    ) -> dict:
        """Run one cell.

        Args:
            source: the cell's text in the notebook, including magics.
            label: the name of the cell in messages.
            seconds: how long it may run, or None.
            part: how much of it is run, one of the constants of `statements`.

        Returns:
            A dict in which ``raised`` is None, or the exception's type, text and line.
        """
        try:
            raised = self.shell.run_notebook_cell(source, f"<{label}>", seconds, part)
        except BaseException as error:
            raised = error
        if raised is None:
            return {"raised": None}
        described = describe(raised)
        if isinstance(raised, SyntaxError):
            described["line"] = (raised.text or "").strip()[:500]
        return {"raised": described}

    def probe(self, request: dict) -> dict:
        """Run a probe on the student's answers."""
        probe = getattr(importlib.import_module(request["module"]), request["probe"])
        if request["answers"] != self._put_back_for:
            self.shell.globals.put_back(request["answers"])
            self._put_back_for = request["answers"]
        answers = [self.namespace.get(name) for name in request["answers"]]
        try:
            return {"record": probe(request["case"], *answers)}
        except BaseException as error:
            return {"record": {"value": None, "raised": describe(error)}}


def serve(channel: socket.socket, executor: Executor) -> None:
    """Answer requests until the grader closes the channel."""
    # Processes that student code forks must neither take requests nor answer them.
    os.register_at_fork(after_in_child=channel.close)
    while True:
        try:
            request = wire.receive(channel)
        except wire.WireClosedError:
            return
        remote.call = functools.partial(call_host, channel, request["id"])
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


def call_host(channel: socket.socket, number: int, call: dict) -> dict:
    """Call the probe's host on the trusted side during a request, and wait for the answer."""
    wire.send(channel, {"id": number, "call": call})
    return wire.receive(channel)


def set_limits(memory: int | None, processes: int | None) -> None:
    """Limit files, memory and processes and, in the sandbox, filter system calls.

    Args:
        memory: bytes of address space; None with Ray, which maps far more memory than it uses.
        processes: how many processes, with threads counted; None outside the sandbox, where the
            limit would also count other processes of the user.
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


def leave_pid_1() -> None:
    """Fork so that the executor is not the first process of the sandbox; return in the fork only.

    The first process stays without filter and limits, and ends when the fork ends, which ends all
    other processes in the sandbox. Student code runs as the same user, so it must be kept from
    inspecting this process.
    """
    from grading.sandbox.inside import namespaces

    namespaces.forbid_inspection()
    child = os.fork()
    if child == 0:
        namespaces.allow_inspection()
        return
    os.close(int(sys.argv[1]))
    ended, status = os.wait()
    while ended != child:
        ended, status = os.wait()
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def prepare(settings: dict[str, Any]) -> Executor:
    """Import the probes, install the import hooks, and import what the lesson's cells will need.

    Args:
        settings: the settings from `grading.sandbox.child_process.executor_settings`.

    Returns:
        An executor with an empty notebook.
    """
    importlib.import_module(settings["probes"])
    sys.meta_path[:0] = [WithheldModules(settings["withheld"]), StubModules()]
    sys.meta_path.append(Hosted())
    for name in settings["preload"]:
        # If an import fails, it fails again in the cell, where the student sees the error.
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    # Cells that start pip themselves should fail at once, and not wait for a network.
    os.environ["PIP_NO_INDEX"] = "1"
    # As in a kernel; but a file of the student's must not hide a module that is needed here.
    sys.path.append("")
    sys.argv[:] = ["ipykernel_launcher.py", "-f", "kernel.json"]
    return Executor()


def main() -> None:
    """Take the socket and the settings from the command line, and answer requests."""
    if os.getpid() == 1:
        leave_pid_1()
    # Ray cancels tasks with SIGINT, which a grader in the background and its children ignore.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    settings = json.loads(sys.argv[2])
    channel = socket.socket(fileno=int(sys.argv[1]))
    os.set_inheritable(channel.fileno(), False)
    executor = prepare(settings)
    set_limits(settings["memory"], settings["processes"])
    # Until here stderr reported failures. From now on, students' output to it is discarded.
    os.dup2(0, 2)
    channel.sendall(wire.READY)
    try:
        serve(channel, executor)
    except Exception:
        traceback.print_exc()


if __name__ == "__main__":
    main()

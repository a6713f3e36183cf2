"""Run notebook cells as a kernel does, with IPython's own shell and compiler flags.

The executor uses this module in the student's process. It differs from a kernel where that helps an
answer: when a statement fails, those below it still run; packages are not installed; nothing is
shown; and what only Colab, Kaggle or JupyterLite have does nothing.
"""

import ast
import asyncio
import contextlib
import functools
import importlib.abc
import importlib.machinery
import inspect
import linecache
import re
import signal
import sys
import time
import types
import warnings
from collections.abc import Iterator
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

MAIN = "__main__"
AFTERWARDS = 2.0
"""Seconds for the definitions below a statement that took too long."""

DEFINITIONS = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom),
    *(ast.Assign, ast.AnnAssign),
)
"""What is still run in a cell that hung or ended its process: imports, functions and constants."""

REAL_MAGICS = frozenset(
    "! alias bash cd dhist dirs env file popd psearch pushd pwd reset reset_selective run script "
    "set_env sh sx system unalias who who_ls whos writefile xdel".split()
)
"""Magics that IPython itself carries out, because cells below may need what they do."""

OTHER_LANGUAGES = frozenset(
    "ai bigquery cmd cython html javascript js latex markdown perl pypy python python2 python3 R "
    "ruby shell sql svg".split()
)
"""Cell magics whose cells are not run."""

INSTALLS = re.compile(
    r"\s*(sudo\s+)?(\S*python[\d.]*\s+-m\s+)?"
    r"(\S*/)?(pip|pip3|pip3\.\d+|uv|conda|mamba|micromamba|apt|apt-get|brew|npm|jupyter)"
    r"(\s|$)"
)
"""Shell commands that are not run: the process has no network, and nobody needs their output."""

HOSTED = frozenset(
    "google.colab kaggle_secrets piplite micropip pyodide pyodide_js pyodide_kernel js".split()
)
"""Modules that exist only on Colab, on Kaggle or in JupyterLite."""


class TooLongError(BaseException):
    """Raised in a cell whose time is up. Students catch `Exception`, but hardly this."""


class NoOp:
    """An object that accepts any call, has any attribute, is empty, and does nothing."""

    def __call__(self, *args: Any, **kwargs: Any) -> "NoOp":
        """Return the object itself."""
        return self

    def __getattr__(self, name: str) -> "NoOp":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __iter__(self) -> Iterator:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __getitem__(self, key: Any) -> "NoOp":
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        return None

    def __enter__(self) -> "NoOp":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def __await__(self) -> Iterator:
        return iter(())


class Shell(InteractiveShell):
    """IPython's shell for one notebook, without history, output and installations."""

    kernel = NoOp()
    """Cells that restart their kernel call ``get_ipython().kernel.do_shutdown(True)``."""

    def run_notebook_cell(
        self, source: str, filename: str, seconds: float | None = None, definitions: bool = False
    ) -> BaseException | None:
        """Run a cell statement by statement, and go on below one that fails.

        Args:
            source: the cell's text in the notebook, including magics.
            filename: the name of the code in tracebacks.
            seconds: how long the cell may run, or None. If it takes longer, only the definitions
                below are run.
            definitions: run only imports, assignments and definitions of functions and classes.

        Returns:
            The first exception that a statement raised, or None.

        Raises:
            SyntaxError: the cell is not valid Python once IPython has replaced its magics.
        """
        code = self.transform_cell(source)
        linecache.cache[filename] = (len(code), None, code.splitlines(True), filename)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            body = self.compile.ast_parse(code, filename).body
        self.user_ns["_ih"].append(source)
        first: BaseException | None = None
        deadline = None if seconds is None else time.monotonic() + seconds
        for node in body:
            if definitions and not isinstance(node, DEFINITIONS):
                continue
            try:
                with _alarm(deadline):
                    self._run_statement(node, filename, last=node is body[-1])
            except TooLongError:
                first = first or TooLongError(f"it ran longer than {seconds or 0:g} s")
                definitions = True
                deadline = None if seconds is None else time.monotonic() + AFTERWARDS
            except BaseException as error:
                first = first or error
        self.execution_count += 1
        return first

    def _run_statement(self, node: ast.stmt, filename: str, last: bool) -> None:
        """Run one statement; the value of the last one becomes ``_`` and an item of ``Out``."""
        tree: ast.mod = ast.Module([node], [])
        shown = last and isinstance(node, ast.Expr)
        code = self.compile(
            ast.Interactive([node]) if shown else tree, filename, "single" if shown else "exec"
        )
        before, sys.displayhook = sys.displayhook, self._remember
        try:
            result = eval(code, self.user_ns)
            if code.co_flags & inspect.CO_COROUTINE:
                self._loop.run(result)
        finally:
            sys.displayhook = before

    @functools.cached_property
    def _loop(self) -> asyncio.Runner:
        """The event loop in which all cells await."""
        return asyncio.Runner()

    def _remember(self, value: Any) -> None:
        """Keep a value that a kernel would show, under the names that IPython gives it."""
        if value is None:
            return
        names, number = self.user_ns, self.execution_count
        names["___"], names["__"], names["_"] = names.get("__"), names.get("_"), value
        names[f"_{number}"] = names["_oh"][number] = value

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """Run the statement of %time, leave some magics to IPython, and ignore all others.

        A statement under %timeit defines nothing and is skipped, unless its result is asked for.
        """
        if magic_name == "time":
            return self._run_python(line)
        if magic_name == "pylab":
            return self._run_python("import numpy as np\nfrom matplotlib.pylab import *")
        if magic_name == "timeit" and "-o" in line.split():
            return super().run_line_magic(magic_name, f"-n 1 -r 1 {line}", _stack_depth + 1)
        if magic_name in REAL_MAGICS and self.find_line_magic(magic_name) is not None:
            return super().run_line_magic(magic_name, line, _stack_depth + 1)
        return None

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """Run the Python code of a cell once, as under %%time, %%timeit or %%capture."""
        if magic_name in REAL_MAGICS and self.find_cell_magic(magic_name) is not None:
            return super().run_cell_magic(magic_name, line, cell)
        if magic_name == "capture":
            names = [word for word in line.split() if word.isidentifier()]
            with capture_output(display=False) as captured:
                self._run_python(cell)
            if names:
                self.user_ns[names[0]] = captured
        elif magic_name not in OTHER_LANGUAGES:
            self._run_python(cell)
        return None

    def _run_python(self, source: str) -> None:
        raised = self.run_notebook_cell(source, f"<magic in {self.execution_count}>")
        if raised is not None:
            raise raised

    def system(self, cmd: str) -> None:
        """Run a shell command, but install nothing."""
        if not _installs(cmd):
            self.system_raw(cmd)

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Return the output of a shell command, but install nothing."""
        return super().getoutput("true" if _installs(cmd) else cmd, split, depth + 1)

    def enable_gui(self, gui: Any = None) -> None:
        """Do nothing: there are no windows."""

    def ask_exit(self) -> None:
        """Do nothing: a kernel would restart."""


def _installs(command: str) -> bool:
    return INSTALLS.match(command) is not None


def make_shell() -> Shell:
    """Create the shell of a notebook, whose namespace is that of a new module ``__main__``.

    Pickling, ``multiprocessing`` and ``from __main__ import …`` then work as in a kernel.
    """
    main = types.ModuleType(MAIN, "A notebook's namespace.")
    config = Config()
    config.HistoryManager.enabled = False
    with warnings.catch_warnings():
        # IPython warns if it cannot write to the home folder.
        warnings.simplefilter("ignore")
        Shell.clear_instance()
        shell = Shell.instance(config=config, user_module=main, user_ns=main.__dict__)
    shell.user_ns["display"] = lambda *args, **kwargs: None
    shell.user_ns["open"] = open
    shell.compile.flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    return shell


@contextlib.contextmanager
def _alarm(deadline: float | None) -> Iterator[None]:
    """Raise `TooLongError` in the block at a time of `time.monotonic`, even in an endless loop."""
    if deadline is None:
        yield
        return

    def ring(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, ring)
    # A loop around `except BaseException` is interrupted again and again.
    timer = signal.setitimer(signal.ITIMER_REAL, max(deadline - time.monotonic(), 1e-3), 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *timer)


class Hosted(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """An import hook that replaces modules of hosted notebooks, which do not exist elsewhere."""

    def find_spec(self, name: str, path: Any = None, target: Any = None):
        """Find the modules in `HOSTED` and all below, and ``google`` if no real one was found."""
        if name == "google" or any(f"{name}.".startswith(f"{known}.") for known in HOSTED):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """Create a module in which every name is a `NoOp`."""
        module = types.ModuleType(spec.name)
        if spec.name != "google":
            module.__getattr__ = NoOp().__getattr__
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        """Do nothing, since `create_module` made the module complete."""

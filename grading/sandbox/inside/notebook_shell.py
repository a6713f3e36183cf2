"""Run notebook cells as a kernel does, with IPython's own shell and compiler flags.

The executor uses this module in the student's process. It differs from a kernel where that helps an
answer: when a statement fails, those below it still run; packages are not installed; nothing is
shown; and what only Colab, Kaggle or JupyterLite have does nothing.
"""

import ast
import asyncio
import functools
import inspect
import linecache
import re
import sys
import time
import types
import warnings
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from grading.sandbox.inside.as_defined import Globals
from grading.sandbox.inside.hosted import NoOp, file_beside_notebook
from grading.sandbox.inside.interrupt import TooLongError, alarm, cancel_alarm
from grading.sandbox.inside.statements import (
    DEFINITIONS,
    EVERYTHING,
    PLAIN_CHARACTERS,
    QUICK,
    selected,
)

MAIN = "__main__"
AFTERWARDS = 2.0
"""Seconds for the definitions below a statement that took too long."""

REAL_MAGICS = frozenset(
    "! alias bash cd dhist dirs env file popd psearch pushd pwd run script set_env sh sx system "
    "unalias who who_ls whos writefile".split()
)
"""Magics that IPython itself carries out, because cells below may need what they do."""

OTHER_LANGUAGES = frozenset(
    "ai bigquery cmd cython html javascript js latex markdown perl pypy python python2 python3 R "
    "ruby shell sql svg".split()
)
"""Cell magics whose cells are not run."""

INSTALLS = re.compile(
    r"\s*(sudo\s+)?(.*python[\d.]*['\"]?\s+-m\s+)?"
    r"(\S*/)?(pip|pip3|pip3\.\d+|uv|conda|mamba|micromamba|apt|apt-get|brew|npm|jupyter)"
    r"(\s|$)"
)
"""Shell commands that are not run: the process has no network, and nobody needs their output."""

SEPARATORS = re.compile(r"(&&|\|\||[;|\n])")
"""What stands between the commands of one line."""

FILE_MAGICS = frozenset(["file", "run", "writefile"])
"""Magics whose line names a file."""

PYLAB = """
import builtins
import numpy as np
from matplotlib import pylab
from matplotlib import pyplot as plt
globals().update({k: v for k, v in vars(pylab).items() if k[0] != "_" and not hasattr(builtins, k)})
"""
"""What %pylab defines, except that Python's own ``sum`` and the like stay what they are."""

NEEDS_LOOP = re.compile(r"\b(create_task|ensure_future|get_event_loop|get_running_loop)\b")
HAS_OWN_LOOP = re.compile(r"\b(run_until_complete|asyncio\.run)\b")
"""Tell whether a cell counts on a kernel's running event loop, or starts one of its own."""


class Shell(InteractiveShell):
    """IPython's shell for one notebook, without history, output and installations."""

    kernel = NoOp()
    """Cells that restart their kernel call ``get_ipython().kernel.do_shutdown(True)``."""

    _part, _in_loop = EVERYTHING, False
    """How much of the current cell is run, and whether that happens in a running event loop."""

    def run_notebook_cell(
        self, source: str, filename: str, seconds: float | None = None, part: str = EVERYTHING
    ) -> BaseException | None:
        """Run a cell statement by statement, and go on below one that fails.

        Args:
            source: the cell's text in the notebook, including magics.
            filename: the name of the code in tracebacks.
            seconds: how long the cell may run, or None. If it takes longer, only the definitions
                below are run.
            part: how much of the cell is run, one of the constants of `statements`.

        Returns:
            The first exception that a statement raised, or None.

        Raises:
            SyntaxError: the cell is not valid Python once IPython has replaced its magics.
        """
        self.user_ns["_ih"].append(source)
        code, body = self._parse(source, filename)
        self._part = part
        self._in_loop = bool(NEEDS_LOOP.search(code)) and not HAS_OWN_LOOP.search(code)
        first: BaseException | None = None
        deadline = None if seconds is None else time.monotonic() + seconds
        todo = selected(body, part)
        while todo:
            node = todo.pop(0)
            try:
                with alarm(deadline):
                    self._run_statement(node, filename, last=node is body[-1])
            except TooLongError:
                first = first or TooLongError(f"it ran longer than {seconds or 0:g} s")
                deadline = None if seconds is None else time.monotonic() + AFTERWARDS
                if self._part == EVERYTHING:
                    self._part = DEFINITIONS
                    todo = selected([node], QUICK) + selected(todo, DEFINITIONS)
            except BaseException as error:
                first = first or error
        if seconds is not None:
            cancel_alarm()
        self.globals.remember(body)
        self.execution_count += 1
        return first

    def _parse(self, source: str, filename: str) -> tuple[str, list[ast.stmt]]:
        """Return a cell's code without magics, and its statements."""
        try:
            code = self.transform_cell(source)
            linecache.cache[filename] = (len(code), None, code.splitlines(True), filename)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SyntaxWarning)
                return code, self.compile.ast_parse(code, filename).body
        except SyntaxError:
            mended = source.translate(PLAIN_CHARACTERS)
            if mended == source:
                raise
            return self._parse(mended, filename)

    def _run_statement(self, node: ast.stmt, filename: str, last: bool) -> None:
        """Run one statement; the value of the last one becomes ``_`` and an item of ``Out``."""
        tree: ast.mod = ast.Module([node], [])
        shown = last and isinstance(node, ast.Expr)
        code = self.compile(
            ast.Interactive([node]) if shown else tree, filename, "single" if shown else "exec"
        )
        before, sys.displayhook = sys.displayhook, self._remember
        try:
            if self._in_loop or code.co_flags & inspect.CO_COROUTINE:
                self._loop.run(self._await(code))
            else:
                eval(code, self.user_ns)
        finally:
            sys.displayhook = before

    async def _await(self, code: types.CodeType) -> None:
        """Run code in the event loop, as a kernel does."""
        result = eval(code, self.user_ns)
        if code.co_flags & inspect.CO_COROUTINE:
            await result

    @functools.cached_property
    def globals(self) -> Globals:
        """What the notebook's functions saw when they were defined."""
        return Globals(self.user_ns)

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
            return self._run_python(PYLAB)
        if magic_name == "timeit" and "-o" in line.split():
            return super().run_line_magic(magic_name, f"-n 1 -r 1 {line}", _stack_depth + 1)
        if magic_name in REAL_MAGICS and self.find_line_magic(magic_name) is not None:
            line = file_beside_notebook(line) if magic_name in FILE_MAGICS else line
            return super().run_line_magic(magic_name, line, _stack_depth + 1)
        return None

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """Run the Python code of a cell once, as under %%time, %%timeit or %%capture."""
        if magic_name in REAL_MAGICS and self.find_cell_magic(magic_name) is not None:
            if magic_name in FILE_MAGICS:
                return super().run_cell_magic(magic_name, file_beside_notebook(line), cell)
            # Only the whole cell runs programs: they may be why its process was ended.
            return (
                super().run_cell_magic(magic_name, line, cell) if self._part == EVERYTHING else None
            )
        if magic_name == "capture":
            names = [word for word in line.split() if word.isidentifier()]
            with capture_output(display=False) as captured:
                self._run_python(cell)
            if names:
                self.user_ns[names[0]] = captured
        elif magic_name not in OTHER_LANGUAGES:
            self._run_python(cell)
        return None

    def magic(self, arg_s: str) -> Any:
        """Run a line magic, as in IPython 7, which Colab has."""
        name, _, line = arg_s.strip().lstrip("%").partition(" ")
        return self.run_line_magic(name, line)

    def _run_python(self, source: str) -> None:
        raised = self.run_notebook_cell(
            source, f"<magic in {self.execution_count}>", part=self._part
        )
        if raised is not None:
            raise raised

    def system(self, cmd: str) -> None:
        """Run a shell command, but install nothing."""
        self.system_raw(self._without_installing(cmd))

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Return the output of a shell command, but install nothing."""
        return super().getoutput(self._without_installing(cmd), split, depth + 1)

    def _without_installing(self, command: str) -> str:
        """Replace the parts of a shell command that would install something by ``true``."""
        expanded = self.var_expand(command, depth=2)
        parts = SEPARATORS.split(expanded)
        if not any(map(INSTALLS.match, parts)):
            return command
        return "".join(" true " if INSTALLS.match(part) else part for part in parts)

    def enable_gui(self, gui: Any = None) -> None:
        """Do nothing: there are no windows."""

    def ask_exit(self) -> None:
        """Do nothing: a kernel would restart."""


def _display(*_: Any, display_id: Any = None, **__: Any) -> NoOp | None:
    """Show nothing. With an id, the real function returns a handle that updates what is shown."""
    return None if display_id is None else NoOp()


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
    shell.user_ns["display"] = _display
    shell.user_ns["open"] = open
    shell.compile.flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    return shell

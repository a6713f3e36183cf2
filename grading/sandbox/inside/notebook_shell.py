"""Provide what notebook cells expect beyond plain Python: magics, top-level await, Colab.

The executor uses this module in the student's process.
"""

import ast
import asyncio
import importlib.abc
import importlib.machinery
import inspect
import types
from collections.abc import Callable
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager


class NoOp:
    """An object that accepts any call and has any attribute, and does nothing."""

    def __call__(self, *args: Any, **kwargs: Any) -> "NoOp":
        """Return the object itself."""
        return self

    def __getattr__(self, name: str) -> "NoOp":
        if name.startswith("__"):
            raise AttributeError(name)
        return self


class Shell:
    """A replacement for IPython's shell: timing magics run their code, all others do nothing.

    Args:
        namespace: the notebook's namespace.
    """

    OTHER_LANGUAGES = frozenset(
        "! ai bash bigquery cmd cython file html javascript js latex markdown perl pypy python "
        "python2 python3 R ruby script sh shell sql svg sx system writefile".split()
    )

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace
        self.transform = TransformerManager().transform_cell

    def run_line_magic(self, name: str, line: str, *_: Any) -> None:
        """Run the statement of %time. A statement under %timeit defines nothing and is skipped."""
        if name == "time":
            exec(self.transform(line), self.namespace)

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """Run the Python code of a cell once, as under %%time, %%timeit or %%capture."""
        if name not in self.OTHER_LANGUAGES:
            exec(self.transform(cell), self.namespace)

    def __getattr__(self, name: str) -> Callable:
        return lambda *args, **kwargs: None

    def run(self, source: str, filename: str) -> None:
        """Run transformed code in the notebook's namespace, as Jupyter does.

        Args:
            source: plain Python, except that ``await`` is allowed at the top level.
            filename: the name of the code in tracebacks.
        """
        code = compile(source, filename, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        result = eval(code, self.namespace)
        if code.co_flags & inspect.CO_COROUTINE:
            asyncio.run(result)


class Colab(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """An import hook that replaces ``google.colab``, which notebooks from Colab import."""

    def find_spec(self, name: str, path: Any = None, target: Any = None):
        """Find ``google.colab`` and its submodules, and ``google`` if no real one was found."""
        if name == "google" or f"{name}.".startswith("google.colab."):
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

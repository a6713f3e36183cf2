"""What a notebook's cell finds around it that plain Python has not: magics, await, Colab.

It goes with the executor into the student's process.
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


class Silence:
    """Takes any call and any attribute, and does nothing."""

    def __call__(self, *args: Any, **kwargs: Any) -> "Silence":
        """Nothing happens."""
        return self

    def __getattr__(self, name: str) -> "Silence":
        if name.startswith("__"):
            raise AttributeError(name)
        return self


class Shell:
    """What ``get_ipython()`` gives to magics: timing runs its cell, all else does nothing.

    Args:
        namespace: the notebook's.
    """

    OTHER_LANGUAGES = frozenset(
        "! ai bash bigquery cmd cython file html javascript js latex markdown perl pypy python "
        "python2 python3 R ruby script sh shell sql svg sx system writefile".split()
    )

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace
        self.transform = TransformerManager().transform_cell

    def run_line_magic(self, name: str, line: str, *_: Any) -> None:
        """Run the statement of %time. That of %timeit defines nothing, so it is not run."""
        if name == "time":
            exec(self.transform(line), self.namespace)

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """Run a cell of Python once, under %%time, %%capture and whatever else."""
        if name not in self.OTHER_LANGUAGES:
            exec(self.transform(cell), self.namespace)

    def __getattr__(self, name: str) -> Callable:
        return lambda *args, **kwargs: None

    def run(self, source: str, filename: str) -> None:
        """Run transformed code in the notebook's namespace, as Jupyter does.

        Args:
            source: plain Python, in which ``await`` may stand at the top level.
            filename: names it in messages.
        """
        code = compile(source, filename, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        result = eval(code, self.namespace)
        if code.co_flags & inspect.CO_COROUTINE:
            asyncio.run(result)


class Colab(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Stands in for ``google.colab``, which a notebook that was written on Colab imports."""

    def find_spec(self, name: str, path: Any = None, target: Any = None):
        """Answer for ``google.colab``, what is below it, and ``google`` if nothing else does."""
        if name == "google" or f"{name}.".startswith("google.colab."):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """A module whose every name is silent."""
        module = types.ModuleType(spec.name)
        if spec.name != "google":
            module.__getattr__ = Silence().__getattr__
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing is left to do."""

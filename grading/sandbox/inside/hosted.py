"""Stand in for what exists only in hosted notebooks: modules of Colab, Kaggle and JupyterLite."""

import importlib.abc
import importlib.machinery
import os
import re
import types
from collections.abc import Iterator
from typing import Any

HOSTED = frozenset(
    "google.colab kaggle_secrets nest_asyncio piplite micropip pyodide pyodide_js pyodide_kernel "
    "js".split()
)
"""Modules that only Colab, Kaggle or JupyterLite have, and that no answer needs."""

HOMES = ("/content", "/kaggle")
"""Where notebooks are on Colab and Kaggle; `course check` may run there, but in another folder."""

ELSEWHERE = re.compile(r"(?P<options>(?:-\S+\s+)*)(?P<quote>['\"]?)(?P<path>(?:/|~|\w:[\\/]).*)")
"""The line of a magic that names a file by its full path, after options such as ``-a``."""


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


def file_beside_notebook(line: str) -> str:
    """Return a magic's line with the file in the current folder if its own folder is not here.

    Hosted notebooks write to ``/content`` or ``/kaggle/working`` and import from there.

    Args:
        line: options and a path, as in ``%%writefile -a /content/policy.py``.
    """
    found = ELSEWHERE.fullmatch(line.strip())
    if found is None:
        return line
    folder = os.path.dirname(os.path.expanduser(found["path"]))
    if os.access(folder, os.W_OK) and not folder.startswith(HOMES):
        return line
    name = re.split(r"[\\/]", found["path"])[-1]
    return found["options"] + found["quote"] + name

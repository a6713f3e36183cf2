"""Show each answer the globals that it saw when it was defined.

A notebook's check runs directly below an answer, but grading runs all cells first. An experiment
further down, such as ``sum = 0`` or ``%reset -f``, must not break answers that were right above it.
"""

import ast
import builtins
from collections.abc import Iterable
from typing import Any

_MISSING = object()


class Globals:
    """What the functions and classes of a notebook saw when they were defined.

    Args:
        namespace: the notebook's namespace, which `put_back` changes.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self._uses: dict[str, set[str]] = {}
        self._defined: dict[str, Any] = {}
        self._seen: dict[str, dict[str, Any]] = {}

    def remember(self, statements: Iterable[ast.stmt]) -> None:
        """Remember what the functions and classes that a cell has just defined see now.

        Args:
            statements: the cell's statements.
        """
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        inside = (inner for node in statements for inner in _same_scope(node))
        new = [node for node in inside if isinstance(node, kinds) and node.name in self._namespace]
        for node in new:
            # The name's earlier functions may live on under another name, as in a wrapper.
            used = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            self._uses[node.name] = self._uses.get(node.name, set()) | used
            self._defined[node.name] = self._namespace[node.name]
        for name in {node.name for node in new}:
            used = self._reachable([name])
            self._seen[name] = {each: self._namespace.get(each, _MISSING) for each in used}

    def put_back(self, answers: Iterable[str]) -> None:
        """Put back the globals that answers and the functions that they call saw.

        A function that was defined again further down stays: its last definition counts. So does
        what had no value yet, or None, because it may have been meant to be set later.

        Args:
            answers: the names of functions and classes.
        """
        answers, done = list(answers), set()
        for name in answers:
            self._put(name, None)
        for name in [*answers, *self._reachable(answers)]:
            for used, value in self._seen.get(name, {}).items():
                if used not in done:
                    done.add(used)
                    self._put(used, value)

    def _put(self, name: str, value: Any) -> None:
        if name in self._defined:
            if not callable(self._namespace.get(name)):
                self._namespace[name] = self._defined[name]
        elif value is _MISSING and hasattr(builtins, name):
            self._namespace.pop(name, None)
        elif value is not None and value is not _MISSING:
            self._namespace[name] = value

    def _reachable(self, names: Iterable[str]) -> list[str]:
        """List the names that functions use, also through other functions, the nearest first."""
        found: dict[str, None] = {}
        todo = list(names)
        while todo:
            name = todo.pop(0)
            own_name = str(getattr(self._namespace.get(name), "__name__", name))
            for used in self._uses.get(name, set()) | self._uses.get(own_name, set()):
                if used not in found:
                    found[used] = None
                    todo.append(used)
        return list(found)


def _same_scope(node: ast.stmt) -> Iterable[ast.stmt]:
    """Yield a statement and, if it is a block such as ``if``, the statements in it."""
    yield node
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        for inner in ast.iter_child_nodes(node):
            if isinstance(inner, (ast.stmt, ast.ExceptHandler)):
                yield from _same_scope(inner)

"""Load the reference solution of a lesson as Python objects."""

import ast
import functools
import linecache
from typing import Any

from nbformat import NotebookNode

from grading.lessons.cells import is_answer, is_check, is_picture
from grading.lessons.source import read_source, source_path

PLOTTING = ("helpers.plotting", ".matplotlib", "matplotlib.")
"""Prefixes of ``module.name`` for plotting imports; the module is empty in a plain ``import``."""


def reference_code(notebook: NotebookNode) -> str:
    """Return only the code that defines the answers: the lesson's imports and its answer cells.

    Args:
        notebook: the solved notebook from `grading.lessons.source.read_source`.

    Returns:
        Python source. Cells that train, draw or check are left out, and so are the plotting
        imports, which take half a second.
    """
    parts = []
    for cell in notebook.cells:
        if cell.cell_type != "code" or is_check(cell) or is_picture(cell):
            continue
        parts.append(cell.source if is_answer(cell) else _imports(cell.source))
    return "\n\n\n".join(parts)


def _imports(source: str) -> str:
    lines = []
    for node in ast.parse(source).body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            prefix = f"{getattr(node, 'module', '')}."
            node.names = [a for a in node.names if not (prefix + a.name).startswith(PLOTTING)]
            lines += [ast.unparse(node)] if node.names else []
    return "\n".join(lines)


@functools.cache
def load_reference(lesson: str) -> dict[str, Any]:
    """Run the reference code of a lesson.

    Args:
        lesson: its full name.

    Returns:
        The objects that it defines, by name. Their module is ``__main__``, as in a notebook, so
        that Ray sends functions by value.
    """
    code = reference_code(read_source(lesson))
    filename = f"<reference of {source_path(lesson).name}>"
    linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(code, filename, "exec"), namespace)
    return namespace

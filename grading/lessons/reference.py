"""The reference solution of a lesson, as Python objects."""

import ast
import functools
import linecache
from typing import Any

from nbformat import NotebookNode

from grading.lessons.cells import is_answer, is_check, is_picture
from grading.lessons.source import read_source, source_path

DRAWS = ("helpers.plotting", ".matplotlib", "matplotlib.")
"""How ``module.name`` begins; a plain import has no module."""


def reference_code(notebook: NotebookNode) -> str:
    """Only what defines the answers: the imports of the lesson and its answer cells.

    Args:
        notebook: the solved notebook, as `grading.lessons.source.read_source` gives it.

    Returns:
        Python source. Cells that train, draw or check are left out, and so is the import of what
        draws, which takes half a second.
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
            node.names = [a for a in node.names if not (prefix + a.name).startswith(DRAWS)]
            lines += [ast.unparse(node)] if node.names else []
    return "\n".join(lines)


@functools.cache
def load_reference(lesson: str) -> dict[str, Any]:
    """Run the reference code of a lesson.

    Args:
        lesson: its full name.

    Returns:
        The names that it defines. They say that they live in ``__main__``, as in a notebook, so
        that Ray ships functions by value.
    """
    code = reference_code(read_source(lesson))
    filename = f"<reference of {source_path(lesson).name}>"
    linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(code, filename, "exec"), namespace)
    return namespace

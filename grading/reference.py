"""The reference solution of a lesson, as Python objects."""

import ast
import functools
import linecache
from typing import Any

from nbformat import NotebookNode

from grading.source import is_answer, is_check, is_picture, read_source, source_path


def reference_code(notebook: NotebookNode) -> str:
    """Only what defines the answers: the imports of the lesson and its answer cells.

    Args:
        notebook: the solved notebook, as `grading.source.read_source` gives it.

    Returns:
        Python source. Cells that train, draw or check are left out.
    """
    parts = []
    for cell in notebook.cells:
        if cell.cell_type != "code" or is_check(cell) or is_picture(cell):
            continue
        if is_answer(cell):
            parts.append(cell.source)
        else:
            tree = ast.parse(cell.source)
            imports = [n for n in tree.body if isinstance(n, (ast.Import, ast.ImportFrom))]
            parts.append("\n".join(ast.unparse(node) for node in imports))
    return "\n\n\n".join(parts)


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

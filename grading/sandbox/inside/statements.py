"""Pick the statements of a cell that only define something, and mend characters in its text."""

import ast
import copy
from collections.abc import Sequence

EVERYTHING, DEFINITIONS, QUICK = "everything", "definitions", "quick"
"""What is run of a cell: all statements; only imports, assignments and definitions of functions and
classes; or of these only what does no work, so no assignment that calls a function."""

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
_ASSIGNMENTS = (ast.Assign, ast.AnnAssign)
_BLOCKS = (ast.If, ast.Try, ast.With)
_WORK = (ast.Call, ast.Await, ast.Pow, ast.LShift, ast.comprehension)

PLAIN_CHARACTERS = str.maketrans(
    dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " ")
    | dict.fromkeys("\u0085\u2028\u2029", "\n")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")
    | dict.fromkeys("“”„‟", '"')
    | dict.fromkeys("‘’‚‛", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)
"""Replaces what chats, web pages and text editors make of spaces, line ends, quotes and minus."""


def selected(body: Sequence[ast.stmt], part: str) -> list[ast.stmt]:
    """Return those of a cell's statements that are run.

    Args:
        body: the statements of a cell, or of a block in it.
        part: one of the constants above.
    """
    if part == EVERYTHING:
        return list(body)
    kept = []
    for node in body:
        if isinstance(node, _DEFINITIONS) or is_cell_magic(node):
            kept.append(node)
        elif isinstance(node, _ASSIGNMENTS):
            kept += [node] if part == DEFINITIONS or _is_quick(node) else []
        elif isinstance(node, _BLOCKS):
            kept += _reduced_block(node, part)
    return kept


def is_cell_magic(node: ast.stmt) -> bool:
    """Tell whether a statement is what IPython makes of a cell magic, as in ``%%time``."""
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "run_cell_magic"


def _reduced_block(node: ast.stmt, part: str) -> list[ast.stmt]:
    """Return a copy of a block with what is run of it; nothing if that is nothing."""
    block, found = copy.copy(node), False
    for field in ("body", "orelse", "finalbody"):
        if getattr(node, field, None):
            inner = selected(getattr(node, field), part)
            found = found or bool(inner)
            setattr(block, field, inner or [ast.copy_location(ast.Pass(), node)])
    heads = [getattr(node, "test", None), *getattr(node, "items", ())]
    calm = part == DEFINITIONS or all(_is_quick(head) for head in heads if head is not None)
    return [block] if found and calm else []


def _is_quick(node: ast.AST) -> bool:
    if isinstance(getattr(node, "value", None), ast.Lambda):
        return True
    return not any(isinstance(inner, _WORK) for inner in ast.walk(node))

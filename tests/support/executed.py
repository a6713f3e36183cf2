"""Execute a solved notebook, and see that every check in it holds and nothing is complained of."""

from pathlib import Path

import nbclient
from handins import solved
from nbformat import NotebookNode

from checks.lessons import load_lesson
from grading.lessons.cells import is_check


def execute_solved(
    lesson: str, folder: Path, timeout: float, env: dict | None = None
) -> NotebookNode:
    """Execute the solved notebook of a lesson.

    Args:
        lesson: its full name.
        folder: where the kernel works.
        timeout: seconds for a cell.
        env: all variables of the kernel; None hands on this process's own.
    """
    notebook = solved(lesson)
    client = nbclient.NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(**({} if env is None else {"env": env}))
    return notebook


def assert_sound(lesson: str, notebook: NotebookNode) -> None:
    """No output on stderr, no error, and every check holds, or cannot be tried on this machine."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output.get("name") != "stderr", (cell.source, output.text)
            assert output.output_type != "error"
        if is_check(cell):
            printed = cell.outputs[0].text
            untried = load_lesson(lesson).exercise(cell.metadata.nbgrader.grade_id).untried
            assert "properties hold" in printed or printed.strip() == untried
            assert "✗" not in printed

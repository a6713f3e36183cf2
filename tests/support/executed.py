"""Execute a solved notebook, and assert that every check in it holds without any error."""

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
        lesson: full name of the lesson.
        folder: working directory of the kernel.
        timeout: seconds that a cell may take.
        env: all environment variables of the kernel; None passes on those of this process.
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
    """Assert that no cell fails or writes to stderr, and that all checks that can run here hold."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output.get("name") != "stderr", (cell.source, output.text)
            assert output.output_type != "error"
        if is_check(cell):
            printed = cell.outputs[0].text
            untried = load_lesson(lesson).exercise(cell.metadata.nbgrader.grade_id).untried
            assert "properties hold" in printed or printed.strip() == untried
            assert "✗" not in printed

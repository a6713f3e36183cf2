"""Every solved notebook runs from top to bottom, quietly."""

import nbclient
import pytest
from handins import solved

from grading.source import is_check, lesson_names
from helpers.checks.lessons import load_lesson

SLOW = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.mark.parametrize("size", ["quick", pytest.param("full", marks=SLOW)])
@pytest.mark.parametrize("lesson", lesson_names())
def test_a_solved_notebook_runs_and_writes_nothing_to_stderr(lesson, size, tmp_path, monkeypatch):
    monkeypatch.setenv("LWG_BUDGET", size)
    notebook = solved(lesson)
    client = nbclient.NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
    )
    client.execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output.get("name") != "stderr", (cell.source, output.text)
            assert output.output_type != "error"
        if is_check(cell):
            printed = cell.outputs[0].text
            untried = load_lesson(lesson).exercise(cell.metadata.nbgrader.grade_id).untried
            assert "properties hold" in printed or printed.strip() == untried
            assert "✗" not in cell.outputs[0].text

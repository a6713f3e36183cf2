"""Every solved notebook runs from top to bottom, quietly."""

import nbclient
import pytest
from handins import solved

from grading.source import is_check, lesson_names


@pytest.mark.parametrize("lesson", lesson_names())
def test_a_solved_notebook_runs_and_writes_nothing_to_stderr(lesson, tmp_path):
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
            assert "properties hold" in cell.outputs[0].text
            assert "✗" not in cell.outputs[0].text

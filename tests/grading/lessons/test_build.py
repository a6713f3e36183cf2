"""The students' notebooks match their sources, and give no solutions away."""

import itertools
import json
import re
import shutil

import nbformat
import pytest

from grading.lessons import build as builder
from grading.lessons.cells import is_answer, is_check
from grading.lessons.notebooks import notebook_path
from grading.lessons.source import lesson_names, read_source
from grading.paths import NOTEBOOKS

LESSONS = lesson_names()


def released(lesson):
    return nbformat.read(notebook_path(NOTEBOOKS, lesson), as_version=4)


def test_the_committed_notebooks_are_what_the_sources_give():
    assert builder.differences() == [], f"notebooks/ is stale: {builder.MEND}"


def test_no_notebook_is_left_over_from_a_lesson_that_is_gone():
    assert {path.parent.name for path in NOTEBOOKS.glob("*/*.ipynb")} == set(LESSONS)


@pytest.mark.slow
def test_two_builds_give_the_same_bytes(tmp_path):
    first = builder.make_release(LESSONS[0], tmp_path / "a").read_bytes()
    again = builder.make_release(LESSONS[0], tmp_path / "a").read_bytes()
    other = builder.make_release(LESSONS[0], tmp_path / "b").read_bytes()
    assert first == again == other


def test_a_changed_notebook_is_noticed(tmp_path, monkeypatch):
    shutil.copytree(NOTEBOOKS, tmp_path / "notebooks")
    monkeypatch.setattr(builder, "NOTEBOOKS", tmp_path / "notebooks")
    path = notebook_path(tmp_path / "notebooks", LESSONS[0])
    path.write_bytes(path.read_bytes() + b"\n")
    assert builder.differences([LESSONS[0]]) == [LESSONS[0]]
    assert "make build" in builder.MEND


@pytest.mark.parametrize("lesson", LESSONS)
def test_it_has_no_outputs_and_no_traces_of_the_tools(lesson):
    notebook = released(lesson)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
    text = json.dumps(notebook)
    assert "jupytext" not in text
    assert "lines_to_next_cell" not in text
    assert notebook.metadata.generated["from"] == f"solutions/{lesson}.py"


@pytest.mark.parametrize("lesson", LESSONS)
def test_it_gives_no_solution_away(lesson):
    text = json.dumps(released(lesson))
    for word in ("BEGIN SOLUTION", "END SOLUTION", "Model answer", "Marking scheme", "HIDDEN"):
        assert word not in text
    solved = {c.id: c.source for c in read_source(lesson).cells if is_answer(c)}
    for cell in filter(is_answer, released(lesson).cells):
        regions = re.findall(r"### BEGIN SOLUTION\n(.*?)### END", solved[cell.id], re.DOTALL)
        assert regions
        assert "raise NotImplementedError" in cell.source
        for line in "".join(regions).splitlines():
            assert len(line.strip()) < 12 or line not in cell.source.splitlines()


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_stub_keeps_signature_and_docstring_and_comes_before_its_check(lesson):
    cells = [c for c in released(lesson).cells if c.cell_type == "code"]
    for answer, check in itertools.pairwise(cells):
        if is_answer(answer):
            assert '"""' in answer.source
            assert re.search(r"^(def|class) ", answer.source, re.MULTILINE)
            assert is_check(check)
            assert f"{check.metadata.nbgrader.grade_id}-answer" == answer.metadata.nbgrader.grade_id

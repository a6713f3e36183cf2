"""An edit of a generated notebook is imported into the script, and nothing else changes."""

import os

import nbformat
import pytest

from grading.errors import CourseError
from grading.lessons import import_source as importing
from grading.lessons import source
from grading.lessons.build import make_release
from grading.lessons.notebooks import notebook_path, write_notebook
from grading.lessons.source import lesson_names, read_source, source_path

LESSON = "01_rollouts"


@pytest.mark.parametrize("lesson", lesson_names())
def test_build_and_import_give_the_same_bytes_of_the_script(lesson, tmp_path):
    write_notebook(read_source(lesson), notebook_path(tmp_path / "source", lesson))
    before = source_path(lesson).read_bytes()
    assert importing.import_source(lesson, course=tmp_path) is None
    text = importing.as_script(read_source(lesson), lesson)
    assert text.encode() == before


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course folder with its own copies of the scripts."""
    scripts = tmp_path / "solutions"
    scripts.mkdir()
    script = scripts / f"{LESSON}.py"
    script.write_bytes(source_path(LESSON).read_bytes())
    os.utime(script, (1, 1))
    monkeypatch.setattr(source, "SOLUTIONS", scripts)
    monkeypatch.setattr(source, "ROOT", tmp_path)
    write_notebook(read_source(LESSON), notebook_path(tmp_path / "source", LESSON))
    return tmp_path


def edit(course, change):
    """Change the generated notebook, and save it as JupyterLab would."""
    path = notebook_path(course / "source", LESSON)
    notebook = nbformat.read(path, as_version=4)
    change(notebook.cells)
    for cell in notebook.cells:
        cell.metadata.update({"editable": True, "slideshow": {"slide_type": ""}})
        if cell.cell_type == "code":
            cell.execution_count = 7
            cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text="42")]
    write_notebook(notebook, path)


def lines(course):
    return (course / "solutions" / f"{LESSON}.py").read_text().splitlines()


def test_an_edit_changes_its_own_lines_only(course):
    before = lines(course)
    edit(course, lambda cells: cells[0].update(source=cells[0].source + "\nOne more line."))
    assert importing.import_source(LESSON, course=course) == course / "solutions" / f"{LESSON}.py"
    after = lines(course)
    assert [line for line in after if line not in before] == ["# One more line."]
    assert len(after) == len(before) + 1
    make_release(LESSON, course)
    assert importing.import_source(LESSON, course=course) is None


def test_cells_can_be_added_moved_and_marked(course):
    def change(cells):
        points = {"grade_id": "new", "grade": True, "solution": False, "points": 2.0}
        cells.insert(1, nbformat.v4.new_code_cell("x = 1", metadata={"tags": ["picture"]}))
        cells.insert(2, nbformat.v4.new_code_cell("checks.new(1)", metadata={"nbgrader": points}))
        answer = {"grade_id": "new-answer", "grade": False, "solution": True}
        cells.insert(2, nbformat.v4.new_code_cell("new = 1", metadata={"nbgrader": answer}))

    edit(course, change)
    importing.import_source(LESSON, course=course)
    text = "\n".join(lines(course))
    expected = '# %% tags=["picture"]\nx = 1\n\n# %% answer="new"\nnew = 1\n\n'
    assert expected + '# %% check="new" points=2\nchecks.new(1)\n' in text
    assert [c.id for c in read_source(LESSON).cells][2:4] == ["new-answer", "new"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (nbformat.v4.new_code_cell("x = 1\n# %%\ny = 2"), "a script cannot represent"),
        (nbformat.v4.new_raw_cell("x"), "is raw"),
        (
            nbformat.v4.new_code_cell(
                "f", metadata={"nbgrader": {"grade_id": "f", "grade": False, "solution": True}}
            ),
            "must end in -answer",
        ),
        (
            nbformat.v4.new_code_cell(
                "f", metadata={"nbgrader": {"grade_id": "f", "grade": True, "solution": True}}
            ),
            "a kind that lessons do not use",
        ),
    ],
)
def test_a_cell_that_a_script_cannot_represent_is_an_error_and_changes_nothing(course, cell, words):
    before = lines(course)
    edit(course, lambda cells: cells.insert(3, cell))
    with pytest.raises(CourseError, match=words):
        importing.import_source(LESSON, course=course)
    assert lines(course) == before


def test_a_newer_script_is_overwritten_only_with_force(course):
    edit(course, lambda cells: cells[0].update(source="# Other"))
    script = course / "solutions" / f"{LESSON}.py"
    future = notebook_path(course / "source", LESSON).stat().st_mtime + 60
    os.utime(script, (future, future))
    before = lines(course)
    with pytest.raises(CourseError, match="--force"):
        importing.import_source(LESSON, course=course)
    assert lines(course) == before
    importing.import_source(LESSON, force=True, course=course)
    assert "# # Other" in lines(course)


@pytest.mark.slow
def test_a_build_does_not_overwrite_an_edit(course):
    make_release(LESSON, course)
    path = notebook_path(course / "source", LESSON)
    edit(course, lambda cells: None)
    make_release(LESSON, course)
    assert not path.read_text().count('"42"')
    edit(course, lambda cells: cells[0].update(source="# Mine"))
    with pytest.raises(CourseError, match="`course import 01`"):
        make_release(LESSON, course)
    assert "# Mine" in path.read_text()
    importing.import_source(LESSON, course=course)
    make_release(LESSON, course)
    assert "# Mine" in path.read_text()


def test_a_missing_or_broken_notebook_is_an_error_of_one_line(tmp_path):
    with pytest.raises(CourseError, match="run `course build` first"):
        importing.import_source(LESSON, course=tmp_path)
    path = notebook_path(tmp_path / "source", LESSON)
    path.parent.mkdir(parents=True)
    path.write_text("{")
    with pytest.raises(CourseError, match="cannot be read as a notebook"):
        importing.import_source(LESSON, course=tmp_path)

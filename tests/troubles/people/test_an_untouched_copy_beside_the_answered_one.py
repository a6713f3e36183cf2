"""A student hands in the notebook as it was given out beside the one that was worked on.

okpy/ok-client#352: after renaming, an untouched notebook of the original name goes out. The
answered one counts, whatever the times; an untouched one that is newer asks for a look.
"""

import json

import nbformat
import pytest
from downloads import LATER, NOON, answered, collected, looks, said, stub, submitted

PAIRS = [
    ("ada/01_rollouts.ipynb", "ada/01_rollouts-Copy1.ipynb"),
    ("ada/01_rollouts-Copy1.ipynb", "ada/01_rollouts.ipynb"),
    ("ada/01_rollouts.ipynb", "ada/work/01_rollouts.ipynb"),
    ("ada_1_2345_01_rollouts.ipynb", "ada_1_2346_01_rollouts-1.ipynb"),
    ("ada_1_2346_01_rollouts.ipynb", "ada_1_2345_01_rollouts-1.ipynb"),
    ("Ada_1_assignsubmission_file_/a.ipynb", "Ada_1_assignsubmission_file_/b.ipynb"),
]
REST = {"zoe/x.ipynb": answered(9), "yan/x.ipynb": answered(8)}


@pytest.mark.parametrize(("untouched", "worked_on"), PAIRS)
@pytest.mark.parametrize("times", [(NOON, NOON), (NOON, LATER), (LATER, NOON)])
def test_the_answered_one_counts(tmp_path, untouched, worked_on, times):
    files = {untouched: (stub(), times[0]), worked_on: (answered(1), times[1])}
    found = collected(tmp_path, files | REST)
    ada = next(student for student in found if student.lower() == "ada")
    assert submitted(tmp_path)[ada] == answered(1)
    assert (ada in looks(found)) == (times[0] > times[1])
    assert "answers and was not collected" in said(found)[ada]


def test_a_later_attempt_without_answers_asks_for_a_look(tmp_path):
    name = "L_ada_attempt_2026-11-0{}-10-20-30_x.ipynb"
    files = {name.format(1): answered(1), name.format(2): stub()}
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {"ada": answered(1)}
    assert looks(found) == {"ada"}


def test_saving_again_does_not_make_an_untouched_notebook_an_answered_one(tmp_path):
    saved = nbformat.reads(stub(), as_version=4)
    saved.cells.append(nbformat.v4.new_code_cell("1 + 1"))
    for cell in saved.cells:
        cell.source += "\n"
        cell.metadata.pop("tags", None)
        if cell.cell_type == "code":
            cell.execution_count = 7
    files = {"ada/a.ipynb": answered(1), "ada/b.ipynb": (json.dumps(saved), LATER)}
    collected(tmp_path, files | REST)
    assert submitted(tmp_path)["ada"] == answered(1)


def test_answers_are_found_without_nbgraders_metadata(tmp_path):
    bare = nbformat.reads(answered(1), as_version=4)
    for cell in bare.cells:
        cell.metadata.clear()
    files = {"ada/a.ipynb": stub(), "ada/b.ipynb": nbformat.writes(bare)}
    collected(tmp_path, files | REST)
    assert submitted(tmp_path)["ada"] == nbformat.writes(bare)


def test_a_student_with_nothing_but_the_untouched_notebook(tmp_path):
    found = collected(tmp_path, {"ada/x.ipynb": stub()} | REST)
    assert submitted(tmp_path)["ada"] == stub()
    assert "has no answers" in said(found)["ada"]

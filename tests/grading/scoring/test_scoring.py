"""A notebook is scored whatever its code does, and the verdict names the cell."""

from dataclasses import replace

import pytest
from handins import answer_cell, solved, untouched, with_answer, without_cell

from checks.lessons import load_lesson
from grading.gradebook.steps import write_score
from grading.lessons.reference import load_reference
from grading.lessons.source import lesson_names
from grading.sandbox.limits import Limits
from grading.scoring.notebook import cells_to_run, score_notebook
from grading.scoring.score import as_data, as_scored

LESSON = "01_rollouts"
QUICK = Limits(cell=3, probe=3)


def score(notebook, limits=QUICK, lesson=LESSON):
    return score_notebook(
        load_lesson(lesson), notebook, seed=1, reference=load_reference(lesson), limits=limits
    )


def points_of(result):
    return {item.exercise.name: item.points for item in result.exercises}


FULL = {e.name: e.points for e in load_lesson(LESSON).exercises}


def without_ray():
    """Lessons that do not start Ray; those with an exercise that trains take long."""
    lessons = [load_lesson(name) for name in lesson_names()]
    return [
        pytest.param(lesson.name, marks=[pytest.mark.slow] * any(e.slow for e in lesson.exercises))
        for lesson in lessons
        if not lesson.uses_ray
    ]


@pytest.mark.parametrize("lesson", without_ray())
def test_the_reference_scores_in_full(lesson):
    result = score(solved(lesson), Limits(), lesson)
    assert result.points == result.max == sum(e.points for e in load_lesson(lesson).exercises)
    assert result.notes == []
    assert all(item.messages == [] for item in result.exercises)


@pytest.mark.parametrize("lesson", without_ray())
def test_untouched_stubs_score_nothing(lesson):
    result = score(untouched(lesson), Limits(), lesson)
    assert result.points == 0
    assert all("not answered yet" in item.messages[0] for item in result.exercises)


def test_one_wrong_answer_costs_its_own_points_only():
    wrong = "def discounted_return(rewards, gamma):\n    return sum(rewards)\n"
    result = score(with_answer(solved(LESSON), "discounted_return", wrong))
    assert points_of(result) == FULL | {"discounted_return": 0}


def test_a_property_beside_the_core_costs_its_share():
    half = (
        "def discounted_return(rewards, gamma):\n"
        "    if gamma == 1:\n        return 0.0\n"
        "    return sum(gamma**t * r for t, r in enumerate(rewards))\n"
    )
    result = score(with_answer(solved(LESSON), "discounted_return", half))
    assert points_of(result)["discounted_return"] == 0.75


def test_a_syntax_error_costs_its_own_exercise_and_is_named():
    result = score(with_answer(solved(LESSON), "discounted_return", "def discounted_return(:\n  0"))
    assert points_of(result) == FULL | {"discounted_return": 0}
    assert any("discounted_return-answer" in n and "SyntaxError" in n for n in result.notes)
    (message,) = result.exercises[2].messages
    assert "discounted_return-answer" in message
    assert "SyntaxError" in message


def test_a_deleted_answer_costs_its_own_exercise_and_is_named():
    result = score(without_cell(solved(LESSON), "discounted_return-answer"))
    assert points_of(result) == FULL | {"discounted_return": 0}
    assert "a definition of `discounted_return`" in result.exercises[2].messages[0]


def test_a_deleted_check_costs_nothing():
    assert points_of(score(without_cell(solved(LESSON), "discounted_return"))) == FULL


@pytest.mark.slow
def test_a_cell_that_never_ends_is_dropped_and_named_and_the_rest_is_scored():
    endless = "while True:\n    pass\ndef discounted_return(rewards, gamma): return 0\n"
    result = score(with_answer(solved(LESSON), "discounted_return", endless))
    assert points_of(result) == FULL | {"discounted_return": 0}
    assert any("discounted_return-answer" in n and "longer than 3 s" in n for n in result.notes)


@pytest.mark.slow
def test_an_answer_that_never_ends_is_named_and_the_rest_is_scored():
    endless = "def discounted_return(rewards, gamma):\n    while True:\n        pass\n"
    result = score(with_answer(solved(LESSON), "discounted_return", endless))
    assert points_of(result) == FULL | {"discounted_return": 0}
    assert any("discounted_return" in note for note in result.notes)
    assert "no end" in result.exercises[2].messages[0]


def test_an_answer_that_ends_its_process_costs_its_own_exercise():
    leaves = "import os\ndef discounted_return(rewards, gamma):\n    os._exit(0)\n"
    result = score(with_answer(solved(LESSON), "discounted_return", leaves))
    assert points_of(result) == FULL | {"discounted_return": 0}


@pytest.mark.slow
def test_many_endless_cells_end_the_run_but_not_the_scoring():
    notebook = solved(LESSON)
    for exercise in FULL:
        answer_cell(notebook, exercise).source = "while True: pass"
    result = score(notebook, Limits(cell=0.5))
    assert result.points == 0
    assert len(result.exercises) == len(FULL)


def test_the_students_copy_of_a_check_is_never_run():
    notebook = untouched(LESSON)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code":
            cell.source = "raise SystemError('the check was run')"
    assert all("raise SystemError" not in cell.source for cell in cells_to_run(notebook))
    assert score(notebook).points == 0


def test_an_object_that_equals_everything_earns_nothing():
    forged = (
        "class Equal(float):\n"
        "    def __eq__(self, other): return True\n"
        "    def __sub__(self, other): return 0.0\n"
        "    def __abs__(self): return 0.0\n"
        "def discounted_return(rewards, gamma):\n    return Equal(0)\n"
    )
    result = score(with_answer(solved(LESSON), "discounted_return", forged))
    assert points_of(result)["discounted_return"] == 0


def test_the_finished_functions_cannot_be_imported_instead():
    borrowed = "from helpers.rollouts import rollout_policy\n"
    result = score(with_answer(solved(LESSON), "rollout_policy", borrowed))
    assert points_of(result)["rollout_policy"] == 0
    assert any("cannot be imported" in note for note in result.notes)


def test_an_answer_for_the_shown_examples_only_fails_on_the_graded_ones():
    shown = (
        "def discounted_return(rewards, gamma):\n"
        "    if len(rewards) > 4:\n        return 0.0\n"
        "    return float(sum(gamma**t * r for t, r in enumerate(rewards)))\n"
    )
    result = score(with_answer(solved(LESSON), "discounted_return", shown))
    assert points_of(result)["discounted_return"] == 0


def test_the_same_seed_gives_the_same_score_and_messages():
    wrong = "def discounted_return(rewards, gamma):\n    return sum(rewards)\n"
    notebook = with_answer(solved(LESSON), "discounted_return", wrong)
    first, second = score(notebook), score(notebook)
    assert [e.messages for e in first.exercises] == [e.messages for e in second.exercises]


# --- a bonus


def lesson_with_bonus(needs):
    """Return lesson 01 with its last exercise as a bonus."""
    lesson = load_lesson(LESSON)
    *rest, last = lesson.exercises
    return replace(lesson, exercises=[*rest, replace(last, bonus=True, needs=needs)])


def score_with_bonus(needs):
    reference = load_reference(LESSON)
    lesson = lesson_with_bonus(needs)
    return score_notebook(lesson, solved(LESSON), seed=1, reference=reference, limits=QUICK)


def test_a_bonus_counts_for_the_points_and_not_for_the_maximum():
    result = score_with_bonus({})
    bonus = result.exercises[-1].exercise.points
    assert (result.points, result.max) == (sum(FULL.values()), sum(FULL.values()) - bonus)
    *rest, last = as_data(result)["exercises"]
    assert (last["points"], last["max"], last["bonus"]) == (bonus, bonus, True)
    assert all("bonus" not in item for item in rest)


def test_a_bonus_that_cannot_be_examined_here_is_reported_in_one_line_and_costs_nothing():
    result = score_with_bonus({"no_such_module": "It needs a module: install it."})
    last = result.exercises[-1]
    line = f"{last.exercise.name}: not scored. It needs a module: install it."
    assert (last.messages, last.report) == ([line], line)
    assert (result.points, result.notes) == (result.max, [])


def test_nbgrader_gets_no_points_for_a_bonus_in_its_cell():
    notebook = solved(LESSON)
    result = score_with_bonus({})
    write_score(notebook, as_scored(result))
    name = result.exercises[-1].exercise.name
    (cell,) = [c for c in notebook.cells if c.id == name]
    assert cell.outputs[-1].data["text/plain"] == "0"

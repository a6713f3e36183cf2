"""A lesson's source reads as a notebook with nbgrader's metadata."""

import re

import pytest

from checks.lessons import load_lesson
from grading.errors import CourseError
from grading.lessons import source
from grading.lessons.cells import is_check
from grading.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def write(folder, text):
    (folder / "99_trial.py").write_text(text)
    return "99_trial"


@pytest.fixture
def trial(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "SOLUTIONS", tmp_path)
    monkeypatch.setattr(source, "ROOT", tmp_path)
    return tmp_path


def test_markers_become_nbgraders_metadata(trial):
    text = (
        "# %%\nimport numpy\n\n"
        '# %% answer="f"\ndef f():\n    pass\n\n'
        '# %% check="f" points=1.5\nchecks.f(f)\n\n'
        '# %% [markdown] question="question" points=2\n# why?\n'
    )
    plain, answer, check, question = source.read_source(write(trial, text)).cells
    assert "nbgrader" not in plain.metadata
    assert answer.metadata.nbgrader.grade_id == "f-answer"
    assert answer.metadata.nbgrader.solution
    assert not answer.metadata.nbgrader.grade
    assert check.metadata.nbgrader.grade
    assert check.metadata.nbgrader.locked
    assert check.metadata.nbgrader.points == 1.5
    assert question.metadata.nbgrader.grade
    assert question.metadata.nbgrader.solution
    assert [cell.id for cell in (answer, check, question)] == ["f-answer", "f", "question"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('# %% check="f"\nf\n', "points="),
        ('# %% answer="f" points=1\nf\n', "points="),
        ('# %% answer="f" check="f" points=1\nf\n', "one of"),
        ('# %% answer="f"\nf\n\n# %% answer="f"\nf\n', "twice"),
    ],
)
def test_a_malformed_marker_is_a_clear_error(trial, text, words):
    with pytest.raises(CourseError, match=words):
        source.read_source(write(trial, text))


@pytest.mark.parametrize("word", ["1", "01", "01_rollouts"])
def test_a_lesson_is_found_by_number_and_by_name(word):
    assert source.lesson_name(word) == "01_rollouts"


@pytest.mark.parametrize("word", ["", "99", "rollouts", "../01_rollouts", "01_rollouts.py", "-1"])
def test_any_other_word_is_refused_and_the_lessons_are_listed(word):
    with pytest.raises(CourseError, match="choose one of 01_rollouts"):
        source.lesson_name(word)


@pytest.mark.parametrize("lesson", source.lesson_names())
def test_cell_ids_are_unique_and_valid(lesson):
    ids = [cell.id for cell in source.read_source(lesson).cells]
    assert len(set(ids)) == len(ids)
    assert all(0 < len(name) <= 64 for name in ids)


@pytest.mark.parametrize("lesson", source.lesson_names())
def test_checks_and_exercises_agree_in_names_order_and_points(lesson):
    cells = filter(is_check, source.read_source(lesson).cells)
    in_source = [(c.metadata.nbgrader.grade_id, c.metadata.nbgrader.points) for c in cells]
    assert in_source == [
        (e.name, 0 if e.bonus else e.points) for e in load_lesson(lesson).exercises
    ]


@pytest.mark.parametrize("lesson", source.lesson_names())
def test_each_lesson_has_a_question_marked_by_hand(lesson):
    marks = [cell.metadata.get("nbgrader", {}) for cell in source.read_source(lesson).cells]
    assert [m.grade_id for m in marks if m.get("grade") and m.get("solution")] == ["question"]


@pytest.mark.parametrize("lesson", source.lesson_names())
def test_the_points_that_the_lesson_and_the_readme_state_are_those_of_its_cells(lesson):
    exercises = load_lesson(lesson).exercises
    checks = sum(e.points for e in exercises if not e.bonus)
    bonus = sum(e.points for e in exercises if e.bonus)
    marks = [c.metadata.get("nbgrader", {}) for c in source.read_source(lesson).cells]
    question = sum(m["points"] for m in marks if m.get("grade") and m.get("solution"))
    text = source.source_path(lesson).read_text(encoding="utf-8")
    assert f"**Points:** {checks} by the checks, {question} for the " in text
    row = re.search(rf"notebooks/{lesson}/.*\| (.+) \|$", README, re.MULTILINE)
    assert row[1] == f"{checks + question}" + (f" + {bonus}" if bonus else "")

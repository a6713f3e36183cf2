"""A student's page shows the points and the reasons, and does not reveal solutions."""

import html
import re
import shutil

import nbformat
import pytest
from handins import untouched
from nbgrader.api import Gradebook
from small_class import LESSON

from grading.errors import CourseError
from grading.lessons.notebooks import notebook_path
from grading.lessons.reference import reference_code
from grading.lessons.source import read_source
from grading.pages.feedback import feedback
from grading.settings.nbgrader_options import course_config


@pytest.fixture(scope="session")
def pages(graded_once, tmp_path_factory):
    """Make all pages once; Ada's written answer has a mark and a comment."""
    course = shutil.copytree(graded_once, tmp_path_factory.mktemp("pages") / "class")
    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        gradebook.find_grade("question", LESSON, LESSON, "ada").manual_score = 1.5
        comment = gradebook.find_comment("question", LESSON, LESSON, "ada")
        comment.manual_comment = "Well *seen* <script>alert(9)</script>"
        gradebook.db.commit()
    made = list(feedback(LESSON, course=course))
    assert [page.problem for page in made] == [None] * 5
    return {page.student: page.path.read_text(encoding="utf-8") for page in made}


def plain(page):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


def test_points_reports_marks_and_comments_are_on_the_page(pages):
    assert "(Score: 11.5 / 12.0)" in pages["ada"]
    assert "Well <em>seen</em>" in pages["ada"]
    assert "all 4 properties hold" in pages["ada"]
    assert "Nothing is discounted" in plain(pages["ben"])
    assert "not answered yet" in pages["cyd"]


def test_a_penalty_is_on_the_page(pages):
    assert "(Score: 7.2 / 12.0)" in pages["ben"]
    assert "Late submission penalty (Score: -1.8)" in pages["ben"]


def test_the_page_of_an_unreadable_file_gives_the_reason(pages):
    assert "not a Jupyter notebook" in plain(pages["dan"])


def test_nothing_that_a_student_or_instructor_writes_is_run(pages):
    for page in pages.values():
        scripts = re.findall(r"<script[^>]*>", page)
        assert all("mathjax" in script for script in scripts), scripts
        assert not re.search(r"<[^>]*(onerror|onload|javascript:|data:text|//evil)", page)
        assert not re.search(r"<(iframe|form|svg|object|embed)\b", page)
    assert "<strong>strong</strong> <b>bold</b>" in pages["mallory"]
    assert "&lt;script&gt;alert(1)" in pages["mallory"]
    assert "&lt;script&gt;alert(5)" in pages["mallory"]


def test_hints_stay_folded_and_tables_intact(pages):
    assert "<details>" in pages["ada"]
    assert "<summary>" in pages["ada"]
    assert "<th>symbol</th>" in pages["ada"]


def test_no_page_has_the_reference_the_checks_or_the_marking_scheme(pages):
    released = "\n".join(cell.source for cell in untouched(LESSON).cells)
    lines = {line.strip() for line in reference_code(read_source(LESSON)).splitlines()}
    secret = [line for line in lines if len(line) > 20 and line not in released]
    assert len(secret) > 10
    for student in ("cyd", "dan"):
        for words in ("Marking scheme", "Model answer", "BEGIN SOLUTION", *secret):
            assert " ".join(words.split()) not in plain(pages[student])
    assert " ".join(secret[0].split()) in plain(pages["ada"])


def test_the_value_expected_on_a_graded_input_is_not_shown(pages, graded_once):
    path = notebook_path(graded_once / "autograded" / "ben", LESSON)
    (cell,) = [c for c in nbformat.read(path, 4).cells if c.get("id") == "discounted_return"]
    (expected,) = re.findall(r"^    expected  (.*)", cell.outputs[0].text, re.MULTILINE)
    assert re.search(r"\d", expected)
    assert expected not in pages["ben"]
    assert "what the contract asks for on this input" in pages["ben"]
    assert "    given     " in pages["ben"]


def test_a_page_is_made_again_only_if_something_changed(small_class):
    def made(**options):
        return [
            page.student for page in feedback(LESSON, course=small_class, **options) if page.fresh
        ]

    assert made(students=["ada", "ben"]) == ["ada", "ben"]
    assert made(students=["ada", "ben"]) == []
    with Gradebook(course_config(small_class).CourseDirectory.db_url) as gradebook:
        gradebook.find_comment("question", LESSON, LESSON, "ben").manual_comment = "more"
        gradebook.db.commit()
    assert made(students=["ada", "ben"]) == ["ben"]
    assert made(students=["ada"], again=True) == ["ada"]


def test_one_page_that_fails_does_not_stop_the_others(small_class):
    notebook_path(small_class / "autograded" / "ada", LESSON).write_text("{broken")
    ada, ben = feedback(LESSON, ["ada", "ben"], course=small_class)
    assert ada.problem
    assert ben.problem is None
    assert ben.path.is_file()
    assert not ada.path.exists()


def test_feedback_for_a_student_who_is_not_graded_gives_an_error(small_class, tmp_path):
    with pytest.raises(CourseError, match="'zoe' has no graded submission"):
        list(feedback(LESSON, ["zoe"], course=small_class))
    with pytest.raises(CourseError, match="no submission of 01_rollouts is graded yet"):
        list(feedback(LESSON, course=tmp_path))

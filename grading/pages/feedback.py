"""Make each student's feedback page with nbgrader, but only if something in it has changed."""

import glob
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from traitlets.config import Config

from grading.errors import CourseError
from grading.gradebook.marks import Marks, class_marks
from grading.hand_ins import images
from grading.hand_ins.submitted import check_student
from grading.lessons.notebooks import notebook_path
from grading.pages import formulas, safe_html, withhold_expected
from grading.paths import COURSE
from grading.settings.nbgrader_options import course_config

MADE_FROM = ".made_from"


@dataclass(frozen=True)
class Page:
    """The result of making one student's feedback page.

    Attributes:
        student: the student's id.
        path: the path of the page.
        fresh: whether the page was made now, rather than being up to date already.
        problem: why the page could not be made, or None if it exists.
        waiting: whether it has an answer that nobody has marked yet.
    """

    student: str
    path: Path
    fresh: bool = True
    problem: str | None = None
    waiting: bool = False


def feedback(
    lesson: str,
    students: list[str] | None = None,
    *,
    again: bool = False,
    course: Path = COURSE,
) -> Iterator[Page]:
    """Make the feedback pages of a lesson; a page that fails does not stop the others.

    Args:
        lesson: the full name of the lesson.
        students: ids of the students; None means everyone who is graded.
        again: also make pages that are up to date.
        course: nbgrader's course folder.

    Yields:
        One result per student as each page is finished, in the order given, or by id.

    Raises:
        CourseError: nothing is graded yet, or one of the students is not.
    """
    for student in students or []:
        check_student(student)
    marks = {one.student: one for one in class_marks(lesson, course)}
    for student in students or []:
        if student not in marks:
            raise CourseError(
                f"{student!r} has no graded submission for {lesson}: run `course grade` first"
            )
    for student in marks if students is None else students:
        yield _page(lesson, marks[student], again, course)


def _page(lesson: str, one: Marks, again: bool, course: Path) -> Page:
    folder = course / "feedback" / one.student / lesson
    path, note = folder / f"{lesson}.html", folder / MADE_FROM
    try:
        made_from = _made_from(lesson, one, course)
        if not again and path.is_file() and _text(note) == made_from:
            return Page(one.student, path, fresh=False, waiting=bool(one.waiting))
        problem = _generate(lesson, one.student, course)
        if problem is None:
            note.write_text(made_from, encoding="utf-8")
    except OSError as error:
        problem = str(error)
    return Page(one.student, path, problem=problem, waiting=bool(one.waiting))


def _made_from(lesson: str, one: Marks, course: Path) -> str:
    """Return a hash of the content of a page and of the code that makes it."""
    digest = hashlib.sha256(repr(one).encode())
    for path in (
        notebook_path(course / "autograded" / one.student, lesson),
        Path(formulas.__file__),
        Path(safe_html.__file__),
        Path(images.__file__),
        Path(withhold_expected.__file__),
    ):
        digest.update(path.read_bytes())
    digest.update(repr(course_config(course).get("HTMLExporter")).encode())
    return digest.hexdigest()


def feedback_config() -> Config:
    """Return the options of nbgrader's feedback: the steps that make a page from a notebook."""
    # nbgrader's modules take a second to import, so they are imported only when needed.
    from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
    from nbgrader.preprocessors import GetGrades

    config, steps = Config(), [GetGrades, withhold_expected.WithholdExpected]
    config.GenerateFeedback.preprocessors = [*steps, CSSHTMLHeaderPreprocessor]
    return config


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _generate(lesson: str, student: str, course: Path) -> str | None:
    """Run nbgrader's generate_feedback; return None, or the reason why it failed."""
    from nbgrader.apps.api import NbGraderAPI

    api = NbGraderAPI(config=course_config(course, feedback_config()))
    result = api.generate_feedback(lesson, glob.escape(student), force=True)
    if result["success"]:
        return None
    log = (result.get("log") or result.get("error") or "no reason given").strip().splitlines()
    reasons = [line.strip() for line in log if "Error" in line and "[ERROR]" not in line]
    return (reasons or log)[-1]

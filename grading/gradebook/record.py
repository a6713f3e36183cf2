"""Enter a scored submission into the gradebook and write its autograded notebook.

The steps of `grading.gradebook.steps` run in the same order as for Formgrader's Autograde button,
but without nbgrader's application around them, which takes seconds to start.
"""

import copy
import json
import shutil
import warnings
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, validator
from nbgrader.api import MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from grading.errors import CourseError
from grading.gradebook.open_gradebook import OpenGradebook
from grading.hand_ins.file import HandInError
from grading.hand_ins.submitted import SECRET, TIMESTAMP, handed_in
from grading.lessons.notebooks import notebook_path, release_notebook, write_notebook
from grading.scoring.score import SCORE, SCORED, Scored

Steps = list[type[NbGraderPreprocessor]]

KEY = "key"
PLAIN = ("score", "max", "exercises", "notes")


class Recorder:
    """Prepares notebooks for scoring and enters the scores; nothing else writes results.

    It holds the gradebook open until `close`.

    Args:
        lesson: the full name of the lesson, which must have been released.
        course: nbgrader's course folder.
        config: nbgrader's configuration.
        sanitize: nbgrader's steps before a notebook is scored.
        enter: nbgrader's steps after it is scored.

    Raises:
        CourseError: the gradebook cannot be opened.
    """

    def __init__(
        self, lesson: str, course: Path, config: Config, sanitize: Steps, enter: Steps
    ) -> None:
        self.lesson = lesson
        self.course = course
        self._folder = CourseDirectory(config=config)
        self._sanitize = [step(config=config) for step in sanitize]
        self._enter = [step(config=config) for step in enter]
        self._gradebook = OpenGradebook(config)

    def close(self) -> None:
        """Close the gradebook."""
        self._gradebook.close()

    def knows_lesson(self) -> bool:
        """Return whether the gradebook has the lesson's cells; a new one does not."""
        try:
            with self._gradebook.transaction():
                self._gradebook.find_notebook(self.lesson, self.lesson)
        except MissingEntry:
            return False
        return True

    def prepare(self, student: str, notebook: NotebookNode | None) -> NotebookNode:
        """Sanitize a submitted notebook, as nbgrader does before it runs one.

        Args:
            student: the student's id.
            notebook: the notebook, which is changed; None, if it could not be read, stands for the
                release of the lesson.

        Returns:
            The notebook to score, and then to pass to `enter`.

        Raises:
            HandInError: nbgrader cannot process the notebook.
        """
        if notebook is None:
            notebook = copy.deepcopy(release_notebook(self.lesson, self.course))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _, notebook = validator.normalize(notebook)
        try:
            prepared, _ = self._run(self._sanitize, notebook, self._resources(student))
        except (CourseError, SQLAlchemyError):
            raise
        except Exception as error:
            raise HandInError(
                f"nbgrader cannot process it ({type(error).__name__}: {error})"
            ) from error
        return prepared

    def enter(
        self, student: str, notebook: NotebookNode, scored: Scored, key: str | None
    ) -> dict[str, Any]:
        """Enter a score into the gradebook, and then write the autograded notebook.

        Args:
            student: the student's id.
            notebook: the notebook that `prepare` returned.
            scored: the score of the notebook.
            key: a hash of everything that determines the score; None means that the next run
                grades the submission again.

        Returns:
            The score as `course grade --json` prints it.

        Raises:
            CourseError: the gradebook cannot be written to; in that case nothing is changed.
        """
        with self._gradebook.transaction():
            self._add_submission(student)
            resources = self._resources(student) | {SCORED: scored}
            notebook, _ = self._run(self._enter, notebook, resources)
        # Only now, because a key in the notebook states that the gradebook has the rows.
        notebook.metadata[SCORE][KEY] = key
        path = notebook_path(self.course / "autograded" / student, self.lesson)
        write_notebook(notebook, path)
        self._copy_exchange_files(student, path.parent)
        return plain(notebook.metadata[SCORE])

    def entered(self, student: str, key: str) -> dict[str, Any] | None:
        """Return the score that was entered with this key, or None if there is none."""
        path = notebook_path(self.course / "autograded" / student, self.lesson)
        try:
            score = json.loads(path.read_bytes())["metadata"][SCORE]
            if score[KEY] != key:
                return None
            points = {
                item["exercise"]: item["points"]
                for item in score["exercises"]
                if "bonus" not in item
            }
            return plain(score) if points.items() <= self._rows(student).items() else None
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def _rows(self, student: str) -> dict[str, float | None]:
        with self._gradebook.transaction():
            submission = self._gradebook.find_submission_notebook(self.lesson, self.lesson, student)
            return {grade.name: grade.auto_score for grade in submission.grades}

    def _add_submission(self, student: str) -> None:
        self._gradebook.update_or_create_student(student)
        # Without a time the submission is in time, even if an earlier one was late.
        when = handed_in(self.course / "submitted" / student / self.lesson)
        self._gradebook.update_or_create_submission(self.lesson, student, timestamp=when)

    def _copy_exchange_files(self, student: str, target: Path) -> None:
        """Copy the files that nbgrader needs to release feedback through its exchange."""
        for name in (TIMESTAMP, SECRET):
            source = self.course / "submitted" / student / self.lesson / name
            if source.is_file() and not source.is_symlink():
                new = target / f"{name}.new"
                shutil.copyfile(source, new)
                new.replace(target / name)

    def _resources(self, student: str) -> dict[str, Any]:
        names = {"student": student, "assignment": self.lesson, "notebook": self.lesson}
        return {"nbgrader": names | {"db_url": self._folder.db_url}, "unique_key": self.lesson}

    def _run(
        self, steps: list[NbGraderPreprocessor], notebook: NotebookNode, resources: dict
    ) -> tuple[NotebookNode, dict]:
        with self._gradebook.shared_with(map(type, steps)):
            for step in steps:
                notebook, resources = step(notebook, resources)
        return notebook, resources


def plain(score: NotebookNode | dict) -> dict[str, Any]:
    """Return a score as plain data, without the entries that only the grader reads."""
    return json.loads(json.dumps({name: score[name] for name in PLAIN}))

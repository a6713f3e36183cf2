"""Write a scored submission down: its autograded notebook, and its rows in the gradebook.

The same steps in the same order as under Formgrader's Autograde button, which
`grading.gradebook.steps` lists, but without the application around them, which takes seconds.
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
    """The only one who writes: it prepares notebooks for scoring and enters the scores.

    Args:
        lesson: its full name; its release is there.
        course: nbgrader's course folder.
        config: of nbgrader.
        sanitize: nbgrader's steps before a notebook is scored.
        enter: nbgrader's steps with the score.

    Raises:
        CourseError: the gradebook cannot be opened.

    It holds the gradebook open until `close`.
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
        """Whether the gradebook has the lesson's cells: one that was lost or is new has not."""
        try:
            with self._gradebook.transaction():
                self._gradebook.find_notebook(self.lesson, self.lesson)
        except MissingEntry:
            return False
        return True

    def prepare(self, student: str, notebook: NotebookNode | None) -> NotebookNode:
        """Put a submitted notebook right, as nbgrader does before it runs one.

        Args:
            student: whose.
            notebook: is changed; None, where none could be read, takes the lesson's own.

        Returns:
            The notebook to score, and then to give to `enter`.

        Raises:
            HandInError: nbgrader cannot take it.
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
                f"nbgrader cannot take it ({type(error).__name__}: {error})"
            ) from error
        return prepared

    def enter(
        self, student: str, notebook: NotebookNode, scored: Scored, key: str | None
    ) -> dict[str, Any]:
        """Write a score into the gradebook, and then the autograded notebook.

        Args:
            student: whose.
            notebook: as `prepare` gave it.
            scored: its score.
            key: stands for all that decided the score; None asks for another try next time.

        Returns:
            The score as `course grade --json` prints it.

        Raises:
            CourseError: the gradebook could not be written; then nothing was.
        """
        with self._gradebook.transaction():
            self._hand_in(student)
            resources = self._resources(student) | {SCORED: scored}
            notebook, _ = self._run(self._enter, notebook, resources)
        # The gradebook comes first: a key says that its rows are there.
        notebook.metadata[SCORE][KEY] = key
        path = notebook_path(self.course / "autograded" / student, self.lesson)
        write_notebook(notebook, path)
        self._bring_along(student, path.parent)
        return plain(notebook.metadata[SCORE])

    def entered(self, student: str, key: str) -> dict[str, Any] | None:
        """The score that was entered under this key, None where none was."""
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

    def _hand_in(self, student: str) -> None:
        self._gradebook.update_or_create_student(student)
        when = handed_in(self.course / "submitted" / student / self.lesson)
        known = {} if when is None else {"timestamp": when}
        self._gradebook.update_or_create_submission(self.lesson, student, **known)

    def _bring_along(self, student: str, target: Path) -> None:
        """Copy, as nbgrader does, what it must find again to release feedback."""
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
        with self._gradebook.lent_to(map(type, steps)):
            for step in steps:
                notebook, resources = step(notebook, resources)
        return notebook, resources


def plain(score: NotebookNode | dict) -> dict[str, Any]:
    """A score without what only the grader reads."""
    return json.loads(json.dumps({name: score[name] for name in PLAIN}))

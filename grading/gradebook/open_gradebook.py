"""nbgrader's gradebook, open once and written in one transaction a submission.

nbgrader's own steps each open the gradebook anew, and ask and commit once a cell. Here they all get
the one that is open, it asks once a notebook, and what they write becomes visible together or not
at all.
"""

import contextlib
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from nbgrader.api import Comment, Grade, Gradebook, GradeCell, SourceCell, TaskCell
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import ORMExecuteState, Session, scoped_session, sessionmaker
from traitlets.config import Config

from grading.errors import CourseError


class _Held(Session):
    """A session whose commits wait for `OpenGradebook.transaction`.

    Whoever asks the database sees what was written before: a session sends it first.
    """

    def commit(self) -> None:
        """Commit nothing yet."""


class OpenGradebook(Gradebook):
    """nbgrader's gradebook, for many steps and many submissions.

    Args:
        config: of nbgrader, as `grading.settings.nbgrader` gives it.

    Raises:
        CourseError: it cannot be opened.
    """

    def __init__(self, config: Config) -> None:
        url = config.CourseDirectory.db_url
        try:
            super().__init__(url, config.CourseDirectory.course_id)
        except (SQLAlchemyError, OSError) as error:
            raise CourseError(_unusable(url, error)) from None
        self.db.remove()
        self.db = scoped_session(sessionmaker(class_=_Held, bind=self.engine))
        # As after a true commit, what is asked for next comes from the database.
        event.listen(self.db, "do_orm_execute", _refresh)
        self._lent: dict[tuple[str, ...], Any] | None = None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept, or nothing of it.

        Raises:
            CourseError: the gradebook could not be written.
        """
        try:
            yield
            self.db.flush()
            Session.commit(self.db())
        except SQLAlchemyError as error:
            self.db.rollback()
            raise CourseError(_unusable(str(self.engine.url), error)) from error
        except BaseException:
            self.db.rollback()
            raise

    @contextlib.contextmanager
    def lent_to(self, steps: Iterable[type]) -> Iterator[None]:
        """Let nbgrader's steps use this gradebook where they would open their own.

        Args:
            steps: classes of preprocessors; each opens a `Gradebook` by that name in its module.
        """
        bases = {base for step in steps for base in step.__mro__}
        modules = {sys.modules[base.__module__] for base in bases}
        before = {module: module.Gradebook for module in modules if hasattr(module, "Gradebook")}
        self._lent = {}
        try:
            for module in before:
                module.Gradebook = lambda *_, **__: self
            yield
        finally:
            self._lent = None
            for module, own in before.items():
                module.Gradebook = own

    def find_source_cell(self, name: str, *notebook: str) -> SourceCell:
        """As nbgrader's, but asks once a notebook while it is lent."""
        cells = self._by_name("source_cells", notebook)
        return cells.get(name) or super().find_source_cell(name, *notebook)

    def find_graded_cell(self, name: str, *notebook: str) -> GradeCell | TaskCell:
        """As nbgrader's, but asks once a notebook while it is lent."""
        cells = self._by_name("grade_cells", notebook)
        return cells.get(name) or super().find_graded_cell(name, *notebook)

    def find_grade(self, name: str, *submission: str) -> Grade:
        """As nbgrader's, but asks once a submission while it is lent."""
        grades = self._by_name("grades", submission)
        return grades.get(name) or super().find_grade(name, *submission)

    def find_comment(self, name: str, *submission: str) -> Comment:
        """As nbgrader's, but asks once a submission while it is lent."""
        comments = self._by_name("comments", submission)
        return comments.get(name) or super().find_comment(name, *submission)

    def _by_name(self, kind: str, place: tuple[str, ...]) -> dict[str, Any]:
        """What a notebook or a submission has of a kind; nothing while it is not lent."""
        if self._lent is None:
            return {}
        if (kind, *place) not in self._lent:
            if place not in self._lent:
                # Their cells come with it, where a grade would ask for its own alone.
                notebook = self.find_notebook(*place[:2])
                whole = self.find_submission_notebook(*place) if place[2:] else notebook
                self._lent[place] = whole, notebook.grade_cells, notebook.solution_cells
            rows = getattr(self._lent[place][0], kind)
            self._lent[kind, *place] = {row.name: row for row in rows}
        return self._lent[kind, *place]

    def __exit__(self, *_: object) -> None:
        """Stay open: the steps that it is lent to would close it. Its owner calls `close`."""


def _refresh(query: ORMExecuteState) -> None:
    if query.is_select and not query.is_column_load and not query.is_relationship_load:
        query.update_execution_options(populate_existing=True)


def _unusable(name: str, error: Exception) -> str:
    reason = str(getattr(error, "orig", error)).strip().splitlines() or [type(error).__name__]
    return f"the gradebook {name} cannot be written ({reason[0]}): free it, or give it write access"

"""Keep nbgrader's gradebook open for many submissions, with one transaction per submission.

Each of nbgrader's steps would open the gradebook again, and query and commit once per cell. Here
all steps share one open gradebook that queries once per notebook, and everything they write becomes
visible together or not at all.
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


class _DeferredCommits(Session):
    """A session that commits only at the end of `OpenGradebook.transaction`.

    Queries still see what was written before, because a session flushes it before each query.
    """

    def commit(self) -> None:
        """Do nothing, because `OpenGradebook.transaction` commits."""


class OpenGradebook(Gradebook):
    """nbgrader's gradebook, held open for many steps and many submissions.

    Args:
        config: nbgrader's configuration from `grading.settings.nbgrader_options`.

    Raises:
        CourseError: the gradebook cannot be opened.
    """

    def __init__(self, config: Config) -> None:
        url = config.CourseDirectory.db_url
        try:
            super().__init__(url, config.CourseDirectory.course_id)
        except (SQLAlchemyError, OSError) as error:
            raise CourseError(_unusable(url, error)) from None
        self.db.remove()
        self.db = scoped_session(sessionmaker(class_=_DeferredCommits, bind=self.engine))
        # After a real commit, the next query would read from the database again, so do that here.
        event.listen(self.db, "do_orm_execute", _refresh)
        # Rows that were queried while the gradebook is shared; None while it is not.
        self._rows: dict[tuple[str, ...], Any] | None = None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything that is written in the context, or nothing if it raises.

        Raises:
            CourseError: the gradebook cannot be written to.
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
    def shared_with(self, steps: Iterable[type]) -> Iterator[None]:
        """Make nbgrader's steps use this gradebook instead of opening their own.

        Args:
            steps: classes of preprocessors, each of which opens its module's ``Gradebook``.
        """
        bases = {base for step in steps for base in step.__mro__}
        modules = {sys.modules[base.__module__] for base in bases}
        before = {module: module.Gradebook for module in modules if hasattr(module, "Gradebook")}
        self._rows = {}
        try:
            for module in before:
                module.Gradebook = lambda *_, **__: self
            yield
        finally:
            self._rows = None
            for module, own in before.items():
                module.Gradebook = own

    def find_source_cell(self, name: str, *notebook: str) -> SourceCell:
        """Find a source cell as nbgrader does, but with one query per notebook while shared."""
        cells = self._by_name("source_cells", notebook)
        return cells.get(name) or super().find_source_cell(name, *notebook)

    def find_graded_cell(self, name: str, *notebook: str) -> GradeCell | TaskCell:
        """Find a grade cell as nbgrader does, but with one query per notebook while shared."""
        cells = self._by_name("grade_cells", notebook)
        return cells.get(name) or super().find_graded_cell(name, *notebook)

    def find_grade(self, name: str, *submission: str) -> Grade:
        """Find a grade as nbgrader does, but with one query per submission while shared."""
        grades = self._by_name("grades", submission)
        return grades.get(name) or super().find_grade(name, *submission)

    def find_comment(self, name: str, *submission: str) -> Comment:
        """Find a comment as nbgrader does, but with one query per submission while shared."""
        comments = self._by_name("comments", submission)
        return comments.get(name) or super().find_comment(name, *submission)

    def _by_name(self, kind: str, place: tuple[str, ...]) -> dict[str, Any]:
        """Return the rows of one kind of a notebook or submission; none while not shared."""
        if self._rows is None:
            return {}
        if (kind, *place) not in self._rows:
            if place not in self._rows:
                # Load all cells of the notebook now; otherwise each grade would query its own.
                notebook = self.find_notebook(*place[:2])
                whole = self.find_submission_notebook(*place) if place[2:] else notebook
                self._rows[place] = whole, notebook.grade_cells, notebook.solution_cells
            rows = getattr(self._rows[place][0], kind)
            self._rows[kind, *place] = {row.name: row for row in rows}
        return self._rows[kind, *place]

    def __exit__(self, *_: object) -> None:
        """Stay open, because every step would close it; the owner calls `close` instead."""


def _refresh(query: ORMExecuteState) -> None:
    if query.is_select and not query.is_column_load and not query.is_relationship_load:
        query.update_execution_options(populate_existing=True)


def _unusable(name: str, error: Exception) -> str:
    reason = str(getattr(error, "orig", error)).strip().splitlines() or [type(error).__name__]
    return (
        f"the gradebook {name} cannot be written to ({reason[0]}): close whatever uses it, or make "
        "it writable"
    )

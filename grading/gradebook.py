"""nbgrader's gradebook, open once and written in one transaction a submission.

nbgrader's own steps each open the gradebook anew and commit after every cell. Here they all get
the one that is open, and what they write becomes visible together or not at all.
"""

import contextlib
import sys
from collections.abc import Iterable, Iterator

from nbgrader.api import Gradebook
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import ORMExecuteState, Session, scoped_session, sessionmaker
from traitlets.config import Config

from grading.errors import CourseError


class _Held(Session):
    """A session whose commits wait for `OpenGradebook.transaction`."""

    def commit(self) -> None:
        self.flush()


class OpenGradebook(Gradebook):
    """nbgrader's gradebook, for many steps and many submissions.

    Args:
        config: of nbgrader, as `grading.course_config` gives it.

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
        try:
            for module in before:
                module.Gradebook = lambda *_, **__: self
            yield
        finally:
            for module, own in before.items():
                module.Gradebook = own

    def __exit__(self, *_: object) -> None:
        """Stay open: the steps that it is lent to would close it. Its owner calls `close`."""


def _refresh(query: ORMExecuteState) -> None:
    if query.is_select and not query.is_column_load and not query.is_relationship_load:
        query.update_execution_options(populate_existing=True)


def _unusable(name: str, error: Exception) -> str:
    reason = str(getattr(error, "orig", error)).strip().splitlines() or [type(error).__name__]
    return f"the gradebook {name} cannot be written ({reason[0]}): free it, or give it write access"

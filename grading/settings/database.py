"""Find the gradebook, which is nbgrader's SQLite file or a PostgreSQL database.

``LWG_DATABASE=postgresql://user:password@host/name`` selects a PostgreSQL database for all
``course`` commands, for Formgrader and for ``nbgrader …``. One database holds one class.
"""

import contextlib
import os
import sqlite3
from pathlib import Path

from grading.errors import CourseError
from grading.paths import COURSE

VARIABLE = "LWG_DATABASE"
POSTGRES = ("postgres", "postgresql", "postgresql+psycopg")
GET_DRIVER = ".venv/bin/uv pip install -e '.[postgres]'"


def gradebook_url(course: Path) -> str:
    """Return the address of the gradebook in the form that nbgrader and SQLAlchemy expect.

    Args:
        course: nbgrader's course folder. ``LWG_DATABASE`` applies to the folder `COURSE` only; any
            other folder, such as a temporary one for a trial build, has its own ``gradebook.db``.

    Raises:
        CourseError: ``LWG_DATABASE`` is not the address of a PostgreSQL database.
    """
    named = os.environ.get(VARIABLE)
    if not named or course.resolve() != COURSE:
        return f"sqlite:///{course / 'gradebook.db'}"
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(named)
    except ArgumentError:
        url = None
    if url is None or url.drivername not in POSTGRES or not url.database:
        raise CourseError(
            f"{VARIABLE} is not the address of a PostgreSQL database: "
            "write it as postgresql://user:password@host/name"
        )
    return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def gradebook_exists(course: Path) -> bool:
    """Return whether there is a gradebook to read, without creating one."""
    url = gradebook_url(course)
    return not url.startswith("sqlite") or (course / "gradebook.db").is_file()


def check_gradebook(course: Path) -> None:
    """Check that the gradebook can be written to, before anything is graded.

    Raises:
        CourseError: the gradebook cannot be written to, or the course folder cannot be created.
    """
    url = gradebook_url(course)
    try:
        course.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CourseError(
            f"the folder {course} cannot be created ({error.strerror}): choose another one"
        ) from None
    if url.startswith("sqlite"):
        _check_file(course / "gradebook.db")
    else:
        _check_server(url)


def _check_file(path: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=5)) as gradebook:
            gradebook.execute("BEGIN IMMEDIATE")
            gradebook.execute("PRAGMA user_version = 0")
            gradebook.rollback()
    except (OSError, sqlite3.Error) as error:
        raise CourseError(
            f"the gradebook {path} cannot be written to ({error}): close whatever uses it, make "
            "it writable, or put your backup back"
        ) from None


def _check_server(url: str) -> None:
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import SQLAlchemyError

    try:
        engine = create_engine(url, connect_args={"connect_timeout": 10})
    except ModuleNotFoundError:
        raise CourseError(
            f"{VARIABLE} needs PostgreSQL's driver, which is not installed: run {GET_DRIVER}"
        ) from None
    try:
        with engine.connect() as connection:
            connection.execute(text("CREATE TABLE may_this_user_write (answer int)"))
            connection.rollback()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise CourseError(
            f"the database in {VARIABLE} cannot be written to ({reason}): start the server, "
            "or give this user a database of its own"
        ) from None
    finally:
        engine.dispose()

"""Copy the notebooks of an LMS download, or of a folder, into nbgrader's ``submitted`` folder."""

import contextlib
import tempfile
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.utils import parse_utc

from grading.errors import CourseError
from grading.gradebook.due_dates import due_date
from grading.hand_ins.file import HandInError
from grading.hand_ins.parse import parse_notebook
from grading.hand_ins.read import lesson_of
from grading.hand_ins.submitted import SECRET, TIMESTAMP, store
from grading.lms.downloads import Member, read_download
from grading.lms.identities import Identities
from grading.lms.owners import Owner, owners, printable, safe_id
from grading.paths import COURSE

NOTHING = "nothing"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Collected:
    """The result of collecting one student's files.

    Attributes:
        student: the student's id, or the file's name in the download if no id could be found.
        outcome: "collected", "replaced" (an older notebook, which was moved to ``replaced``),
            "unchanged", "kept" (the notebook already there is newer) or "nothing".
        when: when the notebook was handed in, in UTC, or None if unknown.
        source: the name of the notebook in the download.
        notes: notes for the instructor.
        problem: whether a note needs a look.
    """

    student: str
    outcome: str = NOTHING
    when: datetime | None = None
    source: str = ""
    notes: list[str] = field(default_factory=list)
    problem: bool = False

    def add_problem(self, note: str) -> None:
        """Add a note that needs a look."""
        self.notes.append(note)
        self.problem = True

    def line(self) -> dict:
        """Return the data of one line of ``--json``."""
        return asdict(self) | {"when": self.when and self.when.isoformat()}


@dataclass(frozen=True)
class _Candidate:
    """A notebook in the download, with its owner, its time and its lesson."""

    member: Member
    owner: Owner
    when: datetime | None
    lesson: str | None
    secret: str | None

    @property
    def name(self) -> str:
        """Name in the download, safe to print."""
        return printable(self.member.path)


def collect(
    lesson: str, path: Path, *, times: bool = True, course: Path = COURSE
) -> list[Collected]:
    """Collect the submissions of a lesson.

    Args:
        lesson: the full name of the lesson.
        path: a folder, an archive or a notebook.
        times: use the time of each file as the time when it was handed in.
        course: nbgrader's course folder.

    Returns:
        One result per student, in the order of ids, and then the files that have no owner.

    Raises:
        CourseError: the download cannot be read, or the course folder cannot be written to.
    """
    with tempfile.TemporaryDirectory(prefix="lwg-collect-") as folder:
        members = sorted(read_download(path, Path(folder)), key=lambda member: member.path)
        if not any(member.is_notebook for member in members):
            raise CourseError(f"there is no notebook (.ipynb) in {path}: is it the right download?")
        download = _Download(members, lesson, times, Identities(course))
        try:
            due = due_date(lesson, course)
            for result, candidates in download.students.values():
                _choose(result, candidates, lesson, due, course)
            download.identities.save()
        except OSError as error:
            raise CourseError(
                f"{course} cannot be written to ({error}): make it writable"
            ) from None
    return [download.students[name][0] for name in sorted(download.students)] + download.nobody


class _Download:
    """The files of a download, grouped by student.

    Args:
        members: the files, in the order of their names.
        lesson: the full name of the lesson.
        times: whether to use the times of the files.
        identities: finds the students' ids and remembers new ones.
    """

    def __init__(
        self, members: list[Member], lesson: str, times: bool, identities: Identities
    ) -> None:
        self.times = times
        self.identities = identities
        self.students: dict[str, tuple[Collected, list[_Candidate]]] = {}
        self.nobody: list[Collected] = []
        self.texts = {m.path: m.copy for m in members if m.copy and not m.is_notebook}
        found = owners([member.path for member in members], lesson)
        for member in members:
            owner = found[member.path]
            student = identities.student(owner, lesson) if owner else ""
            if student:
                self._take(student, owner, member)
            elif member.refused or member.is_notebook:
                reason = member.refused or "its name does not say who handed it in"
                name = printable(member.path)
                note = f"not collected: {reason}"
                self.nobody.append(Collected(name, source=name, notes=[note], problem=True))

    def _take(self, student: str, owner: Owner, member: Member) -> None:
        result, candidates = self.students.setdefault(student, (Collected(student), []))
        if student != safe_id(owner.name) and not result.notes:
            result.add_problem(f"another student is also called {printable(owner.name)}")
        if member.refused:
            result.add_problem(f"{printable(member.path)} was not collected: {member.refused}")
        elif member.is_notebook:
            when, secret = self._time(member, owner), self._text(member, SECRET)
            candidates.append(_Candidate(member, owner, when, _lesson(member.copy), secret))
        else:
            result.source = result.source or printable(member.path.name)

    def _time(self, member: Member, owner: Owner) -> datetime | None:
        for text in filter(None, (self._text(member, TIMESTAMP), owner.when)):
            with contextlib.suppress(ValueError, OverflowError, TypeError):
                return parse_utc(text.strip()).replace(tzinfo=UTC)
        return member.when if self.times else None

    def _text(self, member: Member, name: str) -> str | None:
        """Return the text of a file that nbgrader's exchange put beside a notebook, or None."""
        copy = self.texts.get(member.path.with_name(name))
        return copy.read_bytes()[:200].decode(errors="replace") if copy else None


def _lesson(copy: Path) -> str | None:
    """Return the lesson of a notebook, or None if it cannot be recognised."""
    try:
        notebook, _ = parse_notebook(copy.read_bytes(), copy.name)
    except HandInError:
        return None
    return lesson_of(notebook)


def _choose(
    result: Collected,
    candidates: list[_Candidate],
    lesson: str,
    due: datetime | None,
    course: Path,
) -> None:
    """Store the newest notebook of the lesson and note what happened to the others."""
    others = [c for c in candidates if c.lesson not in (lesson, None)]
    right = [c for c in candidates if c not in others]
    result.notes += [f"{c.name} is a notebook of {c.lesson}, not of {lesson}" for c in others]
    if not right:
        among = f" among the files handed in ({result.source})" if result.source else ""
        if not result.problem:
            result.add_problem(f"no notebook of {lesson}{among}")
        return
    right.sort(key=lambda c: (c.lesson == lesson, c.when or LONG_AGO, c.owner.order))
    newest = right.pop()
    result.source, result.when = newest.name, newest.when
    if newest.lesson is None:
        result.add_problem(f"{newest.name} has no exercise of {lesson}: `course grade` says why")
    result.notes += [f"{older.name} is older and was not collected" for older in right]
    if newest.owner.late:
        _mark_late(result, due)
    content = newest.member.copy.read_bytes()
    result.outcome, result.when, note = store(
        result.student, lesson, content, result.when, newest.secret, course
    )
    result.notes += [note] if note else []


def _mark_late(result: Collected, due: datetime | None) -> None:
    """Treat a notebook as late if Canvas marks it so, even if the file's own time is earlier."""
    if due is None:
        result.notes.append("Canvas marks it as late, but `course due` has not set a date here")
    elif result.when is None or result.when <= due:
        result.when = due + timedelta(seconds=1)
        result.notes.append("Canvas marks it as late, but the exact time is unknown")

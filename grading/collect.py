"""Take what an LMS downloaded, or a folder, into nbgrader's ``submitted`` folder."""

import contextlib
import shutil
import tempfile
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from grading.builder import notebook_path
from grading.downloads import NOTEBOOK, TIMESTAMP, Member, read_download
from grading.errors import CourseError
from grading.hand_in_names import Owner, owners, printable, safe_id
from grading.handin import HandInError, lesson_of
from grading.identities import Identities
from grading.late import due_date, handed_in
from grading.parse_notebook import parse_notebook
from grading.paths import COURSE

TIMESTAMP_FORMAT = "%Y-%m-%d %H:%M:%S.%f %Z"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
COLLECTED, REPLACED, UNCHANGED, KEPT, NOTHING = "collected replaced unchanged kept nothing".split()


@dataclass
class Collected:
    """What became of one student's files.

    Attributes:
        student: the id; the name in the download where none could be made.
        outcome: "collected", "replaced" (an older one, which was kept aside), "unchanged", "kept"
            (what is there is newer) or "nothing".
        when: when it was handed in, in UTC; None where that is not known.
        source: its name in the download.
        notes: what was noticed.
        problem: something needs a look.
    """

    student: str
    outcome: str = NOTHING
    when: datetime | None = None
    source: str = ""
    notes: list[str] = field(default_factory=list)
    problem: bool = False

    def line(self) -> dict:
        """One line of ``--json``."""
        return asdict(self) | {"when": self.when and self.when.isoformat()}


@dataclass
class _Candidate:
    """A notebook, whose it is and of which lesson."""

    member: Member
    owner: Owner
    when: datetime | None
    lesson: str | None


def collect(
    lesson: str, path: Path, *, times: bool = True, course: Path = COURSE
) -> list[Collected]:
    """Collect the submissions of a lesson.

    Args:
        lesson: its full name.
        path: a folder, an archive or a notebook.
        times: take the files' times as the times of handing in.
        course: nbgrader's course folder.

    Returns:
        One result a student, in the order of ids; then what belongs to nobody.

    Raises:
        CourseError: the download cannot be read at all, or the course folder not be written.
    """
    with tempfile.TemporaryDirectory(prefix="lwg-collect-") as folder:
        members = list(read_download(path, Path(folder)))
        found = owners([member.path for member in members], lesson)
        if not any(member.path.suffix.lower() == NOTEBOOK for member in members):
            raise CourseError(f"there is no notebook (.ipynb) in {path}: is it the right download?")
        stamps = {m.path.parent: m.copy for m in members if m.copy and m.path.name == TIMESTAMP}
        identities = Identities(course)
        students: dict[str, tuple[Collected, list[_Candidate]]] = {}
        nobody = []
        for member in sorted(members, key=lambda m: m.path):
            owner = found[member.path]
            student = identities.student(owner, lesson) if owner else ""
            if not student:
                if member.refused or (member.copy and member.path.suffix.lower() == NOTEBOOK):
                    reason = member.refused or "nothing in its name tells whose it is"
                    nobody.append(_refusal(member, reason))
                continue
            result, candidates = students.setdefault(student, (Collected(student), []))
            if student != safe_id(owner.name) and not result.notes:
                _look(result, f"another student is called {printable(owner.name)}, too")
            if member.refused:
                _look(result, f"{printable(member.path)} was left: {member.refused}")
            elif member.copy and member.path.suffix.lower() == NOTEBOOK:
                when = _time(member, owner, stamps, times)
                candidates.append(_Candidate(member, owner, when, _lesson(member.copy)))
            else:
                result.source = result.source or printable(member.path.name)
        try:
            due = due_date(lesson, course)
            for result, candidates in students.values():
                _choose(result, candidates, lesson, due, course)
            identities.save()
        except OSError as error:
            raise CourseError(f"{course} cannot be written ({error}): give write access") from None
    return [students[name][0] for name in sorted(students)] + nobody


def _look(result: Collected, note: str) -> None:
    result.notes.append(note)
    result.problem = True


def _refusal(member: Member, reason: str) -> Collected:
    name = printable(member.path)
    return Collected(name, source=name, notes=[f"left: {reason}"], problem=True)


def _lesson(copy: Path) -> str | None:
    """The lesson of a notebook; None where that cannot be told."""
    try:
        notebook, _ = parse_notebook(copy.read_bytes(), copy.name)
    except HandInError:
        return None
    return lesson_of(notebook)


def _time(member: Member, owner: Owner, stamps: dict[Path, Path], times: bool) -> datetime | None:
    stamp = stamps.get(member.path.parent)
    written = stamp.read_bytes()[:100].decode(errors="replace") if stamp else None
    for text in filter(None, (written, owner.when)):
        with contextlib.suppress(ValueError, OverflowError, TypeError):
            return parse_utc(text.strip()).replace(tzinfo=UTC)
    return member.when if times else None


def _choose(
    result: Collected,
    candidates: list[_Candidate],
    lesson: str,
    due: datetime | None,
    course: Path,
) -> None:
    """Take the newest notebook of the lesson and say what became of the others."""
    others = [c for c in candidates if c.lesson not in (lesson, None)]
    right = [c for c in candidates if c not in others]
    for other in others:
        result.notes.append(f"{_name(other)} is a notebook of {other.lesson}, not of {lesson}")
    if not right and result.problem:
        return
    if not right:
        told = f" among what was handed in ({result.source})" if result.source else ""
        _look(result, f"no notebook of {lesson}{told}")
        return
    right.sort(key=lambda c: (c.lesson == lesson, c.when or LONG_AGO, c.owner.order))
    newest = right.pop()
    result.source = _name(newest)
    if newest.lesson is None:
        _look(result, f"no exercise of {lesson} is in {result.source}: `course grade` says why")
    for older in right:
        result.notes.append(f"{_name(older)} is older and was left")
    result.when = newest.when
    if newest.owner.late:
        _mark_late(result, due)
    _store(result, newest.member.copy, lesson, course)


def _name(candidate: _Candidate) -> str:
    return printable(candidate.member.path)


def _mark_late(result: Collected, due: datetime | None) -> None:
    """Canvas's word counts where the file's own time says less."""
    if due is None:
        result.notes.append("Canvas marks it late; `course due` has set no date here")
    elif result.when is None or result.when <= due:
        result.when = due + timedelta(seconds=1)
        result.notes.append("Canvas marks it late; its true time is not known")


def _store(result: Collected, copy: Path, lesson: str, course: Path) -> None:
    """Put a notebook and its time in place; what lay there and differs goes aside, whole."""
    target = course / "submitted" / result.student / lesson
    present = notebook_path(target.parent, lesson)
    before = handed_in(CourseDirectory(), target)
    before = before.replace(tzinfo=UTC) if before else None
    if present.is_file() and present.read_bytes() == copy.read_bytes():
        result.outcome = UNCHANGED
        if before is None and result.when is not None:
            _write_time(target, result.when)
        result.when = before or result.when
        return
    if target.exists():
        known = before or _changed(present)
        if known and result.when and result.when <= known:
            result.outcome = KEPT
            result.notes.append(f"what is there is newer ({_show(known)}); it was kept")
            return
    new = target.with_name(f".{lesson}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    shutil.copyfile(copy, new / f"{lesson}.ipynb")
    if result.when is not None:
        _write_time(new, result.when)
    result.outcome = COLLECTED
    if target.exists():
        aside = _set_aside(target, before or _changed(present), course)
        result.outcome = REPLACED
        result.notes.append(f"the one before is at {aside}")
    new.rename(target)


def _set_aside(target: Path, when: datetime | None, course: Path) -> Path:
    """Move a submission out of nbgrader's sight and say where it is now."""
    parent = course / "replaced" / target.parent.name / target.name
    parent.mkdir(parents=True, exist_ok=True)
    name = f"{when:%Y-%m-%d_%H-%M-%S}" if when else "unknown"
    number = sum(path.name.startswith(name) for path in parent.iterdir())
    aside = parent / (f"{name}-{number + 1}" if number else name)
    target.rename(aside)
    return aside


def _changed(path: Path) -> datetime | None:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.is_file() else None


def _write_time(folder: Path, when: datetime) -> None:
    (folder / TIMESTAMP).write_text(when.strftime(TIMESTAMP_FORMAT), encoding="utf-8")


def _show(when: datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d %H:%M}"

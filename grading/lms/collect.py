"""Copy the notebooks of an LMS download, or of a folder, into nbgrader's ``submitted`` folder."""

import tempfile
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

from grading.errors import CourseError
from grading.gradebook.due_dates import due_date
from grading.hand_ins.submitted import KEPT, SECRET, forget_time, handed_in, store
from grading.lessons.notebooks import notebook_path
from grading.lms.archives import LINK, SPECIAL
from grading.lms.downloads import Member, read_download
from grading.lms.identities import Identities
from grading.lms.names import folded, printable
from grading.lms.not_notebooks import described
from grading.lms.owners import NO_OWNER, people
from grading.lms.platforms import Owner, Texts, feedback, is_after
from grading.lms.versions import Version, choose, read_version
from grading.paths import COURSE

NOTHING = "nothing"
UNKNOWN_TIME = "unknown, counted as in time"


@dataclass
class Collected:
    """The result of collecting one student's files.

    Attributes:
        student: the student's id, or the file's name in the download if no id could be found.
        outcome: "collected", "replaced" (an older notebook, which was moved to ``replaced``),
            "unchanged", "kept" (the notebook already there is newer) or "nothing".
        when: when the notebook was handed in, in UTC, or None if unknown; then it is in time.
        time: where the time comes from, or why there is none; empty if there is no notebook.
        source: the name of the notebook in the download.
        notes: notes for the instructor.
        problem: whether a note needs a look.
    """

    student: str
    outcome: str = NOTHING
    when: datetime | None = None
    time: str = ""
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


def collect(
    lesson: str, path: Path, *, times: bool = False, course: Path = COURSE
) -> list[Collected]:
    """Collect the submissions of a lesson.

    Args:
        lesson: the full name of the lesson.
        path: a folder, an archive or a notebook.
        times: use the time of each file as the time when it was handed in, if the platform says
            nothing better. Most downloads have the time of the download instead.
        course: nbgrader's course folder.

    Returns:
        One result per student, in the order of ids, and then the files that have no owner.

    Raises:
        CourseError: the download cannot be read or is empty, or the course folder cannot be
            written to.
    """
    with tempfile.TemporaryDirectory(prefix="lwg-collect-") as folder:
        members = sorted(read_download(path, Path(folder)), key=lambda member: member.path)
        download = _Download(members, lesson, Identities(course))
        results = [one.result for one in download.students.values()] + download.nobody
        if not results:
            raise CourseError(f"there is no notebook (.ipynb) in {path}: is it the right download?")
        try:
            due = due_date(lesson, course)
            for one in download.students.values():
                _collect_one(one, lesson, times, due, course)
            if any(one.versions for one in download.students.values()):
                download.identities.save()
        except OSError as error:
            raise CourseError(
                f"{course} cannot be written to ({error}): make it writable"
            ) from None
    return [download.students[name].result for name in sorted(download.students)] + download.nobody


@dataclass
class _Student:
    """What one student handed in.

    Attributes:
        result: the line of the report.
        versions: the notebooks.
        others: what else there is: words such as "x.pdf is a PDF", and what the platform says.
        names: the names that the download gives to the student, by their folded form.
    """

    result: Collected
    versions: list[Version] = field(default_factory=list)
    others: list[tuple[str, Owner]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


class _Download:
    """The files of a download, grouped by student.

    Args:
        members: the files and empty folders, in the order of their names.
        lesson: the full name of the lesson.
        identities: finds the students' ids and remembers new ones.
    """

    def __init__(self, members: list[Member], lesson: str, identities: Identities) -> None:
        self.lesson = lesson
        self.identities = identities
        self.students: dict[str, _Student] = {}
        self.nobody: list[Collected] = []
        self._text = Texts({m.path: m.copy for m in members if m.copy and not m.is_notebook})
        # A download may be packed twice. Otherwise what is inside an archive is the student's own,
        # and must not say whose it is.
        packed_twice = len({member.archive for member in members}) == 1
        places = {m.path: m.path if packed_twice else m.place for m in members}
        folders = {places[member.path] for member in members if member.is_folder}
        paths = list(dict.fromkeys(places.values()))
        notebooks = {places[member.path] for member in members if member.is_notebook}
        known = identities.known
        self._class = people(paths, notebooks, folders, lesson, self._text, known)
        for member in members:
            place = places[member.path]
            if member.path.name == SECRET or feedback(place):
                continue
            owners = self._class.owners[place]
            ids = [(owner, identities.student(owner, lesson)) for owner in owners]
            for owner, student in ids:
                if student:
                    self._take(student, owner, member)
            if not all(student for _, student in ids) or place in self._class.unknown:
                self._report_unknown(member, self._class.unknown.get(place))

    def _report_unknown(self, member: Member, why: str | None) -> None:
        name = printable(member.path)
        reason = member.refused or why or NO_OWNER
        note = f"not collected: {reason}"
        self.nobody.append(Collected(name, source=name, notes=[note], problem=True))

    def _take(self, student: str, owner: Owner, member: Member) -> None:
        if student not in self.students:
            self.students[student] = _Student(Collected(student))
            if self.identities.namesake(student, owner):
                words = f"another student is also called {printable(owner.name)}"
                self.students[student].result.add_problem(words)
            if doubt := self._class.doubts.get(owner.name):
                self.students[student].result.add_problem(f"{doubt}: check the name")
        one = self.students[student]
        one.names.setdefault(folded(owner.name), owner.name)
        words = f"{printable(member.path)} was not collected: {member.refused}"
        useless = not (member.is_notebook or member.is_archive)
        if useless and member.refused in (LINK, SPECIAL):
            # Links abound in a student's virtual environment, where they do not matter.
            one.others.append((words, owner))
        elif member.refused:
            one.result.add_problem(words)
        elif member.is_notebook:
            secret = self._text(member.path.with_name(SECRET))
            version = read_version(member.path, member.copy, owner, member.when, secret)
            one.versions.append(version)
            if member.path.suffix.lower() != ".ipynb":
                one.result.notes.append(f"{version.name} is a notebook, in spite of its name")
        elif words := described(member.path, member.is_folder):
            one.others.append((words, owner))


def _collect_one(
    one: _Student, lesson: str, times: bool, due: datetime | None, course: Path
) -> None:
    """Store the notebook of one student that counts and note what happened to the others."""
    result = one.result
    if len(one.names) > 1:
        names = " and ".join(map(printable, one.names.values()))
        result.add_problem(f"{names} were taken to be one person, because the id is the same")
    foreign = [v for v in one.versions if v.lesson not in (lesson, None)]
    right = [v for v in one.versions if v.lesson in (lesson, None)]
    result.notes += [f"{v.name} is a notebook of {v.lesson}, not of {lesson}" for v in foreign]
    if not right:
        if one.others or not result.problem:
            handed_in = f": {_some(one.others)}" if one.others else ""
            result.add_problem(f"no notebook of {lesson}{handed_in}")
        return
    choice = choose(right, times=times)
    chosen = choice.chosen
    result.source = chosen.name
    if choice.problem:
        result.add_problem(choice.problem)
    if chosen.lesson is None:
        result.add_problem(f"{chosen.name} has no exercise of {lesson}: `course grade` says why")
    elif not chosen.worked_on:
        result.notes.append(f"{chosen.name} has no answers: it is the notebook as it was given out")
    result.notes += choice.notes
    moment = chosen.owner.when, chosen.owner.order
    later = [(words, o) for words, o in one.others if is_after((o.when, o.order), moment)]
    if later:
        result.add_problem(f"a later attempt has no notebook: {_some(later)}")
    _store(result, chosen, lesson, _when(result, chosen, times, due), due, course)


def _some(others: list[tuple[str, Owner]]) -> str:
    return "; ".join(words for words, _ in others[:3]) + "; …" * (len(others) > 3)


def _when(result: Collected, chosen: Version, times: bool, due: datetime | None) -> datetime | None:
    """Return when a notebook was handed in, or None if unknown, and say what says so."""
    owner = chosen.owner
    if owner.late:
        result.time = owner.clock
        if due is None:
            result.notes.append("Canvas marks it as late, but `course due` has not set a date here")
            return None
        result.notes.append("Canvas marks it as late, but the exact time is unknown")
        return due + timedelta(seconds=1)
    if owner.when:
        result.time = owner.clock
        return owner.when
    # Canvas packs its zip without times, so that every file has the time of the download.
    if times and chosen.changed and owner.system != "canvas":
        result.time = "the file's time"
        return chosen.changed
    result.time = owner.clock if owner.system == "canvas" else UNKNOWN_TIME
    return None


def _store(
    result: Collected,
    chosen: Version,
    lesson: str,
    when: datetime | None,
    due: datetime | None,
    course: Path,
) -> None:
    """Store the notebook that counts, unless the one collected earlier counts."""
    present = notebook_path(course / "submitted" / result.student, lesson)
    content, before = chosen.content, None
    if present.is_file() and not present.is_symlink() and present.read_bytes() != content:
        before = read_version(PurePosixPath(present.name), present, chosen.owner, None)
    if before and before.worked_on > chosen.worked_on:
        result.outcome, result.when = KEPT, when
        result.add_problem(f"{chosen.name} has no answers, so the answered one there was kept")
        return
    in_time = chosen.owner.system == "canvas" and not chosen.owner.late
    known = handed_in(present.parent)
    if in_time and known and due and known.replace(tzinfo=UTC) > due:
        forget_time(result.student, lesson, course)
    stored = store(
        result.student,
        lesson,
        content,
        when,
        chosen.secret,
        course,
        # Canvas's late mark gives no time that could be compared with another one.
        exact=not chosen.owner.late,
        changed=chosen.changed,
        even_if_older=bool(before and before.worked_on < chosen.worked_on),
    )
    result.outcome, result.when = stored.outcome, stored.when
    if stored.when != when:
        result.time = "from an earlier collect"
    if stored.note and stored.problem:
        result.add_problem(stored.note)
    elif stored.note:
        result.notes.append(stored.note)

"""Read the submissions of one lesson, have them scored, and enter the scores."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from grading.gradebook.record import Recorder
from grading.hand_ins.file import HandInError, find_handin, read_bytes
from grading.hand_ins.read import misnamed, parse_handin
from grading.hand_ins.repair_notes import REPAIRS
from grading.sandbox.limits import Limits
from grading.scoring.jobs import Job, JobResult, cells_to_run
from grading.scoring.score import refusal
from grading.scoring.threads_or_ray import ThreadsOrRay
from grading.scoring.version import grading_version
from grading.settings.seed import grading_seed

Result = tuple[str, dict[str, Any]]
"""A student's id, and the score as plain data."""


class Submissions:
    """The submissions of a lesson, which are read here, scored elsewhere, and entered here.

    Use it as a context manager, because it holds the gradebook open.

    Args:
        lesson: the full name of the lesson, which must have been released.
        course: nbgrader's course folder.
        limits: the limits on time and memory.
        recorder: enters the scores; it is closed at the end.
    """

    def __init__(self, lesson: str, course: Path, limits: Limits, recorder: Recorder) -> None:
        self.lesson = lesson
        self.course = course
        self.limits = limits
        self.seed = grading_seed(course)
        self.version = grading_version(lesson, limits, self.seed)
        self.recorder = recorder

    def __enter__(self) -> "Submissions":
        return self

    def __exit__(self, *_: object) -> None:
        self.recorder.close()

    def graded_before(self, student: str) -> dict[str, Any] | None:
        """Return the score that an earlier run entered, or None if it is out of date."""
        try:
            _, content = self._read(student)
            key = self._key(student, content)
        except HandInError as error:
            key = self._key(student, str(error).encode())
        return self.recorder.entered(student, key)

    def grade(self, students: list[str], scorers: ThreadsOrRay) -> Iterator[Result]:
        """Have submissions scored and enter the scores.

        Args:
            students: ids of the students to grade.
            scorers: the workers that score the submissions.

        Yields:
            Results as they finish.
        """
        left = list(reversed(students))
        waiting: dict[str, tuple[NotebookNode, str]] = {}
        while left or waiting:
            while left and len(waiting) < scorers.window:
                student = left.pop()
                content = b""
                try:
                    path, content = self._read(student)
                    notebook = self.recorder.prepare(student, self._parse(path, content))
                except HandInError as error:
                    key = self._key(student, content or str(error).encode())
                    yield student, self._refuse(student, f"not scored: {error}", key)
                    continue
                waiting[student] = notebook, self._key(student, content)
                cells = cells_to_run(notebook)
                scorers.submit(Job(student, self.lesson, cells, self.seed, self.limits))
            for done in scorers.finished() if waiting else ():
                yield done.student, self._enter(done, *waiting.pop(done.student))

    def _read(self, student: str) -> tuple[Path, bytes]:
        path = find_handin(self.course / "submitted" / student / self.lesson, self.lesson)
        return path, read_bytes(path)

    def _parse(self, path: Path, content: bytes) -> NotebookNode:
        notebook = parse_handin(content, path.name, self.lesson)
        if path.name != f"{self.lesson}.ipynb":
            notebook.metadata[REPAIRS].insert(0, misnamed(path.name, self.lesson))
        return notebook

    def _key(self, student: str, content: bytes) -> str:
        """Return a hash of everything that determines a score: the submission and the grader."""
        folder = self.course / "submitted" / student / self.lesson
        try:
            when = read_bytes(folder / "timestamp.txt")
        except HandInError:
            when = b""
        parts = (self.version, when, content)
        return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()

    def _enter(self, done: JobResult, notebook: NotebookNode, key: str) -> dict[str, Any]:
        """Enter the result of a job."""
        if done.machine_failed:
            # The student is not to blame, so the gradebook stays as it is for the next run.
            return refusal(self.lesson, f"not graded, grade again: {done.error}").data
        if done.scored is None:
            return self._refuse(done.student, f"it could not be scored: {done.error}", None)
        return self.recorder.enter(done.student, notebook, done.scored, key)

    def _refuse(self, student: str, reason: str, key: str | None) -> dict[str, Any]:
        """Enter zero points and the reason for refusing a submission."""
        notebook = self.recorder.prepare(student, None)
        return self.recorder.enter(student, notebook, refusal(self.lesson, reason), key)

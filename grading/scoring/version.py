"""What a score depends on beside the submission, as one hash."""

import hashlib
import importlib.metadata
import sys
from pathlib import Path

from grading.lessons.source import source_path
from grading.paths import ROOT
from grading.sandbox.limits import Limits

NOT_SCORING = (
    *("lms", "pages", "jupyter", "cli"),
    *("lessons/bundle.py", "lessons/import_source.py", "lessons/new_exercise.py"),
    *("sandbox/leftovers.py", "gradebook/marks.py", "settings/environment.py"),
)
"""Rooms and modules of ``grading`` on which no score depends. A new one counts until it is here."""

PACKAGES = ("gymnasium", "nbgrader", "numpy", "ray")


def grading_version(lesson: str, limits: Limits, seed: int) -> bytes:
    """A hash of all that decides a score beside the submission.

    Args:
        lesson: its full name.
        limits: of time and memory.
        seed: draws the inputs.

    Returns:
        Another one when the lesson, its checks, the grader, a library or a setting has changed.
    """
    digest = hashlib.sha256(repr((lesson, sys.version_info[:2], seed, limits)).encode())
    for package in PACKAGES:
        digest.update(f"{package} {_version(package)}".encode())
    for part in (source_path(lesson), *_code()):
        digest.update(hashlib.sha256(part.read_bytes()).digest())
    return digest.digest()


def _code() -> list[Path]:
    left_out = [ROOT / "helpers" / "plotting", *(ROOT / "grading" / name for name in NOT_SCORING)]
    return sorted(
        path
        for package in ("helpers", "checks", "grading")
        for path in (ROOT / package).rglob("*.py")
        if not any(path.is_relative_to(other) for other in left_out)
    )


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "none"

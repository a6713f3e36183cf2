"""Compute a hash of everything that a score depends on apart from the submission."""

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
"""Rooms and modules of ``grading`` that affect no score. All others, also new ones, count."""

PACKAGES = ("gymnasium", "nbgrader", "numpy", "ray")


def grading_version(lesson: str, limits: Limits, seed: int) -> bytes:
    """Hash everything that decides a score apart from the submission.

    Args:
        lesson: its full name.
        limits: the limits of time and memory.
        seed: the seed of the graded inputs.

    Returns:
        A hash that changes if the lesson, its checks, the grader, a library or a setting changes.
    """
    digest = hashlib.sha256(repr((lesson, sys.version_info[:2], seed, limits)).encode())
    for package in PACKAGES:
        digest.update(f"{package} {_version(package)}".encode())
    for part in (source_path(lesson), *_scoring_code()):
        digest.update(hashlib.sha256(part.read_bytes()).digest())
    return digest.digest()


def _scoring_code() -> list[Path]:
    """List all Python files that can affect a score."""
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

"""What a score depends on beside the submission, as one hash."""

import hashlib
import importlib.metadata
import sys

from grading.limits import Limits
from grading.paths import ROOT
from grading.source import source_path

NOT_SCORING = frozenset(
    f"{name}.py"
    for name in """
    bundle check_own cli cli_class cli_shared collect downloads export feedback
    feedback_steps formulas hand_in_names identities import_source lab leftovers marks
    os_environment progress report safe_html student_copies
    """.split()
)
"""Modules of ``grading`` on which no score depends. A new module counts until it stands here."""

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
    helpers = sorted(p for p in (ROOT / "helpers").rglob("*.py") if "plotting" not in p.parts)
    grading = sorted(p for p in (ROOT / "grading").glob("*.py") if p.name not in NOT_SCORING)
    for part in (source_path(lesson), *helpers, *grading):
        digest.update(hashlib.sha256(part.read_bytes()).digest())
    return digest.digest()


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "none"

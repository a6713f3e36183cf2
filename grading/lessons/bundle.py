"""Make the students' bundle from an allow-list, without solutions and tests."""

import os
import subprocess
import zipfile
from pathlib import Path

from grading.errors import CourseError
from grading.lessons.notebooks import notebook_path
from grading.lessons.source import lesson_names
from grading.paths import ROOT

ALLOWED = (
    "notebooks",
    "helpers",
    "checks",
    "grading",
    "tools",
    "Makefile",
    "pyproject.toml",
    "setup.py",
    "requirements.lock",
    "environment.yml",
    "nbgrader_config.py",
    "README.md",
    "LICENSE",
)
KNOWN = (
    ("helpers", "**/*.py"),
    ("checks", "**/*.py"),
    ("grading", "**/*.py"),
    ("grading/jupyter", "*/*.json"),
    ("tools", "*.sh"),
    ("tools", "*.py"),
)
"""Where, below the root, the files of a release are besides the notebooks, and their names."""

NAME = "learning-without-gradients"


def bundle_files() -> list[Path]:
    """List the files of the bundle: what git tracks or, without git, what every release has.

    Returns:
        Paths relative to the root of the clone. What an author left beside them, such as a draft
        with solutions, is not among them.
    """
    return tracked_files() or known_files()


def tracked_files() -> list[Path]:
    """List the files on the allow-list that git tracks; none if git does not track this folder."""
    files = _listed_by_git("--cached")
    ours = {"notebooks", "helpers", "grading"} <= {file.parts[0] for file in files}
    return files if ours else []


def untracked_files() -> list[Path]:
    """List the files that are left out of the bundle because git does not track them."""
    return _listed_by_git("--others", "--exclude-standard") if tracked_files() else []


def _listed_by_git(*options: str) -> list[Path]:
    # The repository is named, because git would refuse to look for one of another user, and could
    # find one around this folder that does not track it.
    repository = ROOT / ".git"
    named = [f"--git-dir={repository}", f"--work-tree={ROOT}"] if repository.exists() else []
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", *named, "ls-files", "-z", *options, "--", *ALLOWED],
            cwd=ROOT,
            env=own,
            capture_output=True,
            check=False,
        )
    except OSError:
        return []
    if done.returncode != 0:
        return []
    return sorted({Path(os.fsdecode(name)) for name in done.stdout.split(b"\0") if name})


def known_files() -> list[Path]:
    """List the files that every release has: each lesson's notebook, the modules, the set-up."""
    files = [notebook_path(Path("notebooks"), lesson) for lesson in lesson_names()]
    files += [Path(name) for name in ALLOWED if (ROOT / name).is_file()]
    for folder, pattern in KNOWN:
        files += [path.relative_to(ROOT) for path in (ROOT / folder).glob(pattern)]
    return sorted(file for file in set(files) if not _has_solutions(ROOT / file))


def _has_solutions(path: Path) -> bool:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    return any(line.strip(' "').startswith("### BEGIN SOLUTION") for line in lines)


def make_bundle(folder: Path) -> Path:
    """Write the bundle as a zip archive.

    Args:
        folder: the folder for the archive, which is created if it is missing.

    Returns:
        The path of the archive.
    """
    files = bundle_files()
    if missing := [name.as_posix() for name in files if not (ROOT / name).is_file()]:
        raise CourseError(
            f"{missing[0]} belongs to the bundle but is not in the folder: restore it, or commit "
            "its deletion"
        )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NAME}.zip"
    new = path.with_suffix(".new")
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in files:
            info = zipfile.ZipInfo(f"{NAME}/{name.as_posix()}")
            info.external_attr = (ROOT / name).stat().st_mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, (ROOT / name).read_bytes())
    new.replace(path)
    return path

"""Make the students' bundle from an allow-list, without solutions and tests."""

import subprocess
import zipfile
from pathlib import Path

from grading.errors import CourseError
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
NAME = "learning-without-gradients"


def bundle_files() -> list[Path]:
    """List the files of the bundle: everything on the allow-list that git does not ignore.

    Returns:
        Paths relative to the root of the clone.

    Raises:
        CourseError: git cannot list them.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *ALLOWED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CourseError("the bundle needs a git clone, and git could not list its files here")
    return sorted(Path(name) for name in done.stdout.split("\0") if name)


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
            f"{missing[0]} is in git but not in the folder: restore it, or commit its deletion"
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

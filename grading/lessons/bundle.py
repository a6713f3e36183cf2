"""The students' bundle: an allow-list of what a student needs, no solutions and no tests."""

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
    """Paths that belong into the bundle, relative to the root: what git knows of the allow-list.

    Raises:
        CourseError: git cannot list them.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *ALLOWED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CourseError("the bundle is made from a git clone, and git could not list its files")
    return sorted(Path(name) for name in done.stdout.split("\0") if name)


def make_bundle(folder: Path) -> Path:
    """Write the bundle as a zip archive.

    Args:
        folder: where to; it is made if it is missing.

    Returns:
        The path of the archive.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NAME}.zip"
    new = path.with_suffix(".new")
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in bundle_files():
            info = zipfile.ZipInfo(f"{NAME}/{name.as_posix()}")
            info.external_attr = (ROOT / name).stat().st_mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, (ROOT / name).read_bytes())
    new.replace(path)
    return path

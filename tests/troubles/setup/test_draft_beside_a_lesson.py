"""An author keeps drafts and answer keys beside the lessons, and git does not track them.

sagemathinc/cocalc#4728: an assignment's folder may hold answer keys and other notebooks, so not all
of it may go out to the students. The bundle has tracked files only, and one line names what was
left out.
"""

import os
import subprocess
import zipfile

import pytest
from small_clone import course, small_clone

DRAFTS = (
    "notebooks/01_rollouts/draft_with_solutions.ipynb",
    "notebooks/key.txt",
    "helpers/my_solution.py",
    "checks/lesson_01/answers.json",
    "grading/class.csv",
    "tools/grades.sh",
)


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    clone = small_clone(tmp_path_factory.mktemp("drafts") / "clone")
    git = ["git", "-C", str(clone), "-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "All"]):
        subprocess.run([*git, *command], check=True)
    for name in DRAFTS:
        (clone / name).write_text("answer = 42\n")
    return clone


def bundle(clone, folder, **variables):
    done = course(clone, "release", "--folder", str(folder), **variables)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(folder / "learning-without-gradients.zip") as archive:
        return done, {name.partition("/")[2] for name in archive.namelist()}


def test_it_stays_at_home(clone, tmp_path):
    done, names = bundle(clone, tmp_path)
    assert not names & set(DRAFTS)
    assert "notebooks/01_rollouts/01_rollouts.ipynb" in names
    assert done.stderr.startswith("course: left out, because git does not track it: ")
    assert done.stderr.count("\n") == 1


def test_variables_of_another_repository_change_nothing(clone, tmp_path):
    # git sets these for the hooks of a repository.
    elsewhere = {"GIT_DIR": "/nonexistent/.git", "GIT_INDEX_FILE": "/nonexistent/index"}
    _, names = bundle(clone, tmp_path, **elsewhere)
    assert "helpers/my_solution.py" not in names
    assert "Makefile" in names


def test_a_change_that_is_not_committed_goes_out(clone, tmp_path):
    path = clone / "README.md"
    path.write_text("changed")
    bundle(clone, tmp_path)
    with zipfile.ZipFile(tmp_path / "learning-without-gradients.zip") as archive:
        assert archive.read("learning-without-gradients/README.md") == b"changed"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give files away")
def test_a_clone_of_another_user_is_read_all_the_same(clone, tmp_path):
    """casperdcl/git-fame#81: git refuses to read a repository that belongs to somebody else."""
    for path in (clone, *clone.rglob("*")):
        os.chown(path, 1234, 1234)
    asked = subprocess.run(["git", "-C", clone, "status"], capture_output=True, text=True)
    assert "dubious ownership" in asked.stderr
    _, names = bundle(clone, tmp_path)
    assert not names & set(DRAFTS)
    assert "Makefile" in names

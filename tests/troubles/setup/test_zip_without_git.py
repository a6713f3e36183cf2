"""An instructor downloaded the course as a zip, or has no git.

reticulatedpines/magiclantern_simplified#85 and passwordless-lib/fido2-net-lib#72: tools that ask
git fail in a folder from a zip. xonsh/xonsh#1350 and SBU-BMI/wsinfer#89: a traceback without git.
The bundle is made without git, too; it has no notebook beside those of the lessons and no
solutions, and one line says that nobody could tell which files belong to the course.
"""

import subprocess
import zipfile

import pytest
from small_clone import course, small_clone


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    clone = small_clone(tmp_path_factory.mktemp("zip") / "clone")
    (clone / "notebooks/01_rollouts/draft_with_solutions.ipynb").write_text("{}")
    (clone / "helpers/draft.py").write_text("### BEGIN SOLUTION\n1\n### END SOLUTION\n")
    (clone / "grading/keys.txt").write_text("secret")
    return clone


@pytest.mark.parametrize("path", [None, "/nonexistent"], ids=["no repository", "no git"])
def test_the_bundle_has_what_every_release_has(clone, tmp_path, path):
    variables = {} if path is None else {"PATH": path}
    done = course(clone, "release", "--folder", str(tmp_path), **variables)
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("course: git does not track this folder")
    assert done.stderr.count("\n") == 1
    with zipfile.ZipFile(tmp_path / "learning-without-gradients.zip") as bundle:
        names = {name.partition("/")[2] for name in bundle.namelist()}
    assert "notebooks/01_rollouts/01_rollouts.ipynb" in names
    assert {"Makefile", "tools/setup.sh", "grading/jupyter/student/overrides.json"} <= names
    assert not {name for name in names if "draft" in name or "keys" in name}
    assert not {name for name in names if name.startswith("solutions")}


def test_a_repository_around_the_folder_that_does_not_track_it_does_not_count(clone, tmp_path):
    subprocess.run(["git", "init", "-q", clone.parent], check=True)
    done = course(clone, "release", "--folder", str(tmp_path))
    assert done.stderr.startswith("course: git does not track this folder")
    assert (tmp_path / "learning-without-gradients.zip").stat().st_size > 100_000

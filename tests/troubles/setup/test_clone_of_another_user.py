"""A clone that root or a colleague set up, or one that is read-only.

astral-sh/uv#13309 and astral-sh/uv#12538: the .venv leads to a Python in the home of whoever made
it. jupyterlab/jupyterlab#9923: a shared folder in which a user cannot write.
"""

import os
import shutil
import subprocess

import pytest
from small_clone import course, make, pretend_set_up, small_clone

SOMEBODY = (
    "setpriv",
    "--reuid=1234",
    "--regid=1234",
    "--clear-groups",
    "--inh-caps=-all",
    "--bounding-set=-all",
    "--",
)
needs_root = pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0 or shutil.which("setpriv") is None, reason="root"
)
READ_ONLY = 'mount --bind . . && mount -o remount,ro,bind . && cd "$PWD" && exec "$@"'


@pytest.fixture
def clone(tmp_path):
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o055)
    return small_clone(tmp_path / "clone")


@needs_root
@pytest.mark.parametrize("set_up", [False, True])
def test_what_cannot_be_set_up_again_says_so_in_one_line(clone, set_up):
    if set_up:
        pretend_set_up(clone)
        (clone / ".venv/bin/python").unlink()
        (clone / ".venv/bin/python").symlink_to("/root/nowhere/python")
    done = make(clone, "setup", *SOMEBODY)
    assert done.returncode != 0
    assert "you may not write to this folder: make a copy of your own" in done.stderr
    assert len([line for line in done.stderr.splitlines() if "make: ***" not in line]) == 1
    assert (clone / ".venv").exists() is set_up


@needs_root
def test_what_is_set_up_needs_nothing(clone):
    pretend_set_up(clone)
    # The stand-in for .venv's Python may be one that only root can start.
    test = [*SOMEBODY, "test", "-x", str(clone / ".venv/bin/python")]
    reachable = subprocess.run(test, check=False).returncode == 0
    done = make(clone, "setup", *(SOMEBODY if reachable else ()))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@needs_root
def test_a_read_only_clone_works_as_far_as_it_can(clone, tmp_path):
    if make(clone, "help", "unshare", "-m", "bash", "-c", READ_ONLY, "sh").returncode != 0:
        pytest.skip("nothing can be mounted here")
    done = make(clone, "setup", "unshare", "-m", "bash", "-c", READ_ONLY, "sh")
    assert "you may not write to this folder" in done.stderr
    assert not (clone / ".venv").exists()


def test_without_a_writable_build_caches_are_elsewhere(clone, tmp_path):
    (clone / "build").write_text("in the way")
    done = course(clone, "check", "1", TMPDIR=str(tmp_path))
    assert done.stderr.startswith("course: no notebook at")
    (caches,) = tmp_path.glob("learning-without-gradients-*")
    assert caches.stat().st_mode & 0o777 == 0o700
    assert (caches / "cache" / "matplotlib").is_dir()


def test_a_folder_that_somebody_else_prepared_is_not_used(clone, tmp_path):
    planted = tmp_path / f"learning-without-gradients-{os.getuid()}"
    planted.mkdir()
    planted.chmod(0o777)
    (clone / "build").write_text("in the way")
    course(clone, "check", "1", TMPDIR=str(tmp_path))
    assert list(planted.iterdir()) == []

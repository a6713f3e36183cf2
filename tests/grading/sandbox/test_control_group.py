"""A submission's control group limits it, and is gone afterwards.

The groups are real, of the version that this machine has. Other layouts are tested with folders
that only look like them.
"""

import os
import subprocess
import sys

import pytest

from grading.sandbox.control_group import PREFIX, Cgroup, own_parent_groups, parent_groups

MEBIBYTE = 2**20
needs_cgroup = pytest.mark.skipif(
    not own_parent_groups(),
    reason="no control group can be made here: be root, or use `systemd-run --user`",
)


def run_inside(group, code):
    """Run Python code in a group. It waits until it is in the group."""
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", "input()\n" + code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    group.add(process.pid)
    out, _ = process.communicate("\n", timeout=60)
    return process.returncode, out


@needs_cgroup
def test_memory_that_no_process_maps_is_counted_and_bounded():
    hoard = (
        "import os\nfile = os.memfd_create('x')\n"
        "for _ in range(400): os.write(file, bytes(2**20))\nprint('got it')"
    )
    with Cgroup(200 * MEBIBYTE, 64) as group:
        status, out = run_inside(group, hoard)
    assert status != 0
    assert "got it" not in out
    with Cgroup(800 * MEBIBYTE, 64) as group:
        assert run_inside(group, hoard) == (0, "got it\n")


@needs_cgroup
def test_processes_are_counted_together_and_bounded():
    bomb = (
        "import os, time\ncount = 0\n"
        "try:\n"
        "    while True:\n"
        "        if os.fork() == 0: time.sleep(2); os._exit(0)\n"
        "        count += 1\n"
        "except BlockingIOError: print(count)"
    )
    with Cgroup(500 * MEBIBYTE, 20) as group:
        status, out = run_inside(group, bomb)
    assert (status, int(out)) == (0, 19)


@needs_cgroup
def test_nothing_is_left_of_a_group():
    with Cgroup(100 * MEBIBYTE, 20) as group:
        made = list(group.folders)
        assert all(folder.is_dir() for folder in made)
        run_inside(group, "print()")
    assert made
    assert not any(folder.exists() for folder in made)
    group.end()


@needs_cgroup
def test_leftovers_of_a_grader_that_is_gone_are_removed_and_others_are_not():
    code = (
        "from grading.sandbox.control_group import Cgroup\nimport os\n"
        "group = Cgroup(2**27, 9)\nprint(group.folders[0], flush=True)\nos._exit(1)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    left = done.stdout.strip()
    assert os.path.isdir(left)
    with Cgroup(100 * MEBIBYTE, 20) as mine:
        own_parent_groups()
        assert not os.path.exists(left)
        assert mine.folders[0].is_dir()


VERSION_1 = "5:pids:/\n4:memory:/school/class\n0::/\n"
VERSION_2 = "0::/user.slice/app.slice/grader.scope\n"


def mount(point, kind, options, root="/"):
    return f"30 20 0:1 {root} {point} rw,relatime - {kind} {kind} {options}\n"


def test_version_1_has_a_folder_for_each_controller_below_its_own_group(tmp_path):
    memory, pids = tmp_path / "memory", tmp_path / "pids"
    (memory / "school" / "class").mkdir(parents=True)
    pids.mkdir()
    mounts = mount(memory, "cgroup", "rw,memory") + mount(pids, "cgroup", "rw,pids")
    assert parent_groups(VERSION_1, mounts) == [memory / "school" / "class", pids]


def test_version_2_takes_the_nearest_group_that_delegates_both_controllers(tmp_path):
    folder = tmp_path / "user.slice" / "app.slice" / "grader.scope"
    folder.mkdir(parents=True)
    handed_on = {folder: "", folder.parent: "cpu memory pids", folder.parent.parent: "memory pids"}
    for path, controllers in handed_on.items():
        (path / "cgroup.subtree_control").write_text(controllers + "\n")
        (path / "cgroup.procs").write_text("")
    mounts = mount(tmp_path, "cgroup2", "rw")
    assert parent_groups(VERSION_2, mounts) == [folder.parent]
    (folder.parent / "cgroup.subtree_control").write_text("cpu\n")
    assert parent_groups(VERSION_2, mounts) == [folder.parent.parent]


def test_if_no_group_can_be_made_nothing_breaks(tmp_path):
    assert parent_groups(VERSION_2, mount(tmp_path / "absent", "cgroup2", "rw")) == []
    assert parent_groups("", "") == []
    with Cgroup(MEBIBYTE, 5, parents=[tmp_path / "absent"]) as group:
        group.add(os.getpid())
        assert group.folders == []


def test_a_group_that_is_only_half_made_is_removed(tmp_path):
    with Cgroup(MEBIBYTE, 5, parents=[tmp_path, tmp_path / "absent"]) as group:
        assert group.folders == []
    assert not list(tmp_path.glob(f"{PREFIX}-*"))

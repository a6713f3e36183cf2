"""Put a hard limit on the memory and the processes of one submission with a control group.

Every submission has limits on its single processes, and `grading.sandbox.student_process` watches
all of them together. A control group also counts kernel buffers and files in memory, which these
cannot see, and it does so at every moment. It is used if this process may create one: with version
1 below its own groups; with version 2 below its own group or the nearest parent that delegates both
controllers, as systemd's user sessions do. Otherwise the submission runs without one.
"""

import contextlib
import os
import re
import secrets
import time
from pathlib import Path

PREFIX = "lwg"
CONTROLLERS = ("memory", "pids")
REMOVAL_SECONDS = 2.0


class Cgroup:
    """A control group for the processes of one submission. It does nothing if none can be created.

    Args:
        memory: bytes of memory for the whole group.
        processes: number of processes in the group, with each thread counted.
        parents: folders to create the group in, see `parent_groups`. None uses those of this
            process.

    Attributes:
        folders: one folder, or one for each controller; empty if there is no group.

    Use it as a context manager, or call `end` when the processes are gone.
    """

    def __init__(self, memory: int, processes: int, parents: list[Path] | None = None) -> None:
        name = f"{PREFIX}-{os.getpid()}-{secrets.token_hex(6)}"
        self.folders: list[Path] = []
        try:
            for parent in own_parent_groups() if parents is None else parents:
                (parent / name).mkdir()
                self.folders.append(parent / name)
                _set_limits(parent / name, memory, processes)
        except OSError:
            self.end()

    def __enter__(self) -> "Cgroup":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def add(self, pid: int) -> None:
        """Put a process, and every process that it starts from now on, into the group."""
        for folder in self.folders:
            with contextlib.suppress(ProcessLookupError):
                (folder / "cgroup.procs").write_text(f"{pid}\n")

    def end(self) -> None:
        """Remove the group after its processes have been ended."""
        deadline = time.monotonic() + REMOVAL_SECONDS
        while self.folders:
            try:
                self.folders[-1].rmdir()
            except FileNotFoundError:
                pass
            except OSError:
                # Killed processes stay in the group until the kernel has cleaned them up.
                if time.monotonic() < deadline:
                    time.sleep(0.005)
                    continue
            self.folders.pop()


def _set_limits(folder: Path, memory: int, processes: int) -> None:
    """Set the limits that have a file in the folder; the others belong to another controller."""
    limits = {
        "pids.max": processes,
        "memory.limit_in_bytes": memory,
        "memory.memsw.limit_in_bytes": memory,
        "memory.max": memory,
        "memory.swap.max": 0,
    }
    for name, value in limits.items():
        if (folder / name).exists():
            with contextlib.suppress(OSError) if "sw" in name else contextlib.nullcontext():
                (folder / name).write_text(f"{value}\n")


def own_parent_groups() -> list[Path]:
    """List the folders in which this process can create groups; empty if there are none."""
    try:
        groups = Path("/proc/self/cgroup").read_text()
        mounts = Path("/proc/self/mountinfo").read_text()
    except OSError:
        return []
    return parent_groups(groups, mounts)


def parent_groups(groups: str, mounts: str) -> list[Path]:
    """Find folders in which to create groups that limit memory and processes.

    Groups that were left there by graders that are gone are removed.

    Args:
        groups: the text of ``/proc/self/cgroup``.
        mounts: the text of ``/proc/self/mountinfo``.

    Returns:
        One folder for each controller (version 1), one for both (version 2), or none.
    """
    own = dict(line.split(":", 2)[1:] for line in groups.splitlines())
    by_controller = {name: path for names, path in own.items() for name in names.split(",")}
    version_1 = [_group_folder(mounts, name, by_controller.get(name)) for name in CONTROLLERS]
    if all(folder and os.access(folder, os.W_OK) for folder in version_1):
        found = list(dict.fromkeys(version_1))
    else:
        found = [_delegating_group(_group_folder(mounts, None, own.get("")))]
    found = [folder for folder in found if folder is not None]
    for folder in found:
        _remove_leftovers(folder)
    return found


def _group_folder(mounts: str, controller: str | None, group: str | None) -> Path | None:
    """Find the folder of a group for a version 1 controller, or for version 2 (None)."""
    for line in mounts.splitlines() if group is not None else ():
        before, _, after = line.partition(" - ")
        root, point = before.split()[3:5]
        kind, _, options = after.split()[:3]
        fits = kind == "cgroup" and controller in options.split(",")
        if fits or (controller is None and kind == "cgroup2"):
            # In a container, the group itself may be the root of the mount.
            below = os.path.relpath(group, root) if group.startswith(root) else "."
            folder = Path(point.encode().decode("unicode_escape"), below)
            return folder if folder.is_dir() else Path(point)
    return None


def _delegating_group(folder: Path | None) -> Path | None:
    """Find the nearest group, from this one up, that is writable and delegates both controllers."""
    while folder is not None and (folder / "cgroup.subtree_control").is_file():
        delegated = (folder / "cgroup.subtree_control").read_text().split()
        writable = os.access(folder, os.W_OK) and os.access(folder / "cgroup.procs", os.W_OK)
        if writable and set(CONTROLLERS) <= set(delegated):
            return folder
        folder = folder.parent
    return None


def _remove_leftovers(parent: Path) -> None:
    """Remove the empty groups of graders that are gone; the kernel keeps groups that are in use."""
    for folder in parent.glob(f"{PREFIX}-*"):
        owner = re.match(rf"{PREFIX}-(\d+)-", folder.name)
        if owner and not Path("/proc", owner[1]).exists():
            with contextlib.suppress(OSError):
                folder.rmdir()

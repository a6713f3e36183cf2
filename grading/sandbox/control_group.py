"""A control group for one submission: a hard limit on its memory and its processes, all together.

Limits of single processes and the watch of `grading.sandbox.student_process` bound a submission wherever it runs. A
control group counts what they cannot see, buffers of the kernel and files in memory, and does so at
every moment. It is used where this process may make one: version 1 below its own groups, version 2
below its own group or the nearest above that hands on both controllers, as systemd's user sessions
do. Elsewhere the submission goes without.
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
    """A group for one submission's processes, or none where none can be made.

    Args:
        memory: bytes, all memory of the group together.
        processes: threads counted.
        places: folders to make it in, see `places`; without them, those of this process.

    Attributes:
        folders: one, or one a controller; empty where there is no group.

    Use it as a context manager, or call `end` when the processes are gone.
    """

    def __init__(self, memory: int, processes: int, places: list[Path] | None = None) -> None:
        name = f"{PREFIX}-{os.getpid()}-{secrets.token_hex(6)}"
        self.folders: list[Path] = []
        try:
            for place in own_places() if places is None else places:
                (place / name).mkdir()
                self.folders.append(place / name)
                _limit(place / name, memory, processes)
        except OSError:
            self.end()

    def __enter__(self) -> "Cgroup":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def add(self, pid: int) -> None:
        """Put a process, and all that it will start, into the group."""
        for folder in self.folders:
            with contextlib.suppress(ProcessLookupError):
                (folder / "cgroup.procs").write_text(f"{pid}\n")

    def end(self) -> None:
        """Remove the group; its processes have been ended."""
        deadline = time.monotonic() + REMOVAL_SECONDS
        while self.folders:
            try:
                self.folders[-1].rmdir()
            except FileNotFoundError:
                pass
            except OSError:
                # What was killed stays in the group until the kernel has cleared it away.
                if time.monotonic() < deadline:
                    time.sleep(0.005)
                    continue
            self.folders.pop()


def _limit(folder: Path, memory: int, processes: int) -> None:
    """Set the limits whose files are there; what has no file is another controller's."""
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


def own_places() -> list[Path]:
    """The folders of this process below which groups can be made; empty where there are none."""
    try:
        groups = Path("/proc/self/cgroup").read_text()
        mounts = Path("/proc/self/mountinfo").read_text()
    except OSError:
        return []
    return places(groups, mounts)


def places(groups: str, mounts: str) -> list[Path]:
    """Where groups can be made that limit memory and processes.

    Args:
        groups: what ``/proc/self/cgroup`` says.
        mounts: what ``/proc/self/mountinfo`` says.

    Returns:
        One folder a controller (version 1), one for both (version 2), or none. Leftovers of
        graders that are gone have been removed from them.
    """
    own = dict(line.split(":", 2)[1:] for line in groups.splitlines())
    by_controller = {name: path for names, path in own.items() for name in names.split(",")}
    version_1 = [_mounted(mounts, name, by_controller.get(name)) for name in CONTROLLERS]
    if all(folder and os.access(folder, os.W_OK) for folder in version_1):
        found = list(dict.fromkeys(version_1))
    else:
        found = [_handed_on(_mounted(mounts, None, own.get("")))]
    found = [folder for folder in found if folder is not None]
    for folder in found:
        _clear(folder)
    return found


def _mounted(mounts: str, controller: str | None, group: str | None) -> Path | None:
    """The folder of a group: of a version 1 controller, or of version 2 (None)."""
    for line in mounts.splitlines() if group is not None else ():
        before, _, after = line.partition(" - ")
        root, point = before.split()[3:5]
        kind, _, options = after.split()[:3]
        fits = kind == "cgroup" and controller in options.split(",")
        if fits or (controller is None and kind == "cgroup2"):
            # In a container the mount may begin at the group itself.
            below = os.path.relpath(group, root) if group.startswith(root) else "."
            folder = Path(point.encode().decode("unicode_escape"), below)
            return folder if folder.is_dir() else Path(point)
    return None


def _handed_on(folder: Path | None) -> Path | None:
    """The group, or the nearest above it, that may be written and hands on both controllers."""
    while folder is not None and (folder / "cgroup.subtree_control").is_file():
        handed_on = (folder / "cgroup.subtree_control").read_text().split()
        writable = os.access(folder, os.W_OK) and os.access(folder / "cgroup.procs", os.W_OK)
        if writable and set(CONTROLLERS) <= set(handed_on):
            return folder
        folder = folder.parent
    return None


def _clear(place: Path) -> None:
    """Remove empty groups whose grader is gone; one with processes in it cannot be removed."""
    for folder in place.glob(f"{PREFIX}-*"):
        owner = re.match(rf"{PREFIX}-(\d+)-", folder.name)
        if owner and not Path("/proc", owner[1]).exists():
            with contextlib.suppress(OSError):
                folder.rmdir()

"""Confine a process with bubblewrap, and define what a student's code can see.

The sandbox contains a read-only system, the virtual environment and `READABLE_INSIDE`. It
has no network except loopback, no other processes, no files of the course folder and no variables
of the grader's environment. Only /tmp and /dev/shm can be written; they are in memory and limited
in size. If the grader runs as root, the code runs as a user who owns nothing. No user namespace is
used then, because root mapped into one would still be root outside.
"""

import functools
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from grading.errors import CourseError
from grading.paths import ROOT
from grading.sandbox.limits import SHM_SIZE, SHM_SIZE_WITH_RAY, TMP_SIZE

HOME = "/tmp/home"
FONTS = "/tmp/matplotlib"
FIRST_UID, UIDS = 61_000, 4_000
"""The range of user ids for confined code if the grader is root; no real user has one of them."""

WITHOUT = "or use --sandbox none if you trust the authors of the code with your account"
HOW_TO_INSTALL = (
    "install bubblewrap (Debian, Ubuntu: apt-get install bubblewrap; Fedora: dnf install "
    f"bubblewrap), {WITHOUT}"
)
HOW_TO_ENABLE = {
    "cannot be read": "let everybody read the course with `chmod -R go+rX .venv helpers checks "
    f"grading` in {ROOT}, or ask its owner to do so",
    "namespace|uid map|not permitted|denied": "allow bubblewrap to make user namespaces (Ubuntu: "
    "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0; containers: see "
    f"docs/security.md), {WITHOUT}",
    "nknown option": f"update bubblewrap to version 0.8 or newer, {WITHOUT}",
    "Linux only": f"grade on Linux, {WITHOUT}",
    "": HOW_TO_INSTALL,
}
"""What to do if the sandbox is unavailable, by words in the reason; the first that fits holds."""

SYSTEM_FOLDERS = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
SYSTEM_SETTINGS = (
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/localtime",
)
READABLE_INSIDE = (
    "helpers",
    "checks/__init__.py",
    "checks/probing",
    "checks/lesson_*/__init__.py",
    "checks/lesson_*/probes.py",
    "grading/__init__.py",
    "grading/sandbox/__init__.py",
    "grading/sandbox/inside",
)
"""The files of the clone that a student's code can read: no judges. Modules of ``helpers`` with
the answers of a lesson are hidden while that lesson is scored."""

CHOICES = ("bwrap", "none")
"""The values of ``--sandbox`` and LWG_SANDBOX."""


def should_confine(sandbox: str | None = None) -> bool:
    """Return whether student code must be confined, and check that this is possible.

    Args:
        sandbox: "bwrap" or "none". If it is None or empty, the environment variable LWG_SANDBOX
            decides; the default is "bwrap".

    Raises:
        CourseError: the sandbox is required but cannot be used here, or the word is unknown. The
            message says what to do.
    """
    word = sandbox or os.environ.get("LWG_SANDBOX", CHOICES[0])
    if word not in CHOICES:
        raise CourseError(f"unknown sandbox {word!r}: choose {' or '.join(CHOICES)}")
    if word == "none":
        return False
    reason = why_unavailable()
    if reason is not None:
        raise CourseError(f"student code runs only in a sandbox, but {reason}: {remedy(reason)}")
    return True


@functools.cache
def why_unavailable() -> str | None:
    """Return why the sandbox cannot be used on this machine, or None if it can."""
    if not sys.platform.startswith("linux"):
        return "bubblewrap is available on Linux only"
    for program in ("bwrap", *(["setpriv"] if _is_root() else [])):
        if shutil.which(program, path=BWRAP_ENV["PATH"]) is None:
            return f"{program} is not installed"
    if (unreadable := next(_unreadable_inside(), None)) is not None:
        return f"{unreadable} cannot be read in it"
    # Try the confinement with a program that ends at once, in place of the executor.
    trial = str(ROOT / "grading" / "sandbox" / "inside" / "system_calls.py")
    command = sandbox_command([sys.executable, "-I", trial], {}, uses_ray=False)
    try:
        done = subprocess.run(
            command, env=BWRAP_ENV, capture_output=True, text=True, check=False, timeout=60
        )
    except subprocess.TimeoutExpired:
        return "bubblewrap did not start within 60 s"
    if done.returncode == 0:
        return None
    lines = (done.stderr.strip() or f"exit status {done.returncode}").splitlines()
    return f"bubblewrap does not work ({lines[-1]})"


def remedy(reason: str) -> str:
    """Say what to do if the sandbox is unavailable.

    Args:
        reason: from `why_unavailable`.
    """
    return next(text for words, text in HOW_TO_ENABLE.items() if re.search(words, reason))


def _unreadable_inside() -> Iterator[Path]:
    """Find files that the confined code needs and may not read, for example due to a umask of 077.

    If root grades, the code runs as somebody who is neither the owner nor in the group.
    """
    packages = {Path(folder) for folder in sys.path if Path(folder).name == "site-packages"}
    needed = [Path(sys.prefix), Path(sys.executable).parent]
    needed += [path for folder in packages for path in (folder, *folder.glob("*"))]
    for pattern in READABLE_INSIDE:
        for path in ROOT.glob(pattern):
            needed += [path, *path.rglob("*")]
    for path in needed:
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            continue
        except OSError:
            yield path
            continue
        bits = 5 if stat.S_ISDIR(mode) else 4
        if mode & bits != bits if _is_root() else not os.access(path, os.R_OK):
            yield path


BWRAP_ENV = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
"""bubblewrap's own environment. Confined code can read it in /proc/1/environ."""


def sandbox_command(
    command: list[str],
    environment: dict[str, str],
    *,
    uses_ray: bool,
    withheld: Iterable[str] = (),
    forks: bool = False,
) -> list[str]:
    """Return the command line that runs a command in the sandbox.

    Args:
        command: runs in an empty home folder and inherits open file descriptors.
        environment: all variables that the command gets.
        uses_ray: provide the shared memory that Ray's object store needs.
        withheld: names of modules that contain the lesson's answers. Their files are empty inside.
        forks: the command is `grading.sandbox.inside.zygote`. It keeps the privileges that it
            needs to create namespaces for its forks, and takes these privileges from the forks.

    Returns:
        The command line, to be run with `BWRAP_ENV` as its environment.
    """
    fonts = environment.get("MPLCONFIGDIR")
    inside = environment | {
        "HOME": HOME,
        "TMPDIR": "/tmp",
        "RAY_TMPDIR": "/tmp",
        "XDG_RUNTIME_DIR": HOME,
        "MPLCONFIGDIR": FONTS,
        "USER": "student",
        "LOGNAME": "student",
    }
    shared = SHM_SIZE_WITH_RAY if uses_ray else SHM_SIZE
    return [
        "bwrap",
        *("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-net"),
        *("--unshare-cgroup-try", "--die-with-parent", "--new-session", "--clearenv"),
        *_namespace_options(forks),
        *_system_mounts(),
        *("--proc", "/proc"),
        *(("--ro-bind", "/proc/sys", "/proc/sys") if _is_root() else ()),
        *("--dev", "/dev", "--perms", "1777", "--size", str(shared), "--tmpfs", "/dev/shm"),
        *("--perms", "1777", "--size", str(TMP_SIZE), "--tmpfs", "/tmp"),
        *("--perms", "0777", "--dir", HOME, "--perms", "0777", "--dir", FONTS),
        *_font_mounts(fonts),
        *_python_mounts(),
        *_empty_modules(withheld),
        *(word for name, value in inside.items() for word in ("--setenv", name, value)),
        *("--chdir", HOME, "--remount-ro", "/dev", "--remount-ro", "/"),
        "--",
        *(_as_nobody() if _is_root() and not forks else ()),
        *command,
    ]


_ROOT_OPTIONS = (
    *("--cap-drop", "ALL"),
    *("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"),
)
_ROOT_FORK_OPTIONS = ("--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_NET_ADMIN")


def _namespace_options(forks: bool) -> tuple[str, ...]:
    """Choose between user namespaces and capabilities, and restrict who may create namespaces."""
    if _is_root():
        return _ROOT_OPTIONS + (_ROOT_FORK_OPTIONS if forks else ())
    # With --as-pid-1 the command is the first process. Otherwise that would be bubblewrap, which
    # the code could manipulate because both run as the same user.
    return ("--unshare-user",) if forks else ("--unshare-user", "--disable-userns", "--as-pid-1")


def _is_root() -> bool:
    return os.geteuid() == 0


def _as_nobody() -> list[str]:
    uid = str(FIRST_UID + os.getpid() % UIDS)
    return [
        *("setpriv", "--reuid", uid, "--regid", uid, "--clear-groups"),
        *("--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--"),
    ]


def _system_mounts() -> Iterator[str]:
    for name in SYSTEM_FOLDERS:
        if os.path.islink(name):
            yield from ("--symlink", os.readlink(name), name)
        elif os.path.isdir(name):
            yield from ("--ro-bind", name, name)
    yield from ("--perms", "0755", "--dir", "/etc")
    for name in SYSTEM_SETTINGS:
        yield from ("--ro-bind-try", name, name)


def _python_mounts() -> Iterator[str]:
    """Mount the interpreter, the virtual environment and the readable part of the clone."""
    pythons = {Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve()}
    readable = {path for pattern in READABLE_INSIDE for path in ROOT.glob(pattern)}
    outside_usr = sorted(path for path in pythons | readable if not path.is_relative_to("/usr"))
    # bubblewrap would create their parent folders so that only root can enter them.
    for parent in sorted({parent for path in outside_usr for parent in path.parents}):
        if parent not in (Path("/"), Path("/tmp")):
            yield from ("--perms", "0755", "--dir", str(parent))
    for path in outside_usr:
        yield from ("--ro-bind", str(path), str(path))


def hidden_by_tmpfs() -> bool:
    """Return whether the sandbox's own /tmp or /dev/shm would hide the course or its Python."""
    places = [ROOT, *(Path(prefix).resolve() for prefix in (sys.prefix, sys.base_prefix))]
    return any(place.is_relative_to(top) for place in places for top in ("/tmp", "/dev/shm"))


def _empty_modules(modules: Iterable[str]) -> Iterator[str]:
    """Replace the source and the bytecode of some modules by /dev/null."""
    for name in modules:
        source = ROOT.joinpath(*name.split(".")).with_suffix(".py")
        for path in (source, *source.parent.glob(f"__pycache__/{source.stem}.*.pyc")):
            yield from ("--ro-bind", "/dev/null", str(path))


def _font_mounts(folder: str | None) -> Iterator[str]:
    """Mount Matplotlib's list of fonts, which every process would otherwise build again."""
    for path in sorted(Path(folder).glob("fontlist*.json")) if folder else []:
        yield from ("--ro-bind", str(path), f"{FONTS}/{path.name}")

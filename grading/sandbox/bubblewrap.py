"""Confine a process with bubblewrap: what a student's code can see, and what it cannot.

Inside there is a read-only system, the virtual environment, ``helpers`` and the executor; no
network but loopback, no other process, no file of the course folder, no variable of the grader's
environment. Writable are /tmp and /dev/shm, in memory and bounded. When the grader runs as root
the code runs as a user that owns nothing; mapping root into a user namespace would leave it root
outside, so none is used then.
"""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from grading.errors import CourseError
from grading.paths import ROOT

HOME = "/tmp/home"
FONTS = "/tmp/matplotlib"
MEBIBYTE = 2**20
TMP_SIZE = 256 * MEBIBYTE
SHM_SIZE = 64 * MEBIBYTE
SHM_SIZE_WITH_RAY = 512 * MEBIBYTE
FIRST_UID, UIDS = 61_000, 4_000
"""User ids of confined code under root: none of them is somebody's."""

HOW_TO_GET_IT = (
    "install bubblewrap (Debian, Ubuntu: apt-get install bubblewrap; Fedora: dnf install "
    "bubblewrap), or, for people whom you trust with your account, say --sandbox none"
)
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
SETTINGS_OF_THE_SYSTEM = (
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/localtime",
)
SEEN_INSIDE = (
    "helpers",
    "checks/__init__.py",
    "checks/probing",
    "checks/lesson_*/__init__.py",
    "checks/lesson_*/probes.py",
    "grading/__init__.py",
    "grading/sandbox/__init__.py",
    "grading/sandbox/inside",
)
"""What a student's code can read of the clone: no judge, no answer, nothing of the grader's own."""


CHOICES = ("bwrap", "none")


def chosen(sandbox: str | None = None) -> bool:
    """Whether student code is to be confined, and that it can be.

    Args:
        sandbox: "bwrap" or "none"; None takes the environment variable LWG_SANDBOX, or "bwrap".

    Raises:
        CourseError: it is to be and cannot be, or the word is another one; the line says what
            to do.
    """
    word = sandbox or os.environ.get("LWG_SANDBOX", CHOICES[0])
    if word not in CHOICES:
        raise CourseError(f"the sandbox is {word!r}: choose {' or '.join(CHOICES)}")
    if word == "none":
        return False
    reason = why_not()
    if reason is not None:
        raise CourseError(f"no code of others is run unconfined, and {reason}: {HOW_TO_GET_IT}")
    return True


@functools.cache
def why_not() -> str | None:
    """Why nothing can be confined here; None where it can."""
    if not sys.platform.startswith("linux"):
        return "bubblewrap exists for Linux only"
    for program in ("bwrap", *(["setpriv"] if _is_root() else [])):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    # A stand-in for the executor: the same confinement, and a program that ends at once.
    filtered = str(ROOT / "grading" / "sandbox" / "inside" / "system_calls.py")
    command = confined([sys.executable, "-I", filtered], {}, uses_ray=False)
    done = subprocess.run(
        command, env=OUTSIDE, capture_output=True, text=True, check=False, timeout=60
    )
    if done.returncode == 0:
        return None
    lines = (done.stderr.strip() or f"exit status {done.returncode}").splitlines()
    return f"bubblewrap does not work ({lines[-1]})"


OUTSIDE = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
"""Environment of bubblewrap itself: what is in it can be read inside, in /proc/1/environ."""


def confined(
    command: list[str],
    environment: dict[str, str],
    *,
    uses_ray: bool,
    withheld: Iterable[str] = (),
    forks: bool = False,
) -> list[str]:
    """The command line that runs another one in the sandbox.

    Args:
        command: runs inside, in an empty home; open descriptors are handed on.
        environment: all the variables it gets.
        uses_ray: gives it the shared memory that Ray's object store needs.
        withheld: modules of the helpers whose files cannot be read, for they hold the answers.
        forks: the command is `grading.sandbox.inside.zygote`, which makes namespaces for others: it keeps what
            that takes, and takes it from them.

    Returns:
        The command to run with `OUTSIDE` as its environment.
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
        *_namespaces_of_its_own(forks),
        *_system(),
        *("--proc", "/proc"),
        *(("--ro-bind", "/proc/sys", "/proc/sys") if _is_root() else ()),
        *("--dev", "/dev", "--perms", "1777", "--size", str(shared), "--tmpfs", "/dev/shm"),
        *("--perms", "1777", "--size", str(TMP_SIZE), "--tmpfs", "/tmp"),
        *("--perms", "0777", "--dir", HOME, "--perms", "0777", "--dir", FONTS),
        *_fonts(fonts),
        *_python(),
        *_without(withheld),
        *(word for name, value in inside.items() for word in ("--setenv", name, value)),
        *("--chdir", HOME, "--remount-ro", "/dev", "--remount-ro", "/"),
        "--",
        *(_as_nobody() if _is_root() and not forks else ()),
        *command,
    ]


_ROOT_STAYS_OUTSIDE = (
    *("--cap-drop", "ALL"),
    *("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"),
)
_MAKES_NAMESPACES = ("--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_NET_ADMIN")


def _namespaces_of_its_own(forks: bool) -> tuple[str, ...]:
    """Whether user namespaces are used, and who may make further namespaces."""
    if _is_root():
        return _ROOT_STAYS_OUTSIDE + (_MAKES_NAMESPACES if forks else ())
    # bubblewrap's own first process would be of the same user as the code, and open to it.
    return ("--unshare-user",) if forks else ("--unshare-user", "--disable-userns", "--as-pid-1")


def _is_root() -> bool:
    return os.geteuid() == 0


def _as_nobody() -> list[str]:
    uid = str(FIRST_UID + os.getpid() % UIDS)
    return [
        *("setpriv", "--reuid", uid, "--regid", uid, "--clear-groups"),
        *("--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--"),
    ]


def _system() -> Iterator[str]:
    for name in SYSTEM:
        if os.path.islink(name):
            yield from ("--symlink", os.readlink(name), name)
        elif os.path.isdir(name):
            yield from ("--ro-bind", name, name)
    yield from ("--perms", "0755", "--dir", "/etc")
    for name in SETTINGS_OF_THE_SYSTEM:
        yield from ("--ro-bind-try", name, name)


def _python() -> Iterator[str]:
    """The interpreter, the virtual environment and what is seen of the clone."""
    pythons = {Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve()}
    seen = {path for pattern in SEEN_INSIDE for path in ROOT.glob(pattern)}
    outside_usr = sorted(path for path in pythons | seen if not path.is_relative_to("/usr"))
    # bubblewrap would make the folders on the way to them for root alone.
    for parent in sorted({parent for path in outside_usr for parent in path.parents}):
        if parent not in (Path("/"), Path("/tmp")):
            yield from ("--perms", "0755", "--dir", str(parent))
    for path in outside_usr:
        yield from ("--ro-bind", str(path), str(path))


def hidden_by_memory() -> bool:
    """Whether the course or its Python lies where confined code gets memory instead of files."""
    places = [ROOT, *(Path(prefix).resolve() for prefix in (sys.prefix, sys.base_prefix))]
    return any(place.is_relative_to(top) for place in places for top in ("/tmp", "/dev/shm"))


def _without(modules: Iterable[str]) -> Iterator[str]:
    """Nothing in the place of some modules' source and bytecode."""
    for name in modules:
        source = ROOT.joinpath(*name.split(".")).with_suffix(".py")
        for path in (source, *source.parent.glob(f"__pycache__/{source.stem}.*.pyc")):
            yield from ("--ro-bind", "/dev/null", str(path))


def _fonts(folder: str | None) -> Iterator[str]:
    """Matplotlib's list of fonts, or every process would make it anew."""
    for path in sorted(Path(folder).glob("fontlist*.json")) if folder else []:
        yield from ("--ro-bind", str(path), f"{FONTS}/{path.name}")

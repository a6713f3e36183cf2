"""Set up the environment variables of the processes that the course starts."""

import contextlib
import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path

from grading.paths import BUILD

# Settings for the user's own Python and Jupyter, which may be of other versions than ours.
_LEFT_OUT = ("PYTHON", "JUPYTER", "IPYTHON", "MPL")


def course_environment(role: str = "course") -> dict[str, str]:
    """Return the environment variables for a Jupyter server, a kernel or nbgrader.

    Args:
        role: the subfolder of `build/jupyter` for Jupyter's files, which keeps a student's
            JupyterLab apart from an instructor's.

    Returns:
        The current environment without the user's own Python and Jupyter settings, with the
        virtual environment first on `PATH` and every cache inside the clone. If the user may not
        write there, because another user set the clone up, the caches are in a folder for
        temporary files.

    Raises:
        OSError: neither can be written to.
    """
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(_LEFT_OUT)
    }
    needed = {
        "IPYTHONDIR": "cache/ipython",
        "MPLCONFIGDIR": "cache/matplotlib",
        "JUPYTER_CONFIG_DIR": f"jupyter/{role}/config",
        "JUPYTER_DATA_DIR": f"jupyter/{role}/data",
        "JUPYTER_RUNTIME_DIR": f"jupyter/{role}/runtime",
    }
    # SDL, which Gymnasium renders with, complains on stderr without this private folder.
    if not _is_writable(environment.get("XDG_RUNTIME_DIR")):
        needed["XDG_RUNTIME_DIR"] = "cache/run"
    if not _is_writable(os.path.expanduser("~")):
        needed["HOME"] = "cache/home"
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        if name in environment and not _is_writable(environment[name]):
            del environment[name]
    environment.update(_make(BUILD, needed) or _make_elsewhere(needed))
    if not _has_name():
        environment["USER"] = environment["LOGNAME"] = "user"

    scripts = Path(sys.executable).parent
    environment["PATH"] = os.pathsep.join([str(scripts), environment.get("PATH", os.defpath)])
    # Without it, a terminal's encoding would decide how files are read.
    environment["PYTHONUTF8"] = "1"
    return environment


def _make(place: Path, needed: dict[str, str]) -> dict[str, str] | None:
    """Make a variable's folders in a place; None if one of them cannot be written to."""
    folders = {name: place / below for name, below in needed.items()}
    for folder in folders.values():
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            return None
        if not _is_writable(folder):
            return None
    return {name: str(folder) for name, folder in folders.items()}


def _make_elsewhere(needed: dict[str, str]) -> dict[str, str]:
    """Make the folders in one for temporary files that belongs to this user alone."""
    place = Path(tempfile.gettempdir()) / f"learning-without-gradients-{_user_id()}"
    with contextlib.suppress(OSError):
        place.mkdir(mode=0o700)
    if not _is_own(place):
        place = Path(tempfile.mkdtemp(prefix="learning-without-gradients-"))
    made = _make(place, needed)
    if made is None:
        raise PermissionError(13, "Permission denied", str(place))
    # Building the list of fonts takes a second or two, and every confined process needs it.
    for fonts in (BUILD / "cache" / "matplotlib").glob("fontlist*.json"):
        if not (Path(made["MPLCONFIGDIR"]) / fonts.name).exists():
            with contextlib.suppress(OSError):
                shutil.copyfile(fonts, Path(made["MPLCONFIGDIR"]) / fonts.name)
    return made


def _is_writable(folder: str | Path | None) -> bool:
    return bool(folder) and os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK)


def _is_own(folder: Path) -> bool:
    """Return whether a folder is one that nobody else can have prepared or can enter."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    private = stat.S_ISDIR(status.st_mode) and status.st_mode & 0o077 == 0
    return private and status.st_uid in (_user_id(), 0) and _is_writable(folder)


def _user_id() -> int:
    return getattr(os, "getuid", lambda: 0)()


def _has_name() -> bool:
    """Return whether `getpass.getuser`, which Jupyter and nbgrader call, finds a name."""
    import getpass

    try:
        return bool(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return False

"""Set up the environment variables of the processes that the course starts."""

import os
import sys
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
        virtual environment first on `PATH` and every cache inside the clone.
    """
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(_LEFT_OUT)
    }
    scripts = Path(sys.executable).parent
    folders = {
        "IPYTHONDIR": BUILD / "cache" / "ipython",
        "MPLCONFIGDIR": BUILD / "cache" / "matplotlib",
        "JUPYTER_CONFIG_DIR": BUILD / "jupyter" / role / "config",
        "JUPYTER_DATA_DIR": BUILD / "jupyter" / role / "data",
        "JUPYTER_RUNTIME_DIR": BUILD / "jupyter" / role / "runtime",
    }
    # SDL, which Gymnasium renders with, complains on stderr without this private folder.
    if "XDG_RUNTIME_DIR" not in environment:
        folders["XDG_RUNTIME_DIR"] = BUILD / "cache" / "run"
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    environment["PATH"] = os.pathsep.join([str(scripts), environment.get("PATH", os.defpath)])
    environment.update({name: str(folder) for name, folder in folders.items()})
    return environment

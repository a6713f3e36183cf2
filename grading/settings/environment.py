"""What a process started by the course finds around it."""

import os
import sys
from pathlib import Path

from grading.paths import BUILD

# Settings of the user's own Python and Jupyter, which belong to other versions than ours.
_LEFT_OUT = ("PYTHON", "JUPYTER", "IPYTHON", "MPL")


def course_environment(role: str = "course") -> dict[str, str]:
    """Returns the environment variables for a Jupyter server, a kernel or nbgrader.

    Args:
        role: the folder of `build/jupyter` that gets Jupyter's files, so that a student's and an
            instructor's windows keep apart.

    Returns:
        The present environment, without the user's own Python and Jupyter settings, with the
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
    # SDL, under gym's rendering, prints to stderr without it; it asks for a private folder.
    if "XDG_RUNTIME_DIR" not in environment:
        folders["XDG_RUNTIME_DIR"] = BUILD / "cache" / "run"
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    environment["PATH"] = os.pathsep.join([str(scripts), environment.get("PATH", os.defpath)])
    environment.update({name: str(folder) for name, folder in folders.items()})
    return environment

"""Start JupyterLab for a student or an instructor, with the settings in this folder."""

import os
import subprocess
import sys
import webbrowser
from pathlib import Path

from grading.jupyter.student_copies import copy_lessons
from grading.paths import COURSE, ROOT
from grading.settings.environment import course_environment

_SETTINGS = Path(__file__).parent


def open_student_lab(browser: bool = True, port: int | None = None) -> None:
    """Copy missing lessons to `work/` and run JupyterLab there until Ctrl-C.

    Args:
        browser: whether to open a browser, if there is one.
        port: the port to listen on, or the next free one if it is taken; None means the default.
    """
    for line in copy_lessons():
        print(line)
    _run_jupyterlab("student", browser, port)


def open_instructor_lab(browser: bool = True, port: int | None = None) -> None:
    """Run JupyterLab with Formgrader at the repository's root until Ctrl-C.

    Args:
        browser: whether to open a browser, if there is one.
        port: the port to listen on, or the next free one if it is taken; None means the default.
    """
    # Formgrader shows a warning on every page if it cannot write to its exchange.
    (COURSE / "exchange").mkdir(parents=True, exist_ok=True)
    _run_jupyterlab("instructor", browser, port)


def _run_jupyterlab(role: str, browser: bool, port: int | None) -> None:
    """Replace this process with the server, so that Ctrl-C and `kill` reach it directly."""
    command = [sys.executable, "-m", "jupyterlab", f"--config={_SETTINGS / role}_config.py"]
    if not (browser and _browser_can_open()):
        command.append("--no-browser")
    if port is not None:
        command.append(f"--port={port}")
    environment = course_environment(role)
    os.chdir(ROOT)  # nbgrader looks for nbgrader_config.py here
    sys.stdout.flush()
    if os.name == "nt":
        sys.exit(subprocess.call(command, env=environment))
    os.execve(sys.executable, command, environment)


def _browser_can_open() -> bool:
    """Return whether a window can open; a text browser would take over the terminal."""
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    ):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True

"""JupyterLab as a student and as an instructor sees it; its settings are in this folder."""

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
    """Copies the lessons that are missing to `work/` and runs JupyterLab there until Ctrl-C.

    Args:
        browser: whether to open a browser, if there is one.
        port: the port to listen on; where it is taken, or by default, the next free one.
    """
    for line in copy_lessons():
        print(line)
    _run_jupyterlab("student", browser, port)


def open_instructor_lab(browser: bool = True, port: int | None = None) -> None:
    """Runs JupyterLab with Formgrader at the repository's root until Ctrl-C.

    Args:
        browser: whether to open a browser, if there is one.
        port: the port to listen on; where it is taken, or by default, the next free one.
    """
    # Formgrader shows a warning on every page while its exchange cannot be written.
    (COURSE / "exchange").mkdir(parents=True, exist_ok=True)
    _run_jupyterlab("instructor", browser, port)


def _run_jupyterlab(role: str, browser: bool, port: int | None) -> None:
    """Replaces this process by the server, so that Ctrl-C and `kill` reach it directly."""
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
    """Whether a window can open; a text browser would take the terminal over."""
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    ):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True

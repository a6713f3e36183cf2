"""End processes that earlier runs left behind when they were killed.

Student code and its sandbox always die with their grader. But if Ray was just starting, two of its
agents can survive, and they would wait for ever for a node that is gone.
"""

import contextlib
import os

import psutil

AGENTS = ("ray::DashboardAgent", "ray::RuntimeEnvAgent")
NODE = "raylet"


def end_leftovers() -> None:
    """End those Ray agents of this user that have outlived their node."""
    left = [process for process in psutil.process_iter() if _is_leftover(process)]
    for process in left:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(left, timeout=2)


def _is_leftover(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        if process.uids().real == os.getuid() and process.name().startswith("ray::"):
            parent = process.parent()
            return process.name() in AGENTS and (parent is None or parent.name() != NODE)
    return False

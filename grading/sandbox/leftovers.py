"""Processes that a killed run left behind: each run ends those of the runs before it.

Student code and its sandbox die with their grader in any case. What can stay are two helpers of a
Ray that was just being started: they wait for a node that is gone.
"""

import contextlib
import os

import psutil

AGENTS = ("ray::DashboardAgent", "ray::RuntimeEnvAgent")
NODE = "raylet"


def end_leftovers() -> None:
    """End this user's Ray agents that have outlived their node."""
    left = [process for process in psutil.process_iter() if _is_left(process)]
    for process in left:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(left, timeout=2)


def _is_left(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        if process.uids().real == os.getuid() and process.name().startswith("ray::"):
            parent = process.parent()
            return process.name() in AGENTS and (parent is None or parent.name() != NODE)
    return False

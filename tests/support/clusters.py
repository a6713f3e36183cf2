"""Run a lesson's cells in a separate process, on this machine alone or on a two-node cluster."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator

import psutil

from helpers.local_cluster import LocalCluster

CELLS = """
import json, os, sys, time
import numpy as np, ray
from grading.lessons.source import read_source
from grading.scoring.jobs import cells_to_run
from helpers.ray_start import start_ray

start_ray(**{settings})
lesson = {{"__name__": "__main__"}}
for cell in cells_to_run(read_source({name!r})):
    exec(compile(cell.source, cell.label, "exec"), lesson)
"""
"""The start of every script: it runs the cells that are run for a score."""


def environment(address: str | None = None) -> dict[str, str]:
    """Return the environment of a script that joins the cluster or, without one, starts Ray."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("RAY_")}
    return kept | {"LWG_BUDGET": "quick"} | ({"RAY_ADDRESS": address} if address else {})


def start_script(
    code: str,
    name: str,
    address: str | None = None,
    variables: dict[str, str] | None = None,
    **settings: int,
) -> subprocess.Popen:
    """Start a script that has the names defined by a lesson in the dict ``lesson``.

    Args:
        code: code to run after the lesson's cells.
        name: full name of the lesson.
        address: address of the cluster to join; None starts Ray on this machine.
        variables: additional environment variables.
        settings: arguments of ``start_ray``.
    """
    return subprocess.Popen(
        [sys.executable, "-c", CELLS.format(name=name, settings=settings) + code],
        env=environment(address) | (variables or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish_script(process: subprocess.Popen, timeout: float = 240) -> object:
    """Return the last line that a script printed, as JSON; it must not fail or use stderr."""
    try:
        out, err = process.communicate(timeout=timeout)
    finally:
        process.kill()
    assert (process.returncode, err) == (0, ""), out + err
    return json.loads(out.strip().splitlines()[-1])


@contextlib.contextmanager
def two_nodes() -> Iterator[LocalCluster]:
    """Run two nodes with one processor each, and assert that they leave no process behind."""
    # Ray asks for a token from then on once it was started in this process, and scripts have none.
    os.environ.pop("RAY_AUTH_MODE", None)
    before = _family()
    with LocalCluster(nodes=2) as cluster:
        yield cluster
    _, alive = psutil.wait_procs(_family() - before, timeout=20)
    alive = [p for p in alive if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
    assert not alive, [process.name() for process in alive]


def _family() -> set[psutil.Process]:
    return set(psutil.Process().children(recursive=True))

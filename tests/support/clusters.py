"""Run a lesson's own cells in a process of its own, here or on a cluster of two nodes."""

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
from grading.scoring import cells_to_run
from grading.source import read_source
from helpers.ray_start import start_ray

start_ray(**{settings})
lesson = {{"__name__": "__main__"}}
for cell in cells_to_run(read_source({name!r})):
    exec(compile(cell.source, cell.label, "exec"), lesson)
"""
"""The cells that a score runs: imports, answers, and what stands between them."""


def environment(address: str | None = None) -> dict[str, str]:
    """The environment of a script that joins the cluster, or else starts Ray by itself."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("RAY_")}
    return kept | {"LWG_BUDGET": "quick"} | ({"RAY_ADDRESS": address} if address else {})


def start_script(
    code: str,
    name: str,
    address: str | None = None,
    variables: dict[str, str] | None = None,
    **settings: int,
) -> subprocess.Popen:
    """Start a script that finds the names of a lesson in the dict ``lesson``.

    Args:
        code: follows the lesson's cells.
        name: of the lesson.
        address: of the cluster to join.
        variables: more environment variables.
        settings: for ``start_ray``.
    """
    return subprocess.Popen(
        [sys.executable, "-c", CELLS.format(name=name, settings=settings) + code],
        env=environment(address) | (variables or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish_script(process: subprocess.Popen, timeout: float = 240) -> object:
    """What a script printed last, as JSON; it may not fail, nor write to stderr."""
    try:
        out, err = process.communicate(timeout=timeout)
    finally:
        process.kill()
    assert (process.returncode, err) == (0, ""), out + err
    return json.loads(out.strip().splitlines()[-1])


@contextlib.contextmanager
def two_nodes() -> Iterator[LocalCluster]:
    """Two nodes on this machine, one processor each; no process of theirs is left behind."""
    before = _family()
    with LocalCluster(nodes=2) as cluster:
        yield cluster
    _, alive = psutil.wait_procs(_family() - before, timeout=20)
    alive = [p for p in alive if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
    assert not alive, [process.name() for process in alive]


def _family() -> set[psutil.Process]:
    return set(psutil.Process().children(recursive=True))

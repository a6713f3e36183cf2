"""The student's JupyterLab works as intended, started in a small clone."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[3]
LESSON = "01_rollouts"
NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


class Lab:
    """A running JupyterLab server."""

    def __init__(self, clone, port):
        start = f"from grading.jupyter.lab import open_student_lab as start; start(False, {port})"
        self.process = subprocess.Popen(
            [sys.executable, "-c", start],
            cwd=clone,
            env={**os.environ, "HOME": str(clone.parent / "home")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = self.process.stdout.readline()
        found = re.search(r"(http://localhost:(\d+)/)lab\?token=(\w+)", self.said)
        assert found, self.said + self.process.stdout.read()
        self.address, self.port, self.token = found[1], int(found[2]), found[3]

    def get(self, path, method="GET", token=True):
        """Request a page; return its text or, for an error, the status code."""
        headers = {"Authorization": f"token {self.token}"} if token else {}
        request = urllib.request.Request(self.address + path, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """Make a folder with the course's code and one lesson, so that real work is not touched."""
    clone = tmp_path_factory.mktemp("lab") / "clone"
    for package in ("grading", "checks"):
        shutil.copytree(ROOT / package, clone / package)
    release = clone / "notebooks" / LESSON / f"{LESSON}.ipynb"
    release.parent.mkdir(parents=True)
    release.write_text(json.dumps(NOTEBOOK))
    (clone.parent / "home").mkdir()
    return clone


@pytest.fixture(scope="module")
def taken_port():
    """Listen on a port, and return its number."""
    with socket.socket() as listener:
        listener.bind(("localhost", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture(scope="module")
def lab(clone, taken_port):
    """Start the server with a port that is taken."""
    lab = Lab(clone, taken_port)
    yield lab
    lab.stop()


def page_settings(lab):
    return json.loads(
        re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', lab.get("lab"), re.S)[1]
    )


def test_uses_the_next_port_if_the_given_one_is_taken(lab, taken_port):
    assert lab.port != taken_port


def test_answers_only_with_the_token(lab):
    assert "version" in json.loads(lab.get("api"))
    assert lab.get("api/contents", token=False) == 403


def test_shows_the_lessons(lab):
    listing = json.loads(lab.get("api/contents"))["content"]

    assert [entry["name"] for entry in listing] == [LESSON]


def test_runs_notebooks_only_in_this_python(lab):
    assert list(json.loads(lab.get("api/kernelspecs"))["kernelspecs"]) == ["python3"]

    lab.get("api/kernels", method="POST")

    (kernel,) = psutil.Process(lab.process.pid).children()
    assert kernel.cmdline()[0] == sys.executable


def test_extensions_that_a_student_does_not_need_are_off(lab):
    disabled = page_settings(lab)["disabledExtensions"]

    assert "@jupyter/nbgrader:formgrader" in disabled
    assert "@jupyterlab/extensionmanager-extension" in disabled
    assert "@jupyter/nbgrader:validate-assignment" not in disabled
    for page in ("formgrader", "api/terminals", "tree", "assignments", "lsp/status", "jupytext"):
        assert lab.get(page) == 404, page
    assert lab.get("nbgrader_version?version=0") != 404


def test_opens_the_first_lesson_the_first_time(lab):
    window = json.loads(lab.get("lab/api/workspaces/default"))["data"]

    assert window[f"notebook:{LESSON}/{LESSON}.ipynb"]["data"]["factory"] == "Notebook"


def test_leaves_the_home_folder_alone(lab, clone):
    assert list((clone.parent / "home").iterdir()) == []
    assert page_settings(lab)["userSettingsDir"].startswith(str(clone / "build"))

"""Formgrader, in the instructor's JupyterLab, shows the class and runs no student code."""

import json
import os
import re
import socket
import subprocess
import sys
import urllib.request

import pytest
from nbgrader.api import Gradebook
from small_class import LESSON

from grading.paths import ROOT
from grading.settings.nbgrader_options import course_config

pytestmark = pytest.mark.slow


@pytest.fixture
def get(small_class, tmp_path):
    """Start the server; return a function that requests a page and returns its text."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "grading.cli.main",
            "instructor",
            "--no-browser",
            "--port",
            str(port),
        ],
        cwd=ROOT,
        env=os.environ | {"LWG_COURSE": str(small_class), "HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    for line in server.stdout:
        said.append(line)
        found = re.search(r"(http://localhost:\d+/)\S*token=(\w+)", line)
        if found:
            break
    assert found, "".join(said)
    address, token = found[1], found[2]

    def ask(path, method="GET"):
        headers = {"Authorization": f"token {token}"}
        request = urllib.request.Request(address + path, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.read().decode()

    yield ask
    server.terminate()
    server.wait(timeout=30)


def test_it_shows_the_class_and_autograding_again_changes_nothing(get, small_class):
    (lesson,) = json.loads(get("formgrader/api/assignments"))
    assert (lesson["name"], lesson["num_submissions"]) == (LESSON, 5)
    before = {s["student"]: s for s in json.loads(get(f"formgrader/api/submissions/{LESSON}"))}
    assert {s["autograded"] for s in before.values()} == {True}
    done = json.loads(get(f"formgrader/api/submission/{LESSON}/ben/autograde", "POST"))
    assert done["success"], done
    after = {s["student"]: s for s in json.loads(get(f"formgrader/api/submissions/{LESSON}"))}
    assert after == before
    assert json.loads(get(f"formgrader/api/assignment/{LESSON}"))["duedate_notimezone"]


def test_its_autograde_button_does_not_wait_for_a_fifo_and_accepts_another_file_name(
    get, small_class
):
    place = small_class / "submitted" / "ada" / LESSON
    (place / f"{LESSON}.ipynb").rename(place / "My Work.ipynb")
    os.mkfifo(place / "data.csv")
    (place / "secret.csv").symlink_to("/etc/passwd")
    done = json.loads(get(f"formgrader/api/submission/{LESSON}/ada/autograde", "POST"))
    assert done["success"], done
    shown = json.loads(get(f"formgrader/api/submission/{LESSON}/ada"))
    assert shown["score"] == 10
    copied = {path.name for path in (small_class / "autograded" / "ada" / LESSON).iterdir()}
    assert copied == {f"{LESSON}.ipynb", "timestamp.txt"}
    refused = {path.name for path in (small_class / "refused" / "ada" / LESSON).iterdir()}
    assert refused == {"data.csv", "secret.csv"}


def test_a_students_text_cannot_run_with_the_instructors_rights(get, small_class):
    with Gradebook(course_config(small_class).CourseDirectory.db_url) as gradebook:
        number = gradebook.find_submission_notebook(LESSON, LESSON, "mallory").id
    page = get(f"formgrader/submissions/{number}")
    assert "<strong>strong</strong>" in page
    assert "&lt;script&gt;alert(1)" in page
    assert not re.search(r"<script[^>]*>\s*alert", page)
    assert not re.search(r"<[^>]*(onerror|onload|javascript:alert|data:text|//evil)", page)
    assert not re.search(r"<(iframe|svg)\b", page)

"""The students' bundle works, and gives no solution away."""

import os
import subprocess
import sys
import zipfile

import nbformat
import pytest
from handins import solved

from grading.lessons.bundle import NAME, make_bundle

LESSON = "01_rollouts"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    with zipfile.ZipFile(make_bundle(folder)) as archive:
        archive.extractall(folder)
    return folder / NAME


def test_it_holds_what_a_student_needs_and_nothing_else(bundle):
    top = {path.name for path in bundle.iterdir()}
    assert {"notebooks", "helpers", "checks", "grading", "Makefile", "requirements.lock"} <= top
    assert not top & {"solutions", "tests", "build", "work", ".git", ".ci"}
    for path in bundle.rglob("*"):
        if path.is_file() and path.suffix in (".py", ".ipynb", ".md"):
            lines = [line.strip(' "') for line in path.read_text().splitlines()]
            assert not any(line.startswith("### BEGIN SOLUTION") for line in lines), path


def run(bundle, *arguments):
    environment = os.environ | {"PYTHONPATH": str(bundle)}
    command = [sys.executable, "-c", "from grading.cli.main import main; main()", *arguments]
    return subprocess.run(
        command, cwd=bundle, env=environment, capture_output=True, text=True, check=False
    )


def test_a_notebook_can_be_checked_in_it(bundle):
    path = bundle / "mine.ipynb"
    nbformat.write(solved(LESSON), path)
    done = run(bundle, "check", "1", "--notebook", str(path))
    assert done.returncode == 0, done.stderr
    assert "10 of 10" in done.stdout
    assert "reference solution" in done.stdout


@pytest.mark.parametrize("arguments", [("solution", "1"), ("build",)])
def test_commands_that_need_the_solutions_say_so_in_one_line(bundle, arguments):
    done = run(bundle, *arguments)
    assert done.returncode == 2
    assert "this bundle has no solutions" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1

"""The skeleton of an exercise works at once, and a name that cannot be used changes nothing."""

import shutil
import subprocess
import sys

import pytest

from grading.errors import CourseError
from grading.lessons.new_exercise import MARK, new_exercise, places_to_fill_in
from grading.lessons.source import lesson_names
from grading.paths import ROOT

LESSON, NAME = "05_cross_entropy_method", "mean_of_values"


@pytest.fixture
def clone(tmp_path):
    """What the skeleton is written into."""
    for part in ("solutions", "checks", "tests/answers"):
        shutil.copytree(ROOT / part, tmp_path / part)
    return tmp_path


def contents(clone):
    return {path: path.read_bytes() for path in clone.rglob("*.py")}


@pytest.mark.parametrize("lesson", lesson_names())
def test_every_lesson_can_get_an_exercise_and_the_files_are_valid(clone, lesson):
    written = new_exercise(lesson, NAME, clone)
    for path in written:
        compile(path.read_text(), str(path), "exec")
        assert MARK in path.read_text() or path.name == "exercises.py"
    text = written[0].read_text()
    assert text.index(f'answer="{NAME}"') < text.index(f'check="{NAME}"') < text.index("question=")
    again = new_exercise(lesson, f"{NAME}_2", clone)
    assert f"{NAME},\n        {NAME}_2,\n    ]" in again[3].read_text()


def test_the_places_to_fill_in_are_listed(clone):
    before = set(places_to_fill_in(clone))
    written = {path.relative_to(clone).as_posix() for path in new_exercise(LESSON, NAME, clone)}
    listed = set(places_to_fill_in(clone))
    assert listed - before <= written
    assert written - listed == {"checks/lesson_05/exercises.py"}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("select_elites", "already"),
        ("elites", "already"),
        ("np", "already"),
        ("probes", "already"),
        ("two words", "identifier"),
        ("2nd", "identifier"),
        ("lambda", "identifier"),
        ("", "identifier"),
        ("../x", "identifier"),
        ("Mean", "lower-case"),
        ("größe", "lower-case"),
        (41 * "x", "at most 40"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused_and_nothing_is_written(clone, name, why):
    before = contents(clone)
    with pytest.raises(CourseError, match=why) as caught:
        new_exercise(LESSON, name, clone)
    assert "\n" not in str(caught.value)
    assert contents(clone) == before


def test_a_file_that_cannot_be_written_leaves_all_as_it_was(clone):
    shutil.rmtree(clone / "tests" / "answers" / "lesson_05")
    before = contents(clone)
    with pytest.raises(CourseError, match="cannot be written"):
        new_exercise(LESSON, NAME, clone)
    assert contents(clone) == before


@pytest.mark.parametrize("words", [["5", "select_elites"], ["5", "2nd"], ["55", NAME]])
def test_bad_input_is_one_line_and_status_2(words):
    command = [sys.executable, "-m", "grading.cli.main", "new-exercise", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("course: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_skeleton_builds_and_passes_the_tests_at_once(tmp_path):
    clone = tmp_path / "clone"
    files = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(files, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    subprocess.run(["git", "init", "-q", str(clone)], check=True)
    for name in filter(None, listed.split("\0")):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, clone / name)

    def run(*command):
        environment = {"PYTHONPATH": str(clone), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, *command],
            cwd=clone,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
        return done.stdout

    run("-m", "grading.cli.main", "new-exercise", "1", "another_mean")
    run("-m", "grading.cli.main", "build")
    passed = run("-m", "pytest", "-q", "-m", "not slow", "tests/answers", "-k", "another_mean")
    assert "2 passed" in passed
    run(
        *("-m", "pytest", "-q", "-m", "not slow", "tests/test_layers.py", "tests/checks"),
        # A process for a student's code imports what is installed, which is not this copy.
        *("tests/grading/lessons", "-k", "not contracts and not can_be_checked"),
    )
    done = subprocess.run(
        [sys.executable, "-m", "grading.cli.main", "release"],
        cwd=clone,
        env={"PYTHONPATH": str(clone), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "not ready for students: solutions/01_rollouts.py" in done.stderr

"""Packages and rooms import one way, and a reader finds an exercise by its name."""

import ast
import re
import subprocess
import sys
from collections import Counter
from functools import cache

import grimp
import pytest
from catalogue import answers_path

from checks.lessons import load_lesson, module_name
from grading.lessons.source import lesson_names
from grading.paths import ROOT

PACKAGES = ("helpers", "checks", "grading")
MOST_ENTRIES, LONGEST_CHAIN = 25, 8
EXERCISES = [
    pytest.param(name, exercise.name, id=f"{name[:2]}-{exercise.name}")
    for name in lesson_names()
    for exercise in load_lesson(name).exercises
]


@cache
def imports() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, cache_dir=None)


def folders():
    found = {path.parent for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    return sorted(folder.relative_to(ROOT).as_posix() for folder in found)


def test_the_contracts_in_pyproject_hold():
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as lint; lint()",
    ]
    done = subprocess.run(
        [*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_chain_of_imports_in_the_grader_is_long():
    graph = imports()

    @cache
    def chain(module: str) -> tuple[str, ...]:
        below = [
            m for m in graph.find_modules_directly_imported_by(module) if m.startswith("grading")
        ]
        return (module, *max(map(chain, below), key=len, default=()))

    longest = max(map(chain, graph.find_descendants("grading")), key=len)
    assert len(longest) <= LONGEST_CHAIN, " > ".join(longest)


def test_what_runs_beside_a_students_code_reaches_nothing_but_itself_and_the_helpers():
    graph = imports()
    inside = {
        module
        for module in graph.modules
        if module.startswith(("grading.sandbox.inside", "checks.probing"))
        or (module.startswith("checks.lesson_") and module.endswith(".probes"))
    }
    assert len(inside) > 20
    packages = {parent for module in inside for parent in _parents(module)}
    reached = inside.union(*map(graph.find_upstream_modules, inside | packages))
    strange = {m for m in reached - inside - packages if m.split(".")[0] != "helpers"}
    assert strange == set()


def _parents(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts))]


@pytest.mark.parametrize("folder", folders())
def test_a_folder_can_be_taken_in_at_a_glance(folder):
    entries = [path for path in (ROOT / folder).iterdir() if path.name != "__pycache__"]
    assert len(entries) <= MOST_ENTRIES


@pytest.mark.parametrize("folder", folders())
def test_a_folder_says_what_it_is_for(folder):
    text = (ROOT / folder / "__init__.py").read_text(encoding="utf-8")
    assert len(ast.get_docstring(ast.parse(text)) or "") > 40


@pytest.mark.parametrize(("lesson", "exercise"), EXERCISES)
def test_an_exercise_is_found_by_its_name(lesson, exercise):
    module = ROOT / "checks" / f"lesson_{lesson[:2]}" / f"{module_name(exercise)}.py"
    assert f'    "{exercise}",' in module.read_text(encoding="utf-8")
    assert answers_path(lesson, exercise).is_file()


def test_every_file_of_answers_belongs_to_an_exercise():
    known = {answers_path(*param.values) for param in EXERCISES}
    files = set((ROOT / "tests" / "answers").glob("lesson_*/*.py"))
    assert files == known
    assert Counter(path.parent.name for path in files).most_common(1)[0][1] <= MOST_ENTRIES


def test_every_test_is_in_one_part_of_make_test_all():
    lines = re.findall(r"^tests-\w+ := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    words = " ".join(lines).split()
    assert "tests/grading/sandbox" in words
    assert "--ignore=tests/grading/sandbox" in words
    parts = [word for word in words if word.startswith("tests/")]
    for path in (ROOT / "tests").rglob("test_*.py"):
        name = path.relative_to(ROOT).as_posix()
        found = [part for part in parts if name == part or name.startswith(f"{part}/")]
        assert len(found) == (2 if "grading/sandbox" in name else 1), (name, found)

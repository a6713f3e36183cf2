"""Run every `course` command in a copy of the clone, each in a process of its own.

One process imports the libraries, and forks for each command before it imports the course itself.
So a command sees its own variables, folders and streams as if it had been started from a shell.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import typer

from grading.cli.main import commands
from grading.paths import ROOT

LEFT_OUT = (".venv", ".git", "build", "work", "tests", "docs", "benchmarks", "__pycache__")
GIVEN = {"lesson": "1", "path": "download", "name": "new_function"}
"""A value for each argument that a command needs."""

FORKS = """
import json, os, sys, traceback
import jupytext, latex2mathml, nbformat, sqlalchemy, typer
import nbgrader.api, nbgrader.apps.api, nbgrader.preprocessors, nbgrader.plugins
import nbgrader.converters, numpy, gymnasium, PIL.Image

def run(arguments):
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    # JupyterLab itself is somebody else's program.
    os.execve = lambda *_: sys.exit(0)
    sys.path.insert(0, job["clone"])
    sys.argv = ["course", *arguments]
    status = 99
    try:
        exec(job["before"])
        from grading.cli.main import main
        main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
        finally:
            os._exit(status)

job = json.load(sys.stdin)
results = []
for arguments, out, err in job["runs"]:
    for number, path in ((1, out), (2, err)):
        file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
        os.dup2(file, number)
        os.close(file)
    results.append(run(arguments))
with open(job["results"], "w") as file:
    json.dump(results, file)
"""


@dataclass
class Run:
    """What a command did: its exit status and what it wrote."""

    command: str
    status: int
    out: str
    err: str


def all_commands() -> dict[str, list[str]]:
    """Return the arguments with which each command of the command line can be run."""
    group = typer.main.get_command(commands())
    lines = {}
    for name, command in group.commands.items():
        needed = [p.name for p in command.params if p.param_type_name == "argument" and p.required]
        lines[name] = [name, *(GIVEN[argument] for argument in needed)]
    return lines


def copy_of_the_clone(folder: Path) -> Path:
    """Copy what the commands need for lesson 1, with a small download beside it."""
    copy = folder / "clone"
    others = ("0[2-9]_*", "10_*", "lesson_0[2-9]", "lesson_10")
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT, *others, ".*"))
    shutil.copytree(ROOT / "tests" / "answers" / "lesson_01", copy / "tests/answers/lesson_01")
    fonts = ROOT / "build" / "cache" / "matplotlib"
    shutil.copytree(fonts, copy / "build/cache/matplotlib", dirs_exist_ok=True)
    lesson = copy / "notebooks/01_rollouts/01_rollouts.ipynb"
    for place in ("download/ada", "work/01_rollouts", "build/course/submitted/ben/01_rollouts"):
        (copy / place).mkdir(parents=True)
        shutil.copy(lesson, copy / place)
    return copy


def each_says_one_line(clone: Path, before: str = "", **variables: str) -> dict[str, Run]:
    """Run every command, and check that none of them ends with a traceback.

    Args:
        clone: the copy in which they run.
        before: code to run in a command's process before the course is imported.
        variables: environment variables to set; an empty one is removed.

    Returns:
        What each command did. A command that could not run (exit status 2) has said why in one
        line of a known kind.
    """
    runs = run_all(clone, all_commands(), before, **variables)
    for run in runs:
        shown = f"{run.command}, exit status {run.status}:\n{run.out}\n{run.err}"
        assert "Traceback" not in run.out + run.err, shown
        assert "it does not expect" not in run.err, shown
        assert run.status in (0, 1, 2), shown
        assert run.err.count("\n") <= (1 if run.status == 2 else 3), shown
        assert run.err == "" or run.err.startswith("course: "), shown
    return {run.command: run for run in runs}


def run_all(clone: Path, lines: dict[str, list[str]], before: str = "", **variables: str):
    """Run commands one after the other.

    Args:
        clone: the copy in which they run.
        lines: the arguments of each command.
        before: code to run in a command's process before the course is imported.
        variables: environment variables to set; an empty one is removed.

    Returns:
        One `Run` for each command.
    """
    base = {k: v for k, v in os.environ.items() if not k.startswith("LWG_")}
    # The sandbox of a copy would not find the course, which is installed from its first place.
    copy = {"LWG_SANDBOX": "none", "PYTHONPATH": str(clone)}
    environment = {k: v for k, v in (base | copy | variables).items() if v}
    with tempfile.TemporaryDirectory() as folder:
        runs = [
            (line, f"{folder}/{name}.out", f"{folder}/{name}.err") for name, line in lines.items()
        ]
        job = {"runs": runs, "clone": str(clone), "before": before, "results": f"{folder}/results"}
        subprocess.run(
            [sys.executable, "-c", FORKS],
            input=json.dumps(job),
            cwd=clone,
            env=environment,
            text=True,
            check=True,
            timeout=250,
        )
        statuses = json.loads(Path(folder, "results").read_text())
        return [
            Run(name, status, *(Path(path).read_text(errors="replace") for path in paths))
            for (name, (_, *paths)), status in zip(
                zip(lines, runs, strict=True), statuses, strict=True
            )
        ]

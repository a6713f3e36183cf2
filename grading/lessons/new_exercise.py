"""Write the skeleton of an exercise: text and stub, probe, judge, one right and one wrong answer.

The skeleton asks for the mean of some numbers, so that everything works at once: the notebook can
be built, the check holds for the right answer and names the mistake of the wrong one. Every place
to fill in is marked with `MARK`, and `course release` refuses while one is left.
"""

import keyword
import re
from pathlib import Path

from grading.errors import CourseError
from grading.lessons.source import has_solutions, source_path
from grading.paths import ROOT

MARK = "FILL IN"
LONGEST_NAME = 40
MARKERS = {"begin": "BEGIN SOLUTION", "end": "END SOLUTION"}
"""nbgrader looks for these; a template that held them would look like a solution in the bundle."""

TEXT = '''# %% [markdown]
# ### Exercise {number} · `{name}` (●○○, 5 minutes, 0 points) FILL IN
#
# FILL IN: what the exercise asks for, with one example worked by hand. The mean of 1, 2 and 6 is 3.
#
# *Why it matters:* FILL IN.
#
# <details><summary>Hint 1: what to think about</summary>
#
# FILL IN.
#
# </details>
# <details><summary>Hint 2: which tools</summary>
#
# FILL IN.
#
# </details>
# <details><summary>Hint 3: the structure</summary>
#
# FILL IN.
#
# </details>


# %% answer="{name}"
def {name}(values):
    """Return the mean of some numbers. FILL IN: the arguments above, and one sentence.

    Args:
        values: the numbers, shape (n,) with n >= 1. FILL IN: shapes and units.

    Returns:
        A float. FILL IN.
    """
    ### {begin}
    # FILL IN: the reference solution.
    return float(sum(values) / len(values))
    ### {end}


# %% check="{name}" points=0
# FILL IN: the points in the line above, as in checks/lesson_{lesson}/{name}.py.
checks.{name}({name})

'''

JUDGE = '''"""Examines answers to `{name}`. FILL IN: what makes an answer right."""

import numpy as np

from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import number_problem
from checks.lesson_{lesson} import probes
from checks.report import show


def cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Draw the inputs: more of them for a grade. FILL IN."""
    inputs = [rng.normal(size=size).round(2) for size in (1, 2, 5, 9)[: None if graded else 3]]
    return [{{"given": f"the values {{show(values)}}", "values": values}} for values in inputs]


def judge(case: Case, record: Record) -> Problem | None:
    """Compare with the mean, and recognise a sum. FILL IN."""
    values = case["values"]
    suspects = {{"This is the sum of the values: divide it by their number.": values.sum()}}
    hint = "Add the values up and divide by their number."
    return number_problem(case["given"], record["value"], values.mean(), suspects, hint)


# FILL IN: the points here and in the lesson's source, and one property for each clause.
{name} = Exercise(
    "{name}",
    points=0,
    properties=[
        Property("is the mean of the values", 1.0, cases, probes.{probe}, judge, compare=1e-9),
    ],
)
'''

PROBE = '''

def {probe}(case: dict, {name}: Callable) -> dict:
    """Call the answer once. FILL IN: the call, and what to record beside the result."""
    return observe({name}, case["values"].copy())
'''

ANSWERS = '''"""Answers to `{name}`; `tests/support/catalogue.py` explains the format."""


# %% right | FILL IN: at least three right answers in unlike styles
def {name}(values):
    return np.mean(values)


# %% wrong | FILL IN: at least six wrong answers | This is the sum of the values
def {name}(values):
    return sum(values)
'''


def new_exercise(lesson: str, name: str, root: Path = ROOT) -> list[Path]:
    """Write the skeleton of an exercise at the end of a lesson's exercises.

    Args:
        lesson: the full name of the lesson.
        name: the name of the function that students will write.
        root: the clone to write to.

    Returns:
        The files that are new or have changed.

    Raises:
        CourseError: the name cannot be used, or a file is not as expected; nothing is written then.
    """
    if not has_solutions():
        raise CourseError("this bundle has no solutions: add exercises in the whole repository")
    number = lesson[:2]
    source = root / source_path(lesson).relative_to(ROOT)
    package, answers = root / "checks" / f"lesson_{number}", root / "tests" / "answers"
    probes, exercises = package / "probes.py", package / "exercises.py"
    module, catalogue = package / f"{name}.py", answers / f"lesson_{number}" / f"{name}.py"
    script = source.read_text(encoding="utf-8")
    _check_name(name, script, [module, catalogue], probes.read_text(encoding="utf-8"))
    words = {"name": name, "lesson": number, "probe": f"call_{name}"} | MARKERS
    words["number"] = len(re.findall(r"^# ### Exercise ", script, re.MULTILINE)) + 1
    texts = {
        source: _with_text(script, TEXT.format(**words), source),
        module: JUDGE.format(**words),
        probes: probes.read_text(encoding="utf-8").rstrip("\n") + "\n" + PROBE.format(**words),
        exercises: _with_entry(exercises.read_text(encoding="utf-8"), name, number, exercises),
        catalogue: ANSWERS.format(**words),
    }
    _write_all(texts)
    return list(texts)


def places_to_fill_in(root: Path = ROOT) -> list[str]:
    """Return the files in which a skeleton is not filled in yet, relative to the clone."""
    patterns = ("solutions/*.py", "checks/lesson_*/*.py", "tests/answers/lesson_*/*.py")
    files = [path for pattern in patterns for path in sorted(root.glob(pattern))]
    left = [path for path in files if MARK in path.read_text(encoding="utf-8")]
    return [path.relative_to(root).as_posix() for path in left]


def _check_name(name: str, script: str, new: list[Path], probes: str) -> None:
    if not name.isidentifier() or keyword.iskeyword(name):
        raise CourseError(f"{name!r} cannot be the name of a function: choose a Python identifier")
    if name != name.lower() or not name.isascii() or len(name) > LONGEST_NAME:
        raise CourseError(
            f"{name!r} is no name for an exercise's function: use at most {LONGEST_NAME} "
            "lower-case letters, digits and underscores"
        )
    taken = rf"^(?:def|class) {name}\b|^{name}\s*=|import.*\b{name}\b"
    if re.search(taken, f"{script}\n{probes}", re.MULTILINE) or any(path.exists() for path in new):
        raise CourseError(f"the lesson has {name!r} already: choose another name")


def _with_text(script: str, text: str, path: Path) -> str:
    """Insert the text and the stub before the heading of the written question."""
    question = script.find('# %% [markdown] question="')
    place = script.rfind("\n# %% [markdown]\n# ## ", 0, question) + 1
    if question < 0 or place == 0:
        raise CourseError(f"{path.name} has no written question under a heading to insert before")
    return script[:place] + text + script[place:]


def _with_entry(text: str, name: str, number: str, path: Path) -> str:
    """Add the exercise to the lesson's list, and its import in alphabetical order."""
    entry = re.search(r"exercises=\[(.*?),?\s*\]", text, re.DOTALL)
    if entry is None:
        raise CourseError(f"{path.name} has no list of exercises=[...] to add {name!r} to")
    names = [*entry[1].replace("\n", " ").replace(" ", "").split(","), name]
    lines = "".join(f"        {one},\n" for one in names)
    text = f"{text[: entry.start()]}exercises=[\n{lines}    ]{text[entry.end() :]}"
    package = f"from checks.lesson_{number}."
    imports = [line for line in text.split("\n") if line.startswith(package)]
    new = sorted([*imports, f"{package}{name} import {name}"])
    return text.replace("\n".join(imports), "\n".join(new))


def _write_all(texts: dict[Path, str]) -> None:
    """Write all files or none."""
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    try:
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        raise CourseError(f"{path} cannot be written ({error.strerror}): nothing is new") from None

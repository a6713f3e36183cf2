"""Hand-ins of lesson 01 with one defect each, the points they should get, and the expected notes.

They are made from the current lesson; tests/fixtures has files that were saved by other tools.
"""

import copy
import itertools
import json
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from handins import answer_cell, solved, untouched, with_answer, without_cell
from nbformat import NotebookNode

LESSON = "01_rollouts"
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
FULL = 10
WRONG = "def discounted_return(rewards, gamma):\n    return sum(rewards)\n"
ENDLESS = "\nwhile True:\n    pass\n"


@dataclass(frozen=True)
class Defect:
    """A hand-in with a defect, and the expected result of grading it.

    Attributes:
        make: returns the content of the file, or creates it in the folder and returns None.
        points: the expected points, out of 10.
        words: texts that the notes must contain.
        look: whether the notes ask for a look.
    """

    make: Callable[[Path], bytes | None]
    points: float = FULL
    words: tuple[str, ...] = ()
    look: bool = False


DEFECTS: dict[str, Defect] = {}


def as_bytes(notebook: NotebookNode) -> bytes:
    """Return a notebook as the content of a file, without validating or repairing it."""
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode()


def defect(*words: str, points: float = FULL, look: bool = False) -> Callable:
    """Register a function that damages a solved notebook as a hand-in with a defect."""

    def register(spoil: Callable) -> Callable:
        def make(folder: Path) -> bytes | None:
            notebook = solved(LESSON)
            spoiled = spoil(notebook)
            spoiled = notebook if spoiled is None else spoiled
            return spoiled if isinstance(spoiled, bytes) else as_bytes(spoiled)

        DEFECTS[spoil.__name__] = Defect(make, points, words, look)
        return spoil

    return register


def refused(*words: str) -> Callable:
    """Register a function that puts a hand-in that cannot be scored into a folder."""

    def register(place: Callable) -> Callable:
        DEFECTS[place.__name__] = Defect(place, 0, words, look=True)
        return place

    return register


def code(source: str) -> NotebookNode:
    """Return a code cell written by the student."""
    return nbformat.v4.new_code_cell(source)


def text(source: str) -> NotebookNode:
    """Return a text cell written by the student."""
    return nbformat.v4.new_markdown_cell(source)


def place_of(notebook: NotebookNode, cell_id: str) -> int:
    """Return the index of a cell in the notebook."""
    return next(i for i, cell in enumerate(notebook.cells) if cell.id == cell_id)


def checks_of(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the check cells."""
    return [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("locked")]


# --- metadata


@defect("had lost their names")
def all_nbgrader_metadata_lost(notebook):
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)


@defect("had lost their names", "for display only")
def all_cell_metadata_lost(notebook):
    for cell in notebook.cells:
        cell.metadata.clear()


@defect("had lost their names", "for display only")
def everything_but_sources_lost(notebook):
    cells = [{"cell_type": c.cell_type, "source": c.source} for c in notebook.cells]
    return as_bytes({"cells": cells, "nbformat": 4})


@defect("'rollout_policy-answer' had lost its name")
def one_name_lost(notebook):
    answer_cell(notebook, "rollout_policy").metadata.clear()
    notebook.cells[place_of(notebook, "rollout_policy-answer")].id = "another"


@defect("had the name 'exercise 2', which", "'rollout_policy-answer' had lost its name")
def one_cell_renamed(notebook):
    cell = answer_cell(notebook, "rollout_policy")
    cell.metadata.nbgrader.grade_id = "exercise 2"
    cell.id = "another"


@defect("for display only")
def pictures_without_their_tag_that_never_end(notebook):
    for cell in notebook.cells:
        if "picture" in cell.metadata.get("tags", []):
            cell.metadata.clear()
            cell.source += ENDLESS


@defect()
def metadata_of_wrong_types(notebook):
    wrong_ones = itertools.cycle([None, 3, [], "x", {"nbgrader": [1], "tags": "a"}])
    for cell, wrong in zip(notebook.cells, wrong_ones, strict=False):
        if "nbgrader" not in cell.metadata and "tags" not in cell.metadata:
            cell.metadata = wrong


@defect()
def points_and_marks_edited(notebook):
    for cell in notebook.cells:
        if "points" in cell.metadata.get("nbgrader", {}):
            cell.metadata.nbgrader.update(points=999, locked=False, solution=True, checksum="0")


# --- cells


@defect("'rollout_policy-answer' was missing", points=5, look=True)
def answer_deleted(notebook):
    return without_cell(notebook, "rollout_policy-answer")


@defect("the check 'rollout_policy' was missing")
def check_deleted(notebook):
    return without_cell(notebook, "rollout_policy")


@defect("'question' was missing", look=True)
def question_deleted(notebook):
    return without_cell(notebook, "question")


@defect("'import gymnasium as gym' was missing")
def imports_deleted(notebook):
    del notebook.cells[place_of(notebook, "cell-01-001")]


@defect("raised ModuleNotFoundError", look=True)
def an_import_that_is_not_installed_here(notebook):
    imports = notebook.cells[place_of(notebook, "cell-01-001")]
    imports.source = "import no_such_module\n" + imports.source


@defect("were missing", points=0, look=True)
def all_cells_deleted(notebook):
    notebook.cells = []


@defect("occur more than once")
def all_cells_twice(notebook):
    notebook.cells += copy.deepcopy(notebook.cells)


@defect()
def stub_kept_below_the_answer(notebook):
    stub = copy.deepcopy(answer_cell(untouched(LESSON), "discounted_return"))
    stub.metadata.clear()
    notebook.cells.append(stub)


@defect("has different answers in cells", points=9, look=True)
def answer_twice_and_the_last_one_wrong(notebook):
    other = copy.deepcopy(answer_cell(notebook, "discounted_return"))
    other.source = WRONG
    notebook.cells.append(other)


@defect("has different answers in cells", look=True)
def answer_twice_and_the_last_one_right(notebook):
    right = answer_cell(notebook, "discounted_return")
    notebook.cells.append(code(right.source))
    right.source = WRONG


@defect("was found in a cell other than its own")
def answer_split_in_two(notebook):
    place = place_of(notebook, "rollout_policy-answer")
    cell = notebook.cells[place]
    notebook.cells.insert(place + 1, code(cell.source))
    cell.source = "def ended(terminated, truncated):\n    return terminated or truncated\n"
    notebook.cells[place + 1].source = notebook.cells[place + 1].source.replace(
        "over = terminated or truncated", "over = ended(terminated, truncated)"
    )


@defect("were found in cells other than their own")
def answers_above_their_stubs(notebook):
    stubs = untouched(LESSON)
    for check in checks_of(notebook):
        answer = answer_cell(notebook, check.metadata.nbgrader.grade_id)
        stubs.cells.insert(2, code(answer.source))
    return stubs


@defect("were found in cells other than their own")
def all_answers_in_one_cell(notebook):
    stubs = untouched(LESSON)
    names = [cell.metadata.nbgrader.grade_id for cell in checks_of(notebook)]
    first = answer_cell(stubs, names[0])
    first.source = "\n\n".join(answer_cell(notebook, name).source for name in names)
    return stubs


@defect("in a cell other than its own", "the check 'rollout_policy' was missing or changed")
def answer_in_the_check_cell(notebook):
    right = answer_cell(notebook, "rollout_policy").source
    stubs = with_answer(
        notebook, "rollout_policy", answer_cell(untouched(LESSON), "rollout_policy").source
    )
    check = stubs.cells[place_of(stubs, "rollout_policy")]
    check.source = f"{right}\n\n{check.source}"
    return stubs


@defect("in a cell other than its own")
def answer_in_a_picture_cell(notebook):
    right = answer_cell(notebook, "rollout_policy").source
    stub = answer_cell(untouched(LESSON), "rollout_policy").source
    stubs = with_answer(notebook, "rollout_policy", stub)
    stubs.cells[place_of(stubs, "cell-01-011")].source = right
    return stubs


@defect("was run because an answer uses its code")
def helper_in_a_picture_cell(notebook):
    answer = answer_cell(notebook, "rollout_policy")
    answer.source = answer.source.replace("terminated or truncated", "ended(terminated, truncated)")
    picture = notebook.cells[place_of(notebook, "cell-01-003")]
    picture.source = "def ended(terminated, truncated):\n    return terminated or truncated\n"


@defect()
def cells_in_reverse(notebook):
    notebook.cells.reverse()


@defect("'discounted_return' is not defined in cell 17", points=9, look=True)
def function_renamed(notebook):
    answer = answer_cell(notebook, "discounted_return")
    answer.source = answer.source.replace("discounted_return", "discounted_sum")


@defect("discounted_return-answer) raised SyntaxError", points=9, look=True)
def syntax_error(notebook):
    answer_cell(notebook, "discounted_return").source = "def discounted_return(:\n    pass"


@defect()
def answer_turned_into_text(notebook):
    cell = answer_cell(notebook, "discounted_return")
    notebook.cells[place_of(notebook, cell.id)] = nbformat.from_dict(
        {"cell_type": "markdown", "id": cell.id, "metadata": cell.metadata, "source": cell.source}
    )


@defect("the checks 'random_rollout'", "have been put back")
def checks_edited(notebook):
    for cell in checks_of(notebook):
        cell.source = "raise SystemExit('a check that was run')"


@defect()
def copies_of_checks_that_lost_their_marks(notebook):
    for cell in checks_of(notebook):
        notebook.cells.append(code(cell.source))


@defect("the answer to 'question' was written outside its cell")
def question_answered_below_its_cell(notebook):
    place = place_of(notebook, "question")
    notebook.cells[place].source = "*Your answer.*"
    notebook.cells.insert(place + 1, text("Because a mean alone does not tell."))


# --- what other editors leave in a cell


@defect()
def magics_beside_the_answers(notebook):
    for line, name in (
        ("%matplotlib inline\n%pip install seaborn\n!ls\nfiles = !ls\n?print\n", "random_rollout"),
        ("%%time\n", "rollout_policy"),
        ("import asyncio\nawait asyncio.sleep(0)\n", "discounted_return"),
        ("from google.colab import drive\ndrive.mount('/content')\n", "evaluate_policy"),
        ("%timeit -n 3 1 + 1\n%time x = 1\n", "cartpole_policy"),
    ):
        answer = answer_cell(notebook, name)
        answer.source = line + answer.source


@defect()
def answers_that_print_and_play(notebook):
    for name in ("rollout_policy", "cartpole_policy"):
        answer_cell(notebook, name).source += (
            "\n\nfor s in range(3):\n    print(random_rollout(gym.make('CartPole-v1'), s))\n"
            "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n"
        )


# --- the file


@defect()
def another_kernel(notebook):
    notebook.metadata.kernelspec = {"name": "conda-env-rl-py", "display_name": "Python [rl]"}


@defect()
def no_notebook_metadata(notebook):
    del notebook["metadata"]


@defect()
def windows_line_ends(notebook):
    for cell in notebook.cells:
        cell.source = cell.source.replace("\n", "\r\n")
    return as_bytes(notebook).replace(b"\n", b"\r\n")


@defect()
def utf_8_with_a_byte_order_mark(notebook):
    return b"\xef\xbb\xbf" + as_bytes(notebook)


@defect("saved as UTF-16")
def utf_16(notebook):
    return as_bytes(notebook).decode().encode("utf-16")


@defect("not valid UTF-8")
def a_character_of_latin_1(notebook):
    answer_cell(notebook, "rollout_policy").source += "\n# na@ve"
    return as_bytes(notebook).replace(b"# na@ve", b"# na\xefve")


@defect()
def half_a_character_pair(notebook):
    answer_cell(notebook, "rollout_policy").source += "\n# @@"
    return as_bytes(notebook).replace(b"# @@", b"# \\ud83d")


@defect("NaN")
def nan_in_the_file(notebook):
    notebook.metadata.number = float("nan")


@defect("the same key twice")
def a_key_twice(notebook):
    return as_bytes(notebook).replace(b'"nbformat": 4', b'"nbformat": 3, "nbformat": 4')


@defect()
def sources_as_lists_and_missing_keys(notebook):
    for number, cell in enumerate(notebook.cells):
        cell.source = cell.source.splitlines(keepends=True)
        for key in ("outputs", "execution_count")[: number % 3]:
            cell.pop(key, None)


@defect()
def invalid_outputs(notebook):
    wrong_ones = itertools.cycle([{}, {"a": 1}, None, "x", [None], [[]], 7])
    for cell, outputs in zip(notebook.cells, wrong_ones, strict=False):
        if cell.cell_type == "code":
            cell.outputs = outputs


@defect("that are not cells were left out")
def entries_that_are_not_cells(notebook):
    notebook.cells[1:1] = [None, 3, "print(1)", []]


@defect("had no valid type")
def cells_without_their_type(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            del cell["cell_type"]


def _format_4(minor: int) -> Callable[[NotebookNode], None]:
    def spoil(notebook: NotebookNode) -> None:
        notebook.nbformat_minor = minor
        for cell in notebook.cells:
            if minor < 5:
                del cell["id"]

    spoil.__name__ = f"format_4_{minor}"
    return spoil


for _minor in range(6):
    defect()(_format_4(_minor))


@defect("format was 3")
def format_3(notebook):
    return nbformat.writes(notebook, version=3).encode()


def _file(name: str) -> Callable[[Path], bytes]:
    return lambda folder: (FIXTURES / name).read_bytes()


DEFECTS |= {
    "saved-by-colab": Defect(
        _file("saved-by-colab.ipynb"), words=("had lost their names", "for display"), look=True
    ),
    "saved-by-vscode": Defect(_file("saved-by-vscode.ipynb")),
    "format-3": Defect(_file("format-3.ipynb"), words=("format was 3",), look=True),
    "older-release": Defect(
        _file("older-release.ipynb"),
        8,
        ("this release of the lesson does not use", "'cartpole_policy-answer'"),
        look=True,
    ),
}


# --- the file's name


def _named(name: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).write_bytes(as_bytes(solved(LESSON)))

    return make


DEFECTS |= {
    "a_copy_by_the_browser": Defect(_named(f"{LESSON} (1).ipynb"), words=("(1).ipynb",)),
    "another_file_name": Defect(_named("Rollouts.ipynb"), words=("named 'Rollouts.ipynb'",)),
    "a_name_in_capitals": Defect(_named("01_ROLLOUTS.IPYNB"), words=("01_ROLLOUTS.IPYNB",)),
}


# --- files that are not a notebook of this lesson


def _content(name: str, content: bytes, *words: str) -> None:
    DEFECTS[name] = Defect(lambda folder: content, 0, words, look=True)


_content("empty", b"", "is empty")
_content("not_json", b"{ this is no notebook", "not a Jupyter notebook")
_content("a_list", b"[1, 2]", "not a Jupyter notebook")
_content("no_cells", b'{"nbformat": 4}', "it has no cells")
_content("a_web_page", b"<!DOCTYPE html><html></html>", "it is a web page")
_content("a_zip_archive", b"PK\x03\x04\x14\x00\x00", "it is a zip archive")
_content("a_pdf", b"%PDF-1.7\n%\xe2\xe3", "it is a PDF")
_content("binary", bytes(range(256)) * 40, "not a Jupyter notebook")
_content("deep_json", b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "100 levels")
_content("open_brackets", b"[" * 1_000_000, "100 levels")
_content("many_values", b'{"cells": [' + b"[]," * 9_000_000 + b"0]}", "1,000,000 values")
_content("many_quotes", b'"",' * 9_000_000, "1,000,000 values")
_content("many_cells", b'{"cells": [' + b"{}," * 5_000 + b"{}]}", "5001 cells")


@defect("it is cut off in the middle", points=0, look=True)
def cut_off(notebook):
    return as_bytes(notebook)[:9000]


@defect("git merge", points=0, look=True)
def unfinished_merge(notebook):
    return as_bytes(notebook).replace(
        b' "cells": [', b'<<<<<<< HEAD\n "cells": [\n=======\n>>>>>>> theirs'
    )


@defect("characters of code", points=0, look=True)
def endless_code(notebook):
    notebook.cells += [code("#" * 250_000) for _ in range(10)]


@defect("a notebook of 02_test_environments", points=0, look=True)
def another_lesson(notebook):
    return solved("02_test_environments")


@defect("a notebook of 02_test_environments", points=0, look=True)
def another_lesson_without_metadata(notebook):
    other = solved("02_test_environments")
    for cell in other.cells:
        cell.metadata.clear()
    return other


@refused("no notebook at")
def nothing(folder):
    pass


@refused("larger than 30 MiB")
def too_large(folder):
    with open(folder / f"{LESSON}.ipynb", "wb") as file:
        file.truncate(10 * 2**30)


@refused("none of them is")
def two_other_names(folder):
    for name in ("Mine.ipynb", "Mine-old.ipynb"):
        _named(name)(folder)


@refused("is a link")
def a_link(folder):
    target = folder.parent / "elsewhere.ipynb"
    target.write_bytes(as_bytes(solved(LESSON)))
    (folder / f"{LESSON}.ipynb").symlink_to(target)


@refused("is a link")
def a_link_to_itself(folder):
    (folder / f"{LESSON}.ipynb").symlink_to(f"{LESSON}.ipynb")


@refused("is a link")
def a_link_to_a_device(folder):
    (folder / f"{LESSON}.ipynb").symlink_to("/dev/zero")


@refused("is a FIFO")
def a_fifo(folder):
    os.mkfifo(folder / f"{LESSON}.ipynb")


@refused("is a socket")
def a_socket(folder):
    # The path of a socket may have only about a hundred characters.
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(f"{LESSON}.ipynb")
    finally:
        os.fchdir(here)
        os.close(here)


@refused("is a folder")
def a_folder(folder):
    (folder / f"{LESSON}.ipynb").mkdir()


def hand_in_defect(course: Path, student: str, found: Defect) -> None:
    """Put a hand-in with a defect where nbgrader looks for a submission."""
    folder = course / "submitted" / student / LESSON
    folder.mkdir(parents=True)
    content = found.make(folder)
    if content is not None:
        (folder / f"{LESSON}.ipynb").write_bytes(content)

"""Hand-ins with a tampered file or folder, as opposed to the catalogue's attacks in code.

Each function changes the notebook of an attacker who has not answered `rollout_policy`, so 5 of 10
points are fair. It returns what to hand in: a notebook, bytes, or None if it has itself put
something into the folder. ``EXPECTED`` says what each must get: a score, and words in the notes.
"""

import base64
import os
import pickle
from dataclasses import dataclass
from pathlib import Path

import nbformat
from attacks import LESSON, UNANSWERED, unanswered
from handins import hand_in, solved
from nbformat import NotebookNode

from grading.lessons.notebooks import notebook_path


def points_edited(notebook: NotebookNode, folder: Path) -> NotebookNode:
    for cell in notebook.cells:
        if "points" in cell.metadata.get("nbgrader", {}):
            cell.metadata.nbgrader.points = 999
    return notebook


def a_graded_cell_twice(notebook: NotebookNode, folder: Path) -> NotebookNode:
    copies = [nbformat.from_dict(c) for c in notebook.cells if _mark(c, "grade")]
    for cell in copies:
        cell.source, cell.outputs = "pass", [_result("3")]
    notebook.cells = [*copies, *notebook.cells, *copies]
    return notebook


def a_cell_of_nobody_with_99_points(notebook: NotebookNode, folder: Path) -> NotebookNode:
    mark = {"grade_id": "bonus", "grade": True, "solution": False, "locked": True, "points": 99}
    cell = nbformat.v4.new_code_cell("pass", metadata={"nbgrader": mark | {"schema_version": 3}})
    notebook.cells.append(cell)
    return notebook


def an_answer_that_grades_itself(notebook: NotebookNode, folder: Path) -> NotebookNode:
    for cell in notebook.cells:
        if _mark(cell, "grade_id") == f"{UNANSWERED}-answer":
            cell.metadata.nbgrader |= {"grade_id": UNANSWERED, "grade": True, "points": 3}
    return notebook


def checks_that_are_markdown(notebook: NotebookNode, folder: Path) -> NotebookNode:
    for cell in notebook.cells:
        if _mark(cell, "grade") and cell.cell_type == "code":
            cell.cell_type = "markdown"
            cell.pop("outputs"), cell.pop("execution_count")
    return notebook


def checks_that_check_nothing(notebook: NotebookNode, folder: Path) -> NotebookNode:
    for cell in notebook.cells:
        if _mark(cell, "grade") and cell.cell_type == "code":
            cell.source = "print('all 4 properties hold')"
            cell.metadata.nbgrader.locked = False
    return notebook


def outputs_with_full_marks(notebook: NotebookNode, folder: Path) -> NotebookNode:
    for cell in notebook.cells:
        if _mark(cell, "grade") and cell.cell_type == "code":
            cell.outputs = [_result("3")]
    return notebook


def a_score_in_the_metadata(notebook: NotebookNode, folder: Path) -> NotebookNode:
    exercises = [{"exercise": UNANSWERED, "points": 3, "max": 3, "messages": [], "bonus": True}]
    forged = {"score": 10, "max": 10, "exercises": exercises, "notes": [], "key": "0" * 64}
    notebook.metadata |= {"score": forged, "scored": forged, "key": "0" * 64}
    notebook.metadata["repairs"] = ["\x1b[2J all is well\nzoe 0 of 10"]
    return notebook


def a_kernel_that_is_a_command(notebook: NotebookNode, folder: Path) -> NotebookNode:
    argv = ["/bin/sh", "-c", f"touch {folder / 'evidence'}"]
    notebook.metadata.kernelspec = {"name": "../../evil", "display_name": "x", "argv": argv}
    return notebook


class _Opened:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def a_pickle_in_an_attachment(notebook: NotebookNode, folder: Path) -> NotebookNode:
    loaded = base64.b64encode(pickle.dumps(_Opened(folder / "evidence"))).decode()
    cell = nbformat.v4.new_markdown_cell("![x](attachment:x.pkl)")
    cell.attachments = {"x.pkl": {"application/python-pickle": loaded}}
    notebook.cells.append(cell)
    return notebook


def twenty_megabytes_of_output(notebook: NotebookNode, folder: Path) -> NotebookNode:
    cell = nbformat.v4.new_code_cell("1")
    cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text="x" * 20 * 2**20)]
    notebook.cells.append(cell)
    return notebook


def more_than_thirty_megabytes(notebook: NotebookNode, folder: Path) -> bytes:
    return nbformat.writes(notebook).encode() + b" " * 31 * 2**20


def brackets_without_end(notebook: NotebookNode, folder: Path) -> bytes:
    return b"[" * 5_000_000


def a_million_cells(notebook: NotebookNode, folder: Path) -> bytes:
    cell = b'{"cell_type":"raw"},'
    return b'{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[' + cell * 1_000_000 + b"{}]}"


def a_link_to_a_neighbours_notebook(notebook: NotebookNode, folder: Path) -> None:
    neighbour = notebook_path(folder.parent.parent / "ada", LESSON)
    (folder / f"{LESSON}.ipynb").symlink_to(neighbour)


def a_second_name_of_a_neighbours_notebook(notebook: NotebookNode, folder: Path) -> None:
    folder.rmdir()
    folder.symlink_to(folder.parent.parent / "ada" / LESSON)


def a_pipe_that_nobody_fills(notebook: NotebookNode, folder: Path) -> None:
    os.mkfifo(folder / f"{LESSON}.ipynb")


def a_folder_in_place_of_a_notebook(notebook: NotebookNode, folder: Path) -> None:
    (folder / f"{LESSON}.ipynb").mkdir()


def modules_beside_the_notebook(notebook: NotebookNode, folder: Path) -> NotebookNode:
    code = f"import os\nos.makedirs({str(folder / 'evidence')!r}, exist_ok=True)\n"
    for name in ("numpy", "nbformat", "json", "sitecustomize", "conftest", "nbgrader_config"):
        (folder / f"{name}.py").write_text(code)
    return notebook


def a_link_to_the_systems_passwords(notebook: NotebookNode, folder: Path) -> NotebookNode:
    (folder / "data.csv").symlink_to("/etc/passwd")
    (folder / "data").symlink_to("/etc")
    return notebook


def a_gradebook_of_its_own(notebook: NotebookNode, folder: Path) -> NotebookNode:
    (folder / "gradebook.db").write_bytes(b"SQLite format 3\0")
    return notebook


def a_timestamp_that_is_none(notebook: NotebookNode, folder: Path) -> NotebookNode:
    (folder / "timestamp.txt").write_text("yesterday, I swear \x1b[2J\n")
    return notebook


def another_lessons_notebook(notebook: NotebookNode, folder: Path) -> NotebookNode:
    return solved("02_test_environments")


EXPECTED = {
    points_edited: (5, ""),
    a_graded_cell_twice: (5, ""),
    a_cell_of_nobody_with_99_points: (5, "'bonus'"),
    an_answer_that_grades_itself: (5, ""),
    checks_that_are_markdown: (5, ""),
    checks_that_check_nothing: (5, ""),
    outputs_with_full_marks: (5, ""),
    a_score_in_the_metadata: (5, ""),
    a_kernel_that_is_a_command: (5, ""),
    a_pickle_in_an_attachment: (5, ""),
    twenty_megabytes_of_output: (5, ""),
    more_than_thirty_megabytes: (0, "larger than"),
    brackets_without_end: (0, "not"),
    a_million_cells: (0, ""),
    a_link_to_a_neighbours_notebook: (0, "link"),
    a_second_name_of_a_neighbours_notebook: (0, "link"),
    a_pipe_that_nobody_fills: (0, ""),
    a_folder_in_place_of_a_notebook: (0, ""),
    modules_beside_the_notebook: (5, ""),
    a_link_to_the_systems_passwords: (5, ""),
    a_gradebook_of_its_own: (5, ""),
    a_timestamp_that_is_none: (5, ""),
    another_lessons_notebook: (0, "02_test_environments"),
}


@dataclass(frozen=True)
class Tampering:
    """One of the functions above as a hand-in, with the interface of an `attacks.Attack`."""

    change: object
    least: float
    most: float
    words: str
    family: str = "tampering"
    is_cell: bool = True

    def __str__(self) -> str:
        return f"{self.family}-{self.title}".replace(" ", "_")

    @property
    def title(self) -> str:
        """What it tries."""
        return self.change.__name__.replace("_", " ")

    @property
    def student(self) -> str:
        """The attacker's id, which sorts between the honest students ada and zoe."""
        return f"mallory-{self.change.__name__}"

    def hand_in(self, course: Path, given: dict[str, object]) -> None:
        """Put the hand-in where nbgrader looks for it."""
        folder = course / "submitted" / self.student / LESSON
        folder.mkdir(parents=True)
        content = self.change(unanswered(), folder)
        if content is not None:
            hand_in(course, self.student, LESSON, content)


def read_tamperings() -> list[Tampering]:
    """Return all of them as hand-ins."""
    return [Tampering(f, score, score, words) for f, (score, words) in EXPECTED.items()]


def _mark(cell: NotebookNode, name: str) -> object:
    return cell.metadata.get("nbgrader", {}).get(name)


def _result(text: str) -> NotebookNode:
    return nbformat.v4.new_output("execute_result", data={"text/plain": text}, execution_count=None)

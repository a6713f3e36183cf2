"""Define our steps of nbgrader's autograder, and the order of all steps."""

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import (
    AssignLatePenalties,
    ClearOutput,
    LimitOutput,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from traitlets import Unicode

from grading.hand_ins.repair import restore
from grading.hand_ins.repair_notes import REPAIRS
from grading.lessons.cells import is_check
from grading.lessons.notebooks import release_notebook
from grading.paths import COURSE
from grading.scoring.safe_text import safe_notes
from grading.scoring.score import REFUSED, SCORE, SCORED, Scored, refusal


class RestoreCells(NbGraderPreprocessor):
    """Restores the place and the metadata of every cell of the release.

    nbgrader itself stops at a duplicate or unknown grade id and ignores a deleted one. This step
    repairs each of them and lists the repairs in the notebook's metadata under ``repairs``.
    """

    course = Unicode(str(COURSE), help="nbgrader's course folder").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Restore a notebook.

        Args:
            nb: the student's notebook.
            resources: nbconvert's resources, which contain the assignment's name.
        """
        release = release_notebook(resources["nbgrader"]["assignment"], Path(self.course))
        nb.metadata[REPAIRS] = [*nb.metadata.get(REPAIRS, []), *restore(nb, release)]
        return nb, resources


class WriteScore(NbGraderPreprocessor):
    """Writes a score that was computed before into the grade cells.

    `course grade` passes the score in nbconvert's resources.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Write the result of each exercise into its grade cell.

        nbgrader gives full marks to a grade cell without output, so each cell gets an error first.
        """
        lesson = resources["nbgrader"]["assignment"]
        scored = resources.get(SCORED)
        if scored is None and REFUSED in nb.metadata:
            scored = refusal(lesson, nb.metadata[REFUSED])
        reason = "this exercise was not scored" if scored is None else scored.refused
        for cell in filter(is_check, nb.cells):
            cell.outputs = [_error("NotScored", reason or "this exercise was not scored")]
        if scored is None:
            scored = self.score(nb, lesson)
        scored.data["notes"][:0] = safe_notes(nb.metadata.pop(REPAIRS, []))
        write_score(nb, scored)
        if scored.refused is not None:
            nb.metadata[REFUSED] = scored.refused
        return nb, resources

    def score(self, nb: NotebookNode, lesson: str) -> Scored:
        """Score a notebook for which no score was passed; `ScoreExercises` implements this."""
        raise LookupError(f"no score of {lesson} was passed to this step")


def write_score(notebook: NotebookNode, scored: Scored) -> None:
    """Write a score into a notebook.

    Each grade cell gets the report and the points as outputs, or 0 points for a bonus, which
    `SaveBonus` saves. The notebook's metadata gets the whole score as plain data.

    Args:
        notebook: the notebook, which is changed.
        scored: the score of the notebook; cells for which it has no report stay as they are.
    """
    by_name = {item["exercise"]: item for item in scored.data["exercises"]}
    for cell in filter(is_check, notebook.cells):
        name = cell.metadata.nbgrader.grade_id
        if name in by_name and name in scored.reports:
            points = 0 if by_name[name].get("bonus") else by_name[name]["points"]
            shown = {"data": {"text/plain": f"{points:g}"}, "execution_count": None, "metadata": {}}
            cell.outputs = [
                _output("stream", name="stdout", text=scored.reports[name] + "\n"),
                _output("execute_result", **shown),
            ]
    notebook.metadata[SCORE] = nbformat.from_dict(scored.data)


class SaveBonus(NbGraderPreprocessor):
    """Enters the points of a bonus into nbgrader's gradebook as extra credit."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Give extra credit for each bonus in the score in the notebook's metadata."""
        place = resources["nbgrader"]
        with Gradebook(place["db_url"]) as gradebook:
            for item in nb.metadata[SCORE]["exercises"]:
                if item.get("bonus"):
                    grade = gradebook.find_grade(
                        item["exercise"], place["notebook"], place["assignment"], place["student"]
                    )
                    grade.extra_credit = item["points"]
            gradebook.db.commit()
        return nb, resources


class SaveRefusal(NbGraderPreprocessor):
    """Tells the student, in nbgrader's comments, why the file could not be scored."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Comment on every answer with the reason that the notebook's metadata gives."""
        place, reason = resources["nbgrader"], nb.metadata.get(REFUSED)
        if reason is not None:
            with Gradebook(place["db_url"]) as gradebook:
                names = place["notebook"], place["assignment"], place["student"]
                for comment in gradebook.find_submission_notebook(*names).comments:
                    comment.auto_comment = reason
                gradebook.db.commit()
        return nb, resources


def _error(name: str, text: str) -> NotebookNode:
    return _output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])


def _output(kind: str, **content: Any) -> NotebookNode:
    # `new_output` would be slow: it validates every output against the whole notebook schema.
    return nbformat.from_dict({"output_type": kind} | content)


SANITIZE = [
    # Cells must be restored before nbgrader compares them with its database.
    RestoreCells,
    ClearOutput,
    OverwriteKernelspec,
    OverwriteCells,
]
"""The steps that prepare a hand-in for scoring, in order."""

ENTER = [
    # Replaces nbgrader's Execute, because no student code may run in the grader's process.
    WriteScore,
    LimitOutput,
    SaveAutoGrades,
    SaveBonus,
    SaveRefusal,
    AssignLatePenalties,
]
"""The steps that write a score into the notebook and the gradebook, in order."""

"""The steps that nbgrader's autograder takes with a hand-in: ours, and in which order all are taken."""

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
from grading.scoring.safe_text import harmless_notes
from grading.scoring.score import REFUSED, SCORE, SCORED, Scored, refusal


class RestoreCells(NbGraderPreprocessor):
    """Gives every cell of the release its place and its metadata again.

    nbgrader itself stops at a duplicated or foreign grade id and passes over a deleted one. Here
    each is mended and listed in the notebook's metadata under ``repairs``.
    """

    course = Unicode(str(COURSE), help="nbgrader's course folder").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Restore a notebook.

        Args:
            nb: a student's.
            resources: nbconvert's; the assignment's name is in it.
        """
        release = release_notebook(resources["nbgrader"]["assignment"], Path(self.course))
        nb.metadata[REPAIRS] = [*nb.metadata.get(REPAIRS, []), *restore(nb, release)]
        return nb, resources


class WriteScore(NbGraderPreprocessor):
    """Writes a score that is there already into the grade cells.

    `course grade` hands the score over among nbconvert's resources.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Write each verdict into its grade cell.

        nbgrader gives full marks to a grade cell without output, so each gets an error first.
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
        scored.data["notes"][:0] = harmless_notes(nb.metadata.pop(REPAIRS, []))
        write_score(nb, scored)
        if scored.refused is not None:
            nb.metadata[REFUSED] = scored.refused
        return nb, resources

    def score(self, nb: NotebookNode, lesson: str) -> Scored:
        """The score of a notebook for which none was handed over."""
        raise LookupError(f"no score of {lesson} was handed over")


def write_score(notebook: NotebookNode, scored: Scored) -> None:
    """Write a score into a notebook.

    Args:
        notebook: each grade cell gets the report and the points as outputs, 0 for a bonus, which
            `SaveBonus` saves; the notebook's metadata gets the whole score as data.
        scored: of this notebook. A cell for which it has no report is left as it is.
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
    """Writes the points of a bonus into nbgrader's gradebook, as extra credit."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Give extra credit for what `ScoreExercises` noted in the notebook's metadata."""
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
    """Tells the student, in the comments, why the file could not be scored."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Comment on every answer with what `ScoreExercises` noted in the notebook's metadata."""
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
    # Not by `new_output`: it checks each against the whole schema of notebooks.
    return nbformat.from_dict({"output_type": kind} | content)


SANITIZE = [
    # Order matters: cells are put right before nbgrader compares them with its database.
    RestoreCells,
    ClearOutput,
    OverwriteKernelspec,
    OverwriteCells,
]
"""What nbgrader does with a hand-in before it is scored."""

ENTER = [
    # Stands where nbgrader's Execute stood: no student code runs in the grader's process.
    WriteScore,
    LimitOutput,
    SaveAutoGrades,
    SaveBonus,
    SaveRefusal,
    AssignLatePenalties,
]
"""What brings a score into the notebook and into the gradebook."""

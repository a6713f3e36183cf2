"""The scoring step of nbgrader's autograder: our scores, written as outputs of the grade cells."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Float, Integer, Unicode

from grading.harmless import harmless_notes
from grading.limits import Limits
from grading.paths import COURSE
from grading.reference import load_reference
from grading.restore_cells import REPAIRS
from grading.sandbox import chosen
from grading.scoring import ExerciseScore, Score, score_notebook
from grading.seed import grading_seed
from grading.source import is_check
from helpers.checks.framework import Outcome, Problem
from helpers.checks.lessons import load_lesson

SCORE = "score"
"""Where a score stands in a notebook's metadata."""

SCORED = "scored"
"""Where `ScoreExercises` finds, among nbconvert's resources, a score that is there already."""

REFUSED = "refused"
"""Where a notebook's metadata says why the file that was handed in could not be scored."""


@dataclass(frozen=True)
class Scored:
    """A score as plain data, which may come from another process or machine.

    Attributes:
        data: as `course grade --json` prints it.
        reports: of each exercise, what the student reads under its check.
        refused: why the file could not be scored; None where it was.
    """

    data: dict[str, Any]
    reports: dict[str, str] = field(default_factory=dict)
    refused: str | None = None


class ScoreExercises(NbGraderPreprocessor):
    """Stands where nbgrader's ``Execute`` stood, and runs no student code in this process."""

    course = Unicode(str(COURSE), help="nbgrader's course folder").tag(config=True)
    cell_seconds = Float(Limits.cell, help="seconds for one cell").tag(config=True)
    probe_seconds = Float(Limits.probe, help="seconds for one probe").tag(config=True)
    training_seconds = Float(Limits.training, help="seconds for one training").tag(config=True)
    memory = Integer(Limits.memory, help="bytes for all processes of one notebook").tag(config=True)
    sandbox = Unicode("", help="bwrap or none; empty: as LWG_SANDBOX says").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Score a notebook and write each verdict into its grade cell.

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
            scored = self._score(nb, lesson)
        scored.data["notes"][:0] = harmless_notes(nb.metadata.pop(REPAIRS, []))
        write_score(nb, scored)
        if scored.refused is not None:
            nb.metadata[REFUSED] = scored.refused
        return nb, resources

    def _score(self, nb: NotebookNode, name: str) -> Scored:
        seconds = (self.cell_seconds, self.probe_seconds, self.training_seconds)
        return as_scored(
            score_notebook(
                load_lesson(name),
                nb,
                seed=grading_seed(Path(self.course)),
                reference=load_reference(name),
                limits=Limits(*seconds, self.memory, confined=chosen(self.sandbox)),
            )
        )


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


def as_scored(score: Score) -> Scored:
    """A score as plain data, with its reports."""
    return Scored(as_data(score), {item.exercise.name: item.report for item in score.exercises})


def refusal(lesson: str, reason: str) -> Scored:
    """No points for any exercise, and the reason."""
    problem = Problem("the hand-in", "a notebook that can be run", "none", reason)
    scores = [
        ExerciseScore(exercise, [Outcome(exercise.properties[0], problem)])
        for exercise in load_lesson(lesson).exercises
    ]
    return Scored(as_data(Score(scores, [reason])), refused=reason)


def as_data(score: Score) -> dict:
    """A score as plain data, as `course grade --json` prints it."""
    return {
        "score": float(score.points),
        "max": float(score.max),
        "exercises": [
            {
                "exercise": item.exercise.name,
                "points": float(item.points),
                "max": float(item.exercise.points),
                "messages": item.messages,
            }
            | ({"bonus": True} if item.exercise.bonus else {})
            for item in score.exercises
        ],
        "notes": harmless_notes(score.notes),
    }


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

"""Make nbgrader's own autograder, behind Formgrader's Autograde button, grade like `course grade`.

It uses an exporter that can read any file that was handed in, and a step that scores the notebook.
"""

import copy
import glob
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.preprocessors import CheckCellMetadata
from traitlets import Float, Integer, Unicode
from traitlets.config import Config

from checks.lessons import load_lesson
from grading.gradebook.steps import ENTER, SANITIZE, WriteScore
from grading.hand_ins.extra_files import put_away
from grading.hand_ins.file import HandInError
from grading.hand_ins.read import read_handin
from grading.hand_ins.repair_notes import REPAIRS
from grading.lessons.notebooks import notebook_path, release_notebook
from grading.lessons.reference import load_reference
from grading.paths import COURSE
from grading.sandbox.bubblewrap import should_confine
from grading.sandbox.limits import Limits
from grading.scoring.notebook import score_notebook
from grading.scoring.safe_text import safe_line
from grading.scoring.score import REFUSED, Scored, as_scored
from grading.settings.seed import grading_seed


class ScoreExercises(WriteScore):
    """Scores a notebook in a separate process and writes the score into the grade cells."""

    course = Unicode(str(COURSE), help="nbgrader's course folder").tag(config=True)
    cell_seconds = Float(Limits.cell, help="time limit of one cell in seconds").tag(config=True)
    probe_seconds = Float(Limits.probe, help="time limit of one probe in seconds").tag(config=True)
    training_seconds = Float(Limits.training, help="time limit of one training in seconds").tag(
        config=True
    )
    memory = Integer(Limits.memory, help="memory limit of one notebook in bytes").tag(config=True)
    sandbox = Unicode("", help="bwrap or none; if empty, LWG_SANDBOX decides").tag(config=True)

    def score(self, nb: NotebookNode, lesson: str) -> Scored:
        """Run a notebook's cells and examine its answers."""
        seconds = (self.cell_seconds, self.probe_seconds, self.training_seconds)
        return as_scored(
            score_notebook(
                load_lesson(lesson),
                nb,
                seed=grading_seed(Path(self.course)),
                reference=load_reference(lesson),
                limits=Limits(*seconds, self.memory, confined=should_confine(self.sandbox)),
            )
        )


class HandInExporter(NotebookExporter):
    """Reads submissions for nbgrader, which would otherwise stop at the first unreadable file.

    A file that cannot be scored is replaced by the notebook that the students were given, with the
    reason in its metadata, so that it gets no points and a comment. nbgrader creates the exporter
    after it has listed the submissions and before it reads one, so the folders are prepared then.
    """

    course = Unicode(str(COURSE), help="nbgrader's course folder").tag(config=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._noticed: dict[Path, list[str]] = {}
        if isinstance(self.parent, Autograde):
            self._prepare_folders(self.parent)

    def _prepare_folders(self, autograde: Autograde) -> None:
        """Put away unsafe files, and make nbgrader also grade notebooks under another name."""
        place, lesson = autograde.coursedir, autograde.coursedir.assignment_id
        pattern = place.format_path(place.submitted_directory, place.student_id, lesson)
        for name in glob.glob(pattern):
            folder = Path(name)
            if not folder.is_dir():
                continue
            self._noticed[folder] = put_away(folder, Path(self.course))
            for line in self._noticed[folder]:
                autograde.log.warning("%s: %s", folder.parent.name, safe_line(line))
            expected = str(notebook_path(folder.parent, lesson))
            listed = autograde.assignments.setdefault(name, [])
            if expected not in listed:
                listed.append(expected)

    def from_filename(
        self, filename: str, resources: dict | None = None, **options: Any
    ) -> tuple[str, dict]:
        """Convert a notebook file.

        Args:
            filename: the submitted notebook or, in nbgrader's second pass, the output of the first.
            resources: nbconvert's resources, which contain the assignment's name.
            options: options of nbconvert.
        """
        if not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources, **options)
        notebook = self._read(Path(filename), resources["nbgrader"]["assignment"])
        return self.from_notebook_node(notebook, resources, **options)

    def _read(self, path: Path, lesson: str) -> NotebookNode:
        try:
            notebook = read_handin(path, lesson)
        except HandInError as error:
            notebook = copy.deepcopy(release_notebook(lesson, Path(self.course)))
            notebook.metadata[REFUSED] = f"not scored: {error}"
        noticed = self._noticed.get(path.parent, [])
        notebook.metadata[REPAIRS] = [*notebook.metadata.get(REPAIRS, []), *noticed]
        return notebook


def autograde_config() -> Config:
    """Return the options of nbgrader's autograder: our exporter and the steps that follow it."""
    config = Config()
    config.Autograde.exporter_class = HandInExporter
    config.Autograde.sanitize_preprocessors = [*SANITIZE, CheckCellMetadata]
    steps = [ScoreExercises if step is WriteScore else step for step in ENTER]
    config.Autograde.autograde_preprocessors = [*steps, CheckCellMetadata]
    return config

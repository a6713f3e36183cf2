"""What nbgrader's own autograder needs to grade as `course grade` does: Formgrader's Autograde button.

It reads any file that was handed in, and it scores what it reads.
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
from grading.sandbox.bubblewrap import chosen
from grading.sandbox.limits import Limits
from grading.scoring.notebook import score_notebook
from grading.scoring.safe_text import harmless
from grading.scoring.score import REFUSED, Scored, as_scored
from grading.settings.seed import grading_seed


class ScoreExercises(WriteScore):
    """Scores a notebook in a process of its own, and writes the score into the grade cells."""

    course = Unicode(str(COURSE), help="nbgrader's course folder").tag(config=True)
    cell_seconds = Float(Limits.cell, help="seconds for one cell").tag(config=True)
    probe_seconds = Float(Limits.probe, help="seconds for one probe").tag(config=True)
    training_seconds = Float(Limits.training, help="seconds for one training").tag(config=True)
    memory = Integer(Limits.memory, help="bytes for all processes of one notebook").tag(config=True)
    sandbox = Unicode("", help="bwrap or none; empty: as LWG_SANDBOX says").tag(config=True)

    def score(self, nb: NotebookNode, lesson: str) -> Scored:
        """Run a notebook's cells and examine its answers."""
        seconds = (self.cell_seconds, self.probe_seconds, self.training_seconds)
        return as_scored(
            score_notebook(
                load_lesson(lesson),
                nb,
                seed=grading_seed(Path(self.course)),
                reference=load_reference(lesson),
                limits=Limits(*seconds, self.memory, confined=chosen(self.sandbox)),
            )
        )


class HandInExporter(NotebookExporter):
    """Stands where nbgrader reads a submission, which would stop at the first file it cannot read.

    A file that cannot be scored is replaced by the notebook that the students were given, with the
    reason in its metadata, so that it gets no points and a comment. nbgrader makes the exporter
    when it has listed the submissions and read none: then they are looked through.
    """

    course = Unicode(str(COURSE), help="nbgrader's course folder").tag(config=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._noticed: dict[Path, list[str]] = {}
        if isinstance(self.parent, Autograde):
            self._look_through(self.parent)

    def _look_through(self, autograde: Autograde) -> None:
        """Put away what must not be copied, and have a notebook under another name graded, too."""
        place, lesson = autograde.coursedir, autograde.coursedir.assignment_id
        pattern = place.format_path(place.submitted_directory, place.student_id, lesson)
        for name in glob.glob(pattern):
            folder = Path(name)
            if not folder.is_dir():
                continue
            self._noticed[folder] = put_away(folder, Path(self.course))
            for line in self._noticed[folder]:
                autograde.log.warning("%s: %s", folder.parent.name, harmless(line))
            expected = str(notebook_path(folder.parent, lesson))
            listed = autograde.assignments.setdefault(name, [])
            if expected not in listed:
                listed.append(expected)

    def from_filename(
        self, filename: str, resources: dict | None = None, **options: Any
    ) -> tuple[str, dict]:
        """Convert a file.

        Args:
            filename: of a submission or, in nbgrader's second round, of what the first one wrote.
            resources: nbconvert's; the assignment's name is in it.
            options: nbconvert's.
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
    """The options of nbgrader's autograder: what reads a hand-in, and every step after that."""
    config = Config()
    config.Autograde.exporter_class = HandInExporter
    config.Autograde.sanitize_preprocessors = [*SANITIZE, CheckCellMetadata]
    steps = [ScoreExercises if step is WriteScore else step for step in ENTER]
    config.Autograde.autograde_preprocessors = [*steps, CheckCellMetadata]
    return config

"""How nbgrader's own autograder reads a hand-in: as `course grade` does, whatever the file is."""

import copy
import glob
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from traitlets import Unicode

from grading.builder import notebook_path, release_notebook
from grading.extra_files import put_away
from grading.handin import REPAIRS, HandInError, read_handin
from grading.harmless import harmless
from grading.paths import COURSE
from grading.score_exercises import REFUSED


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

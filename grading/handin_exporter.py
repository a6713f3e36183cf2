"""How nbgrader's own autograder reads a hand-in: as `course grade` does, whatever the file is."""

import copy
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from traitlets import Unicode

from grading.builder import release_notebook
from grading.handin import HandInError, read_handin
from grading.paths import COURSE
from grading.score_exercises import REFUSED


class HandInExporter(NotebookExporter):
    """Stands where nbgrader reads a submission, which would stop at the first file it cannot read.

    A file that cannot be scored is replaced by the notebook that the students were given, with the
    reason in its metadata, so that it gets no points and a comment.
    """

    course = Unicode(str(COURSE), help="nbgrader's course folder").tag(config=True)

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
            return read_handin(path, lesson)
        except HandInError as error:
            notebook = copy.deepcopy(release_notebook(lesson, Path(self.course)))
            notebook.metadata[REFUSED] = f"not scored: {error}"
            return notebook

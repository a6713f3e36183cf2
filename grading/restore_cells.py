"""First step on a submitted notebook: put the cells that nbgrader relies on back in order."""

from pathlib import Path

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from grading.builder import release_notebook
from grading.handin import REPAIRS
from grading.paths import COURSE
from grading.restore import restore


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

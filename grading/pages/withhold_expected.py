"""What stays out of a student's feedback page."""

import re

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.lessons.cells import is_check

EXPECTED = re.compile(r"^    expected .*(?:\n {14}.*)*", re.MULTILINE)
WITHHELD = "    expected  what the contract asks for on this input"


class WithholdExpected(NbGraderPreprocessor):
    """Takes the values that were expected on graded inputs out of the reports.

    In a notebook a check says what it expected on inputs that the notebook shows. When graded, the
    inputs are others; a value that is expected there would be an answer to copy for the next time.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, index: int
    ) -> tuple[NotebookNode, dict]:
        """Change the reports of a check; all other cells stay as they are."""
        if is_check(cell):
            for output in cell.get("outputs", []):
                if output.get("output_type") == "stream":
                    output.text = EXPECTED.sub(_withhold, output.text)
        return cell, resources


def _withhold(expected: re.Match) -> str:
    """Words are the contract's; what has a number in it is a value."""
    return WITHHELD if re.search(r"\d", expected[0]) else expected[0]

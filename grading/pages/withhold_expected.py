"""Remove the expected values of graded inputs from students' feedback pages."""

import re

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.lessons.cells import is_check

EXPECTED = re.compile(r"^    expected .*(?:\n {14}.*)*", re.MULTILINE)
WITHHELD = "    expected  what the contract asks for on this input"


class WithholdExpected(NbGraderPreprocessor):
    """Removes the values that were expected on graded inputs from the reports of checks.

    In a notebook, a check shows the expected value for inputs that the student can see. Grading
    uses other inputs, whose expected values could be copied into a later hand-in.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, index: int
    ) -> tuple[NotebookNode, dict]:
        """Change the report in a check's output; other cells stay as they are."""
        if is_check(cell):
            for output in cell.get("outputs", []):
                if output.get("output_type") == "stream":
                    output.text = EXPECTED.sub(_withhold, output.text)
        return cell, resources


def _withhold(expected: re.Match) -> str:
    """Withhold an expectation that contains a number; one in words only quotes the contract."""
    return WITHHELD if re.search(r"\d", expected[0]) else expected[0]

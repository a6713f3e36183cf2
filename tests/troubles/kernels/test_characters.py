"""marimo-team/marimo#1546: pasted code has spaces and quotes that Python does not know.

Web pages, chats and text editors put them there, and most of them cannot be seen.
"""

import pytest
from troubles import ANSWER

ANSWERS = {
    "no-break spaces": ANSWER.replace(" ", "\u00a0"),
    "a no-break space": ANSWER.replace("    ", "\u00a0   "),
    "spaces of no width": ANSWER.replace("\n", "\u200b\n"),
    "a byte order mark": "\ufeff" + ANSWER,
    "a mark in a name": ANSWER.replace("def ", "def \u2060", 1),
    "line separators": ANSWER.replace("\n", "\u2028"),
    "Windows lines": ANSWER.replace("\n", "\r\n"),
    "old Mac lines": ANSWER.replace("\n", "\r"),
    "tabs": ANSWER.replace("    ", "\t"),
    "form feeds": "\f" + ANSWER,
    "all indented": "\n".join("    " + line for line in ANSWER.splitlines()),
    "prompts": "In [3]: " + ANSWER.replace("\n", "\n   ...: "),
    "quotes in a comment": ANSWER + "\n# “quoted” ‘so’ – and so on",
    "typographic quotes": ANSWER + "\nlabel = “discounted”",
    "a long minus": ANSWER + "\nlast = [1][−1]",
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_answer_counts(answer, full_points):
    full_points(answer=ANSWERS[answer])


def test_characters_in_texts_stay_as_they_are(full_points):
    code = "text = 'a\u00a0b “c” – d'"
    full_points(above=code, needs=f"text == {'a' + chr(0xA0) + 'b “c” – d'!r}")


def test_a_cell_that_cannot_be_read_costs_no_other(full_points):
    full_points(first=["def broken(:\n    pass", "x = 'not closed", "  y = 1\n z = 2", "```python"])

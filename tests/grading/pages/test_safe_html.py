"""The text, layout and formulas that people write are shown, and no script in them is run."""

import re
from xml.etree import ElementTree

import pytest
from handins import untouched
from jinja2 import Environment

from grading.lessons.source import lesson_names
from grading.pages.formulas import mathml
from grading.pages.safe_html import safe_markdown


def shown(source, **cell):
    environment = Environment()
    environment.filters["markdown2html"] = safe_markdown
    return environment.from_string("{{ text | markdown2html }}").render(text=source, cell=cell)


def tags(markup):
    return {name.lower() for name in re.findall(r"<([A-Za-z][\w:-]*)", markup)}


ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\nscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "[x](javascript:alert(1))",
    "![x](https://evil/x.png)",
    "<form action=//evil><input name=password></form>",
    "<style>body { display: none }</style>",
    "<p style='background: url(//evil)'>x</p>",
    "<base href=//evil>",
    "<details ontoggle=alert(1) open>x</details>",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\text{<script>alert(1)</script>}$",
    "$\\text{&lt;script&gt;alert(1)&lt;/script&gt;}$",
    "$x<script>alert(1)</script>$",
    '![> $x" onerror="alert(1)$](attachment:a.png)',
    '<img alt="> $x$" title="$\\alpha$">',
    "## $x$ <b onclick=alert(1)>b</b>",
    "```html\n<script>alert(1)</script>\n```",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_script_or_external_resource_is_left(attack):
    markup = shown(attack)
    forbidden = {"script", "iframe", "svg", "form", "input", "style", "base", "object", "embed"}
    assert not tags(markup) & forbidden
    for tag in re.findall(r"<[^>]*>", markup):
        assert not re.search(r"\bon\w+\s*=|javascript:|style\s*=|//evil|data:text", tag), tag


@pytest.mark.parametrize("lesson", lesson_names())
def test_every_formula_of_the_lessons_is_shown_offline(lesson):
    for cell in untouched(lesson).cells:
        if cell.cell_type == "markdown":
            markup = re.sub(r"<(pre|code)\b.*?</\1>", "", shown(cell.source), flags=re.DOTALL)
            assert "$" not in markup, cell.source
            for formula in re.findall(r"<math\b.*?</math>", markup, re.DOTALL):
                ElementTree.fromstring(formula)


def test_a_formula_keeps_its_symbols():
    assert "α" in shown("$\\alpha < \\beta$")
    assert "&lt;" in shown("$\\alpha < \\beta$")
    assert 'display="block"' in shown("$$\\sum_i x_i$$")


@pytest.mark.parametrize("tex", ["\\begin{cases} 1", "\\newcommand{\\a}{\\a\\a} \\a", "{" * 999])
def test_a_formula_that_cannot_be_converted_is_left_in_tex(tex):
    assert mathml(tex, False) is None
    assert f"${tex}$" in shown(f"a ${tex}$ b")


def test_layout_is_kept():
    markup = shown(
        "**a** <b>b</b>\n\n> q\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "<details>\n<summary>s</summary>\n\n`x < 1`\n\n</details>\n\n```python\nx < 1\n```\n\n[l](https://x.org)"
    )
    assert {"strong", "b", "blockquote", "table", "td", "details", "summary"} <= tags(markup)
    assert '<a href="https://x.org"' in markup
    assert "<code>x &lt; 1</code>" in markup


def test_an_image_in_the_notebook_is_shown():
    picture = {"a.png": {"image/png": "iVBORw0KGgo="}}
    assert "data:image/png;base64,iVBORw0KGgo=" in shown(
        "![p](attachment:a.png)", attachments=picture
    )
    lost = "[a picture that is not in the notebook]"
    assert lost in shown("![p](attachment:b.png)", attachments=picture)
    assert lost in shown("![p](attachment:a.png)", attachments={"a.png": 3})

"""Root grades in a clone that was made with a umask of 077.

jupyter/nbgrader#686: files that others cannot read. If root grades, students' code runs as somebody
else, who must be able to read the course. The line says which file and what to do about it, and
does not advise to grade without the sandbox.
"""

import os

import pytest

from grading.sandbox import bubblewrap

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or bubblewrap.why_unavailable() is not None, reason="root and bubblewrap"
)


@pytest.fixture
def clone(tmp_path, monkeypatch):
    for name in ("helpers", "grading/sandbox/inside"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "a.py").write_text("")
    monkeypatch.setattr(bubblewrap, "ROOT", tmp_path)
    monkeypatch.setattr(bubblewrap, "why_unavailable", bubblewrap.why_unavailable.__wrapped__)
    return tmp_path


@pytest.mark.parametrize("name", ["helpers", "helpers/a.py", "grading/sandbox/inside/a.py"])
def test_the_line_names_the_file_and_the_remedy(clone, name):
    (clone / name).chmod(0o700 if (clone / name).is_dir() else 0o600)
    with pytest.raises(bubblewrap.CourseError) as caught:
        bubblewrap.should_confine("bwrap")
    assert str(clone / name) in str(caught.value)
    assert "chmod -R go+rX" in str(caught.value)
    assert "none" not in str(caught.value)


def test_what_everybody_may_read_is_no_reason(clone):
    assert list(bubblewrap._unreadable_inside()) == []

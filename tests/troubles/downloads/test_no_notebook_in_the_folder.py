"""Students hand in a link, a text, a page, a PDF, a placeholder, or nothing, and must not vanish.

jupyter/nbgrader#744 (an empty folder) and jupyter/nbgrader#1211 (a page in place of the notebook).
Each of them gets a line that says what was handed in.
"""

import pytest
from downloads import answered, collected, looks, results, said

HANDED_IN = {
    "x.html": "a web page",
    "x.pdf": "a PDF",
    "x.py": "a Python script",
    "notes.md": "a text",
    "x.gdoc": "a placeholder of Google Drive",
    ".01_rollouts.ipynb.icloud": "a placeholder of iCloud",
    "01_rollouts.url": "a link",
    "01_rollouts.ipynb.webloc": "a link",
    "screen.PNG": "a picture",
    "work.rar": "cannot be opened here",
    "01_rollouts.ipynb.crdownload": "an unfinished download",
    "": "is empty",
    ".ipynb_checkpoints/01_rollouts-checkpoint.ipynb": "only hidden files",
    "data.csv": "data.csv is not a notebook",
}


@pytest.mark.parametrize("name", HANDED_IN)
def test_whoever_hands_in_no_notebook_gets_a_line(tmp_path, name):
    found = collected(tmp_path, {f"ada/{name}": "x" if name else "", "ben/x.ipynb": answered()})
    assert found["ada"].outcome == "nothing"
    assert looks(found) == {"ada"}
    assert HANDED_IN[name] in said(found)["ada"]


@pytest.mark.parametrize("name", [name for name in HANDED_IN if "/" not in name])
def test_in_a_folder_on_disk_as_well(tmp_path, name):
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ben").mkdir()
    (tmp_path / "class" / "ben" / "x.ipynb").write_text(answered(), encoding="utf-8")
    if name:
        (tmp_path / "class" / "ada" / name).write_text("x")
    found = results(tmp_path, tmp_path / "class")
    assert looks(found) == {"ada"}
    assert HANDED_IN[name] in said(found)["ada"]


def test_text_and_link_in_canvas_and_moodle(tmp_path):
    files = {
        "lovelaceada_12345_text.html": "<p>",
        "turingalan_LATE_12346_link.html": "<p>",
        "LATE_anon_Wk5bD_text.html": "<p>",
        "Hopper Grace_7_assignsubmission_onlinetext_/onlinetext.html": "<p>",
        "noetheremmy_12347_67890_x.ipynb": answered(),
    }
    found = collected(tmp_path, files)
    assert looks(found) == {"lovelaceada", "turingalan", "anon_Wk5bD", "Hopper_Grace"}
    assert "typed in" in said(found)["lovelaceada"]
    assert "a link" in said(found)["turingalan"]
    assert "typed in" in said(found)["Hopper_Grace"]


def test_a_download_without_any_notebook_says_who_handed_in_what(tmp_path):
    found = collected(tmp_path, {"ada/x.pdf": "x", "ben/y.html": "x", "cyd/": ""})
    assert looks(found) == {"ada", "ben", "cyd"}
    assert "x.pdf is a PDF" in said(found)["ada"]
    assert not (tmp_path / "course" / "identities.json").exists()

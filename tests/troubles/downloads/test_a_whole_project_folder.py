"""A student hands in a whole project: a virtual environment, links, git and other notebooks.

jupyter/nbgrader#1219 is about notebooks that are not the assignment's. The lesson's notebook is
found, and what does not matter asks for no look.
"""

import nbformat
from downloads import LATER, answered, collected, link_in_zip, looks, results, submitted, zip_of


def test_what_does_not_matter_asks_for_no_look(tmp_path):
    scratch = nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")]))
    files = {
        "ada/project/01_rollouts.ipynb": answered(1),
        "ada/project/.git/HEAD": "ref",
        "ada/project/.venv/lib/x.ipynb": answered(9),
        "ada/project/venv/share/settings.json": "{}",
        "ada/project/scratch.ipynb": (scratch, LATER),
        "ada/project/data/empty/": "",
        "ben/x.ipynb": answered(2),
    }
    path = link_in_zip(zip_of(tmp_path / "a.zip", files), "ada/project/venv/bin/python", "/bin/sh")
    found = results(tmp_path, path)
    assert submitted(tmp_path) == {"ada": answered(1), "ben": answered(2)}
    assert looks(found) == set()


def test_a_damaged_notebook_that_is_newer_asks_for_a_look(tmp_path):
    files = {"ada/a.ipynb": answered(1), "ada/b.ipynb": ('{"cells": [', LATER)}
    found = collected(tmp_path, files | {"ben/x.ipynb": answered(2)})
    assert submitted(tmp_path)["ada"] == answered(1)
    assert looks(found) == {"ada"}

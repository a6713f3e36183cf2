"""A browser or a system adds an ending to a notebook, or takes it away.

ucbds-infra/otter-grader#433 and jupyter/nbgrader#1905 are about notebooks that are there and are
not found. What has the content of a notebook is collected, whatever its ending.
"""

import pytest
from downloads import answered, collected, looks, results, said, submitted, zip_of

ENDINGS = [".ipynb.json", ".ipynb.txt", ".json", ".txt", "", ".ipynb.download", ".IPYNB", ".ipynb_"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("layout", ["{}/01_rollouts{}", "{}{}", "{}_assignsubmission_file_/x{}"])
def test_the_content_decides(tmp_path, layout, ending):
    files = {layout.format("ada", ending): answered(1), layout.format("ben", ".ipynb"): answered(2)}
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {"ada": answered(1), "ben": answered(2)}
    assert looks(found) == set()
    assert ("in spite of its name" in said(found)["ada"]) == (ending != ".IPYNB")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_in_any_encoding(tmp_path, encoding):
    files = {"ada/01_rollouts.txt": answered(1).encode(encoding), "ben/x.ipynb": answered(2)}
    assert looks(collected(tmp_path, files)) == set()


@pytest.mark.parametrize("name", ["01_rollouts.ipynb.zip", "01_rollouts.ipynb", "work.zip", "work"])
def test_a_notebook_in_the_students_own_archive(tmp_path, name):
    own = zip_of(tmp_path / "own.zip", {"work/01_rollouts.ipynb": answered(1), "data.csv": "1"})
    files = {f"ada/{name}": own.read_bytes(), "ben/x.ipynb": answered(2)}
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {"ada": answered(1), "ben": answered(2)}
    assert looks(found) == set()


def test_a_single_file_that_is_a_notebook(tmp_path):
    path = tmp_path / "ada.ipynb.json"
    path.write_text(answered(), encoding="utf-8")
    assert set(results(tmp_path, path)) == {"ada"}


def test_other_json_is_no_notebook(tmp_path):
    found = collected(tmp_path, {"ada/x.json": '{"cells": 3}', "ben/x.ipynb": answered()})
    assert looks(found) == {"ada"}

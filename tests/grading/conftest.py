"""A graded class: made once, copied for each test."""

import shutil

import pytest


@pytest.fixture(scope="session")
def graded_once(tmp_path_factory):
    from small_class import make_class

    folder = tmp_path_factory.mktemp("graded") / "class"
    make_class(folder)
    return folder


@pytest.fixture
def small_class(graded_once, tmp_path):
    """The folder of a graded class, which a test may change."""
    return shutil.copytree(graded_once, tmp_path / "class")

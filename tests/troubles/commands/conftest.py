"""A copy of the clone for each test, in which every command can be run."""

import shutil

import pytest
from course_runs import copy_of_the_clone


@pytest.fixture(scope="session")
def first_copy(tmp_path_factory):
    return copy_of_the_clone(tmp_path_factory.mktemp("first"))


@pytest.fixture
def clone(first_copy, tmp_path):
    return shutil.copytree(first_copy, tmp_path / "clone")

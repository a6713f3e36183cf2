"""ray-project/ray#17161: macOS has a temporary folder of 49 characters, too many for Ray's sockets.

Others cannot write to the folder, or share it with somebody else who started Ray first
(ray-project/ray#4593, ray-project/ray#32776, verl-project/verl#1120).
"""

import tempfile
from pathlib import Path

import pytest
from ray_starts import says_one_line, works

from helpers import ray_start

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("length", [49, 90])
def test_a_long_one(length):
    with tempfile.TemporaryDirectory(dir=ray_start.short_folders()[0]) as short:
        folder = Path(short, "x" * (length - len(short) - 1))
        folder.mkdir()
        assert len(works(TMPDIR=str(folder))) <= ray_start.SHORT


@pytest.mark.parametrize("name", ["a b", "Übung", "Ada's", "$HOME", "50% (1) #2"])
def test_one_with_special_characters(name, tmp_path):
    folder = tmp_path / name
    folder.mkdir()
    works(TMPDIR=str(folder), RAY_TMPDIR=str(folder))


def test_one_that_does_not_exist():
    works(TMPDIR="/nowhere/at/all")


def test_one_that_is_a_file(tmp_path):
    file = tmp_path / "file"
    file.touch()
    works(TMPDIR=str(file), RAY_TMPDIR=str(file))


def test_one_that_the_user_chose_for_ray():
    with tempfile.TemporaryDirectory(dir=ray_start.short_folders()[0]) as folder:
        assert works(RAY_TMPDIR=folder) == folder


def test_ray_of_somebody_else():
    # The folder of Ray's own choice, /tmp/ray, is never used.
    assert works() != "/tmp/ray"


def test_no_folder_that_can_be_used(monkeypatch):
    monkeypatch.delenv("RAY_TMPDIR", raising=False)
    monkeypatch.setattr(ray_start, "short_folders", list)
    with pytest.raises(ray_start.RayStartError, match="set RAY_TMPDIR to it"):
        ray_start.use_short_folder()


def test_nothing_is_left_behind():
    assert not Path(works()).exists()


def test_a_wrong_address_is_said_in_one_line():
    line = says_one_line(RAY_ADDRESS="127.0.0.1:1")
    assert "unset RAY_ADDRESS to use this machine" in line

"""A class that is wrapped in folders, or packed twice, must not become one student.

edX's download of a whole class (mitodl/edx-sga#184) and a zip within a zip (ls1intum/Artemis#7732)
wrap it. Every level that all share is stripped, whatever lies beside it.
"""

import pytest
from downloads import answered, collected, looks, said, submitted, zip_of

CLASS = {"ada/01_rollouts.ipynb": answered(1), "ben/work/01_rollouts.ipynb": answered(2)}


@pytest.mark.parametrize(
    "outer", ["hw", "course-v1_X/block_1", "a/b/c", "submitted", "01_rollouts"]
)
@pytest.mark.parametrize("beside", ["grades.csv", "status.xlsx", "index.html", "README.txt"])
def test_every_level_that_all_share_is_stripped(tmp_path, outer, beside):
    files = {f"{outer}/{name}": text for name, text in CLASS.items()}
    first = outer.split("/")[0]
    for extra in ({}, {beside: "x"}, {f"{first}/{beside}": "x"}, {f"{outer}/{beside}": "x"}):
        found = collected(tmp_path, files | extra)
        assert set(found) == {"ada", "ben"}
        assert looks(found) == set()


def test_a_class_that_is_packed_twice(tmp_path):
    inner = zip_of(tmp_path / "inner.zip", CLASS).read_bytes()
    found = collected(tmp_path, {"download.zip": inner})
    assert submitted(tmp_path) == {"ada": answered(1), "ben": answered(2)}
    assert looks(found) == set()


def test_the_parts_of_a_class(tmp_path):
    files = {f"Group A/{name}": text for name, text in CLASS.items()}
    files["Group B/cyd/01_rollouts.ipynb"] = answered(3)
    assert set(collected(tmp_path, files)) == {"ada", "ben", "cyd"}


def test_one_student_with_many_notebooks_asks_for_a_look(tmp_path):
    same = {f"ada/{word}/01_rollouts.ipynb": answered(1) for word in ("x", "y", "z")}
    found = collected(tmp_path, same | {"ben/01_rollouts.ipynb": answered(2)})
    assert looks(found) == {"ada"}
    assert "3 notebooks in different folders" in said(found)["ada"]


def test_a_whole_download_of_one_student_asks_for_a_look(tmp_path):
    found = collected(tmp_path, {"hw/ada/01_rollouts.ipynb": answered()})
    assert looks(found) == {"hw"}
    assert "everything in the download was taken to be hw's" in said(found)["hw"]


def test_nbgraders_own_layout_of_one_student_does_not(tmp_path):
    files = {"ada/01_rollouts/01_rollouts.ipynb": answered()}
    assert looks(collected(tmp_path, files)) == set()
    assert set(submitted(tmp_path)) == {"ada"}


@pytest.mark.parametrize("ending", [".ipynb", ".ipynb.json", ".zip"])
def test_a_wrapped_class_of_single_files(tmp_path, ending):
    own = zip_of(tmp_path / "own.zip", {"01_rollouts.ipynb": answered(1)}).read_bytes()
    content = own if ending == ".zip" else answered(1)
    found = collected(tmp_path, {f"hw/{name}{ending}": content for name in ("ada", "ben")})
    assert set(found) == {"ada", "ben"}
    assert looks(found) == set()


def test_one_notebook_and_one_page_in_a_folder_may_be_two_people(tmp_path):
    found = collected(tmp_path, {"hw/ada.ipynb": answered(1), "hw/ben.pdf": "%PDF"})
    assert looks(found) == {"hw"}


@pytest.mark.parametrize("place", ["", "hw/"])
def test_the_notebook_that_was_given_out_beside_the_class(tmp_path, place):
    files = {f"hw/{name}": text for name, text in CLASS.items()}
    found = collected(tmp_path, files | {f"{place}01_rollouts.ipynb": answered(3)})
    assert submitted(tmp_path) == {"ada": answered(1), "ben": answered(2)}
    assert looks(found) == {f"{place}01_rollouts.ipynb"}


def test_parts_of_a_class_whose_names_do_not_say_so_ask_for_a_look(tmp_path):
    files = {f"A-L/{name}": text for name, text in CLASS.items()}
    found = collected(tmp_path, files | {"M-Z/zoe/01_rollouts.ipynb": answered(3)})
    assert set(submitted(tmp_path)) == looks(found) == {"ada", "ben", "zoe"}


def test_a_folder_that_is_nobodys_name_asks_for_a_look(tmp_path):
    found = collected(tmp_path, CLASS | {"solutions/01_rollouts.ipynb": answered(3)})
    assert looks(found) == {"solutions"}

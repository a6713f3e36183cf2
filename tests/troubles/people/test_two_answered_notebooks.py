"""A student hands in two notebooks with different answers.

jupyter/nbgrader#724 and CodeGra-de/CodeGra.de#194. A platform's time or number of attempts decides;
without one, the instructor is asked and both are named.
"""

import pytest
from downloads import LATER, NOON, answered, collected, looks, said, submitted

REST = {"zoe/x.ipynb": answered(9)}


@pytest.mark.parametrize("times", [(NOON, NOON), (NOON, LATER), (LATER, NOON)])
@pytest.mark.parametrize(
    "names",
    [
        ("ada/a.ipynb", "ada/b.ipynb"),
        ("ada/01_rollouts.ipynb", "ada/old/01_rollouts.ipynb"),
        ("Ada_1_assignsubmission_file_/a.ipynb", "Ada_1_assignsubmission_file_/b.ipynb"),
        ("ada_1_2345_a.ipynb", "ada_1_2346_b.ipynb"),
    ],
)
def test_without_a_platforms_order_both_are_named(tmp_path, names, times):
    files = {
        name: (answered(n), when) for n, (name, when) in enumerate(zip(names, times, strict=True))
    }
    found = collected(tmp_path, files | REST)
    ada = next(student for student in found if student.lower() == "ada")
    assert ada in looks(found)
    assert all(name in said(found)[ada] for name in names)
    if times[0] != times[1]:
        assert submitted(tmp_path)[ada] == answered(times.index(LATER))


def test_the_files_times_decide_if_the_instructor_says_so(tmp_path):
    files = {"ada/a.ipynb": (answered(1), LATER), "ada/b.ipynb": answered(2)}
    found = collected(tmp_path, files | REST, times=True)
    assert submitted(tmp_path)["ada"] == answered(1)
    assert looks(found) == set()


def test_the_same_answers_twice_need_no_look(tmp_path):
    found = collected(tmp_path, {"ada/a.ipynb": answered(1), "ada/b.ipynb": answered(1)} | REST)
    assert looks(found) == set()
    assert "has the same answers" in said(found)["ada"]

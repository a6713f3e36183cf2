"""Browsers, drives and file managers mark copies in the names of files and folders.

ucbds-infra/otter-grader#433 (a second download), dtjm/textdropapp.com#62 (conflicted copies). A
copy belongs to the same person.
"""

import pytest
from downloads import answered, collected, looks, submitted

COPIES = [
    "{} (1)",
    "{} - Copy",
    "{} - Copy (2)",
    "{} copy 2",
    "{}-Copy1",
    "Copy of {}",
    "Copy of Copy of {}",
    "Kopie von {}",
    "Copie de {}",
    "Copia de {}",
    "{} - Kopie",
    "{} (conflicted copy 2026-11-01 102030)",
    "{} (Ada Lovelace's conflicted copy 2026-11-01)",
    "{} (In Konflikt stehende Kopie von Ada 2026-11-01)",
    "{}.sync-conflict-20261101-102030-ABCDEFG",
    "{} [Conflict]",
    "Copy of {} (1)",
]


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("layout", ["{}.ipynb", "{}/01_rollouts.ipynb"])
def test_a_copy_belongs_to_the_same_person(tmp_path, copy, layout):
    files = {
        layout.format("ada"): answered(1),
        layout.format(copy.format("ada")): answered(1),
        layout.format(copy.format("ben")): answered(2),
        layout.format("cyd"): answered(3),
    }
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {"ada": answered(1), "ben": answered(2), "cyd": answered(3)}
    assert looks(found) == set()


def test_names_that_only_look_alike_ask_for_a_look(tmp_path):
    files = {"ada.ipynb": answered(1), "ada_final.ipynb": answered(2), "ben.ipynb": answered(3)}
    found = collected(tmp_path, files)
    assert looks(found) == {"ada", "ada_final"}
    assert len(submitted(tmp_path)) == 3


@pytest.mark.parametrize("names", [("ada_v1", "ada_v2"), ("ada-submission", "ada-resubmission_2")])
def test_names_of_attempts_ask_for_a_look(tmp_path, names):
    files = {f"{name}.ipynb": answered(n) for n, name in enumerate(names)}
    assert looks(collected(tmp_path, files | {"ben.ipynb": answered(3)})) == set(names)


def test_numbers_of_students_do_not(tmp_path):
    files = {
        f"{name}.ipynb": answered(1) for name in ("s_1", "s_2", "group 1", "group 2", "10", "9")
    }
    assert looks(collected(tmp_path, files)) == set()


def test_a_name_that_continues_one_from_an_earlier_download_asks_for_a_look(tmp_path):
    collected(tmp_path, {"ada.ipynb": answered(1), "ben.ipynb": answered(2)})
    found = collected(tmp_path, {"ada_final.ipynb": answered(3), "ben.ipynb": answered(2)})
    assert looks(found) == {"ada_final"}

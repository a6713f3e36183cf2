"""A notebook that came by mail lies in the folder of a platform's download.

jupyter/nbgrader#1409 is about hand-ins that people put in place by hand. The name is not the
platform's, so that the instructor is asked whose it is.
"""

from downloads import answered, collected, looks, said, submitted


def test_a_name_that_the_platform_did_not_make_asks_for_a_look(tmp_path):
    files = {"lovelaceada_12345_67890_x.ipynb": answered(1), "ben.ipynb": answered(2)}
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {"lovelaceada": answered(1), "ben": answered(2)}
    assert looks(found) == {"ben"}
    assert "not one of those that canvas makes" in said(found)["ben"]


def test_a_name_that_says_nothing_is_nobodys(tmp_path):
    files = {
        "ada.ipynb": answered(1),
        "Untitled1.ipynb": answered(2),
        "01_rollouts_final.ipynb": answered(3),
    }
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {"ada": answered(1)}
    assert looks(found) == {"Untitled1.ipynb", "01_rollouts_final.ipynb"}


def test_no_notebook_is_taken_for_a_file_of_the_platform(tmp_path):
    files = {
        "ada/x.ipynb": answered(1),
        "ben/x.ipynb": answered(2),
        "index.ipynb.json": answered(3),
        "grades.pdf": "%PDF",
        "Submitted files/README.ipynb": answered(4),
        "index.html": "",
    }
    found = collected(tmp_path, files)
    assert {answered(1), answered(2)} <= set(submitted(tmp_path).values())
    mentioned = " ".join(
        [*said(found).values(), *looks(found), *(x.source for x in found.values())]
    )
    assert all(name in mentioned for name in ("index", "grades", "README"))
    assert "index.html" not in mentioned

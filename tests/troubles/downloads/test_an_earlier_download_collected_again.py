"""An instructor downloads a class several times, and collects an old download by mistake.

The order of attempts went wrong in jupyter/nbgrader#724. The later download counts, the older one
is refused with a look, nothing is lost, and what has not changed stays as it is.
"""

from downloads import LATER, answered, collected, looks, results, said, stub, submitted

OLD = {"ada/x.ipynb": answered(1), "ben/x.ipynb": answered(2)}
NEW = {"ada/x.ipynb": (answered(3), LATER), "ben/x.ipynb": (answered(2), LATER)}


def test_the_later_download_counts(tmp_path):
    collected(tmp_path, OLD, name="old.zip")
    found = collected(tmp_path, NEW, name="new.zip")
    assert (found["ada"].outcome, found["ben"].outcome) == ("replaced", "unchanged")
    assert looks(found) == set()
    assert submitted(tmp_path)["ada"] == answered(3)
    back = results(tmp_path, tmp_path / "old.zip")
    assert (back["ada"].outcome, back["ben"].outcome) == ("kept", "unchanged")
    assert looks(back) == {"ada"}
    assert "going by the files' times; if that is wrong, remove" in said(back)["ada"]
    assert submitted(tmp_path)["ada"] == answered(3)
    (aside,) = (tmp_path / "course" / "replaced").rglob("*.ipynb")
    assert aside.read_text(encoding="utf-8") == answered(1)


def test_an_untouched_notebook_never_replaces_an_answered_one(tmp_path):
    collected(tmp_path, OLD)
    found = collected(tmp_path, {"ada/x.ipynb": (stub(), LATER), "ben/x.ipynb": answered(2)})
    assert found["ada"].outcome == "kept"
    assert "has no answers" in said(found)["ada"]
    assert looks(found) == {"ada"}
    assert submitted(tmp_path)["ada"] == answered(1)


def test_an_answered_notebook_replaces_an_untouched_one_of_any_time(tmp_path):
    collected(tmp_path, {"ada/x.ipynb": (stub(), LATER), "ben/x.ipynb": answered(2)})
    found = collected(tmp_path, OLD)
    assert found["ada"].outcome == "replaced"
    assert submitted(tmp_path)["ada"] == answered(1)

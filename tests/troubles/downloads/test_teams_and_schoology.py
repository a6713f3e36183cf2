"""Teams has "Submitted files" and "Working files"; both it and Schoology number the attempts.

The numbered folders are those that devilry/devilry-django#185 asks for: the highest number counts.
A file that a student only works on is not handed in.
"""

from downloads import answered, collected, looks, submitted


def test_teams(tmp_path):
    done = "Student Work/Submitted files/Ada Lovelace/Lesson 1"
    files = {f"{done}/Version {n}/01_rollouts.ipynb": answered(n) for n in (1, 2)} | {
        "Student Work/Working files/Ada Lovelace/Lesson 1/01_rollouts.ipynb": answered(3),
        "Student Work/Submitted files/Ben/Lesson 1/x.pdf": "%PDF",
    }
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {"Ada_Lovelace": answered(2)}
    assert looks(found) == {"Ben"}


def test_schoology(tmp_path):
    files = {
        "Ada Lovelace - 4711/Revision 1 - On time/x.ipynb": answered(1),
        "Ada Lovelace - 4711/Revision 2 - Late/x.ipynb": answered(2),
        "Ben - 4712/Revision 1 - On time/x.ipynb": answered(3),
    }
    assert looks(collected(tmp_path, files)) == set()
    assert set(submitted(tmp_path).values()) == {answered(2), answered(3)}

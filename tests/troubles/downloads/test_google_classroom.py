"""Google Drive has one folder for a class, with the name of the student in the name of each file.

jaltekruse/Free-Math#98. A copy that Drive named itself does not say whose it is, and a placeholder
of Drive is not the file.
"""

from downloads import answered, collected, looks, said, submitted


def test_the_name_in_the_files_name_is_the_student(tmp_path):
    files = {
        "Ada Lovelace - 01_rollouts.ipynb": answered(1),
        "01_rollouts - Alan Turing.ipynb": answered(2),
        "Emmy Noether - Copy of 01_rollouts.ipynb": answered(3),
        "Kopie von Li Wei - 01_rollouts.ipynb": answered(4),
        "Grace Hopper - 01_rollouts.gdoc": "{}",
        "Copy of 01_rollouts.ipynb": answered(5),
    }
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {
        "Ada_Lovelace": answered(1),
        "Alan_Turing": answered(2),
        "Emmy_Noether": answered(3),
        "Li_Wei": answered(4),
    }
    assert looks(found) == {"Grace_Hopper", "Copy of 01_rollouts.ipynb"}
    assert "placeholder of Google Drive" in said(found)["Grace_Hopper"]

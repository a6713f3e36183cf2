"""Autolab names a file after the address and the version.

autolab/Autolab#693. The highest version counts.
"""

from downloads import answered, collected, looks, submitted


def test_the_highest_version_counts(tmp_path):
    files = {f"ada_l@example.edu_{n}_handin.ipynb": answered(n) for n in (2, 9, 10)}
    found = collected(tmp_path, files | {"ben@example.edu_1_handin.ipynb": answered(1)})
    assert submitted(tmp_path) == {
        "ada_l@example.edu": answered(10),
        "ben@example.edu": answered(1),
    }
    assert looks(found) == set()

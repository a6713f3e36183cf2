"""macOS writes an umlaut as two characters, and other systems as one.

cryptomator/cryptomator#264. Both are the same name, and the platform's number is the identity
whatever the name.
"""

import unicodedata

import pytest
from downloads import LATER, answered, collected, looks, results, submitted, zip_of

ONE, TWO = "M\u00fcller J\u00f6rg", unicodedata.normalize("NFD", "M\u00fcller J\u00f6rg")
LAYOUTS = [
    "{}_123_assignsubmission_file_/x.ipynb",
    "12345-67890 - {} - Nov {}, 2026 1020 AM/x.ipynb",
    "{}/x.ipynb",
    "{}.ipynb",
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_person_stays_one_person_from_one_download_to_the_next(tmp_path, layout):
    rest = {layout.format("Zoe", 1).replace("123", "999"): answered(9)}
    collected(tmp_path, {layout.format(ONE, 1): answered(1)} | rest)
    found = collected(tmp_path, {layout.format(TWO, 2): (answered(2), LATER)} | rest)
    assert submitted(tmp_path)["Müller_Jörg"] == answered(2)
    assert len(submitted(tmp_path)) == 2
    assert found["Müller_Jörg"].outcome == "replaced"
    assert looks(found) == set()


def test_within_one_download(tmp_path):
    files = {f"{ONE}/x.ipynb": answered(1), f"{TWO}/y.ipynb": answered(1), "z/x.ipynb": answered(2)}
    assert set(collected(tmp_path, files)) == {"Müller_Jörg", "z"}


def test_alone_in_a_download(tmp_path):
    files = {f"{ONE}/a/x.ipynb": answered(1), f"{TWO}/b/y.ipynb": answered(2)}
    assert looks(collected(tmp_path, files)) == {"Müller_Jörg"}


def test_a_zip_that_does_not_say_that_its_names_are_utf_8(tmp_path):
    path = zip_of(tmp_path / "a.zip", {f"{ONE}/x.ipynb": answered(1), "z/x.ipynb": answered(2)})
    flag, data = (0x800).to_bytes(2, "little"), bytearray(path.read_bytes())
    for start, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(start) + place
        assert data[at : at + 2] == flag
        data[at : at + 2] = b"\0\0"
    path.write_bytes(data)
    assert set(results(tmp_path, path)) == {"Müller_Jörg", "z"}

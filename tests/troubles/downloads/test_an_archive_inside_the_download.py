"""Students hand in archives, also damaged, empty, deep and dangerous ones.

jupyter/nbgrader#526 asks to walk the archives of students, and
Ganesh-403/semantic-plagiarism-detector#3196 asks to limit that. A notebook is taken out, and
whatever cannot be is named; the rest of the class is collected.
"""

import io
import tarfile

import pytest
from downloads import answered, collected, link_in_zip, looks, said, submitted, zip_of

from grading.lms import downloads

REST = {"ben/x.ipynb": answered(2)}


def packed(tmp_path, files):
    return zip_of(tmp_path / "inner.zip", files).read_bytes()


def check(tmp_path, content, words, name="work.zip"):
    found = collected(tmp_path, {f"ada/{name}": content} | REST)
    assert looks(found) == {"ada"}
    assert words in said(found)["ada"]
    assert submitted(tmp_path) == {"ben": answered(2)}


def test_what_cannot_be_opened_is_named(tmp_path):
    check(tmp_path, b"PK\x03\x04nonsense", "damaged")
    check(tmp_path, b"", "damaged")
    check(tmp_path, b"7z\xbc\xaf", "cannot be opened here", "work.7z")
    check(tmp_path, packed(tmp_path, {}), "an empty archive")
    check(tmp_path, packed(tmp_path, {"x.pdf": "x"}), "an archive without a notebook")


def test_an_archive_in_an_archive_in_an_archive(tmp_path):
    content = packed(tmp_path, {"x.ipynb": answered(1)})
    content = packed(tmp_path, {"b.zip": content})
    found = collected(tmp_path, {"ada/a.zip": content} | REST)
    assert submitted(tmp_path)["ada"] == answered(1)
    assert looks(found) == set()


def test_an_archive_that_is_too_deep_is_named(tmp_path):
    content = packed(tmp_path, {"x.ipynb": answered(1)})
    for _ in range(5):
        content = packed(tmp_path, {"x.zip": content})
    check(tmp_path, content, "inside too many archives")


def test_an_archive_that_would_fill_the_disk_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(downloads, "MAX_NESTED", 3 * 10**6)
    check(tmp_path, packed(tmp_path, {f"{n}.ipynb": b" " * 10**6 for n in range(5)}), "too large")
    monkeypatch.setattr(downloads, "MAX_NESTED_FILES", 3)
    check(tmp_path, packed(tmp_path, {f"{n}.txt": "" for n in range(5)}), "too large")


def test_links_and_paths_that_lead_out_are_refused(tmp_path):
    inner = zip_of(tmp_path / "inner.zip", {"../../ben/x.ipynb": answered(9)})
    link_in_zip(inner, "y.ipynb", "/etc/passwd")
    found = collected(tmp_path, {"ada/work.zip": inner.read_bytes()} | REST)
    assert submitted(tmp_path) == {"ben": answered(2)}
    assert looks(found) == {"ada"}
    assert "leads out" in said(found)["ada"]
    assert "it is a link" in said(found)["ada"]


def test_a_name_inside_an_archive_does_not_say_whose_it_is(tmp_path):
    own = packed(tmp_path, {"Ben_2_assignsubmission_file_/x.ipynb": answered(9)})
    files = {
        "Ada_1_assignsubmission_file_/a.zip": own,
        "Ben_2_assignsubmission_file_/x.ipynb": answered(2),
    }
    collected(tmp_path, files)
    assert submitted(tmp_path) == {"Ada": answered(9), "Ben": answered(2)}


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_a_tar_archive(tmp_path, mode):
    data, buffer = answered(1).encode(), io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        info = tarfile.TarInfo("x.ipynb")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    collected(tmp_path, {"ada/work.tar" + mode[1:].replace(":", "."): buffer.getvalue()} | REST)
    assert submitted(tmp_path) == {"ada": answered(1), "ben": answered(2)}


@pytest.mark.parametrize("name", ["_" * 60_000, "a/" * 30_000 + "x", "(" * 60_000])
def test_a_name_that_is_too_long_takes_no_time(tmp_path, name):
    found = collected(tmp_path, {f"{name}.ipynb": answered(1)} | REST)
    assert submitted(tmp_path) == {"ben": answered(2)}
    assert looks(found)

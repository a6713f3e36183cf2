"""Two students have the same name.

Moodle's number tells them apart (mod/assign/classes/downloader.php in moodle/moodle); nbgrader's
ids would be mixed up, as in jupyter/nbgrader#511. Each keeps their own notebook from lesson to
lesson.
"""

from downloads import answered, collected, looks, submitted


def test_they_stay_two_people(tmp_path):
    place = "Li Wei_{}_assignsubmission_file_/x.ipynb"
    files = {place.format(12347): answered(1), place.format(12348): answered(2)}
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {"Li_Wei": answered(1), "Li_Wei-12348": answered(2)}
    assert looks(found) == {"Li_Wei-12348"}
    again = collected(tmp_path, dict(reversed(files.items())))
    assert {one.outcome for one in again.values()} == {"unchanged"}


def test_one_number_for_two_names_asks_for_a_look(tmp_path):
    place = "{}_12347_assignsubmission_file_/x.ipynb"
    found = collected(tmp_path, {place.format("Li Wei"): answered(1), place.format("Li Na"): "{}"})
    assert len(found) == 1
    assert looks(found) == set(found)

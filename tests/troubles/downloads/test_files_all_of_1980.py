"""A zip whose files are all of 1 January 1980 has no times at all.

HHS/simpler-grants-gov#7565. The notebooks are in time, and a later download replaces an earlier
one.
"""

from datetime import datetime

from downloads import answered, collected, looks, submitted, time_of

EPOCH = datetime(1980, 1, 1)


def test_files_without_times_are_in_time_and_a_later_download_counts(tmp_path):
    for number in (1, 2):
        files = {"ada/x.ipynb": (answered(number), EPOCH), "ben/x.ipynb": (answered(3), EPOCH)}
        found = collected(tmp_path, files, times=True)
        assert found["ada"].time == "unknown, counted as in time"
        assert time_of(tmp_path, "ada") is None
        assert looks(found) == set()
    assert found["ada"].outcome == "replaced"
    assert found["ben"].outcome == "unchanged"
    assert submitted(tmp_path) == {"ada": answered(2), "ben": answered(3)}

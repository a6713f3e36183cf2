"""Canvas's zip is made when it is downloaded, so a file's time is not the time of handing in.

Canvas packs with rubyzip, which gives every file the time of packing (rubyzip/rubyzip#176).
Collected after the due date, a notebook without Canvas's late mark is in time, and one with the
mark is late.
"""

from datetime import UTC, timedelta

from downloads import NOON, answered, collected, looks, said, set_due, submitted, time_of

FILES = {
    "lovelaceada_12345_67890_01_rollouts.ipynb": answered(1),
    "turingalan_LATE_12346_67891_01_rollouts.ipynb": answered(2),
}


def test_who_is_in_time_stays_in_time_whatever_the_files_times(tmp_path):
    set_due(tmp_path, NOON - timedelta(days=3))
    for times in (False, True):
        found = collected(tmp_path, FILES, times=times)
        assert time_of(tmp_path, "lovelaceada") is None
        assert found["lovelaceada"].time == "no late mark in Canvas, counted as in time"


def test_who_is_late_is_late_by_the_mark(tmp_path):
    set_due(tmp_path, NOON - timedelta(days=3))
    found = collected(tmp_path, FILES)
    due = (NOON - timedelta(days=3)).astimezone(UTC)
    assert time_of(tmp_path, "turingalan") == due + timedelta(seconds=1)
    assert found["turingalan"].time == "Canvas's late mark"
    assert "the exact time is unknown" in said(found)["turingalan"]
    assert looks(found) == set()


def test_a_second_late_attempt_replaces_the_first(tmp_path):
    set_due(tmp_path, NOON - timedelta(days=3))
    collected(tmp_path, FILES)
    second = {name: (answered(9), NOON + timedelta(days=1)) for name in FILES}
    found = collected(tmp_path, second)
    assert {one.outcome for one in found.values()} == {"replaced"}
    assert set(submitted(tmp_path).values()) == {answered(9)}
    assert looks(found) == set()


def test_who_gets_more_time_in_canvas_is_no_longer_late(tmp_path):
    set_due(tmp_path, NOON - timedelta(days=3))
    collected(tmp_path, FILES)
    late, content = list(FILES.items())[1]
    found = collected(tmp_path, {late.replace("_LATE", ""): content})
    assert found["turingalan"].outcome == "unchanged"
    assert time_of(tmp_path, "turingalan") is None

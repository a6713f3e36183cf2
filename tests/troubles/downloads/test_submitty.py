"""Submitty keeps every version of a hand-in in a numbered folder.

Submitty/Submitty#5746 names the version in its downloads. The highest number counts.
"""

from datetime import UTC, datetime

from downloads import answered, collected, looks, submitted, time_of

FILES = {f"submissions/ada/{n}/01_rollouts.ipynb": answered(n) for n in (1, 2, 10)} | {
    "submissions/ada/user_assignment_settings.json": "{}",
    "submissions/ada/10/.submit.timestamp": "2026-11-01 10:20:30-0500\n",
    "submissions/ben/1/01_rollouts.ipynb": answered(3),
}


def test_the_highest_version_counts(tmp_path):
    found = collected(tmp_path, FILES)
    assert submitted(tmp_path) == {"ada": answered(10), "ben": answered(3)}
    assert time_of(tmp_path, "ada") == datetime(2026, 11, 1, 15, 20, 30, tzinfo=UTC)
    assert looks(found) == set()

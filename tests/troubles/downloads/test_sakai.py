"""Sakai puts a student's files two folders down, beside its own time and the instructor's files.

jupyter/nbgrader#526 shows the layout and the form of the time. Who typed a text or handed in
nothing gets a line, and a file that the instructor gave back is not the student's.
"""

from datetime import UTC, datetime

from downloads import answered, collected, looks, said, submitted, time_of

ADA = "Lesson 1/Lovelace, Ada(ada)"
FILES = {
    "Lesson 1/grades.csv": "Lesson 1,Points",
    f"{ADA}/Submission attachment(s)/01_rollouts.ipynb": answered(1),
    f"{ADA}/Feedback Attachment(s)/01_rollouts.ipynb": answered(9),
    f"{ADA}/timestamp.txt": "20261101102030123",
    f"{ADA}/comments.txt": "",
    "Lesson 1/Turing, Alan(alan)/Turing, Alan(alan)_submissionText.html": "<p>I did it",
    "Lesson 1/Turing, Alan(alan)/timestamp.txt": "20261101102030123",
    "Lesson 1/Hopper, Grace(gh)/Submission attachment(s)/": "",
}


def test_everybody_is_known_by_login_and_has_sakais_time(tmp_path):
    found = collected(tmp_path, FILES)
    assert set(found) == {"ada", "alan", "gh"}
    assert submitted(tmp_path) == {"ada": answered(1)}
    assert time_of(tmp_path, "ada") == datetime(2026, 11, 1, 10, 20, 30, tzinfo=UTC)
    assert found["ada"].time == "Sakai's timestamp.txt"
    assert looks(found) == {"alan", "gh"}
    assert "typed in" in said(found)["alan"]
    assert "empty" in said(found)["gh"]

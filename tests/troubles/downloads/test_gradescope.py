"""Gradescope numbers submissions; only its metadata says whose they are.

ucbds-infra/otter-grader#20 is about the submissions of groups. Every member of a group gets the
notebook, and a submission that the metadata does not name is nobody's.
"""

from datetime import UTC, datetime

from downloads import answered, collected, looks, said, submitted, time_of

METADATA = """---
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: '77'
    :email: ada@example.org
  :created_at: 2026-11-01 10:20:30.123456000 Z
  :results: {}
submission_12:
  :submitters:
  - :name: Alan Turing
    :email: alan@example.org
  - :name: Grace Hopper
    :email: grace@example.org
  :created_at: 2026-11-01 11:00:00.000000000 Z
"""
FILES = {
    "assignment_9_export/submission_metadata.yml": METADATA,
    "assignment_9_export/submission_11/01_rollouts.ipynb": answered(1),
    "assignment_9_export/submission_12/01_rollouts.ipynb": answered(2),
}


def test_the_metadata_names_the_people(tmp_path):
    found = collected(tmp_path, FILES)
    assert submitted(tmp_path) == {
        "Ada_Lovelace": answered(1),
        "Alan_Turing": answered(2),
        "Grace_Hopper": answered(2),
    }
    when = datetime(2026, 11, 1, 10, 20, 30, 123456, tzinfo=UTC)
    assert time_of(tmp_path, "Ada_Lovelace") == when
    assert looks(found) == set()


def test_a_number_is_nobody(tmp_path):
    strange = "assignment_9_export/submission_13/01_rollouts.ipynb"
    found = collected(tmp_path, FILES | {strange: answered(3)})
    assert looks(found) == {strange}
    assert "does not say whose" in said(found)[strange]


def test_metadata_that_cannot_be_read_names_nobody(tmp_path):
    broken = FILES | {"assignment_9_export/submission_metadata.yml": "!!python/object:os.system [x"}
    found = collected(tmp_path, broken)
    assert submitted(tmp_path) == {}
    assert len(looks(found)) == 2


def test_without_the_metadata_nobody_is_known(tmp_path):
    files = {name: text for name, text in FILES.items() if name.endswith(".ipynb")}
    longer = {name.replace("_1", "_8718465"): text for name, text in files.items()}
    found = collected(tmp_path, longer)
    assert submitted(tmp_path) == {}
    assert len(looks(found)) == 2
    assert all("submission_metadata.yml is missing" in text for text in said(found).values())


def test_a_students_own_folder_of_that_name_is_the_students(tmp_path):
    files = {"ada/submission_2/x.ipynb": answered(1), "ben/x.ipynb": answered(2)}
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {"ada": answered(1), "ben": answered(2)}
    assert looks(found) == set()

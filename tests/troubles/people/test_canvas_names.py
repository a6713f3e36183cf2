"""Canvas's names contain underscores, digits and late marks, and a code if grading is anonymous.

lib/content_zipper.rb in instructure/canvas-lms makes them, and instructure/canvas-lms#2406 shows
one.
"""

from downloads import NOON, answered, collected, looks, set_due, submitted, time_of

from grading.lms.identities import Identities


def test_every_form_of_a_name(tmp_path):
    set_due(tmp_path, NOON)
    files = {
        "de_la_cruzana_12345_67890_01_rollouts.ipynb": answered(1),
        "o2neill_LATE_12346_67891_01_rollouts-1.ipynb": answered(2),
        "anon_Wk5bD_67892_01_rollouts.ipynb": answered(3),
        "LATE_anon_Qq5b1_67893_01_rollouts.ipynb": answered(4),
        "李伟_7_67894_x_1_2345_y.ipynb": answered(5),
    }
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {
        "de_la_cruzana": answered(1),
        "o2neill": answered(2),
        "anon_Wk5bD": answered(3),
        "anon_Qq5b1": answered(4),
        "李伟": answered(5),
    }
    assert looks(found) == set()
    late = {student for student in found if time_of(tmp_path, student)}
    assert late == {"o2neill", "anon_Qq5b1"}


def test_a_code_is_not_exported_as_a_number(tmp_path):
    collected(tmp_path, {"anon_Wk5bD_67892_x.ipynb": answered(), "a_1_234_x.ipynb": answered(2)})
    identities = Identities(tmp_path / "course")
    assert identities.canvas("anon_Wk5bD") == ""
    assert identities.canvas("a") == "1"

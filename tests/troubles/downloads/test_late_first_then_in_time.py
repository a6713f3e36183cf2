"""A hand-in that was late is replaced by one without a time, for example after an extension.

jupyter/nbgrader#802 is about grading without a timestamp. The gradebook must not keep the time of
the notebook that was replaced, or the student would go on paying for it.
"""

from datetime import timedelta

from downloads import LESSON, NOON, answered, collected, set_due
from nbgrader.api import Gradebook

from grading.gradebook.late_penalty import renew_penalties
from grading.settings.nbgrader_options import course_config


def test_without_a_time_nobody_is_late(tmp_path):
    course = tmp_path / "course"
    set_due(tmp_path, NOON)
    collected(tmp_path, {"ada/x.ipynb": answered(), "ben/x.ipynb": answered(2)})
    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        gradebook.add_student("ada")
        late = NOON + timedelta(days=3)
        gradebook.update_or_create_submission(LESSON, "ada", timestamp=late)
        assert gradebook.find_submission(LESSON, "ada").total_seconds_late > 0
    assert renew_penalties(LESSON, course) == []
    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        assert gradebook.find_submission(LESSON, "ada").timestamp is None

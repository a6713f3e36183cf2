"""GitHub Classroom names every repository after the assignment and the login.

github-education-resources/classroom-assistant#203. The login is the student's id.
"""

import pytest
from downloads import answered, collected, looks, submitted


@pytest.mark.parametrize("outer", ["", "01-rollouts-submissions/", "Class of 2026/"])
@pytest.mark.parametrize("lesson", ["01-rollouts", "01_rollouts", "1-Rollouts"])
def test_the_login_is_the_id(tmp_path, outer, lesson):
    files = {
        f"{outer}{lesson}-ada/01_rollouts.ipynb": answered(1),
        f"{outer}{lesson}-ada/README.md": "#",
        f"{outer}{lesson}-ben/work/01_rollouts.ipynb": answered(2),
        f"{outer}{lesson}-ben/.git/config": "",
        f"{outer}{lesson}-cyd/.gitignore": "",
    }
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {"ada": answered(1), "ben": answered(2)}
    assert looks(found) == {"cyd"}

"""Run each situation both as `course grade` and as `course check` would."""

import pytest
from troubles import SANDBOXES, earns_all, notebook, scored


@pytest.fixture(params=SANDBOXES)
def full_points(request):
    """Return a function that scores a notebook, checks that all is right, and returns the score."""

    def check(*, cell: float = 30.0, **parts):
        score = scored(notebook(**parts), confined=request.param, cell=cell)
        earns_all(score)
        return score

    return check

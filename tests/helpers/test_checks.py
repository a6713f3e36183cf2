"""A notebook of an older release is told what to change."""

import pytest


def test_the_old_import_names_the_new_one():
    with pytest.raises(ImportError) as told:
        from helpers.checks import lesson_05  # noqa: F401
    assert "from checks.lesson_NN import exercises as checks" in str(told.value)
    assert "\n" not in str(told.value)

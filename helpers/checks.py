"""Tell a notebook of an older release where the checks are now."""

raise ImportError(
    "this notebook is from an older release of the course: in its first cell, replace "
    "`from helpers.checks import lesson_NN as checks` by "
    "`from checks.lesson_NN import exercises as checks`, with the lesson's number for NN"
)

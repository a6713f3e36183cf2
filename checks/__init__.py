"""How an answer is examined: the same properties in a notebook, in `course check` and in a grade.

A notebook imports its exercises with ``from checks.lesson_05 import exercises as checks``. Each is
an object that is called with the student's function and prints what holds and what does not.

`framework` says what an exercise, a property, a probe and a judge are. A probe (``probing`` and
``lesson_NN/probes.py``) runs beside the student's code and records what it did. A judge
(``lesson_NN/<exercise>.py``) looks at the record where the student's code never is.
"""

# Tells Gymnasium the ids of the test environments (``lwg/…``).
import helpers.environments  # noqa: F401

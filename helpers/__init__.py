"""The library of the lessons: rollouts, policies, methods, test environments, plots, Ray's start.

Nothing in this package depends on `checks` or `grading`. Importing any part of it registers the
test environments with Gymnasium (``lwg/…``).
"""

import helpers.environments  # noqa: F401

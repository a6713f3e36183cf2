"""What the lessons import: rollouts, policies, methods, test environments, plots and Ray's start.

Nothing here knows that anybody is graded. Importing anything from here tells Gymnasium the ids of
the test environments (``lwg/…``).
"""

import helpers.environments  # noqa: F401

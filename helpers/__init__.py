"""What the lessons import: rollouts, test environments, policies, plots, Ray's start and checks.

Importing anything from here tells Gymnasium the ids of the test environments (``lwg/…``).
"""

import helpers.environments  # noqa: F401

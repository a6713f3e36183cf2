"""What all tests share: the course's own environment, and lessons by name."""

import os
import warnings

from grading.os_environment import course_environment

os.environ.update(course_environment("tests"))
os.environ.setdefault("LWG_BUDGET", "quick")
warnings.filterwarnings("ignore", module="nbgrader")

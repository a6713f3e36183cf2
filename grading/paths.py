"""Where things lie in a clone."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The clone itself."""

SOLUTIONS = ROOT / "solutions"
"""The single source of every lesson."""

NOTEBOOKS = ROOT / "notebooks"
"""The students' notebooks, generated and committed."""

WORK = ROOT / "work"
"""The student's own copies; never overwritten."""

BUILD = ROOT / "build"
"""All that is generated and not committed."""

COURSE = Path(os.environ.get("LWG_COURSE") or BUILD / "course").resolve()
"""nbgrader's course folder; ``LWG_COURSE`` names another one, for a second class."""

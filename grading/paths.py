"""Define the folders of a clone."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The root of the clone."""

SOLUTIONS = ROOT / "solutions"
"""The single source of every lesson."""

NOTEBOOKS = ROOT / "notebooks"
"""The notebooks for students, which are generated and committed."""

WORK = ROOT / "work"
"""The student's own copies, which are never overwritten."""

BUILD = ROOT / "build"
"""Everything that is generated and not committed."""

COURSE = Path(os.environ.get("LWG_COURSE") or BUILD / "course").resolve()
"""nbgrader's course folder. Set ``LWG_COURSE`` to use another one, for a second class."""

"""Adds extras to pyproject.toml; `locked` is every pin of requirements.lock without its hashes.

pip refuses a folder (`-e .`) beside hashed requirements, and conda hands the whole pip part of
environment.yml to one `pip install`. So that part is `-e .[locked]`, and there is still one list.
"""

import re
from pathlib import Path

from setuptools import setup

LOCK = Path(__file__).parent / "requirements.lock"


def locked_requirements():
    """Returns the requirements of the lock, such as `numpy==2.4.6 ; python_version < '3.12'`."""
    if not LOCK.exists():
        return []
    return re.findall(r"^[a-z0-9][^\\#\n]*[^\\#\s]", LOCK.read_text(encoding="utf-8"), re.MULTILINE)


OPTIONAL = {
    "box2d": ["gymnasium[box2d]"],
    "mujoco": ["gymnasium[mujoco]"],
    # gymnax imports six and does not say so.
    "jax": ["evosax>=0.3", "gymnax>=1.0", "six"],
    "postgres": ["psycopg[binary]>=3.2"],
}
"""What single cells of lessons 9 and 10, one peer of the benchmark and a gradebook on a PostgreSQL
server need on top."""

setup(extras_require={"locked": locked_requirements(), **OPTIONAL})

"""The check in the notebook refuses every wrong answer, names its cause, and passes right ones."""

import importlib.util
from pathlib import Path

import pytest
from helpers.checks.framework import CheckFailed
from helpers.checks.lessons import load_lesson

from grading.reference import load_reference

_spec = importlib.util.spec_from_file_location(
    "catalogue", Path(__file__).with_name("catalogue.py")
)

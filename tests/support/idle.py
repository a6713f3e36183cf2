"""A mark for tests that measure seconds, which mean something only on an idle machine."""

import os

import pytest

on_an_idle_machine = pytest.mark.skipif(
    "LWG_SPEED" not in os.environ, reason="measures seconds: LWG_SPEED=1 on an idle machine"
)

"""Seconds mean something on a machine that has nothing else to do."""

import os

import pytest

on_an_idle_machine = pytest.mark.skipif(
    "LWG_SPEED" not in os.environ, reason="measures seconds: LWG_SPEED=1 on an idle machine"
)

"""observingClouds/xbitinfo#212: a process dies from what a cell above has left running.

The answers are then examined in a process in which only the definitions were run
that start nothing.
"""


def test_a_thread_ends_the_process_later(full_points):
    code = "import os, threading\nthreading.Timer(0.02, os._exit, (1,)).start()\nbelow = 1"
    full_points(last=[code], needs="not __import__('time').sleep(0.1)")

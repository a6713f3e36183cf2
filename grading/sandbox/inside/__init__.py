"""Runs in the sandbox, in the same process as the student's code.

A student's code can read and change everything that is loaded there, so no module here contains a
secret or decides about points. They may import ``helpers``, ``checks.probing`` and the lessons'
probes.
"""

"""The part of the grader that runs in the sandbox, beside the student's code.

A student's code can read and change all that is loaded here, so nothing here is a secret and
nothing here decides anything. It may import ``helpers``, ``checks.probing`` and the lessons' probes.
"""

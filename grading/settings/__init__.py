"""Holds the settings of this clone and of a class: nbgrader options, gradebook address, seed.

Input: environment variables (``LWG_COURSE``, ``LWG_DATABASE``) and the class's own
``nbgrader_config.json``. Output: an environment for child processes, the address of the gradebook
and nbgrader's configuration. This room must not know what a lesson or a hand-in looks like.
"""

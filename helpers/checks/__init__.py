"""The checks beside the exercises, one module a lesson.

A lesson imports its own: ``from helpers.checks import lesson_01 as checks``. Each exercise is an
object that is called with the student's function and prints what holds and what does not.
"""

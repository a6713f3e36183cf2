"""Turns a notebook into points and messages, and many notebooks in parallel threads or on Ray.

Input: a lesson, the cells of a notebook, a seed and the reference. Output: a score for each
exercise, with the report that the student reads. This room must not know where a notebook came
from or where its score is stored.
"""

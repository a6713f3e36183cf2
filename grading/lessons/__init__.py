"""Turns a lesson's source into the notebook that students get, and edited notebooks into source.

Input: ``solutions/NN_name.py``, or an edited copy of the solved notebook. Output: the solved
notebook, the release without solutions (made by nbgrader), the reference solution as Python
objects, and the students' bundle. This room must not know who hands in what, or what a score is.
"""

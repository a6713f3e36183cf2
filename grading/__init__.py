"""Grades a class. Each room (subpackage) imports only from the rooms above it in this list.

===========  ======================================================================================
settings     nbgrader's options, the gradebook's address and the grading seed of one class
lessons      a lesson's source, its notebook, its release, and the students' bundle
sandbox      the confined process in which a student's code runs
scoring      turns one notebook into points and messages, on this machine or on Ray
hand_ins     turns an untrusted file into a clean notebook
gradebook    enters hand-ins into nbgrader's gradebook and reads the marks from it
lms          reads downloads from Moodle and Canvas, and writes the tables that they import
pages        what students and instructors read: feedback pages and the report
jupyter      JupyterLab, set up for students and for instructors
cli          the ``course`` command
===========  ======================================================================================

``tests/test_layers.py`` checks this order.
"""

"""Runs JupyterLab, set up for students and for instructors.

Input: the notebooks of this clone. Output: the student's own copies in ``work``, and a running
server with the settings in this folder. This room must not grade: Formgrader's Autograde button
runs the steps that `grading.gradebook.formgrader` lists.
"""

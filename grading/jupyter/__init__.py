"""JupyterLab as students and instructors see it.

Comes in: the notebooks of this clone. Goes out: the student's own copies in ``work``, and a running
server with the settings in this folder. This room must not grade: Formgrader's Autograde button
takes the steps that `grading.gradebook.formgrader` lists.
"""

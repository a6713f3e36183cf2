"""How a class is graded, in rooms; each imports only what stands above it in this list.

===========  ======================================================================================
settings     what is set for this clone and this class: nbgrader's options, the gradebook's address
lessons      a lesson's source, its notebook, its release, the students' bundle
sandbox      the confined process in which a student's code runs
scoring      one notebook to points and messages, here or on Ray
hand_ins     a stranger's file to a clean notebook
gradebook    a class's hand-ins into nbgrader's gradebook, and the marks out of it
lms          what Moodle and Canvas download and upload
pages        what a student and an instructor read: feedback and report
jupyter      JupyterLab as students and instructors see it
cli          the ``course`` command
===========  ======================================================================================

``tests/test_layers.py`` holds this.
"""

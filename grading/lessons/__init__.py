"""From a lesson's source to the notebook that students get, and back.

Comes in: ``solutions/NN_name.py``. Goes out: the solved notebook, the release without solutions
(made by nbgrader), the reference solution as Python objects, the students' bundle; and, the other
way, an edit of the solved notebook. This room must not know who hands in what, or what a score is.
"""

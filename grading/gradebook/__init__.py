"""A class's hand-ins into nbgrader's gradebook, and the marks out of it.

Comes in: the ``submitted`` folder of a class, due dates, marks that a human gave. Goes out: rows in
the gradebook, autograded notebooks, and the marks of a class. This room must not know how a score
comes about, or who reads the marks.
"""

"""Enters a class's hand-ins into nbgrader's gradebook and reads its marks back.

Input: the ``submitted`` folder of a class, due dates, and marks given by hand. Output: rows in the
gradebook, autograded notebooks, and the marks of the class. This room must not know how a score is
computed, or who reads the marks.
"""

"""What people read about a graded lesson: each student's feedback page, the instructor's report.

Comes in: the marks of a class and its autograded notebooks. Goes out: HTML that runs no script of a
student's and needs no internet, and figures of the class. This room must not change a mark.
"""

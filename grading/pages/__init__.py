"""Makes what people read about a graded lesson: the students' feedback pages and the report.

Input: the marks of a class and its autograded notebooks. Output: HTML that runs no script written
by a student and works offline, and statistics of the class. This room must not change a mark.
"""

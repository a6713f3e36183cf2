"""Call a student's code on given inputs and record what it does; probes run beside that code.

A probe decides nothing and knows no expected values: judging is left to ``checks/lesson_NN``. A
record holds only data that can be sent to the grader: None, bool, int, float, str, list, tuple,
dict with string keys, and numeric arrays.
"""

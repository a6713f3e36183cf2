"""What runs beside a student's code: calls it on given inputs and records what came back.

A probe decides nothing and knows no expected value; the judges, in ``checks/lesson_NN``, do. Records
hold only what the grader's wire can carry: None, bool, int, float, str, list, tuple, dict with
string keys, and numeric arrays.
"""

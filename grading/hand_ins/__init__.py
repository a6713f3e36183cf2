"""Turns an untrusted file into a notebook that nbgrader and the scoring can process.

Input: whatever a student's folder contains. Output: a notebook that has every cell of the lesson in
its place and all of the student's code, and one note for each kind of repair. This room must not
run any code, and must not know how many points an answer is worth.
"""

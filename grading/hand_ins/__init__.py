"""A stranger's file to a notebook that nbgrader and the scoring can take.

Comes in: whatever lies in a student's folder. Goes out: a notebook in which every cell of the
lesson is in its place and none of the student's is lost, and one note for each kind of repair. This
room must not run any code, and must not know what an answer is worth.
"""

"""The confined process in which a student's code runs.

Comes in: a lesson, limits of time and memory, cells to run and probes to try. Goes out: what was
raised, and records, which are plain data. ``inside`` is the part that runs beside the student's
code. This room must not know what is expected of an answer: nothing here imports a judge or a
reference, and the process could not read one.
"""

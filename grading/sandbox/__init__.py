"""Runs a student's code in a confined process.

Input: a lesson, limits of time and memory, cells to run and probes to call. Output: the exceptions
that the code raised, and the probes' records, which are plain data. ``inside`` is the part that
runs beside the student's code. This room must not know what is expected of an answer: nothing here
imports a judge or a reference, and the process could not read one.
"""

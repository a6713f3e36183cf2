"""Reads downloads from learning platforms and writes the tables of grades that they import.

Input: an archive or a folder from Moodle, Canvas or elsewhere. Output: the ``submitted`` folder of
a class and, after grading, a table in the platform's own format. This room must not trust any name
or file in a download.
"""

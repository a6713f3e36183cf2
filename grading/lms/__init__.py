"""What learning platforms download and upload: whose file is whose, and the table of grades.

Comes in: an archive or a folder from Moodle, Canvas or anywhere. Goes out: the ``submitted`` folder
of a class and, when it is graded, a table in the platform's own form. This room must not trust a
name or a file in a download.
"""

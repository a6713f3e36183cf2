"""One notebook to points and messages; many notebooks in threads of this process, or on Ray.

Comes in: a lesson, the cells of a notebook, a seed and the reference. Goes out: a score, exercise by
exercise, with the report that the student reads. This room must not know where a notebook came from
or where its score is kept.
"""

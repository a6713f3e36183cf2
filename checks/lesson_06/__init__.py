"""How answers to lesson 06, natural evolution strategies, are examined: one module an exercise, named after it.

`exercises` lists them in the order of the notebook. `probes` is all that the student's process
reads of this package.
"""

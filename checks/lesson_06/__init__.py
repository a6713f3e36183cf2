"""Examine answers to lesson 06, natural evolution strategies.

Each exercise has a module of its name, and `exercises` lists them in the order of the notebook.
`probes` is the only module here that the student's process can read.
"""

"""Examine answers to lesson 07, distributed NES.

Each exercise has a module of its name, and `exercises` lists them in the order of the notebook.
`probes` is the only module here that the student's process can read.
"""

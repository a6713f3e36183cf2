"""Examine the answers to lesson 01, rollouts: each exercise has a module named after it.

`exercises` lists them in the order of the notebook. The student's process can read only `probes`.
"""

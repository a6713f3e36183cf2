"""The ``course`` command, with one module for each group of commands.

Input: the arguments of a command line. Output: lines of text or JSON, and an exit status: 0 for
success, 1 if something needs a look, 2 if the command could not run. This room must not do the work
itself: it calls the other rooms and prints their results.
"""

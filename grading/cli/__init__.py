"""The ``course`` command: one module for each group of commands.

Comes in: words on a command line. Goes out: lines for people or JSON, and an exit status: 0, 1 where
something needs a look, 2 where the command could not run. This room must not do the work itself: it
calls the rooms below and puts what they say into words.
"""

"""Define how much time, memory, files and processes a student's code gets.

The limit on open files is in `inside/executor.py`, because the confined process sets it itself.
"""

from dataclasses import dataclass

PROCESSES, PROCESSES_WITH_RAY = 128, 2048
"""How many processes confined code may have, with threads counted. Ray needs about 500 itself."""

FORK_BOMB, FORK_BOMB_WITH_RAY = 64, 1000
"""A submission with more processes is ended. The kernel's own limit only slows a fork bomb down."""

MEBIBYTE = 2**20
TMP_SIZE = 256 * MEBIBYTE
SHM_SIZE, SHM_SIZE_WITH_RAY = 64 * MEBIBYTE, 512 * MEBIBYTE
"""Bytes for files in /tmp and in /dev/shm, both of which are in memory."""


@dataclass(frozen=True)
class Limits:
    """The limits of one submission.

    Attributes:
        cell: seconds for one cell.
        probe: seconds for one probe of an exercise that does not train.
        training: seconds for one probe of an exercise that trains. The training of a lesson takes
            at most 30 s on two cores; this is four times as much, for slow or busy machines.
        memory: bytes of memory for all of the student's processes together.
        address_space: bytes of address space for a process of a lesson without Ray.
        confined: whether the code runs in the sandbox.
    """

    cell: float = 30.0
    probe: float = 30.0
    training: float = 120.0
    memory: int = 4 * 2**30
    address_space: int = 6 * 2**30
    confined: bool = False

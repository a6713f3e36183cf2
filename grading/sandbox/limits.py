"""Define how much time and memory a student's code gets."""

from dataclasses import dataclass


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

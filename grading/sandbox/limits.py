"""How much time and memory a student's code gets."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one submission.

    Attributes:
        cell: seconds for one cell.
        probe: seconds for one probe of an exercise that does not train.
        training: seconds for one probe of an exercise that trains. A lesson's training ends within
            30 s on two cores; a slow or busy machine gets four times that.
        memory: bytes that the student's processes may hold together.
        confined: the code runs in the sandbox.
        address_space: bytes of address space of the one process of a lesson without Ray.
    """

    cell: float = 30.0
    probe: float = 30.0
    training: float = 120.0
    memory: int = 4 * 2**30
    address_space: int = 6 * 2**30
    confined: bool = False

"""Judge what a search makes of returns that are all equal: nothing, and without a warning."""

ROUNDED = (
    "The standard deviation of equal numbers can round to a little more than 0: compare "
    "largest and smallest return with a tolerance, as in lesson 06."
)

FLAT_RETURNS = ((500.0, 6), (0.1, 6), (-1 / 3, 10))
"""Pairs of a return and how often it occurs: the first is exact in binary, the standard deviation
of the others rounds above 0."""


def flat_cause(has_nan: bool, warned: bool, otherwise: str = ROUNDED) -> str:
    """Name the cause if equal returns lead to nan, a warning, or otherwise to another result."""
    if has_nan:
        return "0 / 0: where all returns are equal, their standard deviation is 0."
    if warned:
        return "NumPy divides by a standard deviation of 0 here and complains: ask before."
    return otherwise

"""marimo-team/marimo#3918: ``from __future__ import annotations`` in an earlier cell.

In a kernel it holds for all cells below, too.
"""

FUTURE = "from __future__ import annotations"


def test_it_holds_for_the_cells_below(full_points):
    full_points(first=[FUTURE], above="def helper(x: Unknown) -> AlsoUnknown:\n    return x")


def test_it_holds_below_in_its_own_cell(full_points):
    code = FUTURE + "\ndef helper(x: Unknown) -> AlsoUnknown:\n    return x"
    full_points(above=code, needs="helper(1) == 1")


def test_it_stands_below_another_line(full_points):
    full_points(above="print('hello')\n" + FUTURE, needs="annotations")


def test_a_dataclass_reads_its_annotations(full_points):
    code = (
        f"{FUTURE}\nimport typing\nfrom dataclasses import dataclass, field\n@dataclass\n"
        "class Episode:\n    rewards: list[float] = field(default_factory=list)\n"
    )
    full_points(above=code, needs="typing.get_type_hints(Episode) == {'rewards': list[float]}")

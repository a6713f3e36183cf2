"""The lake shows the action on each tile, and the summary states the exact chance of success."""

import numpy as np
import pytest

from helpers import frozen_lake
from helpers.plotting import lake_policy

RIGHT, UP = np.tile([0.0, 0.0, 1.0, 0.0], (16, 1)), np.tile([0.0, 0.0, 0.0, 1.0], (16, 1))


def arrows(axes):
    """Return the direction of each tile's arrow, as (right, down)."""
    found = {}
    for text in axes.texts:
        if text.arrow_patch is not None:
            (x, y), (to_x, to_y) = text.xyann, text.xy
            tile = (int((y + to_y) / 2), int((x + to_x) / 2))
            found[tile] = (np.sign(round(to_x - x, 6)), np.sign(round(to_y - y, 6)))
    return found


def test_every_frozen_tile_has_one_arrow_and_holes_and_goal_have_none(drawn):
    lake_policy({"right": RIGHT})
    found = arrows(drawn[0][0])
    ice = [
        (row, column)
        for row, letters in enumerate(frozen_lake.lake())
        for column, letter in enumerate(letters)
        if letter in "SF"
    ]
    assert sorted(found) == ice
    assert set(found.values()) == {(1, 0)}


@pytest.mark.parametrize(
    ("action", "direction"), [(0, (-1, 0)), (1, (0, 1)), (2, (1, 0)), (3, (0, -1))]
)
def test_an_arrow_points_in_the_direction_of_gymnasiums_action(drawn, action, direction):
    lake_policy({"one way": np.eye(4)[[action] * 16]})
    assert set(arrows(drawn[0][0]).values()) == {direction}


def test_the_summary_has_the_exact_chance_and_the_map_of_every_policy(drawn):
    lake_policy({"right": RIGHT, "up": UP.ravel()})
    axes, summary = drawn[0]
    chance = frozen_lake.success_probability(RIGHT)
    assert f"right: success {chance:.4f} (exact), →→→→ →o→o →→→o o→→*" in summary
    assert "up: success 0.0000 (exact), ↑↑↑↑ ↑o↑o ↑↑↑o o↑↑*" in summary
    assert [panel.get_title(loc="left") for panel in axes.figure.axes] == ["right", "up"]


def test_an_empty_dict_of_policies_is_refused():
    with pytest.raises(ValueError, match="policies is empty"):
        lake_policy({})

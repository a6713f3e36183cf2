"""Calls are repeated with the same generator, the same seed and the next seed."""

import numpy as np

from checks.probing.recording import observe
from checks.probing.repeated import drawn_three_times, repeated


def fail(*_):
    raise ValueError


def test_a_draw_is_followed_by_the_next_one_and_by_itself():
    record = drawn_three_times(lambda rng: observe(rng.random), 5)
    rng = np.random.default_rng(5)
    assert [record["value"], record["next"]] == [rng.random(), rng.random()]
    assert record["again"] == record["value"]


def test_a_probe_runs_again_and_with_the_next_seed_if_asked():
    def probe(case, answer):
        return observe(answer, case["seed"])

    record = repeated(probe, {"seed": 5}, lambda seed: 2 * seed, other_seed=True)
    assert [record[name] for name in ("value", "again", "other")] == [10, 10, 12]
    assert "other" not in repeated(probe, {"seed": 5}, lambda seed: seed)


def test_a_call_that_raises_is_not_repeated():
    drawn = drawn_three_times(lambda rng: observe(fail, rng), 5)
    probed = repeated(lambda case, answer: observe(answer), {"seed": 5}, fail, other_seed=True)
    for record in (drawn, probed):
        assert record["raised"]["type"] == "ValueError"
        assert not {"again", "next", "other"} & set(record)

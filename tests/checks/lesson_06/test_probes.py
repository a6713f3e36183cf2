"""The known functions of lesson 06 answer as they are told, and forget no call."""

import numpy as np
import pytest

from checks.lesson_06.probes import KnownFunction, NoParametersError, search
from checks.probing.objectives import CalledTooOftenError

W = np.array([1.0, -2.0])


def known(**objective):
    return KnownFunction({"w": W, "objective": objective})


def test_a_hill_has_its_level_at_its_top_and_falls_off_by_its_slopes():
    f = known(kind="hill", top=W + 1, slopes=np.array([2.0, 3.0]), level=7.0)
    assert f(W + 1) == 7.0
    assert f(W) == 7.0 - 2.0 - 3.0


def test_a_script_moves_on_when_the_mean_is_asked_again_after_its_population():
    f = known(kind="script", values=[5.0, 6.0])
    asked = [f(W), f(W), f(W + 0.5), f(W - 0.5), f(W), f(W), f(W + 1), f(W)]
    assert asked == [5.0, 5.0, 1.0, -1.0, 6.0, 6.0, 2.0, 6.0]


def test_the_log_holds_copies_of_what_was_asked_and_what_was_said():
    f, theta = known(kind="flat", level=3.0), W.copy()
    f(theta)
    theta += 1
    f(theta)
    assert f.log()["thetas"].tolist() == [W.tolist(), (W + 1).tolist()]
    assert f.log()["values"].tolist() == [3.0, 3.0]
    assert known(kind="flat", level=3.0).log()["thetas"].shape == (0, 2)


@pytest.mark.parametrize("theta", [1.0, [1.0, 2.0], np.zeros(3), np.zeros((4, 2)), None])
def test_what_is_no_parameter_vector_is_refused(theta):
    with pytest.raises(NoParametersError, match="f was given"):
        known(kind="flat", level=0.0)(theta)


def test_a_search_without_an_end_is_ended():
    f = known(kind="flat", level=0.0)
    for _ in range(KnownFunction.limit):
        f(W)
    with pytest.raises(CalledTooOftenError):
        f(W)


def test_a_search_is_recorded_with_what_it_changed():
    def careless(f, w, *, rng, steps):
        w += rng.standard_normal(2)
        return w, [f(w)] * steps

    case = {
        "w": W,
        "objective": {"kind": "flat", "level": 2.0},
        "settings": {"steps": 3},
        "seed": 1,
    }
    record = search(case, careless)
    assert record["mutated"] == ["1"]
    assert record["value"][1] == [2.0, 2.0, 2.0]
    assert np.array_equal(W, [1.0, -2.0])
